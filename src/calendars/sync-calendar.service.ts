import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AccessTokens } from './access-token.service.js';
import { ApplyChanges } from './apply-changes.service.js';
import type { ChangePage, ChangesFrom, Fault, Outcome } from './calendar.port.js';
import type { CalendarRow } from './calendar.store.js';
import { MirrorStore } from './mirror.store.js';
import { Providers } from './providers.service.js';
import { RollHorizon } from './roll-horizon.service.js';
import { type Lease, SyncLeases } from './sync-lease.store.js';
import { horizon, nextPoll, nextTry, troubleOf } from './sync-plan.js';
import { SyncStates } from './sync-state.store.js';

export type SyncOutcome =
  | { readonly kind: 'done'; readonly dirty: boolean }
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
 * Brings one calendar's mirror up to date. Pages are committed one by one, each with its rows and busy times, the sync
 * token with the last; so at any moment the mirror is a state that the provider had, or one on its way to a newer, and
 * a run that dies is repeated from the old token without harm. A full list goes into a new generation while the old
 * rows serve; what it did not show is deleted at its end, with the token.
 */
@Injectable()
export class SyncCalendar {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(SyncLeases) private readonly leases: SyncLeases,
    @Inject(SyncStates) private readonly states: SyncStates,
    @Inject(MirrorStore) private readonly mirror: MirrorStore,
    @Inject(ApplyChanges) private readonly changes: ApplyChanges,
    @Inject(RollHorizon) private readonly roll: RollHorizon,
  ) {}

  async sync(agencyId: string, calendarId: string): Promise<SyncOutcome> {
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
      return await this.passes(agencyId, lease);
    } finally {
      await this.db.inAgency(agencyId, (tx) => this.leases.release(tx, agencyId, lease));
    }
  }

  private async passes(agencyId: string, lease: Lease): Promise<SyncOutcome> {
    for (let pass = 1; ; pass++) {
      const calendar = await this.db.inAgency(agencyId, (tx) => this.leases.hold(tx, agencyId, lease));
      if (calendar === null) return { kind: 'nothing' };
      if (!(await this.roll.roll(agencyId, lease, calendar))) return { kind: 'nothing' };
      if (calendar.accountId === null) return this.rest(agencyId, lease, calendar);
      const outcome = await this.pass(agencyId, lease, calendar, calendar.accountId);
      if (outcome.kind !== 'done' || !outcome.dirty || pass === MOST_PASSES) return outcome;
    }
  }

  private async pass(
    agencyId: string,
    lease: Lease,
    calendar: CalendarRow,
    accountId: string,
  ): Promise<SyncOutcome> {
    for (let resets = 0; ; resets++) {
      const outcome =
        calendar.syncToken === null || resets > 0
          ? await this.full(agencyId, lease, calendar, accountId)
          : await this.list(agencyId, lease, calendar, accountId, calendar.mirrorGeneration, {
              kind: 'token',
              token: calendar.syncToken,
              known: () =>
                this.db.inAgency(agencyId, (tx) =>
                  this.mirror.allEtags(tx, { agencyId, calendarId: calendar.calendarId }),
                ),
            });
      if (outcome.kind !== 'failed') return outcome;
      if (outcome.fault.kind === 'reset' && resets < MOST_RESETS) continue;
      return this.fail(agencyId, lease, calendar, outcome.fault);
    }
  }

  private async full(
    agencyId: string,
    lease: Lease,
    calendar: CalendarRow,
    accountId: string,
  ): Promise<SyncOutcome> {
    const generation = await this.db.inAgency(agencyId, async (tx) =>
      (await this.leases.hold(tx, agencyId, lease)) === null
        ? null
        : this.states.beginFull(tx, agencyId, calendar.calendarId),
    );
    if (generation === null) return { kind: 'nothing' };
    const window = horizon(this.clock.now());
    return this.list(agencyId, lease, calendar, accountId, generation, { kind: 'start', window });
  }

  /** Follows the pages. `calendar` is as it was when the pass began: its dirty mark is what this pass has seen. */
  private async list(
    agencyId: string,
    lease: Lease,
    calendar: CalendarRow,
    accountId: string,
    generation: number,
    from: ChangesFrom,
  ): Promise<SyncOutcome> {
    for (let page: string | undefined; ; ) {
      const answer = await this.ask(
        agencyId,
        accountId,
        calendar,
        page === undefined ? from : { ...from, page },
      );
      if (!answer.ok) return { kind: 'failed', fault: answer.fault };
      const { nextPage, nextSync } = answer.value;
      if (nextPage === undefined && nextSync === undefined) {
        return { kind: 'failed', fault: { kind: 'refused', detail: 'the last page carries no sync token' } };
      }
      const kept = await this.keep(
        agencyId,
        lease,
        calendar,
        generation,
        from.kind === 'start',
        answer.value,
      );
      if (kept === null) return { kind: 'nothing' };
      if (nextPage === undefined) return { kind: 'done', dirty: kept.dirty > calendar.dirty };
      page = nextPage;
    }
  }

  /** Commits a page, and with the last one the token. The calendar as it is afterwards, or null without the lease. */
  private keep(
    agencyId: string,
    lease: Lease,
    seen: CalendarRow,
    generation: number,
    full: boolean,
    page: ChangePage,
  ): Promise<CalendarRow | null> {
    return this.db.inAgency(agencyId, async (tx) => {
      const calendar = await this.leases.hold(tx, agencyId, lease);
      if (calendar === null) return null;
      const now = this.clock.now();
      const window = { from: horizon(now).from, to: calendar.expandedUntil?.getTime() ?? horizon(now).to };
      const to = { agencyId, calendar, generation, window };
      await this.changes.apply(tx, to, page.changes);
      await this.states.progress(tx, agencyId, calendar.calendarId, page.changes.length);
      if (page.nextPage !== undefined) return calendar;
      if (full) await this.changes.removeUnseen(tx, to);
      const next = nextPoll(now, this.config.sandbox, Math.random());
      await this.states.finish(tx, agencyId, calendar.calendarId, {
        token: page.nextSync ?? null,
        dirty: seen.dirty,
        now,
        next,
      });
      return calendar;
    });
  }

  private ask(
    agencyId: string,
    accountId: string,
    calendar: CalendarRow,
    from: ChangesFrom,
  ): Promise<Outcome<ChangePage>> {
    const provider = this.providers.find(calendar.provider);
    if (provider === null) {
      const detail = 'this installation is not configured for the provider';
      return Promise.resolve({ ok: false, fault: { kind: 'refused', detail } });
    }
    return this.tokens.call(agencyId, accountId, (access) =>
      provider.listChanges(access, calendar.externalId, from),
    );
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
    return { kind: 'done', dirty: false };
  }
}
