import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { BackgroundStore } from './background.store.js';
import { CALENDAR_WRITER, type CalendarWriter, type WriteOutcome } from './calendar-writer.port.js';
import type { ClaimedEffect, Finish } from './effect.store.js';
import { descriptionOf, locationOf } from './invitation.js';
import type { CalendarDelete, CalendarPut } from './meeting.js';
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
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
    @Inject(CALENDAR_WRITER) private readonly writer: CalendarWriter,
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
        if (outcome.kind === 'done') await this.remember(tx, agencyId, effect, outcome);
        if (outcome.kind === 'gone' && effect.kind === 'calendar-put') {
          // A person decides; the event is never silently made again (facts/write-back.md).
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
    const { background, uid } = await this.db.inAgency(agencyId, async (tx) => {
      const [option]: { uid: string }[] = await tx.query(
        'select uid from meeting_option where agency_id = $1 and option_id = $2',
        [agencyId, optionId],
      );
      return { background: await this.backgrounds.load(tx, agencyId, meetingId), uid: option?.uid };
    });
    if (background === null || uid === undefined) return { kind: 'failed', reason: 'meeting-erased' };
    const { clientId } = background;
    const key = { clientId, meetingId, optionId, generation, probeFirst: wasUnknown };
    if (effect.kind === 'calendar-delete') return this.writer.remove(agencyId, key);
    return this.writer.put(agencyId, {
      ...key,
      icalUid: uid,
      title: background.title,
      description: descriptionOf(background),
      location: locationOf(background.place),
      start: effect.start,
      end: effect.end,
      zone: background.zone,
    });
  }

  /** Id and etag are how our own write is known again when the mirror brings it back. */
  private async remember(
    tx: Tx,
    agencyId: string,
    effect: CalendarPut | CalendarDelete,
    { calendarId, eventId, etag }: Extract<WriteOutcome, { kind: 'done' }>,
  ): Promise<void> {
    const there = effect.kind === 'calendar-put';
    await tx.query(
      `update meeting_option set calendar_id = $3, calendar_event_id = $4, calendar_etag = $5
       where agency_id = $1 and option_id = $2`,
      [agencyId, effect.optionId, calendarId, eventId, there ? etag : null],
    );
  }
}
