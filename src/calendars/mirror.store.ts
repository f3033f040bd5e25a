import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { SecretsService } from '../secrets/secrets.service.js';
import type { Blocking } from './calendar.port.js';
import type { MirrorRow } from './mirror-row.js';

/** Whose mirror it is. */
export interface MirrorOf {
  readonly agencyId: string;
  readonly calendarId: string;
  readonly clientId: string;
}

export interface OwnRef {
  readonly meetingId: string;
  readonly optionId: string;
}

/** What is kept readable for the secretary alone. */
export interface EventText {
  readonly title: string | null;
  readonly location: string | null;
}

export interface BusyRow {
  readonly externalId: string;
  /** Epoch ms, half-open. */
  readonly start: number;
  readonly end: number;
  readonly blocking: Exclude<Blocking, 'free'>;
  readonly allDay: boolean;
  readonly meetingId: string | null;
}

/** A stored row with what its busy times follow from. */
export interface StoredRow
  extends Pick<
    MirrorRow,
    | 'externalId'
    | 'blocking'
    | 'allDay'
    | 'startWall'
    | 'endWall'
    | 'zone'
    | 'startsAt'
    | 'endsAt'
    | 'recurrence'
  > {
  readonly recurringEventId: string | null;
  readonly meetingId: string | null;
  /** Why it could not be read until now. */
  readonly unreadable: string | null;
  /** Keys of the occurrences that stand in rows of their own. */
  readonly excluded: readonly string[];
}

/** The mirrored events of calendars, and the busy times that follow from them. */
@Injectable()
export class MirrorStore {
  constructor(@Inject(SecretsService) private readonly secrets: SecretsService) {}

  /** Etags by id, of those that are there; null for what could not be read, so that another try is made of it. */
  async etags(tx: Tx, of: MirrorOf, externalIds: readonly string[]): Promise<Map<string, string | null>> {
    const rows: { id: string; etag: string | null }[] = await tx.query(
      `select external_id as id, ${ETAG} from event
       where agency_id = $1 and calendar_id = $2 and external_id = any($3::text[])`,
      [of.agencyId, of.calendarId, externalIds],
    );
    return new Map(rows.map((row) => [row.id, row.etag]));
  }

  /** Marks rows as shown, by the full list of this generation or in a list of changes. */
  async see(tx: Tx, of: MirrorOf, externalIds: readonly string[], generation: number): Promise<void> {
    if (externalIds.length === 0) return;
    await tx.query(
      `update event set mirror_generation = $4, missing = false
       where agency_id = $1 and calendar_id = $2 and external_id = any($3::text[])
         and (mirror_generation <> $4 or missing)`,
      [of.agencyId, of.calendarId, externalIds, generation],
    );
  }

  /** One statement for all rows: a tenth of the time of row by row. */
  async upsert(
    tx: Tx,
    of: MirrorOf,
    rows: readonly MirrorRow[],
    own: ReadonlyMap<string, OwnRef>,
    { generation, busyOnly }: { readonly generation: number; readonly busyOnly: boolean },
  ): Promise<void> {
    if (rows.length === 0) return;
    const seal = await this.secrets.sealer(tx, of.agencyId, of.clientId);
    const sealed = ({ externalId, title, location }: MirrorRow) =>
      busyOnly || (title === null && location === null)
        ? null
        : seal(
            JSON.stringify({ title, location } satisfies EventText),
            textContext(of.calendarId, externalId),
          );
    await tx.query(UPSERT, [
      of.agencyId,
      of.calendarId,
      generation,
      rows.map((row) => row.externalId),
      rows.map((row) => row.etag),
      rows.map((row) => row.icalUid),
      rows.map((row) => row.recurringEventId),
      rows.map((row) => row.originalStart),
      rows.map((row) => row.status),
      rows.map((row) => row.blocking),
      rows.map((row) => row.allDay),
      rows.map((row) => row.startWall),
      rows.map((row) => row.endWall),
      rows.map((row) => row.zone),
      rows.map((row) => timestamp(row.startsAt)),
      rows.map((row) => timestamp(row.endsAt)),
      rows.map((row) => (row.recurrence === null ? null : JSON.stringify(row.recurrence))),
      rows.map((row) => row.unreadable),
      rows.map(sealed),
      rows.map((row) => own.get(row.externalId)?.meetingId ?? null),
      rows.map((row) => own.get(row.externalId)?.optionId ?? null),
    ]);
  }

