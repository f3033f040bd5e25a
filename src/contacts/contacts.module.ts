import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { ContactStore } from './contact.store.js';
import { ContactsController } from './contacts.controller.js';
import { PlaceStore } from './place.store.js';
import { PlacesController } from './places.controller.js';

@Module({
  imports: [ClientsModule],
  controllers: [ContactsController, PlacesController],
  providers: [ContactStore, PlaceStore],
  exports: [ContactStore, PlaceStore],
})
export class ContactsModule {}
