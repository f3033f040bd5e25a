import { Inject, Injectable } from '@nestjs/common';
import type { PutEvent } from '../calendars/own-written.js';
import { WriteBack } from '../calendars/write-back.service.js';
import type { WriteOutcome } from '../calendars/write-outcome.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { BackgroundStore } from './background.store.js';
import type { ClaimedEffect, Finish } from './effect.store.js';
import { descriptionOf, locationOf } from './invitation.js';
import { LiveCheck } from './live-check.service.js';
import type { CalendarDelete, CalendarPut } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { optionOf } from './options.js';
import { OutsideEventAlarm } from './outside-events.service.js';
import { finishOfWrite } from './performed.js';

/** What a try led to: how its effect ends, and what is written in the same transaction. */
export interface Performed {
  readonly finish: Finish;
  readonly record: (tx: Tx) => Promise<void>;
}

/** Carries out one write to the client's calendar. */
@Injectable()
export class WriteCalendar {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
    @Inject(WriteBack) private readonly writeBack: WriteBack,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(LiveCheck) private readonly live: LiveCheck,
    @Inject(OutsideEventAlarm) private readonly alarm: OutsideEventAlarm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async perform(
    agencyId: string,
    meetingId: string,
    claimed: ClaimedEffect,
    effect: CalendarPut | CalendarDelete,
  ): Promise<Performed> {
    const outcome = await this.call(agencyId, meetingId, claimed, effect);
    const entered = outcome.kind === 'done' && effect.kind === 'calendar-put' && outcome.eventId !== '';
    if (entered) await this.lookAgain(agencyId, meetingId);
    return {
      finish: finishOfWrite(outcome, claimed, this.clock.now(), Math.random()),
      record: async (tx) => {
        if (outcome.kind === 'gone' && effect.kind === 'calendar-put') {
          // A person decides; the event is never silently made again.
          const event = { kind: 'client-deleted', optionId: effect.optionId } as const;
          await this.applyEvent.apply(tx, agencyId, meetingId, () => event, { kind: 'client' });
        }
        if (outcome.kind === 'conflict' && effect.kind === 'calendar-put') {
          const { optionId, generation } = effect;
          const event = { kind: 'key-taken', optionId, generation } as const;
          await this.applyEvent.apply(tx, agencyId, meetingId, () => event, { kind: 'service' });
        }
        if (entered) await this.alarm.check(tx, agencyId, meetingId);
      },
    };
  }

  private async call(
    agencyId: string,
    meetingId: string,
    { wasUnknown, sentAt }: ClaimedEffect,
    effect: CalendarPut | CalendarDelete,
  ): Promise<WriteOutcome> {
    const { optionId, generation } = effect;
    const { background, loaded } = await this.db.inAgency(agencyId, async (tx) => ({
      background: await this.backgrounds.load(tx, agencyId, meetingId, this.clock.now()),
      loaded: await this.meetings.load(tx, agencyId, meetingId),
    }));
    const option = loaded === null ? undefined : optionOf(loaded.meeting, optionId);
    if (background === null || option === undefined) return { kind: 'failed', reason: 'meeting-erased' };
    const key = { meetingId, optionId, generation };
    if (effect.kind === 'calendar-delete') return this.writeBack.remove(agencyId, key);
    const event: PutEvent = {
      ...key,
      probeFirst: wasUnknown,
      sentAt,
      status: effect.status ?? 'confirmed',
      icalUid: option.uid,
      title: background.title,
      description: descriptionOf(background),
      location: locationOf(background.place),
      // Where the meeting is now, not where it was when the write was decided: the client may have moved it since, and
      // the partners were told of that.
      start: option.start,
      end: option.end,
      zone: background.zone,
    };
    // Off by now, and an earlier try may have made it: it is found out, so that the deletion that follows is right.
    return option.state === 'withdrawn'
      ? this.writeBack.settle(agencyId, event)
      : this.writeBack.put(agencyId, event);
  }

  /** What landed on the calendars between the look before the commitment and now is seen here, or by the next sync. */
  private async lookAgain(agencyId: string, meetingId: string): Promise<void> {
    const clientId = await this.db.inAgency(agencyId, (tx) =>
      this.meetings.clientOf(tx, agencyId, meetingId),
    );
    if (clientId !== null) await this.live.again(agencyId, clientId);
  }
}
