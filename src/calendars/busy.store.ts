import { Inject, Injectable } from '@nestjs/common';
import type { Read } from '../db/read.js';
import type { Tx } from '../db/tenant.js';
import { SecretsService } from '../secrets/secrets.service.js';
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
  /** Events and series that could not be read: their time may be taken although nothing is shown. */
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
   * be believed at `now`: one row, whatever there is, for searches that run at every click.
   */
  mirror(clientId: string, from: number, to: number, now: number): Read<Mirror> {
    return {
      name: 'busy-mirror',
      text: MIRROR,
      values: [clientId, new Date(from), new Date(to)],
      result: ([row]) => {
        const { busy, calendars } = row as { busy: RawBusy[] | null; calendars: RawCalendar[] | null };
        return {
          busy: (busy ?? []).map(([calendarId, externalId, start, end, blocking, meetingId, first, after]) =>
            readBusy({ calendarId, externalId, start, end, blocking, meetingId, first, after }),
          ),
          calendars: (calendars ?? []).map(([calendarId, state, provider, account, syncedAt, until]) =>
            readFreshness({ calendarId, state, provider, account, syncedAt, until, unreadable: 0 }, now),
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
      `select c.calendar_id as "calendarId", c.state, c.provider, ${epoch('c.synced_at')} as "syncedAt",
              ${epoch('c.expanded_until')} as until, coalesce(a.state, 'linked') as account,
              (select count(*)::int from event e where e.agency_id = c.agency_id
                 and e.calendar_id = c.calendar_id and e.unreadable is not null) as unreadable
       from calendar c left join account a on a.agency_id = c.agency_id and a.account_id = c.account_id
       where c.agency_id = current_agency() and c.client_id = $1 and c.blocks order by c.calendar_id`,
      [clientId],
    );
    return rows.map((row) => readFreshness(row, now));
  }
}

/** What a search has to know of a client's calendars. */
export interface Mirror {
  readonly busy: readonly BusyTime[];
  readonly calendars: readonly Omit<CalendarFreshness, 'unreadable'>[];
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

/** A column's instant as epoch ms: the driver's Date objects cost more than the rows. */
function epoch(column: string): string {
  return `extract(epoch from ${column})::float8 * 1000`;
}

/** A date of an all-day event, as its calendar has it. */
function dateOf(column: string): string {
  return `case when b.all_day then to_char(${column} at time zone c.zone, 'YYYY-MM-DD') end`;
}

const BUSY = `
  select b.calendar_id as "calendarId", b.external_id as "externalId", b.blocking, b.meeting_id as "meetingId",
    ${epoch('b.starts_at')} as start, ${epoch('b.ends_at')} as "end",
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
  calendarId: string,
  externalId: string,
  start: number,
  end: number,
  blocking: BusyTime['blocking'],
  meetingId: string | null,
  first: string | null,
  after: string | null,
];
type RawCalendar = [
  calendarId: string,
  state: FreshnessRow['state'],
  provider: string,
  account: string,
  syncedAt: number | null,
  until: number | null,
];

const MIRROR = `
  select
    (select json_agg(json_build_array(b.calendar_id, b.external_id, ${epoch('b.starts_at')}, ${epoch('b.ends_at')},
                       b.blocking, b.meeting_id, ${dateOf('b.starts_at')}, ${dateOf('b.ends_at')})
                     order by b.starts_at, b.ends_at, b.external_id)
     from busy b join calendar c on c.agency_id = b.agency_id and c.calendar_id = b.calendar_id
       and c.client_id = $1 and c.blocks
     where b.agency_id = current_agency() and b.client_id = $1 and b.ends_at > $2 and b.starts_at < $3) as busy,
    (select json_agg(json_build_array(c.calendar_id, c.state, c.provider, coalesce(a.state, 'linked'),
                       ${epoch('c.synced_at')}, ${epoch('c.expanded_until')}) order by c.calendar_id)
     from calendar c left join account a on a.agency_id = c.agency_id and a.account_id = c.account_id
     where c.agency_id = current_agency() and c.client_id = $1 and c.blocks) as calendars`;
