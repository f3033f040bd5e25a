import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { RequestStore } from '../requests/request.store.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { BackgroundStore } from './background.store.js';
import { line } from './decision.js';
import { JournalStore } from './journal.store.js';
import type { Meeting } from './meeting.js';
import { type LoadedMeeting, MeetingStore } from './meeting.store.js';
import { MeetingAccess } from './meeting-access.service.js';
import type { UndoneProposal } from './meetings.schema.js';
import { refusalOf } from './refuse.js';

/**
 * Takes a proposal back as if it had never been made, as long as nothing of it has left the house: mails and calendar
 * entries of a proposal wait for that (proposal-rules.ts, undoSeconds).
 */
@Injectable()
export class UndoProposal {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingAccess) private readonly access: MeetingAccess,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
    @Inject(JournalStore) private readonly journal: JournalStore,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RequestStore) private readonly requests: RequestStore,
  ) {}

  /**
   * @returns the proposal, to be changed and sent again. @throws Refusal: not-found; conflict with `already-sent` when
   * something has left or is leaving, or somebody has answered or decided since.
   */
  async undo(who: Signed, meetingId: string): Promise<UndoneProposal> {
    const { agencyId } = who;
    return this.db.inAgency(agencyId, async (tx) => {
      await this.access.require(tx, who, meetingId);
      const loaded = await this.meetings.lock(tx, agencyId, meetingId);
      if (loaded === null) throw notFound('meeting');
      if (!(await this.isUntouched(tx, agencyId, loaded))) throw refusalOf('already-sent', who.locale);
      const { meeting } = loaded;
      const undone = await this.asProposed(tx, agencyId, meeting);
      await this.requests.reopen(tx, agencyId, meetingId);
      await tx.query('delete from meeting where agency_id = $1 and meeting_id = $2', [agencyId, meetingId]);
      const subject = { clientId: meeting.clientId, meetingId: null };
      const what = line('undone', { title: meeting.title, times: meeting.options.length });
      const actor = { kind: 'secretary', userId: who.userId } as const;
      await this.journal.write(tx, agencyId, subject, [what], actor, this.clock.now());
      await this.applyEvent.regainShared(tx, agencyId, meeting.clientId, meeting.options);
      return undone;
    });
  }

  /** The rows are locked: a worker that is about to take one waits, and finds nothing. */
  private async isUntouched(tx: Tx, agencyId: string, { meeting, version }: LoadedMeeting): Promise<boolean> {
    const effects: { state: string; attempts: number; lease_until: Date | null }[] = await tx.query(
      'select state, attempts, lease_until from effect where agency_id = $1 and meeting_id = $2 for update',
      [agencyId, meeting.meetingId],
    );
    return (
      version === 0 &&
      effects.every(
        (effect) => effect.state === 'pending' && effect.attempts === 0 && effect.lease_until === null,
      )
    );
  }

  private async asProposed(tx: Tx, agencyId: string, meeting: Meeting): Promise<UndoneProposal> {
    const background = await this.backgrounds.load(tx, agencyId, meeting.meetingId, this.clock.now());
    const [frame]: { place_id: string | null; place_text: string | null }[] = await tx.query(
      'select place_id, place_text from meeting where agency_id = $1 and meeting_id = $2',
      [agencyId, meeting.meetingId],
    );
    const contacts: { attendee_id: string; contact_id: string | null }[] = await tx.query(
      'select attendee_id, contact_id from attendee where agency_id = $1 and meeting_id = $2',
      [agencyId, meeting.meetingId],
    );
    const last = Math.max(...meeting.options.map(({ start }) => start));
    const chosen = meeting.expiresAt !== null && meeting.expiresAt < last ? meeting.expiresAt : null;
    return {
      clientId: meeting.clientId,
      kind: meeting.kind,
      agreed: meeting.state === 'confirmed',
      title: meeting.title,
      note: background?.note ?? null,
      placeId: frame?.place_id ?? null,
      placeText: frame?.place_text ?? null,
      options: meeting.options.map(({ start, end }) => ({
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
      })),
      attendees: meeting.attendees.map(({ attendeeId, name, email, locale, zone, role }) => ({
        contactId: contacts.find(({ attendee_id }) => attendee_id === attendeeId)?.contact_id ?? null,
        name,
        email,
        locale,
        zone,
        role,
      })),
      expiresAt: chosen === null ? null : new Date(chosen).toISOString(),
    };
  }
}
