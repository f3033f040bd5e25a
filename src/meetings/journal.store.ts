import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import type { JournalLine } from './meeting.js';
import { iso } from './meeting-row.js';

/** Who made it happen, as the journal says it. */
export type Actor =
  | { readonly kind: 'secretary'; readonly userId: string }
  | { readonly kind: 'partner' | 'client' | 'service' };

export interface JournalEntry {
  readonly at: string;
  readonly actor: string;
  readonly userName: string | null;
  readonly kind: string;
  readonly detail: Record<string, unknown>;
}

export interface JournalSubject {
  readonly clientId: string;
  /** Null for what concerns the client alone, such as a calendar. */
  readonly meetingId: string | null;
}

/** Insert-only. */
@Injectable()
export class JournalStore {
  async write(
    tx: Tx,
    agencyId: string,
    subject: JournalSubject,
    lines: readonly JournalLine[],
    actor: Actor,
    now: number,
  ): Promise<void> {
    for (const { kind, detail } of lines) {
      await tx.query(
        `insert into journal (agency_id, entry_id, at, actor, user_id, client_id, meeting_id, kind, detail)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          agencyId,
          uuidv7(),
          iso(now),
          actor.kind,
          actor.kind === 'secretary' ? actor.userId : null,
          subject.clientId,
          subject.meetingId,
          kind,
          JSON.stringify(detail),
        ],
      );
    }
  }

  /**
   * How often a mail of this attendee has made us send something, and nothing was agreed on, since a secretary last did
   * something about the meeting.
   */
  async sentAgain(
    tx: Tx,
    agencyId: string,
    { meetingId, attendeeId }: { readonly meetingId: string; readonly attendeeId: string },
  ): Promise<number> {
    const [row]: { count: number }[] = await tx.query(
      `select count(*)::int as count from journal
       where agency_id = $1 and meeting_id = $2 and detail->>'attendeeId' = $3
         and kind in ('sent-again', 'answered-older-version', 'answered-too-late')
         and entry_id > coalesce((select entry_id from journal
           where agency_id = $1 and meeting_id = $2 and actor = 'secretary' order by entry_id desc limit 1), $4)`,
      [agencyId, meetingId, attendeeId, '00000000-0000-0000-0000-000000000000'],
    );
    return row?.count ?? 0;
  }

  /** Oldest first. */
  async ofMeeting(tx: Tx, agencyId: string, meetingId: string): Promise<JournalEntry[]> {
    const rows: (Omit<JournalEntry, 'at'> & { at: Date })[] = await tx.query(
      `select j.at, j.actor, u.name as "userName", j.kind, j.detail
       from journal j left join app_user u on u.agency_id = j.agency_id and u.user_id = j.user_id
       where j.agency_id = $1 and j.meeting_id = $2 order by j.at, j.entry_id`,
      [agencyId, meetingId],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