  /** Titles and places, of all events of a calendar. */
  async eraseTexts(tx: Tx, of: Pick<MirrorOf, 'agencyId' | 'calendarId'>): Promise<void> {
    await tx.query(
      `update event set sealed_text = null
       where agency_id = $1 and calendar_id = $2 and sealed_text is not null`,
      [of.agencyId, of.calendarId],
    );
  }

  /** A person's word on one that cannot be read. @returns false when there is no such one. */
  async dismiss(
    tx: Tx,
    of: Pick<MirrorOf, 'agencyId' | 'calendarId'>,
    externalId: string,
    dismissed: boolean,
  ): Promise<boolean> {
    const [, count]: [unknown, number] = await tx.query(
      `update event set dismissed = $4
       where agency_id = $1 and calendar_id = $2 and external_id = $3 and unreadable is not null`,
      [of.agencyId, of.calendarId, externalId, dismissed],
    );
    return count > 0;
  }

  /** What is mirrored of these series and is not among the events that they still have. */
  async dropped(
    tx: Tx,
    of: MirrorOf,
    series: ReadonlyMap<string, readonly { readonly id: string }[]>,
  ): Promise<string[]> {
    if (series.size === 0) return [];
    const stay = [...series.values()].flatMap((events) => events.map(({ id }) => id));
    const rows: { id: string }[] = await tx.query(
      `select external_id as id from event
       where agency_id = $1 and calendar_id = $2 and external_id <> all($4::text[])
         and (external_id = any($3::text[]) or recurring_event_id = any($3::text[]))`,
      [of.agencyId, of.calendarId, [...series.keys()], stay],
    );
    return rows.map((row) => row.id);
  }

