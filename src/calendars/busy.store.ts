import { Inject, Injectable } from '@nestjs/common';
import { epochMs } from '../db/epoch.js';
import type { Fact } from '../db/fact.js';
import type { Tx } from '../db/tenant.js';
import { SecretsService } from '../secrets/secrets.service.js';
import { formatDate } from '../time/civil.js';
import { localDay } from '../time/wall-clock.js';
import type { Blocking } from './calendar.port.js';
import { type EventText, textContext } from './mirror.store.js';
import { horizon, STALE_AFTER_MINUTES } from './sync-plan.js';

/** One occurrence on a calendar that blocks. Instants are epoch ms, half-open. */
export interface BusyTime {
  readonly calendarId: string;
  /** The event's id at the provider; of a series, the series'. */
  readonly externalId: string;
  readonly start: number;
  readonly end: number;
  readonly blocking: Exclude<Blocking, 'free'>;
  /** Of an all-day event: its first date and the date after its last, as the calendar has them. */
  readonly dates: { readonly from: string; readonly until: string } | null;
  /** The meeting that the event stands for. */
  readonly meetingId: string | null;
}

export interface CalendarFreshness {
  readonly calendarId: string;
  /** loading: no sync has ended yet. unreadable: no access (any more). Neither is ever free. */
  readonly state: 'readable' | 'unreadable' | 'loading';
  /** Epoch ms of the last sync that ended well. */
  readonly syncedAt: number | null;
  /** Null for what does not age: a file. */
  readonly staleAfterMinutes: number | null;
  readonly stale: boolean;
  /** What is mirrored; outside is unknown. Epoch ms, half-open. */
  readonly mirrored: { readonly start: number; readonly end: number };
  /** The last try to read it failed; what is mirrored serves until it is stale. */
  readonly failing: boolean;
  /** Events and series that nobody could read and nobody has looked at: times of theirs may be taken. */
  readonly unreadable: number;
}

/** An occurrence as the secretary sees it in the client's week. */
export interface WeekEvent extends BusyTime, EventText {}

/** What occupies a client's time on the own calendars, and how far that can be believed. */
@Injectable()
export class BusyStore {
  constructor(@Inject(SecretsService) private readonly secrets: SecretsService) {}

  /** What touches [from, to), epoch ms, on the calendars that block, in order of the start. */
  async busyOf(tx: Tx, clientId: string, from: number, to: number): Promise<BusyTime[]> {
    const rows: Raw[] = await tx.query(`${BUSY} order by b.starts_at, b.ends_at, b.external_id`, [
      clientId,
      new Date(from),
      new Date(to),
    ]);
    return rows.map(readBusy);
  }

  /**
   * What touches [from, to), epoch ms, on the calendars that block, in order of the start, and how far each of them can
   * be believed at `now`: for searches that run at every click.
   * @param ids false leaves out which event it is; then the index alone has all that is wanted.
   */
  mirror(clientId: string, from: number, to: number, now: number, ids: boolean): Fact<Mirror> {
    return {
      name: ids ? 'mirror' : 'mirror-times',
      text: ids ? MIRROR : MIRROR_TIMES,
      values: [clientId, new Date(from), new Date(to)],
      result: (text) => {
        const [busy, calendars] = text === null ? [[], []] : (JSON.parse(text) as [RawBusy[], RawCalendar[]]);
        const zones = new Map(calendars.map(([calendarId, zone]) => [calendarId, zone]));
        return {
          busy: busy.map((row) => readMirrored(row, zones)),
          calendars: calendars.map(
            ([calendarId, , state, provider, account, syncedAt, until, name, unreadable]) => ({
              ...readFreshness({ calendarId, state, provider, account, syncedAt, until, unreadable }, now),
              name,
            }),
          ),
        };
      },
    };
  }

