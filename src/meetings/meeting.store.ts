import { Injectable } from '@nestjs/common';
import { type Read, readIn, readTogether } from '../db/read.js';
import { sqlState } from '../db/retryable.js';
import type { Tx } from '../db/tenant.js';
import { commitmentsOf } from './commitments.js';
import type { Meeting, TimeRange } from './meeting.js';
import {
  type AttendeeRow,
  fromOption,
  fromReply,
  iso,
  isoOrNull,
  type MeetingRow,
  type OptionRow,
  type ReplyRow,
  toMeeting,
} from './meeting-row.js';
import { nextStepAt } from './steps.js';

/** A meeting and the version of its row that it was read at. */
export interface LoadedMeeting {
  readonly meeting: Meeting;
  readonly version: number;
}

export interface MeetingPerson {
  readonly contactId: string | null;
  readonly addressHash: Buffer;
  readonly pageHash: Buffer;
}

export interface MeetingFrame {
  readonly note: string | null;
  readonly placeId: string | null;
  /** Of which of the client's kinds of meeting it is. */
  readonly kindId: string | null;
  readonly placeText: string | null;
  readonly zone: string;
  readonly createdBy: string;
  readonly people: ReadonlyMap<string, MeetingPerson>;
}

const EXCLUSION_VIOLATION = '23P01';

/** Columns by their names: these are prepared, and a prepared statement must not change what it answers. */
const LOADING = {
  itself: `select m.meeting_id, m.client_id, m.state, m.question, m.kind, m.title, m.created_at, m.offered_at,
      m.confirmed_at, m.holds_asked_at, m.expires_at, m.confirmed_option_id, m.consensus, m.version,
      c.on_client_delete, a.proposal_rules as agency_rules, c.proposal_rules as client_rules
    from meeting m join client c using (agency_id, client_id) join agency a using (agency_id)
    where m.agency_id = $1 and m.meeting_id = $2`,
  options: `select option_id, ordinal, uid, sequence, time_sequence, lower(during) as starts_at,
      upper(during) as ends_at, state, exclusive, invited, priority, calendar_generation
    from meeting_option where agency_id = $1 and meeting_id = $2 order by ordinal`,
  attendees: `select attendee_id, email, name, locale, zone, role, chased_at, reminded_at, undeliverable,
      delegated_to, delegated_from
    from attendee where agency_id = $1 and meeting_id = $2 order by attendee_id`,
  replies: `select r.attendee_id, r.option_id, r.partstat, r.sequence, r.dtstamp, r.comment, r.via
    from attendee_reply r join attendee a using (agency_id, attendee_id)
    where r.agency_id = $1 and a.meeting_id = $2 order by r.dtstamp, r.option_id`,
};

type Loading = [readonly MeetingRow[], readonly OptionRow[], readonly AttendeeRow[], readonly ReplyRow[]];

type Reads<T extends readonly unknown[]> = { readonly [K in keyof T]: Read<T[K]> };

const loading = (agencyId: string, meetingId: string): Reads<Loading> => {
  const of = <T>(name: keyof typeof LOADING): Read<readonly T[]> => ({
    name: `meeting-${name}`,
    text: LOADING[name],
    values: [agencyId, meetingId],
    result: (rows) => rows as readonly T[],
  });
  return [of('itself'), of('options'), of('attendees'), of('replies')];
};

const loadedOf = ([[row], options, attendees, replies]: Loading): LoadedMeeting | null =>
  row === undefined ? null : { meeting: toMeeting(row, options, attendees, replies), version: row.version };

/** The aggregate in its tables. Whoever changes a meeting holds its client's lock until the transaction ends. */
@Injectable()
export class MeetingStore {
  /**
   * Locks the client's row first, always: all decisions about one client's time come one after the other, which is
   * what keeps the exclusion constraint from deadlocks. The aggregate is read after the lock, by statements that see
   * what the one before has left, though all are sent in one trip.
   */
  async lock(tx: Tx, agencyId: string, meetingId: string): Promise<LoadedMeeting | null> {
    const lock: Read<boolean> = {
      name: 'lock-client-of-meeting',
      text: `select 1 from client c
        where c.agency_id = $1
          and c.client_id = (select client_id from meeting where agency_id = $1 and meeting_id = $2)
        for update of c`,
      values: [agencyId, meetingId],
      result: (rows) => rows.length > 0,
    };
    const [locked, ...rows] = await readTogether<[boolean, ...Loading]>(tx, [
      lock,
      ...loading(agencyId, meetingId),
    ]);
    return locked ? loadedOf(rows) : null;
  }

