import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { type CalendarRow, CalendarStore } from './calendar.store.js';
import { SyncCalendar } from './sync-calendar.service.js';
import { STALE_AFTER_MINUTES } from './sync-plan.js';

/** A calendar that blocks and could not be asked. */
export interface Unchecked {
  readonly calendarId: string;
  readonly name: string;
  /** Up to when it is known, epoch ms; null for one that never was. */
  readonly since: number | null;
  /** Too long ago, or cut off: its mirror speaks for nothing. */
  readonly tooOld: boolean;
  readonly whenUnchecked: CalendarRow['whenUnchecked'];
}

const STEP_MS = 50;

/**
 * Asks a client's calendars now, instead of believing their mirrors: before a time is given away, and after a meeting
 * was entered. Bounded, because a person waits; a sync that takes longer goes on by itself.
 */
@Injectable()
export class FreshCalendars {
  private readonly log = new Logger('FreshCalendars');

  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(SyncCalendar) private readonly syncs: SyncCalendar,
  ) {}

  /**
   * @param olderThanMs what was asked since needs not be asked again, unless the provider has told of a change.
   * @param withinMs how long it may take.
   * @returns the calendars that block and are not known up to now.
   */
  async freshen(
    agencyId: string,
    clientId: string,
    { olderThanMs, withinMs }: { readonly olderThanMs: number; readonly withinMs: number },
  ): Promise<Unchecked[]> {
    const from = this.clock.now() - olderThanMs;
    const old = (await this.blocking(agencyId, clientId)).filter((row) => !isFresh(row, from));
    if (old.length === 0) return [];
    const end = performance.now() + withinMs;
    await Promise.all(old.map((row) => this.ask(agencyId, row, from, end)));
    const now = this.clock.now();
    const after = await this.blocking(agencyId, clientId);
    return after.filter((row) => !isFresh(row, from)).map((row) => unchecked(row, now));
  }

  /**
   * Reads them again whatever is known: a sync that ended just now may have listed before. The mark is raised first, and
   * only a pass that begins after it counts.
   */
  async readAgain(agencyId: string, clientId: string, withinMs: number): Promise<Unchecked[]> {
    const rows = await this.blocking(agencyId, clientId);
    await this.db.inAgency(agencyId, async (tx) => {
      for (const { calendarId } of rows) await this.calendars.raiseDirty(tx, agencyId, calendarId);
    });
    return this.freshen(agencyId, clientId, { olderThanMs: withinMs, withinMs });
  }

  private async ask(agencyId: string, row: CalendarRow, from: number, end: number): Promise<void> {
    const { calendarId } = row;
    const sync = this.syncs.sync(agencyId, calendarId).catch((error: unknown) => {
      this.log.error(`A calendar could not be asked: ${String(error)}`);
      return { kind: 'nothing' } as const;
    });
    // A sync that comes first leaves the timer behind: alone it is no reason for a stopped process to live on.
    const patience = sleep(Math.max(0, end - performance.now()), undefined, { ref: false });
    const outcome = await Promise.race([sync, patience]);
    // Somebody else is at it: what that one brings is as good.
    while (outcome?.kind === 'busy' && performance.now() < end) {
      await sleep(STEP_MS);
      const now = await this.db.inAgency(agencyId, (tx) => this.calendars.find(tx, agencyId, calendarId));
      if (now === null || isFresh(now, from)) return;
    }
  }

  /** Files have nobody to ask, and do not age. */
  private async blocking(agencyId: string, clientId: string): Promise<CalendarRow[]> {
    const [rows] = await this.db.read(agencyId, [this.calendars.ofClientReading(agencyId, clientId)]);
    return rows.filter(({ blocks, accountId }) => blocks && accountId !== null);
  }
}

const isFresh = ({ state, syncedAt, dirty, syncedDirty }: CalendarRow, from: number): boolean =>
  state === 'ok' && syncedAt !== null && syncedAt.getTime() >= from && dirty <= syncedDirty;

const unchecked = (row: CalendarRow, now: number): Unchecked => {
  const { calendarId, name, state, whenUnchecked } = row;
  const since = row.syncedAt?.getTime() ?? null;
  const tooOld = state === 'gone' || since === null || now - since > STALE_AFTER_MINUTES * 60_000;
  return { calendarId, name, since, tooOld, whenUnchecked };
};
