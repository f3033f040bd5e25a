import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AttemptStore } from '../auth/attempt.store.js';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase } from '../db/tenant.js';
import { formatToken, hashSecret, parseToken } from '../secrets/token.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { WebRequest } from './request.schema.js';
import { RequestStore } from './request.store.js';

/** Whose page somebody looks at. */
export interface RequestVisit {
  readonly token: string;
  readonly agencyId: string;
  readonly clientId: string;
  readonly client: string;
  readonly person: string;
  readonly agencyName: string;
  readonly locale: string;
}

/** A page that anybody can reach must not fill the desk: so many from one network, and so many for one client. */
const FROM_NETWORK = { max: 5, windowMs: 3_600_000 };
const FOR_CLIENT = { max: 40, windowMs: 86_400_000 };

/** The page on which a client's prospects ask for a meeting; its address stands on the client's website. */
@Injectable()
export class RequestPages {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(RequestStore) private readonly requests: RequestStore,
    @Inject(AttemptStore) private readonly attempts: AttemptStore,
  ) {}

  async make(who: Signed, clientId: string): Promise<{ url: string }> {
    const secret = randomBytes(16);
    await this.access.within(who, clientId, (tx) =>
      tx.query(
        `insert into request_page (agency_id, client_id, secret_hash, made_by, made_at) values ($1, $2, $3, $4, $5)
         on conflict (agency_id, client_id) do update set secret_hash = excluded.secret_hash,
           made_by = excluded.made_by, made_at = excluded.made_at`,
        [who.agencyId, clientId, hashSecret(secret), who.userId, new Date(this.clock.now())],
      ),
    );
    return { url: `${this.config.publicUrl}/request/${formatToken({ agencyId: who.agencyId, secret })}` };
  }

  async end(who: Signed, clientId: string): Promise<void> {
    await this.access.within(who, clientId, (tx) =>
      tx.query('delete from request_page where agency_id = $1 and client_id = $2', [who.agencyId, clientId]),
    );
  }

  /** Null when there is no such page, and when the client is archived. */
  async visit(text: string): Promise<RequestVisit | null> {
    const token = parseToken(text);
    if (token === null) return null;
    const { agencyId } = token;
    return this.db.inAgency(agencyId, async (tx) => {
      const [row]: Omit<RequestVisit, 'token' | 'agencyId'>[] = await tx.query(
        `select c.client_id as "clientId", c.name as client, c.person, a.name as "agencyName", c.locale
         from request_page p join client c using (agency_id, client_id) join agency a using (agency_id)
         where p.agency_id = $1 and p.secret_hash = $2 and c.archived_at is null`,
        [agencyId, hashSecret(token.secret)],
      );
      return row === undefined ? null : { token: text, agencyId, ...row };
    });
  }

  /** @returns false when too many came from there, or for this client. */
  async ask(visit: RequestVisit, network: string, body: WebRequest): Promise<boolean> {
    const { agencyId, clientId } = visit;
    const now = this.clock.now();
    return this.db.inAgency(agencyId, async (tx) => {
      // Both are counted, so that who is over the one limit cannot use up the other for everybody else.
      const near = await this.attempts.take(tx, `request ${clientId} ${network}`, FROM_NETWORK, now);
      if (near !== null) return false;
      if ((await this.attempts.take(tx, `request ${clientId}`, FOR_CLIENT, now)) !== null) return false;
      const contactId = await this.requests.contactOf(tx, agencyId, clientId, body);
      const input = { ...body, clientId, contactId, via: 'web' as const, messageId: null, enteredBy: null };
      await this.requests.insert(tx, agencyId, input, now);
      return true;
    });
  }
}