  /** Ids of the events that occupy time on a calendar and stand for no meeting of ours. */
  async occupying(tx: Tx, of: Pick<MirrorOf, 'agencyId' | 'calendarId'>): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select distinct external_id as id from busy
       where agency_id = $1 and calendar_id = $2 and meeting_id is null`,
      [of.agencyId, of.calendarId],
    );
    return rows.map((row) => row.id);
  }

  /** All etags by id, for providers that cannot tell what changed. */
  async allEtags(tx: Tx, of: Pick<MirrorOf, 'agencyId' | 'calendarId'>): Promise<Map<string, string | null>> {
    const rows: { id: string; etag: string | null }[] = await tx.query(
      `select external_id as id, ${ETAG} from event where agency_id = $1 and calendar_id = $2`,
      [of.agencyId, of.calendarId],
    );
    return new Map(rows.map((row) => [row.id, row.etag]));
  }

  /** With the exceptions of the series among them. */
  async remove(tx: Tx, of: MirrorOf, externalIds: readonly string[]): Promise<void> {
    if (externalIds.length === 0) return;
    await tx.query(
      `with gone as (
         delete from event where agency_id = $1 and calendar_id = $2
           and (external_id = any($3::text[]) or recurring_event_id = any($3::text[]))
         returning external_id)
       delete from busy b using gone
       where b.agency_id = $1 and b.calendar_id = $2 and b.external_id = gone.external_id`,
      [of.agencyId, of.calendarId, externalIds],
    );
  }

  /** The rows with these ids, each found by its key: the planner would rather read the whole calendar for every page. */
  async rows(tx: Tx, of: MirrorOf, externalIds: readonly string[]): Promise<StoredRow[]> {
    if (externalIds.length === 0) return [];
    return readRows(
      await tx.query(
        `select r.* from unnest($3::text[]) as wanted(id)
         cross join lateral (${STORED} where e.agency_id = $1 and e.calendar_id = $2 and e.external_id = wanted.id
           limit 1) r`,
        [of.agencyId, of.calendarId, externalIds],
      ),
    );
  }

  /** Series after the id `after`, for going through all of them. */
  async series(tx: Tx, of: MirrorOf, after: string, limit: number): Promise<StoredRow[]> {
    return readRows(
      await tx.query(
        `${STORED} where e.agency_id = $1 and e.calendar_id = $2 and e.recurrence is not null
           and e.external_id > $3 order by e.external_id limit $4`,
        [of.agencyId, of.calendarId, after, limit],
      ),
    );
  }

  /** Of rows as they were read; one that says so already is left alone. */
  async setUnreadable(tx: Tx, of: MirrorOf, reasons: ReadonlyMap<string, string | null>): Promise<void> {
    if (reasons.size === 0) return;
    await tx.query(
      `update event e set unreadable = n.reason
       from unnest($3::text[], $4::text[]) as n(id, reason)
       where e.agency_id = $1 and e.calendar_id = $2 and e.external_id = n.id
         and e.unreadable is distinct from n.reason`,
      [of.agencyId, of.calendarId, [...reasons.keys()], [...reasons.values()]],
    );
  }

  /**
   * The busy times of these events become exactly `rows`.
   * @param former those of them that may have had some.
   */
  async replaceBusy(
    tx: Tx,
    of: MirrorOf,
    former: readonly string[],
    rows: readonly BusyRow[],
  ): Promise<void> {
    if (former.length > 0) {
      await tx.query(
        'delete from busy where agency_id = $1 and calendar_id = $2 and external_id = any($3::text[])',
        [of.agencyId, of.calendarId, former],
      );
    }
    if (rows.length === 0) return;
    await tx.query(
      `insert into busy (agency_id, calendar_id, client_id, external_id, starts_at, ends_at, blocking, all_day,
                         meeting_id)
       select $1, $2, $3, * from unnest($4::text[], $5::timestamptz[], $6::timestamptz[], $7::text[], $8::boolean[],
                                        $9::uuid[])`,
      [
        of.agencyId,
        of.calendarId,
        of.clientId,
        rows.map((row) => row.externalId),
        rows.map((row) => timestamp(row.start)),
        rows.map((row) => timestamp(row.end)),
        rows.map((row) => row.blocking),
        rows.map((row) => row.allDay),
        rows.map((row) => row.meetingId),
      ],
    );
  }
}

/** Where a sealed text stands: it opens nowhere else. */
export const textContext = (calendarId: string, externalId: string): string =>
  `event-text:${calendarId}:${externalId}`;

const timestamp = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** A series with a rule that is refused was read; a rule that is slow must not be tried at every sync. */
const ETAG = 'case when unreadable is null or starts_at is not null then etag end as etag';

const UPSERT = `
  insert into event (agency_id, calendar_id, mirror_generation, external_id, etag, ical_uid, recurring_event_id,
    original_start, status, blocking, all_day, start_wall, end_wall, zone, starts_at, ends_at, recurrence, unreadable,
    sealed_text, meeting_id, option_id)
  select $1, $2, $3, id, etag, uid, series, original, status, blocking, all_day, start_wall, end_wall, zone,
    starts_at, ends_at,
    case when recurrence is not null then array(select jsonb_array_elements_text(recurrence)) end,
    unreadable, sealed, meeting, option
  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[],
    $12::text[], $13::text[], $14::text[], $15::timestamptz[], $16::timestamptz[], $17::jsonb[], $18::text[],
    $19::bytea[], $20::uuid[], $21::uuid[])
    as n(id, etag, uid, series, original, status, blocking, all_day, start_wall, end_wall, zone, starts_at, ends_at,
      recurrence, unreadable, sealed, meeting, option)
  on conflict (agency_id, calendar_id, external_id) do update set
    mirror_generation = excluded.mirror_generation, etag = excluded.etag, ical_uid = excluded.ical_uid,
    recurring_event_id = excluded.recurring_event_id, original_start = excluded.original_start,
    status = excluded.status, blocking = excluded.blocking, all_day = excluded.all_day,
    start_wall = excluded.start_wall, end_wall = excluded.end_wall, zone = excluded.zone,
    starts_at = excluded.starts_at, ends_at = excluded.ends_at, recurrence = excluded.recurrence,
    unreadable = excluded.unreadable, sealed_text = excluded.sealed_text, meeting_id = excluded.meeting_id,
    option_id = excluded.option_id, missing = false,
    dismissed = event.dismissed and event.etag is not distinct from excluded.etag
      and (excluded.etag is not null or event.unreadable is not distinct from excluded.unreadable)`;

const STORED = `
  select e.external_id as "externalId", e.blocking, e.all_day as "allDay", e.start_wall as "startWall",
    e.end_wall as "endWall", e.zone, e.starts_at as "startsAt", e.ends_at as "endsAt", e.recurrence,
    e.recurring_event_id as "recurringEventId", e.meeting_id as "meetingId", e.unreadable,
    array(select x.original_start from event x
      where x.agency_id = e.agency_id and x.calendar_id = e.calendar_id and x.recurring_event_id = e.external_id
        and x.original_start is not null and e.recurrence is not null) as excluded
  from event e`;

type RawRow = Omit<StoredRow, 'startsAt' | 'endsAt'> & { startsAt: Date | null; endsAt: Date | null };

const readRows = (rows: RawRow[]): StoredRow[] =>
  rows.map((row) => ({
    ...row,
    startsAt: row.startsAt?.getTime() ?? null,
    endsAt: row.endsAt?.getTime() ?? null,
  }));
