import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { AuditResult } from './audit.js';
import type { Blocking } from './calendar.port.js';
import type { MirrorOf } from './mirror.store.js';

type Of = Pick<MirrorOf, 'agencyId' | 'calendarId'>;

/** By which an event is known to be the same one: its etag; its times (epoch ms), where etags say nothing. */
export interface Version {
  readonly etag: string | null;
  readonly times: { readonly start: number; readonly end: number; readonly blocking: Blocking } | null;
}

/** Epoch ms, half-open; null for everything. */
type Within = { readonly from: number; readonly to: number } | null;

/** The mirror as the nightly comparison sees it. */
@Injectable()
export class MirrorAudit {
  /** How a page's events, by id, stand in the mirror. `matched`: those of them that `count` counts. */
  async lookUp(
    tx: Tx,
    of: Of,
    shown: ReadonlyMap<string, Version>,
    within: Within,
  ): Promise<{ compared: number; absent: number; outdated: number; matched: number }> {
    const versions = [...shown.values()];
    const [row]: { absent: number; outdated: number; matched: number }[] = await tx.query(
      `select count(*) filter (where e.external_id is null)::int as absent,
         count(*) filter (where e.external_id is not null and case
           when n.starts is null then e.etag is distinct from n.etag
           else e.starts_at is distinct from n.starts or e.ends_at is distinct from n.ends
             or e.blocking is distinct from n.blocking end)::int as outdated,
         count(*) filter (where e.external_id is not null and ${WITHIN})::int as matched
       from unnest($3::text[], $4::text[], $7::timestamptz[], $8::timestamptz[], $9::text[])
         as n(id, etag, starts, ends, blocking)
       left join event e on e.agency_id = $1 and e.calendar_id = $2 and e.external_id = n.id`,
      [
        of.agencyId,
        of.calendarId,
        [...shown.keys()],
        versions.map(({ etag }) => etag),
        ...ends(within),
        versions.map(({ times }) => times && new Date(times.start)),
        versions.map(({ times }) => times && new Date(times.end)),
        versions.map(({ times }) => times?.blocking ?? null),
      ],
    );
    return { compared: shown.size, absent: 0, outdated: 0, matched: 0, ...row };
  }

  async count(tx: Tx, of: Of, within: Within): Promise<number> {
    const [row]: { count: number }[] = await tx.query(
      `select count(*)::int as count from event e
       where e.agency_id = $1 and e.calendar_id = $2 and $3::text[] is null and $4::text[] is null and ${WITHIN}`,
      [of.agencyId, of.calendarId, null, null, ...ends(within)],
    );
    return row?.count ?? 0;
  }

  async keep(tx: Tx, of: Of, result: AuditResult): Promise<void> {
    await tx.query(
      'update calendar set audited_at = $3, audit = $4 where agency_id = $1 and calendar_id = $2',
      [of.agencyId, of.calendarId, new Date(result.at), JSON.stringify(result)],
    );
  }
}

const ends = (within: Within): (Date | null)[] =>
  within === null ? [null, null] : [new Date(within.from), new Date(within.to)];

const WITHIN = `($5::timestamptz is null or e.ends_at > $5 and e.starts_at < $6::timestamptz)`;
