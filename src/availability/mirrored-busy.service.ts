import { Inject, Injectable } from '@nestjs/common';
import { BusyStore, type BusyTime, type Mirror } from '../calendars/busy.store.js';
import type { Read } from '../db/read.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { BusyRow } from './busy.js';
import type { BusySource, MirroredTime } from './busy.port.js';
import type { CalendarState } from './input.js';

/** The mirror of the client's calendars, in the words of availability. */
@Injectable()
export class MirroredBusy implements BusySource {
  constructor(
    @Inject(BusyStore) private readonly mirror: BusyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  mirrored(clientId: string, from: number, to: number): Read<MirroredTime> {
    const read = this.mirror.mirror(clientId, from, to, this.clock.now());
    return {
      ...read,
      result: (rows) => {
        const { busy, calendars } = read.result(rows);
        return { busy: busy.map(busyRow), calendars: calendars.map(calendarState) };
      },
    };
  }
}

const busyRow = ({ externalId, start, end, blocking, dates, meetingId }: BusyTime): BusyRow => ({
  kind: 'event',
  sourceId: externalId,
  start,
  end,
  ...(blocking === 'tentative' ? { showAs: 'tentative' as const } : {}),
  ...(blocking === 'unanswered' ? { answer: 'needs_action' as const } : {}),
  ...(dates === null ? {} : { dates }),
  ...(meetingId === null ? {} : { meetingId }),
});

const calendarState = (calendar: Mirror['calendars'][number]): CalendarState => {
  const { calendarId, state, syncedAt, staleAfterMinutes, mirrored } = calendar;
  return {
    calendarId,
    state,
    mirrored,
    ...(syncedAt === null ? {} : { syncedAt }),
    ...(staleAfterMinutes === null ? {} : { staleAfterMinutes }),
  };
};