  /** The same with the titles and places, for the person who works for the client. */
  async weekOf(tx: Tx, agencyId: string, clientId: string, from: number, to: number): Promise<WeekEvent[]> {
    const open = await this.secrets.opener(tx, agencyId, clientId);
    const rows: (Raw & { sealed: Buffer | null })[] = await tx.query(
      `${BUSY.replace('/* more */', ', e.sealed_text as sealed').replace('/* join */', JOIN_EVENT)}
       order by b.starts_at, b.ends_at, b.external_id`,
      [clientId, new Date(from), new Date(to)],
    );
    return rows.map((row) => {
      const text = row.sealed === null ? null : open(row.sealed, textContext(row.calendarId, row.externalId));
      // Written by mirror.store.ts and authenticated, so its shape is known.
      const { title, location }: EventText = text === null ? NO_TEXT : (JSON.parse(text) as EventText);
      return { ...readBusy(row), title, location };
    });
  }

  /** Each blocking calendar of a client; an empty list for a client without any. */
  async freshness(tx: Tx, clientId: string, now: number): Promise<CalendarFreshness[]> {
    const rows: FreshnessRow[] = await tx.query(
      `select c.calendar_id as "calendarId", c.state, c.provider, ${epochMs('c.synced_at')} as "syncedAt",
              ${epochMs('c.expanded_until')} as until, coalesce(a.state, 'linked') as account,
              (${UNREAD})::int as unreadable
       from calendar c left join account a on a.agency_id = c.agency_id and a.account_id = c.account_id
       where c.agency_id = current_agency() and c.client_id = $1 and c.blocks order by c.calendar_id`,
      [clientId],
    );
    return rows.map((row) => readFreshness(row, now));
  }
}

/** What a search has to know of an occurrence. `externalId` is empty where ids were not asked for. */
export type MirroredTime = Omit<BusyTime, 'calendarId'>;

/** What a search has to know of a client's calendars. */
export interface Mirror {
  readonly busy: readonly MirroredTime[];
  readonly calendars: readonly (CalendarFreshness & { readonly name: string })[];
}

interface FreshnessRow {
  readonly calendarId: string;
  readonly state: 'never' | 'ok' | 'failing' | 'gone';
  readonly provider: string;
  readonly syncedAt: number | null;
  readonly until: number | null;
  readonly account: string;
  readonly unreadable: number;
}

const readFreshness = (row: FreshnessRow, now: number): CalendarFreshness => {
  const { calendarId, syncedAt, until, unreadable } = row;
  const ages = row.provider !== 'file';
  const begin = horizon(now).from;
  return {
    calendarId,
    state: stateOf(row),
    syncedAt,
    staleAfterMinutes: ages ? STALE_AFTER_MINUTES : null,
    stale: ages && syncedAt !== null && now - syncedAt > STALE_AFTER_MINUTES * 60_000,
    mirrored: { start: begin, end: until ?? begin },
    failing: row.state === 'failing',
    unreadable,
  };
};

const stateOf = ({ state, account, syncedAt }: FreshnessRow): CalendarFreshness['state'] => {
  // Of a failing calendar the last good state serves until it is stale; of one without access nothing does.
  if (state === 'gone' || account !== 'linked') return 'unreadable';
  return syncedAt === null ? 'loading' : 'readable';
};

type Raw = Omit<BusyTime, 'dates'> & { readonly first: string | null; readonly after: string | null };

const NO_TEXT: EventText = { title: null, location: null };

const JOIN_EVENT = `join event e on e.agency_id = b.agency_id and e.calendar_id = b.calendar_id
         and e.external_id = b.external_id`;

/** A date of an all-day event, as its calendar has it. */
function dateOf(column: string): string {
  return `case when b.all_day then to_char(${column} at time zone c.zone, 'YYYY-MM-DD') end`;
}

const BUSY = `
  select b.calendar_id as "calendarId", b.external_id as "externalId", b.blocking, b.meeting_id as "meetingId",
    ${epochMs('b.starts_at')} as start, ${epochMs('b.ends_at')} as "end",
    ${dateOf('b.starts_at')} as first, ${dateOf('b.ends_at')} as after
    /* more */
  from busy b join calendar c on c.agency_id = b.agency_id and c.calendar_id = b.calendar_id and c.client_id = b.client_id and c.blocks
  /* join */
  where b.agency_id = current_agency() and b.client_id = $1 and b.ends_at > $2 and b.starts_at < $3`;

