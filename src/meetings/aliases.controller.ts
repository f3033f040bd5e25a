import { Controller, Delete, Get, HttpCode, Inject, Param } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { ContactStore } from '../contacts/contact.store.js';
import type { Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { idField } from '../http/fields.schema.js';
import { normalAddress } from '../itip/address.js';
import { AliasStore } from './alias.store.js';
import { type AliasView, aliasField, aliasList } from './aliases.schema.js';

/** Other addresses that a contact's answers come from, as learned when a secretary said whose a mail was. */
@ApiTags('contacts')
@Controller('api/clients/:clientId/contacts/:contactId/aliases')
export class AliasesController {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(ContactStore) private readonly contacts: ContactStore,
    @Inject(AliasStore) private readonly aliases: AliasStore,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'The newest first', standardSchema: aliasList })
  async list(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('contactId', { schema: idField }) contactId: string,
  ): Promise<{ items: AliasView[] }> {
    return this.access.within(who, clientId, async (tx) => {
      const address = await this.addressOf(tx, who, clientId, contactId);
      if (address === null) return { items: [] };
      return { items: await this.aliases.list(tx, who.agencyId, clientId, address) };
    });
  }

  /** An answer from there waits for a person again. */
  @Delete(':address')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'Forgotten' })
  async forget(
    @Signed() who: Signed,
    @Param('clientId', { schema: idField }) clientId: string,
    @Param('contactId', { schema: idField }) contactId: string,
    @Param('address', { schema: aliasField }) alias: string,
  ): Promise<void> {
    await this.access.within(who, clientId, async (tx) => {
      const address = await this.addressOf(tx, who, clientId, contactId);
      const done =
        address !== null &&
        (await this.aliases.forget(tx, who.agencyId, clientId, address, normalAddress(alias)));
      if (!done) throw notFound('alias');
    });
  }

  private async addressOf(tx: Tx, who: Signed, clientId: string, contactId: string): Promise<string | null> {
    const contact = await this.contacts.find(tx, who.agencyId, clientId, contactId);
    if (contact === null) throw notFound('contact');
    return contact.email === null ? null : normalAddress(contact.email);
  }
}
