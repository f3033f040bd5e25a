import { Injectable } from '@nestjs/common';
import { counts } from '../availability/busy.js';
import type { BusyPolicies } from '../availability/settings.js';
import type { OutsideEvents } from '../calendars/own-event.port.js';
import type { Tx } from '../db/tenant.js';
import type { Clash, CommitmentClash, EventClash } from './clash.js';
import type { TimeRange } from './meeting.js';
import { iso } from './meeting-row.js';

interface CommitmentRow {
  kind: 'meeting' | 'hold';
  meeting_id: string;
  option_id: string;
  title: string;
  starts_at: Date;
  ends_at: Date;
}

interface BusyEventRow {
  starts_at: Date;
  ends_at: Date;
  blocking: 'busy' | 'tentative' | 'unanswered' | 'elsewhere';
  all_day: boolean;
}

/** Looks for what occupies a client's time; under the client's lock the answer about our own commitments is final. */
@Injectable()
export class ClashStore {
  /** What overlaps [start, end), leaving out what belongs to the meeting `own`. Earliest first. */
  async find(
    tx: Tx,
    agencyId: string,
    clientId: string,
    range: TimeRange,
    own: string | null,
  ): Promise<Clash[]> {
    const commitments = await this.commitments(tx, agencyId, clientId, range, own);
    const events = await this.events(tx, agencyId, clientId, range, own);
    return [...commitments, ...events].sort((a, b) => a.start - b.start);
  }

  async commitments(
    tx: Tx,
    agencyId: string,
    clientId: string,
    { start, end }: TimeRange,
    own: string | null,
  ): Promise<CommitmentClash[]> {
    const rows: CommitmentRow[] = await tx.query(
      `select k.kind, k.meeting_id, k.option_id, m.title, lower(k.during) as starts_at, upper(k.during) as ends_at
       from commitment k join meeting m using (agency_id, meeting_id)
       where k.agency_id = $1 and k.client_id = $2 and k.during && tstzrange($3, $4)
         and k.meeting_id is distinct from $5
       order by lower(k.during)`,
      [agencyId, clientId, iso(start), iso(end), own],
    );
    return rows.map((row) => ({
      kind: row.kind,
      start: row.starts_at.getTime(),
      end: row.ends_at.getTime(),
      meetingId: row.meeting_id,
      optionId: row.option_id,
      title: row.title,
    }));
  }

  /** Open times that overlap [start, end) and are offered to several on purpose: nobody holds them, yet they are promised. */
  async shared(
    tx: Tx,
    agencyId: string,
    clientId: string,
    { start, end }: TimeRange,
  ): Promise<{ readonly clash: CommitmentClash; readonly priority: number }[]> {
    const rows: (Omit<CommitmentRow, 'kind'> & { priority: number })[] = await tx.query(
      `select m.meeting_id, o.option_id, m.title, lower(o.during) as starts_at, upper(o.during) as ends_at, o.priority
       from meeting m join meeting_option o using (agency_id, meeting_id)
       where m.agency_id = $1 and m.client_id = $2 and m.state = 'proposed' and o.state = 'offered'
         and not o.exclusive and o.priority is not null and o.during && tstzrange($3, $4)
       order by o.priority, o.option_id`,
      [agencyId, clientId, iso(start), iso(end)],
    );
    return rows.map((row) => ({
      priority: row.priority,
      clash: {
        kind: 'hold',
        start: row.starts_at.getTime(),
        end: row.ends_at.getTime(),
        meetingId: row.meeting_id,
        optionId: row.option_id,
        title: row.title,
      },
    }));
  }

