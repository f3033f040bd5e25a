import { Inject, Injectable } from '@nestjs/common';
import type { BusyRow } from '../availability/busy.js';
import type { BusySource } from '../availability/busy.port.js';
import type { CalendarState } from '../availability/input.js';
import { BusyStore, type BusyTime } from '../calendars/busy.store.js';
import type { Tx } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';

/** The calendars' mirror in the words of availability: neither room knows the other. */
@Injectable()
export class MirrorBusySource implements BusySource {
  constructor(
    @Inject(BusyStore) private readonly busy: BusyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async busyOf(tx: Tx, _agencyId: string, clientId: string, from: number, to: number): Promise<BusyRow[]> {
    return (await this.busy.busyOf(tx, clientId, from, to)).map(toRow);
  }

  async freshness(tx: Tx, _agencyId: string, clientId: string): Promise<CalendarState[]> {
    const calendars = await this.busy.freshness(tx, clientId, this.clock.now());
    return calendars.map(({ calendarId, state, syncedAt, staleAfterMinutes, mirrored }) => ({
      calendarId,
      state,
      mirrored,
      ...(syncedAt === null ? {} : { syncedAt }),
      ...(staleAfterMinutes === null ? {} : { staleAfterMinutes }),
    }));
  }
}

const toRow = ({ start, end, externalId, blocking, dates, meetingId }: BusyTime): BusyRow => ({
  kind: 'event',
  start,
  end,
  sourceId: externalId,
  ...(meetingId === null ? {} : { meetingId }),
  ...(dates === null ? {} : { dates }),
  ...(blocking === 'tentative' ? { showAs: 'tentative' } : {}),
  ...(blocking === 'unanswered' ? { answer: 'needs_action' } : {}),
});
