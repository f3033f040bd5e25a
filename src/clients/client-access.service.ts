import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { type Read, readIn } from '../db/read.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { ClientRow } from './client.schema.js';
import { CLIENT_COLUMNS } from './client.store.js';

/**
 * Whose clients they are. An owner has all clients of the agency; a secretary those that are assigned to her at this
 * moment, read at each request and kept nowhere, so that a withdrawn assignment ends with the next one.
 */
@Injectable()
export class ClientAccess {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The client, or `notFound('client')` when there is none or it is not theirs now. */
  async require(tx: Tx, who: Signed, clientId: string): Promise<ClientRow> {
    return readIn(tx, this.reading(who, clientId));
  }

  /** The same, to be read together with what is wanted of the client. */
  reading(who: Signed, clientId: string): Read<ClientRow> {
    return {
      name: 'client-of-signed',
      text: THEIR_CLIENT,
      values: [...this.parameters(who), clientId],
      result: ([row]) => {
        if (row === undefined) throw notFound('client');
        return row as ClientRow;
      },
    };
  }

  /** One transaction of the person's agency, in which the client was found to be theirs. */
  async within<T>(
    who: Signed,
    clientId: string,
    work: (tx: Tx, client: ClientRow) => Promise<T>,
  ): Promise<T> {
    return this.db.inAgency(who.agencyId, async (tx) => work(tx, await this.require(tx, who, clientId)));
  }

  async visibleClientIds(tx: Tx, who: Signed): Promise<string[]> {
    const rows: { clientId: string }[] = await tx.query(
      `select c.client_id as "clientId" from client c where ${VISIBLE} order by c.client_id`,
      this.parameters(who),
    );
    return rows.map((row) => row.clientId);
  }

  private parameters(who: Signed): unknown[] {
    return [who.agencyId, who.role, who.userId, new Date(this.clock.now())];
  }
}

/** An assignment counts from `valid_from` until just before `valid_until`. Arguments are expressions of SQL. */
export const isTheirs = (role: string, userId: string, now: string): string => `
  (${role} = 'owner' or exists (
    select 1 from assignment a
    where a.agency_id = c.agency_id and a.client_id = c.client_id and a.user_id = ${userId}
      and a.valid_from <= ${now} and (a.valid_until is null or a.valid_until > ${now})))`;

/** $1 agency, $2 role, $3 user, $4 now. */
const VISIBLE = `c.agency_id = $1 and ${isTheirs('$2', '$3', '$4')}`;

const THEIR_CLIENT = `select ${CLIENT_COLUMNS} from client c where ${VISIBLE} and c.client_id = $5`;
