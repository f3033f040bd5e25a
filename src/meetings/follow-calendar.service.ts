import { Inject, Injectable } from '@nestjs/common';
import type {
  CalendarNote,
  CalendarOfClient,
  OutsideEvents,
  OwnEventChange,
  OwnEventListener,
} from '../calendars/own-event.port.js';
import type { Tx } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import type { CommitmentClash } from './clash.js';
import { ClashStore } from './clash.store.js';
import { line } from './decision.js';
import { JournalStore } from './journal.store.js';
import type { MeetingEvent } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { OutsideEventAlarm } from './outside-events.service.js';

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
    @Inject(OutsideEventAlarm) private readonly alarm: OutsideEventAlarm,
    @Inject(JournalStore) private readonly journal: JournalStore,
    @Inject(CLOCK) private readonly clock: Clock,
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

  async onOutsideEvents(tx: Tx, events: OutsideEvents): Promise<void> {
    for (const meetingId of await this.clashes.meetingsUnder(tx, events, this.clock.now())) {
      await this.alarm.check(tx, events.agencyId, meetingId);
    }
  }

  async onTimesFreed(
    tx: Tx,
    { agencyId, clientId }: Pick<CalendarOfClient, 'agencyId' | 'clientId'>,
  ): Promise<void> {
    for (const meetingId of await this.clashes.meetingsAlarmed(tx, agencyId, clientId, this.clock.now())) {
      await this.alarm.checkLeft(tx, agencyId, meetingId);
    }
  }

  /** What stands on another calendar of the client goes along. */
  async onWriteTarget(tx: Tx, { agencyId, clientId, calendarId }: CalendarOfClient): Promise<void> {
    const event = { kind: 'calendar-chosen', calendarId } as const;
    for (const meetingId of await this.meetings.standingElsewhere(tx, agencyId, clientId, calendarId)) {
      await this.apply(tx, agencyId, meetingId, event);
    }
  }

  async note(tx: Tx, { agencyId, calendarId, clientId, kind, userId, detail }: CalendarNote): Promise<void> {
    const actor = userId === null ? ({ kind: 'service' } as const) : ({ kind: 'secretary', userId } as const);
    const subject = { clientId, meetingId: null };
    const what = line(kind, { calendarId, ...detail });
    await this.journal.write(tx, agencyId, subject, [what], actor, this.clock.now());
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
