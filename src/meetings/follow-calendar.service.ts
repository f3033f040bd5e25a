import { Inject, Injectable } from '@nestjs/common';
import type { OwnEventChange, OwnEventListener } from '../calendars/own-event.port.js';
import type { Tx } from '../db/tenant.js';
import { ApplyEvent } from './apply-event.service.js';
import type { CommitmentClash } from './clash.js';
import { ClashStore } from './clash.store.js';
import type { MeetingEvent } from './meeting.js';
import { MeetingStore } from './meeting.store.js';

/**
 * What the client does to our event on the own calendar is the client's word on the meeting, and commits together with
 * the mirror that brought it. A replay of the same news is refused by the state machine and changes nothing.
 */
@Injectable()
export class FollowCalendar implements OwnEventListener {
  constructor(
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(ClashStore) private readonly clashes: ClashStore,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
  ) {}

  async onOwnEvent(tx: Tx, { agencyId, meetingId, optionId, change }: OwnEventChange): Promise<void> {
    if (change.kind === 'deleted') {
      await this.apply(tx, agencyId, meetingId, { kind: 'client-deleted', optionId });
      return;
    }
    const { start, end } = change;
    const loaded = await this.meetings.lock(tx, agencyId, meetingId);
    if (loaded === null) return;
    const { clientId } = loaded.meeting;
    const there = await this.clashes.commitments(tx, agencyId, clientId, { start, end }, meetingId);
    const onto = there.some(({ kind }) => kind === 'meeting') ? 'another-meeting' : 'free-time';
    if (onto === 'free-time') for (const hold of there) await this.yieldHold(tx, agencyId, hold);
    await this.apply(tx, agencyId, meetingId, { kind: 'client-moved', optionId, start, end, onto });
  }

  /** The client is the master of the own time: what was only offered there is taken back from the partners. */
  private async yieldHold(tx: Tx, agencyId: string, hold: CommitmentClash): Promise<void> {
    const { meetingId, optionId } = hold;
    await this.apply(tx, agencyId, meetingId, { kind: 'time-taken', optionId, attendeeId: null });
  }

  private async apply(tx: Tx, agencyId: string, meetingId: string, event: MeetingEvent): Promise<void> {
    const applied = await this.applyEvent.apply(
      tx,
      agencyId,
      meetingId,
      () => event,
      { kind: 'client' },
      { whenTaken: 'refuse', despiteEvents: true },
    );
    if (applied?.ok === false && applied.refusal === 'time-taken') {
      throw new Error(`Meeting ${meetingId} was moved to a time that was found free and is not.`);
    }
  }
}