  /** For the birth of a meeting, when there is no row of it yet. False when there is no such client. */
  async lockClient(tx: Tx, agencyId: string, clientId: string): Promise<boolean> {
    const locked: unknown[] = await tx.query(
      'select 1 from client where agency_id = $1 and client_id = $2 for update',
      [agencyId, clientId],
    );
    return locked.length > 0;
  }

  clientOf(tx: Tx, agencyId: string, meetingId: string): Promise<string | null> {
    return readIn(tx, this.clientReading(agencyId, meetingId));
  }

  clientReading(agencyId: string, meetingId: string): Read<string | null> {
    return {
      name: 'client-of-meeting',
      text: 'select client_id from meeting where agency_id = $1 and meeting_id = $2',
      values: [agencyId, meetingId],
      result: ([row]) => (row as { client_id: string } | undefined)?.client_id ?? null,
    };
  }

  /** Proposals whose time to be answered is over, the longest over first. */
  async dueToExpire(tx: Tx, agencyId: string, now: number, limit = 200): Promise<string[]> {
    const rows: { meeting_id: string }[] = await tx.query(
      `select meeting_id from meeting where agency_id = $1 and state = 'proposed' and expires_at <= $2
       order by expires_at limit $3`,
      [agencyId, iso(now), limit],
    );
    return rows.map((row) => row.meeting_id);
  }

  /** Meetings for which something may be due, the longest waiting first. */
  async dueForAStep(tx: Tx, agencyId: string, now: number, limit = 200): Promise<string[]> {
    const rows: { meeting_id: string }[] = await tx.query(
      `select meeting_id from meeting where agency_id = $1 and next_step_at <= $2
       order by next_step_at limit $3`,
      [agencyId, iso(now), limit],
    );
    return rows.map((row) => row.meeting_id);
  }

  /** Nothing was due after all: somebody changed the rules meanwhile. */
  async keepNextStep(tx: Tx, agencyId: string, meeting: Meeting, now: number): Promise<void> {
    await tx.query('update meeting set next_step_at = $3 where agency_id = $1 and meeting_id = $2', [
      agencyId,
      meeting.meetingId,
      isoOrNull(nextStepAt(meeting, now)),
    ]);
  }

  async load(tx: Tx, agencyId: string, meetingId: string): Promise<LoadedMeeting | null> {
    return loadedOf(await readTogether<Loading>(tx, loading(agencyId, meetingId)));
  }

  /**
   * Writes the options, takes the client's time for what they occupy now and gives back the rest. False, and nothing
   * changed, when another commitment is there: the constraint has the last word, also against what never took the
   * lock. What stands on the calendar (calendar_id ...) is the carry-out's and is left alone.
   */
  async saveTimes(tx: Tx, agencyId: string, meeting: Meeting, now: number): Promise<boolean> {
    const wanted = commitmentsOf(meeting);
    try {
      await tx.transaction(async (savepoint) => {
        await this.saveOptions(savepoint, agencyId, meeting);
        const [former]: [{ option_id: string; kind: string; created_at: Date }[], number] =
          await savepoint.query(
            `delete from commitment where agency_id = $1 and meeting_id = $2
             returning option_id, kind, created_at`,
            [agencyId, meeting.meetingId],
          );
        const rows = wanted.map(({ optionId, kind, start, end }) => ({
          option_id: optionId,
          kind,
          starts_at: iso(start),
          ends_at: iso(end),
          // A hold that goes on is as old as it was.
          created_at: former.find((was) => was.option_id === optionId && was.kind === kind)?.created_at,
        }));
        await savepoint.query(
          `insert into commitment (agency_id, client_id, option_id, meeting_id, kind, during, created_at)
           select $1, $2, option_id, $3, kind, tstzrange(starts_at, ends_at), coalesce(created_at, $5)
           from jsonb_to_recordset($4) as c(option_id uuid, kind text, starts_at timestamptz, ends_at timestamptz,
             created_at timestamptz)`,
          [agencyId, meeting.clientId, meeting.meetingId, JSON.stringify(rows), iso(now)],
        );
      });
      return true;
    } catch (error) {
      if (sqlState(error) === EXCLUSION_VIOLATION) return false;
      throw error;
    }
  }

