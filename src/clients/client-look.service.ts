import { Inject, Injectable } from '@nestjs/common';
import { SessionService } from '../auth/session.service.js';
import { foundIn, SESSION, type SessionRow, sessionValues } from '../auth/session.store.js';
import type { Presented, Signed } from '../auth/signed.js';
import { type Fact, factsAs } from '../db/fact.js';
import { TenantDatabase } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { ClientRow } from './client.schema.js';
import { isTheirs } from './client-access.service.js';

export interface Look<T> {
  readonly who: Signed;
  readonly client: Pick<ClientRow, 'clientId' | 'zone'>;
  readonly facts: T;
}

/**
 * A look at one client in one trip to the database and one statement: whether the session is good, whether the client is
 * theirs, and the facts. The facts hang on the client's row and that on the session's, so that nothing is read for
 * somebody who has no business with it.
 */
@Injectable()
export class ClientLook {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SessionService) private readonly sessions: SessionService,
  ) {}

  /** @throws Refusal not-signed-in; not-found when there is no such client or it is not theirs now. */
  async look<T extends readonly unknown[]>(
    presented: Presented,
    clientId: string,
    facts: { readonly [K in keyof T]: Fact<T[K]> },
  ): Promise<Look<T>> {
    const now = this.clock.now();
    const wanted = factsAs<T>(facts, [...sessionValues(presented, now), clientId]);
    const [row] = await this.db.read<[Row | undefined]>(presented.agencyId, [
      {
        name: `look-${wanted.name}`,
        text: lookText(wanted.columns),
        values: wanted.values,
        result: ([first]) => first as Row | undefined,
      },
    ]);
    const who = await this.sessions.admit(row === undefined ? null : foundIn(row, now));
    if (row === undefined || row.clientId === null) throw notFound('client');
    return { who, client: { clientId: row.clientId, zone: row.zone }, facts: wanted.result(row) };
  }
}

type Row = SessionRow & { readonly clientId: string | null; readonly zone: string };

/** After the session's parameters ($1 agency, $3 now) comes $5, the client. */
const lookText = (columns: string): string => `
  select u.*, x.* from (${SESSION}) u left join lateral (
    select c.client_id as "clientId", c.zone, ${columns} from client c
    where c.agency_id = $1 and c.client_id = $5 and ${isTheirs('u.role', 'u."userId"', '$3')}) x on true`;