const readBusy = ({ first, after, ...row }: Raw): BusyTime => ({
  calendarId: row.calendarId,
  externalId: row.externalId,
  start: row.start,
  end: row.end,
  blocking: row.blocking,
  dates: first === null || after === null ? null : { from: first, until: after },
  meetingId: row.meetingId,
});

type RawBusy = [
  start: number,
  end: number,
  externalId?: string,
  blocking?: BusyTime['blocking'],
  meetingId?: string | null,
  /** Of an all-day event. */
  calendarId?: string,
];
type RawCalendar = [
  calendarId: string,
  zone: string,
  state: FreshnessRow['state'],
  provider: string,
  account: string,
  syncedAt: number | null,
  until: number | null,
  name: string,
  /** Those that begin after the window are left out: they have no time in it. */
  unreadable: number,
];

const readMirrored = (row: RawBusy, zones: ReadonlyMap<string, string>): MirroredTime => {
  const [start, end, externalId = '', blocking = 'busy', meetingId = null, calendarId] = row;
  const zone = calendarId === undefined ? undefined : zones.get(calendarId);
  const dates = zone === undefined ? null : datesOf(zone, start, end);
  return { externalId, start, end, blocking, dates, meetingId };
};

/** The dates on the clocks of the event's calendar; null where nobody knows its zone, and the instants have to do. */
const datesOf = (zone: string, start: number, end: number): BusyTime['dates'] => {
  const from = localDay(zone, start);
  const until = localDay(zone, end);
  return typeof from === 'number' && typeof until === 'number'
    ? { from: formatDate(from), until: formatDate(until) }
    : null;
};

/** What nobody could read of the calendar c, and nobody has looked at; the index of unreadable events has them all. */
const UNREAD = `select count(*) from event e where e.agency_id = c.agency_id and e.calendar_id = c.calendar_id
  and e.unreadable is not null and not e.dismissed and e.blocking <> 'free'`;

/**
 * What an ordinary time has not is left out of its array. The text is put together by hand, since PostgreSQL's functions
 * for JSON take several times as long, and all of it comes from the index of the client's busy times (but for the ids);
 * calendars are told by what they are not, so that this is the index that is read.
 */
const mirrorText = (id: string, order: string): string => `
  select '[[' || coalesce((
      select string_agg('[' || ${epochMs('b.starts_at')} || ',' || ${epochMs('b.ends_at')} || ${id}
          || case when b.blocking = 'busy' and not b.all_day and b.meeting_id is null then ']'
             else ',"' || b.blocking || '",' || coalesce('"' || b.meeting_id || '"', 'null')
               || case when b.all_day then ',"' || b.calendar_id || '"]' else ']' end end, ',' order by ${order})
      from busy b
      where b.agency_id = current_agency() and b.client_id = $1 and b.ends_at > $2 and b.starts_at < $3
        and b.calendar_id <> all (coalesce(k.ignored, '{}'))), '') || '],[' || coalesce(k.read, '') || ']]'
  from (
    select array_agg(c.calendar_id) filter (where not c.blocks) as ignored,
      string_agg('["' || c.calendar_id || '",' || to_json(c.zone) || ',"' || c.state || '","' || c.provider || '","'
          || coalesce((select a.state from account a
                       where a.agency_id = c.agency_id and a.account_id = c.account_id), 'linked') || '",'
          || coalesce((${epochMs('c.synced_at')})::text, 'null') || ','
          || coalesce((${epochMs('c.expanded_until')})::text, 'null') || ',' || to_json(c.name) || ','
          || (${UNREAD} and (e.starts_at is null or e.starts_at < $3)) || ']', ',') filter (where c.blocks) as read
    from calendar c where c.agency_id = current_agency() and c.client_id = $1) k`;

const WITHOUT_ID = `case when b.blocking = 'busy' and not b.all_day and b.meeting_id is null then '' else ',""' end`;
const MIRROR_TIMES = mirrorText(WITHOUT_ID, 'b.starts_at, b.ends_at');
const MIRROR = mirrorText(`',' || to_json(b.external_id)`, 'b.starts_at, b.ends_at, b.external_id');