  /** Remembers which events of the client's calendar were no obstacle to offering these options. */
  async keepSeen(tx: Tx, agencyId: string, seen: ReadonlyMap<string, readonly TimeRange[]>): Promise<void> {
    for (const [optionId, events] of seen) {
      const ranges = events.map(({ start, end }) => ({ from: iso(start), until: iso(end) }));
      await tx.query('update meeting_option set seen_events = $3 where agency_id = $1 and option_id = $2', [
        agencyId,
        optionId,
        JSON.stringify(ranges),
      ]);
    }
  }

  /** Confirmed meetings of a client that stand on another calendar than this one. */
  async standingElsewhere(tx: Tx, agencyId: string, clientId: string, calendarId: string): Promise<string[]> {
    const rows: { meeting_id: string }[] = await tx.query(
      `select m.meeting_id from meeting m join meeting_option o using (agency_id, meeting_id)
       where m.agency_id = $1 and m.client_id = $2 and m.state = 'confirmed' and o.state = 'confirmed'
         and o.calendar_id <> $3 order by m.meeting_id`,
      [agencyId, clientId, calendarId],
    );
    return rows.map((row) => row.meeting_id);
  }

  /** The stored place of a meeting, null for none. */
  async placeOf(tx: Tx, agencyId: string, meetingId: string): Promise<string | null> {
    const [row]: { placeId: string | null }[] = await tx.query(
      'select place_id as "placeId" from meeting where agency_id = $1 and meeting_id = $2',
      [agencyId, meetingId],
    );
    return row?.placeId ?? null;
  }

