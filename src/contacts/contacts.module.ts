import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { ContactStore } from './contact.store.js';
import { ContactHistoryStore } from './contact-history.store.js';
import { ContactsController } from './contacts.controller.js';
import { ContactExchangeController } from './exchange/exchange.controller.js';
import { ImportContacts } from './exchange/import-contacts.service.js';
import { PlaceStore } from './place.store.js';
import { PlacesController } from './places.controller.js';

@Module({
  imports: [ClientsModule],
  controllers: [ContactExchangeController, ContactsController, PlacesController],
  providers: [ContactHistoryStore, ContactStore, ImportContacts, PlaceStore],
  exports: [ContactStore, PlaceStore],
})
export class ContactsModule {}
