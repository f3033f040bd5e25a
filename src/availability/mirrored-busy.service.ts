import { Inject, Injectable } from '@nestjs/common';
import { BusyStore, type Mirror } from '../calendars/busy.store.js';
import type { Fact } from '../db/fact.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { type BusyRow, busyRow } from './busy.js';
import type { BusySource, MirroredTime } from './busy.port.js';
import type { CalendarState } from './input.js';

/** The mirror of the client's calendars, in the words of availability. */
@Injectable()
export class MirroredBusy implements BusySource {
  constructor(
    @Inject(BusyStore) private readonly mirror: BusyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  mirrored(clientId: string, from: number, to: number, ids: boolean): Fact<MirroredTime> {
    const fact = this.mirror.mirror(clientId, from, to, this.clock.now(), ids);
    return {
      ...fact,
      result: (text) => {
        const { busy, calendars } = fact.result(text);
        return { busy: busy.map(rowOf), calendars: calendars.map(calendarState) };
      },
    };
  }
}

const rowOf = (time: Mirror['busy'][number]): BusyRow =>
  busyRow({
    kind: 'event',
    sourceId: time.externalId,
    start: time.start,
    end: time.end,
    showAs: time.blocking === 'tentative' || time.blocking === 'elsewhere' ? time.blocking : undefined,
    answer: time.blocking === 'unanswered' ? 'needs_action' : undefined,
    dates: time.dates ?? undefined,
    meetingId: time.meetingId ?? undefined,
  });

const calendarState = (calendar: Mirror['calendars'][number]): CalendarState => {
  const { calendarId, state, syncedAt, staleAfterMinutes, mirrored, name, failing, unreadable } = calendar;
  return {
    calendarId,
    state,
    mirrored,
    name,
    failing,
    unreadable,
    ...(syncedAt === null ? {} : { syncedAt }),
    ...(staleAfterMinutes === null ? {} : { staleAfterMinutes }),
  };
};