  /** A new meeting with its attendees; `saveTimes` follows. */
  async insert(tx: Tx, agencyId: string, meeting: Meeting, frame: MeetingFrame, now: number): Promise<void> {
    await tx.query(
      `insert into meeting (agency_id, meeting_id, client_id, state, title, note, place_id, place_text, zone,
         created_by, expires_at, created_at, updated_at, kind, confirmed_option_id, confirmed_at, offered_at,
         next_step_at, kind_id, consensus)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15, $16, $17, $18, $19)`,
      [
        agencyId,
        meeting.meetingId,
        meeting.clientId,
        meeting.state,
        meeting.title,
        frame.note,
        frame.placeId,
        frame.placeText,
        frame.zone,
        frame.createdBy,
        isoOrNull(meeting.expiresAt),
        iso(now),
        meeting.kind,
        meeting.confirmedOptionId,
        isoOrNull(meeting.confirmedAt),
        iso(meeting.offeredAt),
        isoOrNull(nextStepAt(meeting, now)),
        frame.kindId,
        JSON.stringify(meeting.consensus),
      ],
    );
    for (const attendee of meeting.attendees) {
      const person = frame.people.get(attendee.attendeeId);
      if (person === undefined) throw new Error(`Attendee ${attendee.attendeeId} has no tokens.`);
      await tx.query(
        `insert into attendee (agency_id, attendee_id, meeting_id, contact_id, email, name, locale, zone, role,
           address_hash, page_hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          agencyId,
          attendee.attendeeId,
          meeting.meetingId,
          person.contactId,
          attendee.email,
          attendee.name,
          attendee.locale,
          attendee.zone,
          attendee.role,
          person.addressHash,
          person.pageHash,
        ],
      );
    }
  }

  /**
   * Writes what was decided, but for the options (`saveTimes`). @throws when the row is at another version: somebody changed the meeting without the
   * client's lock, which is a bug.
   */
  async save(tx: Tx, agencyId: string, meeting: Meeting, version: number, now: number): Promise<void> {
    const [, updated]: [unknown, number] = await tx.query(
      `update meeting set state = $4, question = $5, confirmed_option_id = $6, expires_at = $7,
         version = version + 1, updated_at = $8, kind = $9, offered_at = $10, confirmed_at = $11,
         holds_asked_at = $12, next_step_at = $13
       where agency_id = $1 and meeting_id = $2 and version = $3`,
      [
        agencyId,
        meeting.meetingId,
        version,
        meeting.state,
        meeting.question,
        meeting.confirmedOptionId,
        isoOrNull(meeting.expiresAt),
        iso(now),
        meeting.kind,
        iso(meeting.offeredAt),
        isoOrNull(meeting.confirmedAt),
        isoOrNull(meeting.holdsAskedAt),
        isoOrNull(nextStepAt(meeting, now)),
      ],
    );
    if (updated !== 1) throw new Error(`Meeting ${meeting.meetingId} is no longer at version ${version}.`);
    await this.saveNudges(tx, agencyId, meeting);
    await this.saveReplies(tx, agencyId, meeting, now);
  }

  /** What the attendees have said last; their times are saved already. */
  async saveReplies(tx: Tx, agencyId: string, meeting: Meeting, now: number): Promise<void> {
    await tx.query(
      `insert into attendee_reply (agency_id, attendee_id, option_id, partstat, sequence, dtstamp, comment, via,
         answered_at)
       select $1, attendee_id, option_id, partstat, sequence, dtstamp, comment, via, $3
       from jsonb_to_recordset($2) as r(attendee_id uuid, option_id uuid, partstat text, sequence integer,
         dtstamp timestamptz, comment text, via text)
       on conflict (agency_id, attendee_id, option_id) do update set partstat = excluded.partstat,
         sequence = excluded.sequence, dtstamp = excluded.dtstamp, comment = excluded.comment, via = excluded.via,
         answered_at = excluded.answered_at
       where (attendee_reply.partstat, attendee_reply.sequence, attendee_reply.dtstamp, attendee_reply.comment)
         is distinct from (excluded.partstat, excluded.sequence, excluded.dtstamp, excluded.comment)`,
      [agencyId, JSON.stringify(meeting.replies.map(fromReply)), iso(now)],
    );
  }

  /** What we did without being asked, so that it is done once. */
  private async saveNudges(tx: Tx, agencyId: string, { meetingId, attendees }: Meeting): Promise<void> {
    const nudged = attendees.filter(({ chasedAt, remindedAt }) => chasedAt != null || remindedAt != null);
    if (nudged.length === 0) return;
    await tx.query(
      `update attendee a set chased_at = n.chased_at, reminded_at = n.reminded_at
       from jsonb_to_recordset($3) as n(attendee_id uuid, chased_at timestamptz, reminded_at timestamptz)
       where a.agency_id = $1 and a.meeting_id = $2 and a.attendee_id = n.attendee_id
         and (a.chased_at, a.reminded_at) is distinct from (n.chased_at, n.reminded_at)`,
      [
        agencyId,
        meetingId,
        JSON.stringify(
          nudged.map(({ attendeeId, chasedAt, remindedAt }) => ({
            attendee_id: attendeeId,
            chased_at: isoOrNull(chasedAt ?? null),
            reminded_at: isoOrNull(remindedAt ?? null),
          })),
        ),
      ],
    );
  }

  private async saveOptions(tx: Tx, agencyId: string, meeting: Meeting): Promise<void> {
    await tx.query(
      `insert into meeting_option (agency_id, option_id, meeting_id, ordinal, uid, sequence, time_sequence, during,
         state, exclusive, invited, priority, calendar_generation)
       select $1, option_id, $2, ordinal, uid, sequence, time_sequence, tstzrange(starts_at, ends_at), state,
         exclusive, invited, priority, calendar_generation
       from jsonb_to_recordset($3) as o(option_id uuid, ordinal integer, uid text, sequence integer,
         time_sequence integer, starts_at timestamptz, ends_at timestamptz, state text, exclusive boolean,
         invited boolean, priority integer, calendar_generation integer)
       on conflict (agency_id, option_id) do update set sequence = excluded.sequence,
         time_sequence = excluded.time_sequence, during = excluded.during, state = excluded.state,
         exclusive = excluded.exclusive, invited = excluded.invited, priority = excluded.priority,
         calendar_generation = excluded.calendar_generation`,
      [agencyId, meeting.meetingId, JSON.stringify(meeting.options.map(fromOption))],
    );
  }
}
