import { Inject, Injectable } from '@nestjs/common';
import { WriteBack } from '../calendars/write-back.service.js';
import type { WriteOutcome } from '../calendars/write-outcome.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { BackgroundStore } from './background.store.js';
import type { ClaimedEffect, Finish } from './effect.store.js';
import { descriptionOf, locationOf } from './invitation.js';
import type { CalendarDelete, CalendarPut } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { optionOf } from './options.js';
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
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async perform(
    agencyId: string,
    meetingId: string,
    claimed: ClaimedEffect,
    effect: CalendarPut | CalendarDelete,
  ): Promise<Performed> {
    const outcome = await this.call(agencyId, meetingId, claimed, effect);
    return {
      finish: finishOfWrite(outcome, claimed, this.clock.now(), Math.random()),
      record: async (tx) => {
        if (outcome.kind === 'gone' && effect.kind === 'calendar-put') {
          // A person decides; the event is never silently made again.
          const event = { kind: 'client-deleted', optionId: effect.optionId } as const;
          await this.applyEvent.apply(tx, agencyId, meetingId, () => event, { kind: 'client' });
        }
      },
    };
  }

  private async call(
    agencyId: string,
    meetingId: string,
    { wasUnknown }: ClaimedEffect,
    effect: CalendarPut | CalendarDelete,
  ): Promise<WriteOutcome> {
    const { optionId, generation } = effect;
    const { background, loaded } = await this.db.inAgency(agencyId, async (tx) => ({
      background: await this.backgrounds.load(tx, agencyId, meetingId),
      loaded: await this.meetings.load(tx, agencyId, meetingId),
    }));
    const option = loaded === null ? undefined : optionOf(loaded.meeting, optionId);
    if (background === null || option === undefined) return { kind: 'failed', reason: 'meeting-erased' };
    const key = { meetingId, optionId, generation };
    if (effect.kind === 'calendar-delete') return this.writeBack.remove(agencyId, key);
    return this.writeBack.put(agencyId, {
      ...key,
      probeFirst: wasUnknown,
      status: 'confirmed',
      icalUid: option.uid,
      title: background.title,
      description: descriptionOf(background),
      location: locationOf(background.place),
      start: effect.start,
      end: effect.end,
      zone: background.zone,
    });
  }
}
