import { Inject, Injectable } from '@nestjs/common';
import { BusyStore } from '../calendars/busy.store.js';
import type { Tx } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { BusyRow } from './busy.js';
import type { BusySource } from './busy.port.js';
import type { CalendarState } from './input.js';

/** The mirror of the client's calendars, in the words of availability. */
@Injectable()
export class MirroredBusy implements BusySource {
  constructor(
    @Inject(BusyStore) private readonly mirror: BusyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async busyOf(tx: Tx, _agencyId: string, clientId: string, from: number, to: number): Promise<BusyRow[]> {
    const rows = await this.mirror.busyOf(tx, clientId, from, to);
    return rows.map(({ externalId, start, end, blocking, dates, meetingId }) => ({
      kind: 'event',
      sourceId: externalId,
      start,
      end,
      ...(blocking === 'tentative' ? { showAs: 'tentative' as const } : {}),
      ...(blocking === 'unanswered' ? { answer: 'needs_action' as const } : {}),
      ...(dates === null ? {} : { dates }),
      ...(meetingId === null ? {} : { meetingId }),
    }));
  }

  async freshness(tx: Tx, _agencyId: string, clientId: string): Promise<CalendarState[]> {
    const calendars = await this.mirror.freshness(tx, clientId, this.clock.now());
    return calendars.map(({ calendarId, state, syncedAt, staleAfterMinutes, mirrored }) => ({
      calendarId,
      state,
      mirrored,
      ...(syncedAt === null ? {} : { syncedAt }),
      ...(staleAfterMinutes === null ? {} : { staleAfterMinutes }),
    }));
  }
}
