import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { Fault } from './calendar.port.js';
import type { CalendarRow } from './calendar.store.js';
import { type Listed, ListPages } from './list-pages.service.js';
import { LookAtLosses } from './look-at-losses.service.js';
import { LookForOwn } from './look-for-own.service.js';
import { Providers } from './providers.service.js';
import { RollHorizon } from './roll-horizon.service.js';
import { type Lease, SyncLeases } from './sync-lease.store.js';
import { isBehind, NOT_CONFIGURED, nextTry, troubleOf } from './sync-plan.js';
import type { SyncRun } from './sync-run.js';
import { SyncStates } from './sync-state.store.js';

export type SyncOutcome =
  /** `changed`: new or other versions of events, and losses. */
  | { readonly kind: 'done'; readonly dirty: boolean; readonly changed: number }
  /** A large part went missing at once: the last good state serves until that has been checked. */
  | { readonly kind: 'doubted' }
  | { readonly kind: 'failed'; readonly fault: Fault }
  /** Another one is at it; epoch ms at which it will be taken for dead. */
  | { readonly kind: 'busy'; readonly until: number }
  /** There is no such calendar any more, or the lease was lost: whoever took it goes on. */
  | { readonly kind: 'nothing' };

/** Resets within one pass; more of them mean that the provider is not well. */
const MOST_RESETS = 3;
/** Passes in a row for changes that came in meanwhile; then somebody else gets the thread. */
const MOST_PASSES = 3;

/**
 * Brings one calendar's mirror up to date. At any moment the mirror is a state that the provider had, or one on its way
 * to a newer, and a run that dies is repeated from the old token without harm (list-pages.service.ts). What went missing
 * is settled at the end of a pass (settle-losses.service.ts).
 */
@Injectable()
export class SyncCalendar {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(SyncLeases) private readonly leases: SyncLeases,
    @Inject(SyncStates) private readonly states: SyncStates,
    @Inject(ListPages) private readonly pages: ListPages,
    @Inject(LookAtLosses) private readonly losses: LookAtLosses,
    @Inject(LookForOwn) private readonly own: LookForOwn,
    @Inject(RollHorizon) private readonly roll: RollHorizon,
  ) {}

  sync(agencyId: string, calendarId: string): Promise<SyncOutcome> {
    return this.alone(agencyId, calendarId, (lease) => this.passes(agencyId, lease));
  }

  /** With the lease, and with what has to be done under it besides. */
  async alone<T>(
    agencyId: string,
    calendarId: string,
    work: (lease: Lease) => Promise<T>,
  ): Promise<T | Extract<SyncOutcome, { kind: 'busy' | 'nothing' }>> {
    const taken = await this.db.inAgency(agencyId, async (tx) => {
      const lease = await this.leases.take(tx, agencyId, calendarId);
      if (lease === null) return { lease, until: await this.leases.heldUntil(tx, agencyId, calendarId) };
      await this.states.begin(tx, agencyId, calendarId, this.clock.now());
      return { lease, until: null };
    });
    if (taken.lease === null) {
      return taken.until === null ? { kind: 'nothing' } : { kind: 'busy', until: taken.until };
    }
    const { lease } = taken;
    try {
      return await work(lease);
    } finally {
      await this.db.inAgency(agencyId, (tx) => this.leases.release(tx, agencyId, lease));
    }
  }

  /** Passes under a lease that is held. @param anew lists everything, whatever changed. */
  async passes(agencyId: string, lease: Lease, anew = false): Promise<SyncOutcome> {
    let changed = 0;
    for (let pass = 1; ; pass++) {
      const calendar = await this.db.inAgency(agencyId, (tx) => this.leases.hold(tx, agencyId, lease));
      if (calendar === null) return { kind: 'nothing' };
      const provider = this.providers.find(calendar.provider);
      if (provider?.mirrors !== 'window' && !(await this.roll.roll(agencyId, lease, calendar))) {
        return { kind: 'nothing' };
      }
      const { accountId } = calendar;
      if (accountId === null) return this.rest(agencyId, lease, calendar);
      if (provider === null) {
        return this.fail(agencyId, lease, calendar, { kind: 'refused', detail: NOT_CONFIGURED });
      }
      const run = { agencyId, lease, calendar, accountId, provider };
      const outcome = await this.pass(run, anew && pass === 1);
      if (outcome.kind !== 'done') return outcome;
      changed += outcome.changed;
      if (!outcome.dirty || pass === MOST_PASSES) return { ...outcome, changed };
    }
  }

  private async pass(run: SyncRun, anew: boolean): Promise<SyncOutcome> {
    const { agencyId, lease, calendar } = run;
    for (let resets = 0; ; resets++) {
      const listed = await this.list(run, anew || resets > 0);
      if (listed.kind === 'lost') return { kind: 'nothing' };
      if (listed.kind === 'listed') return this.settle(run, listed);
      if (listed.fault.kind === 'reset' && resets < MOST_RESETS) continue;
      return this.fail(agencyId, lease, calendar, listed.fault);
    }
  }

  private list(run: SyncRun, anew: boolean): Promise<Listed> {
    const { syncToken, quarantine, expandedUntil } = run.calendar;
    const left =
      run.provider.mirrors === 'window' && isBehind(expandedUntil?.getTime() ?? null, this.clock.now());
    return syncToken === null || quarantine !== null || left || anew
      ? this.pages.all(run)
      : this.pages.changesSince(run, syncToken);
  }

  private async settle(run: SyncRun, listed: Extract<Listed, { kind: 'listed' }>): Promise<SyncOutcome> {
    const { agencyId, lease, calendar } = run;
    let settled = listed.settled;
    if (settled.kind === 'look') {
      const looked = await this.losses.look(run, listed, settled);
      if (looked.kind === 'failed') return this.fail(agencyId, lease, calendar, looked.fault);
      if (looked.kind === 'lost') return { kind: 'nothing' };
      settled = looked.settled;
    }
    if (settled.kind === 'doubted') return { kind: 'doubted' };
    if (settled.kind === 'believed' && settled.own > 0) {
      const fault = await this.own.look(run, listed.to);
      if (fault !== null) return this.fail(agencyId, lease, calendar, fault);
    }
    return { kind: 'done', dirty: listed.dirty, changed: listed.changed };
  }

  private async fail(
    agencyId: string,
    lease: Lease,
    calendar: CalendarRow,
    fault: Fault,
  ): Promise<SyncOutcome> {
    const trouble = troubleOf(fault);
    const next = nextTry(this.clock.now(), calendar.failures, Math.random(), trouble.retryAfterMs);
    await this.db.inAgency(agencyId, async (tx) => {
      if ((await this.leases.hold(tx, agencyId, lease)) === null) return;
      await this.states.fail(tx, agencyId, calendar.calendarId, trouble, next);
    });
    return { kind: 'failed', fault };
  }

  /** A file has nobody to ask: only its horizon moves. */
  private async rest(agencyId: string, lease: Lease, calendar: CalendarRow): Promise<SyncOutcome> {
    const now = this.clock.now();
    await this.db.inAgency(agencyId, async (tx) => {
      if ((await this.leases.hold(tx, agencyId, lease)) === null) return;
      await this.states.rest(tx, agencyId, calendar.calendarId, calendar.dirty, now + 12 * 3_600_000);
    });
    return { kind: 'done', dirty: false, changed: 0 };
  }
}
