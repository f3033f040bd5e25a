import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import { iso } from './meeting-row.js';

/** Another time [start, end) that an attendee proposes for an option. Instants in epoch ms. */
export interface CounterProposal {
  readonly counterId: string;
  readonly meetingId: string;
  readonly attendeeId: string;
  readonly optionId: string;
  readonly messageId: string;
  readonly start: number;
  readonly end: number;
  /** Of the COUNTER: which version of the option it is an answer to. */
  readonly sequence: number;
  readonly dtstamp: number;
  readonly comment: string | null;
  readonly trusted: boolean;
  readonly state: 'open' | 'taken' | 'refused' | 'superseded';
  readonly receivedAt: number;
}

interface Row {
  counter_id: string;
  meeting_id: string;
  attendee_id: string;
  option_id: string;
  message_id: string;
  starts_at: Date;
  ends_at: Date;
  sequence: number;
  dtstamp: Date;
  comment: string | null;
  trusted: boolean;
  state: CounterProposal['state'];
  received_at: Date;
}

const SELECT = 'select *, lower(during) as starts_at, upper(during) as ends_at from counter_proposal';

@Injectable()
export class CounterStore {
  /** An attendee's newer proposal for the same option takes the place of the older one, and its mail is settled. */
  async insert(
    tx: Tx,
    agencyId: string,
    counter: Omit<CounterProposal, 'counterId' | 'state'>,
  ): Promise<string> {
    await tx.query(
      `with older as (
         update counter_proposal set state = 'superseded'
         where agency_id = $1 and attendee_id = $2 and option_id = $3 and state = 'open' returning message_id)
       update message m set state = 'settled' from older
       where m.agency_id = $1 and m.message_id = older.message_id and m.state = 'review' and m.reason = 'counter'`,
      [agencyId, counter.attendeeId, counter.optionId],
    );
    const counterId = uuidv7();
    await tx.query(
      `insert into counter_proposal (agency_id, counter_id, meeting_id, attendee_id, option_id, message_id, during,
         sequence, dtstamp, comment, trusted, received_at)
       values ($1, $2, $3, $4, $5, $6, tstzrange($7, $8), $9, $10, $11, $12, $13)`,
      [
        agencyId,
        counterId,
        counter.meetingId,
        counter.attendeeId,
        counter.optionId,
        counter.messageId,
        iso(counter.start),
        iso(counter.end),
        counter.sequence,
        iso(counter.dtstamp),
        counter.comment,
        counter.trusted,
        iso(counter.receivedAt),
      ],
    );
    return counterId;
  }

  /** Oldest first. */
  async ofMeeting(tx: Tx, agencyId: string, meetingId: string): Promise<CounterProposal[]> {
    const rows: Row[] = await tx.query(
      `${SELECT} where agency_id = $1 and meeting_id = $2 order by received_at, counter_id`,
      [agencyId, meetingId],
    );
    return rows.map(toCounter);
  }

  async find(
    tx: Tx,
    agencyId: string,
    meetingId: string,
    counterId: string,
  ): Promise<CounterProposal | null> {
    const [row]: Row[] = await tx.query(
      `${SELECT} where agency_id = $1 and meeting_id = $2 and counter_id = $3`,
      [agencyId, meetingId, counterId],
    );
    return row === undefined ? null : toCounter(row);
  }

  /** Together with the mail that it came in. False when somebody else has decided about it. */
  async decide(
    tx: Tx,
    agencyId: string,
    counter: CounterProposal,
    state: 'taken' | 'refused',
    decided: { readonly by: string; readonly at: number },
  ): Promise<boolean> {
    const [rows]: [unknown[], number] = await tx.query(
      `update counter_proposal set state = $3, decided_at = $4, decided_by = $5
       where agency_id = $1 and counter_id = $2 and state = 'open' returning 1`,
      [agencyId, counter.counterId, state, iso(decided.at), decided.by],
    );
    if (rows.length === 0) return false;
    await tx.query(`update message set state = 'settled' where agency_id = $1 and message_id = $2`, [
      agencyId,
      counter.messageId,
    ]);
    return true;
  }
}

const toCounter = (row: Row): CounterProposal => ({
  counterId: row.counter_id,
  meetingId: row.meeting_id,
  attendeeId: row.attendee_id,
  optionId: row.option_id,
  messageId: row.message_id,
  start: row.starts_at.getTime(),
  end: row.ends_at.getTime(),
  sequence: row.sequence,
  dtstamp: row.dtstamp.getTime(),
  comment: row.comment,
  trusted: row.trusted,
  state: row.state,
  receivedAt: row.received_at.getTime(),
});
