import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { NewRequest, RequestsQuery, RequestView } from './request.schema.js';
import { RequestStore } from './request.store.js';

/** What people ask for, until it is a proposal or is put aside. */
@Injectable()
export class Requests {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(RequestStore) private readonly store: RequestStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of one client, or of all that this person may see; the newest first, one more than the limit. */
  async list(who: Signed, query: RequestsQuery): Promise<RequestView[]> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const clientIds =
        query.clientId === undefined
          ? await this.access.visibleClientIds(tx, who)
          : [(await this.access.require(tx, who, query.clientId)).clientId];
      return this.store.list(tx, who.agencyId, clientIds, query);
    });
  }

  /** @throws Refusal: not-found, invalid-input. */
  async enter(who: Signed, clientId: string, body: NewRequest): Promise<RequestView> {
    const { agencyId } = who;
    return this.access.within(who, clientId, async (tx) => {
      if (body.contactId !== null && !(await this.store.hasContact(tx, agencyId, clientId, body.contactId))) {
        refuse('/contactId', 'The client has no such contact; choose one of the client’s contacts.');
      }
      if (body.messageId !== null) await this.requireMessage(tx, who, clientId, body.messageId);
      const contactId = body.contactId ?? (await this.store.contactOf(tx, agencyId, clientId, body));
      const input = { ...body, clientId, contactId, enteredBy: who.userId };
      const requestId = await this.store.insert(tx, agencyId, input, this.clock.now());
      return this.found(tx, agencyId, requestId);
    });
  }

  /** @throws Refusal: not-found, conflict when it is handled already. */
  async dismiss(who: Signed, requestId: string): Promise<RequestView> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const request = await this.store.find(tx, who.agencyId, requestId);
      if (request === null || !(await this.access.visibleClientIds(tx, who)).includes(request.clientId)) {
        throw notFound('request');
      }
      if (!(await this.store.dismiss(tx, who.agencyId, requestId, this.clock.now()))) {
        throw new Refusal('conflict', 'This request has been dealt with already; load it again.');
      }
      return this.found(tx, who.agencyId, requestId);
    });
  }

  /** A mail of another client's is as unknown as one that never came; one that is nobody's is the owner's to give away. */
  private async requireMessage(tx: Tx, who: Signed, clientId: string, messageId: string): Promise<void> {
    const theirs = await this.store.clientOfMessage(tx, who.agencyId, messageId);
    if (theirs === clientId || (theirs === null && who.role === 'owner')) return;
    refuse('/messageId', 'There is no such mail of this client.');
  }

  private async found(tx: Tx, agencyId: string, requestId: string): Promise<RequestView> {
    const request = await this.store.find(tx, agencyId, requestId);
    if (request === null) throw new Error('A request was kept and is not there.');
    return request;
  }
}

const refuse = (pointer: string, detail: string): never => {
  throw new Refusal('invalid-input', detail, { fields: [{ pointer, detail }] });
};