  /**
   * An outside event that landed on the time meanwhile. Judged as the slots were, by the client's own policies for
   * tentative, unanswered and all-day events and for work elsewhere: else a time could be offered that can never be
   * had. An event of our own making is left out where its meeting's commitment speaks for it; one that stands
   * elsewhere (the client has dragged it onto another meeting, or the meeting is over and it is not taken off yet)
   * occupies what it shows. What the secretary has seen when she offered the time of `own` is left out too; what came
   * later or was moved is not.
   */
  async events(
    tx: Tx,
    agencyId: string,
    clientId: string,
    { start, end }: TimeRange,
    own: string | null,
  ): Promise<EventClash[]> {
    const rows: BusyEventRow[] = await tx.query(
      `select b.starts_at, b.ends_at, b.blocking, b.all_day
       from busy b join calendar c using (agency_id, calendar_id)
       where b.agency_id = $1 and b.client_id = $2 and b.ends_at > $3 and b.starts_at < $4
         and c.blocks and (b.meeting_id is null or b.meeting_id is distinct from $5 and not exists (
           select 1 from commitment k where k.agency_id = b.agency_id and k.client_id = b.client_id
             and k.meeting_id = b.meeting_id and k.during @> tstzrange(b.starts_at, b.ends_at)))
         and not exists (
           select 1 from meeting_option o, jsonb_to_recordset(o.seen_events) as s("from" timestamptz, "until" timestamptz)
           where o.agency_id = b.agency_id and o.meeting_id = $5 and s."from" = b.starts_at and s."until" = b.ends_at)
       order by b.starts_at`,
      [agencyId, clientId, iso(start), iso(end), own],
    );
    if (rows.length === 0) return [];
    const [availability]: { policies: BusyPolicies | null }[] = await tx.query(
      `select settings -> 'policies' as policies from availability where agency_id = $1 and client_id = $2`,
      [agencyId, clientId],
    );
    return rows
      .map((row) => ({ row, start: row.starts_at.getTime(), end: row.ends_at.getTime() }))
      .filter(({ row, start: from, end: until }) =>
        counts(
          {
            kind: 'event',
            sourceId: '',
            start: from,
            end: until,
            showAs: row.blocking === 'unanswered' ? 'busy' : row.blocking,
            ...(row.blocking === 'unanswered' ? { answer: 'needs_action' as const } : {}),
            ...(row.all_day ? { dates: { from: iso(from), until: iso(until) } } : {}),
          },
          availability?.policies ?? undefined,
        ),
      )
      .map(({ start: from, end: until }) => ({ kind: 'event', start: from, end: until }));
  }

  /** Meetings of the client on whose time to come, agreed or offered, one of these events of a calendar lies. */
  async meetingsUnder(
    tx: Tx,
    { agencyId, clientId, calendarId, externalIds }: OutsideEvents,
    now: number,
  ): Promise<string[]> {
    const rows: { meeting_id: string }[] = await tx.query(
      // The times first, each with the busy rows at that time: the other way round it would read a whole page of events.
      `select distinct t.meeting_id from (
         select k.meeting_id, k.during from commitment k
         where k.agency_id = $1 and k.client_id = $2 and k.kind = 'meeting' and upper(k.during) > $3
         union all
         select m.meeting_id, o.during from meeting m join meeting_option o using (agency_id, meeting_id)
         where m.agency_id = $1 and m.client_id = $2 and m.state = 'proposed' and o.state = 'offered'
           and upper(o.during) > $3) t
       cross join lateral (
         select 1 from busy b
         where b.agency_id = $1 and b.client_id = $2 and b.starts_at < upper(t.during) and b.ends_at > lower(t.during)
           and b.calendar_id = $4 and b.external_id = any($5::text[]) and b.meeting_id is distinct from t.meeting_id
         limit 1) u
       order by t.meeting_id`,
      [agencyId, clientId, iso(now), calendarId, externalIds],
    );
    return rows.map((row) => row.meeting_id);
  }

  /** Meetings of the client of whose time to come, agreed or offered, the secretary was told that something lies on it. */
  async meetingsAlarmed(tx: Tx, agencyId: string, clientId: string, now: number): Promise<string[]> {
    const rows: { meeting_id: string }[] = await tx.query(
      `select distinct m.meeting_id from meeting m join meeting_option o using (agency_id, meeting_id)
       where m.agency_id = $1 and m.client_id = $2 and upper(o.during) > $3 and o.alarmed_events <> '[]'
         and (m.state, o.state) in (('proposed', 'offered'), ('confirmed', 'confirmed'))
       order by m.meeting_id`,
      [agencyId, clientId, iso(now)],
    );
    return rows.map((row) => row.meeting_id);
  }

  /** The outside events on an option's time that the secretary was told of. */
  async alarmed(tx: Tx, agencyId: string, optionId: string): Promise<TimeRange[]> {
    const rows: { from: string; until: string }[] = await tx.query(
      `select s."from", s."until" from meeting_option o,
         jsonb_to_recordset(o.alarmed_events) as s("from" text, "until" text)
       where o.agency_id = $1 and o.option_id = $2`,
      [agencyId, optionId],
    );
    return rows.map(({ from, until }) => ({ start: Date.parse(from), end: Date.parse(until) }));
  }

  async keepAlarmed(tx: Tx, agencyId: string, optionId: string, events: readonly TimeRange[]): Promise<void> {
    const ranges = events.map(({ start, end }) => ({ from: iso(start), until: iso(end) }));
    await tx.query('update meeting_option set alarmed_events = $3 where agency_id = $1 and option_id = $2', [
      agencyId,
      optionId,
      JSON.stringify(ranges),
    ]);
  }
}
