import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { MirrorOf, OwnRef } from './mirror.store.js';
import type { Loss } from './quarantine.js';

/** What went missing and waits to be settled. */
export interface Missing {
  readonly all: number;
  /** Of them, events that stand for confirmed meetings to come: never believed without asking for each. */
  readonly own: number;
}

export interface MissingOwn extends OwnRef {
  readonly externalId: string;
  readonly etag: string | null;
}

/**
 * Rows that the provider does not show any more. They go on serving until they are settled: removed together at the end
 * of a pass, kept while there is doubt.
 */
@Injectable()
export class MirrorLosses {
  /** With the exceptions of the series among them. @returns how many were not missing yet. */
  async miss(tx: Tx, of: MirrorOf, externalIds: readonly string[]): Promise<number> {
    if (externalIds.length === 0) return 0;
    const [, count]: [unknown, number] = await tx.query(
      // The ids first: an OR would read the whole calendar for every page.
      `with wanted as (
         select external_id from event
           where agency_id = $1 and calendar_id = $2 and external_id = any($3::text[]) and not missing
         union select external_id from event
           where agency_id = $1 and calendar_id = $2 and recurring_event_id = any($3::text[]) and not missing)
       update event e set missing = true from wanted
       where e.agency_id = $1 and e.calendar_id = $2 and e.external_id = wanted.external_id`,
      [of.agencyId, of.calendarId, externalIds],
    );
    return count;
  }

  /** After a full list: what it did not show. */
  async missUnseen(tx: Tx, of: MirrorOf, generation: number): Promise<void> {
    await tx.query(
      `update event set missing = true
       where agency_id = $1 and calendar_id = $2 and mirror_generation <> $3 and not missing`,
      [of.agencyId, of.calendarId, generation],
    );
  }

  /** Our own events that were never mirrored, and that are named as deleted all the same: rows to remember that by. */
  async missUnmirrored(tx: Tx, of: MirrorOf, externalIds: readonly string[], now: number): Promise<void> {
    if (externalIds.length === 0) return;
    await tx.query(
      `insert into event (agency_id, calendar_id, external_id, status, blocking, missing, meeting_id, option_id)
       select o.agency_id, o.calendar_id, o.calendar_event_id, 'confirmed', 'free', true, o.meeting_id, o.option_id
       from meeting_option o
       where o.agency_id = $1 and o.calendar_id = $2 and o.calendar_event_id = any($3::text[])
         and o.state in ('confirmed', 'offered') and upper(o.during) > $4
       on conflict do nothing`,
      [of.agencyId, of.calendarId, externalIds, new Date(now)],
    );
  }

  async missing(tx: Tx, of: MirrorOf, now: number): Promise<Missing> {
    const [row]: Missing[] = await tx.query(
      `select count(*)::int as all, count(*) filter (where ${STANDS})::int as own from event e
       where e.agency_id = $1 and e.calendar_id = $2 and e.missing`,
      [of.agencyId, of.calendarId, new Date(now)],
    );
    return row ?? { all: 0, own: 0 };
  }

  /**
   * Events and series that matter to free times from `now` on, and how many of them have nothing left. Reads the whole
   * calendar, so it is asked only when something is missing. What we took off it ourselves does not count.
   */
  async loss(tx: Tx, of: MirrorOf, now: number): Promise<Loss> {
    const [row]: { left: number; of: number }[] = await tx.query(
      `select count(distinct coalesce(e.recurring_event_id, e.external_id))::int as of,
         count(distinct coalesce(e.recurring_event_id, e.external_id)) filter (where not e.missing)::int as left
       from event e
       where e.agency_id = $1 and e.calendar_id = $2 and e.blocking <> 'free' and e.status <> 'cancelled'
         and (e.recurrence is not null or e.unreadable is not null or e.ends_at > $3)
         and (e.option_id is null or not exists (select 1 from meeting_option o
           where o.agency_id = e.agency_id and o.option_id = e.option_id and o.state = 'withdrawn'))`,
      [of.agencyId, of.calendarId, new Date(now)],
    );
    return row === undefined ? { lost: 0, of: 0 } : { lost: row.of - row.left, of: row.of };
  }

  /** Of the missing ones that are not our own, at most `limit`, spread over all of them. */
  async sample(tx: Tx, of: MirrorOf, limit: number, now: number): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select e.external_id as id from event e
       where e.agency_id = $1 and e.calendar_id = $2 and e.missing and not ${STANDS} and e.blocking <> 'free'
         and (e.recurrence is not null or e.ends_at > $3)
       order by hashtext(e.external_id) limit $4`,
      [of.agencyId, of.calendarId, new Date(now), limit],
    );
    return rows.map((row) => row.id);
  }

  async ownMissing(tx: Tx, of: MirrorOf, limit: number, now: number): Promise<MissingOwn[]> {
    return tx.query(
      `select e.external_id as "externalId", e.etag, e.meeting_id as "meetingId", e.option_id as "optionId"
       from event e
       where e.agency_id = $1 and e.calendar_id = $2 and e.missing and ${STANDS}
       order by e.external_id limit $4`,
      [of.agencyId, of.calendarId, new Date(now), limit],
    );
  }

  /** Missing rows that were taken for our own when they were listed, whether their writes were recorded or not. */
  async missingRefs(tx: Tx, of: MirrorOf): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select external_id as id from event
       where agency_id = $1 and calendar_id = $2 and missing and option_id is not null limit 200`,
      [of.agencyId, of.calendarId],
    );
    return rows.map((row) => row.id);
  }

  /** Which of these stand for confirmed meetings to come. */
  async standing(tx: Tx, of: MirrorOf, externalIds: readonly string[], now: number): Promise<string[]> {
    if (externalIds.length === 0) return [];
    const rows: { id: string }[] = await tx.query(
      `select e.external_id as id from event e
       where e.agency_id = $1 and e.calendar_id = $2 and e.external_id = any($4::text[]) and ${STANDS}`,
      [of.agencyId, of.calendarId, new Date(now), externalIds],
    );
    return rows.map((row) => row.id);
  }

  /**
   * Believes what is missing, but for our own events. @returns series of which only an exception went: their own
   * occurrence stands again.
   */
  async removeMissing(tx: Tx, of: MirrorOf, now: number): Promise<string[]> {
    const rows: { series: string }[] = await tx.query(
      `with gone as (
         delete from event e where e.agency_id = $1 and e.calendar_id = $2 and e.missing and not ${STANDS}
         returning e.external_id, e.recurring_event_id),
       freed as (
         delete from busy b using gone
         where b.agency_id = $1 and b.calendar_id = $2 and b.external_id = gone.external_id)
       select distinct recurring_event_id as series from gone
       where recurring_event_id is not null
         and recurring_event_id not in (select external_id from gone)`,
      [of.agencyId, of.calendarId, new Date(now)],
    );
    return rows.map((row) => row.series);
  }

  /** It is there after all. */
  async found(tx: Tx, of: MirrorOf, externalIds: readonly string[]): Promise<void> {
    await tx.query(
      `update event set missing = false
       where agency_id = $1 and calendar_id = $2 and external_id = any($3::text[]) and missing`,
      [of.agencyId, of.calendarId, externalIds],
    );
  }
}

/** $3: an own event of a meeting, or of an offered time, that is not over. */
const STANDS = `exists (select 1 from meeting_option o
  where o.agency_id = e.agency_id and o.option_id = e.option_id and o.calendar_id = e.calendar_id
    and o.calendar_event_id = e.external_id and o.state in ('confirmed', 'offered') and upper(o.during) > $3)`;
