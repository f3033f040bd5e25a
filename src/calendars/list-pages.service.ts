import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AccessTokens } from './access-token.service.js';
import { ApplyChanges, type ApplyTo } from './apply-changes.service.js';
import type { ChangePage, ChangesFrom, Fault } from './calendar.port.js';
import { MirrorStore } from './mirror.store.js';
import type { Quarantine } from './quarantine.js';
import type { Window } from './recurrence/expand.js';
import { type Settled, SettleLosses } from './settle-losses.service.js';
import { type HeldCalendar, SyncLeases } from './sync-lease.store.js';
import { horizon, nextPoll, windowAsked } from './sync-plan.js';
import type { SyncRun } from './sync-run.js';
import { SyncStates } from './sync-state.store.js';

export type Listed =
  | { readonly kind: 'failed'; readonly fault: Fault }
  /** The lease was lost: whoever took it goes on. */
  | { readonly kind: 'lost' }
  | {
      readonly kind: 'listed';
      readonly settled: Settled;
      /** Changes came in meanwhile. */
      readonly dirty: boolean;
      /** New or other versions, and losses. */
      readonly changed: number;
      readonly end: ListEnd;
      readonly to: ApplyTo;
    };

/** What is kept with the last page of a list. */
export interface ListEnd {
  readonly token: string | null;
  readonly generation: number;
  /** The far end of the busy times, where the list decided it. Epoch ms. */
  readonly until: number | null;
}

/** A sync gives way to a write for so long, and for so long at most. Milliseconds. */
const GIVE_WAY_STEP = 200;
const GIVE_WAY_STEPS = 25;

/**
 * Follows the pages of a list of changes. Pages are committed one by one, each with its rows and busy times, the sync
 * token with the last. Of a full list the next page is on its way while one is written, so two are in memory at most.
 */
@Injectable()
export class ListPages {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(SyncLeases) private readonly leases: SyncLeases,
    @Inject(SyncStates) private readonly states: SyncStates,
    @Inject(MirrorStore) private readonly mirror: MirrorStore,
    @Inject(ApplyChanges) private readonly changes: ApplyChanges,
    @Inject(SettleLosses) private readonly losses: SettleLosses,
  ) {}

  /** Everything anew, into a generation of its own: the old rows serve until its end. */
  async all(run: SyncRun): Promise<Listed> {
    const { agencyId, calendar, provider } = run;
    const generation = await this.db.inAgency(agencyId, async (tx) =>
      (await this.leases.hold(tx, agencyId, run.lease)) === null
        ? null
        : this.states.beginFull(tx, agencyId, calendar.calendarId),
    );
    if (generation === null) return { kind: 'lost' };
    const now = this.clock.now();
    const window = provider.mirrors === 'window' ? windowAsked(now) : horizon(now);
    return this.follow(run, generation, { kind: 'start', window, zone: calendar.zone });
  }

  /** What changed since `token`. */
  async changesSince(run: SyncRun, token: string): Promise<Listed> {
    const of = { agencyId: run.agencyId, calendarId: run.calendar.calendarId };
    const known = () => this.db.inAgency(run.agencyId, (tx) => this.mirror.allEtags(tx, of));
    return this.follow(run, run.calendar.mirrorGeneration, {
      kind: 'token',
      token,
      zone: run.calendar.zone,
      known,
    });
  }

  private async follow(run: SyncRun, generation: number, from: ChangesFrom): Promise<Listed> {
    const { agencyId, accountId, calendar, provider } = run;
    const ask = (page?: string) => {
      const here = page === undefined ? from : { ...from, page };
      return this.tokens.call(agencyId, accountId, (access) =>
        provider.listChanges(access, calendar.externalId, here),
      );
    };
    let changed = 0;
    let writing = false;
    for (let asked = ask(); ; ) {
      const answer = await asked;
      if (!answer.ok) return { kind: 'failed', fault: answer.fault };
      const { nextPage, nextSync } = answer.value;
      if (nextPage === undefined && nextSync === undefined) {
        return { kind: 'failed', fault: { kind: 'refused', detail: 'the last page carries no sync token' } };
      }
      const early = nextPage !== undefined && from.kind === 'start' && !writing ? ask(nextPage) : null;
      // When this page cannot be kept, nobody waits for the next one, and its trouble is nobody's.
      early?.catch(() => undefined);
      const kept = await this.keep(run, generation, from, answer.value);
      if (kept === null) return { kind: 'lost' };
      changed += kept.changed;
      if (kept.end !== null) {
        const { settled, end } = kept.end;
        const dirty = kept.calendar.dirty > calendar.dirty;
        return { kind: 'listed', settled, dirty, changed, end, to: kept.to };
      }
      writing = kept.calendar.writing;
      if (writing) await this.giveWay(run);
      asked = early ?? ask(nextPage);
    }
  }

  /** Commits a page; with the last one what went missing is settled, and the token kept. Null without the lease. */
  private keep(run: SyncRun, generation: number, from: ChangesFrom, page: ChangePage): Promise<Kept | null> {
    const { agencyId, lease } = run;
    return this.db.inAgency(agencyId, async (tx) => {
      const calendar = await this.leases.hold(tx, agencyId, lease);
      if (calendar === null) return null;
      const now = this.clock.now();
      const to = { agencyId, calendar, generation, now, window: this.reach(run, calendar, from, now) };
      const changed = await this.changes.apply(tx, to, page.changes);
      await this.states.progress(tx, agencyId, calendar.calendarId, page.changes.length);
      if (page.nextPage !== undefined) return { calendar, to, changed, end: null };
      const settled = await this.losses.settle(tx, to, from.kind === 'start', calendar.quarantine);
      const ofWindow = from.kind === 'start' && run.provider.mirrors === 'window';
      const end = { token: page.nextSync ?? null, generation, until: ofWindow ? from.window.to : null };
      if (settled.kind === 'believed') await this.finish(tx, run, end);
      else await this.doubt(tx, run, settled.quarantine);
      return { calendar, to, changed, end: { settled, end } };
    });
  }

  /** With the last page, or with the word that the list is right after all. */
  async finish(
    tx: Tx,
    { agencyId, calendar }: SyncRun,
    { token, generation, until }: ListEnd,
  ): Promise<void> {
    const now = this.clock.now();
    if (until !== null) await this.states.setHorizon(tx, agencyId, calendar.calendarId, until);
    await this.states.finish(tx, agencyId, calendar.calendarId, {
      token,
      generation,
      dirty: calendar.dirty,
      now,
      next: nextPoll(now, this.config.sandbox, Math.random()),
    });
  }

  /** The old mirror serves, from the time when it was last believed; no token, so that the next pass lists everything. */
  async doubt(tx: Tx, { agencyId, calendar }: SyncRun, quarantine: Quarantine): Promise<void> {
    await this.states.doubt(tx, agencyId, calendar.calendarId, calendar.dirty, quarantine);
  }

  /** How far a page's series are worked out. */
  private reach(run: SyncRun, calendar: HeldCalendar, from: ChangesFrom, now: number): Window {
    if (from.kind === 'start' && run.provider.mirrors === 'window') return from.window;
    return { from: horizon(now).from, to: calendar.expandedUntil?.getTime() ?? horizon(now).to };
  }

  /** Writes go before syncs: an account has a limit on calls, and a meeting that waits is seen by more people. */
  private async giveWay(run: SyncRun): Promise<void> {
    for (let step = 0; step < GIVE_WAY_STEPS; step++) {
      await sleep(GIVE_WAY_STEP);
      const writing = await this.db.inAgency(run.agencyId, (tx) =>
        this.leases.writing(tx, run.agencyId, run.accountId),
      );
      if (!writing) return;
    }
  }
}

interface Kept {
  readonly calendar: HeldCalendar;
  readonly to: ApplyTo;
  readonly changed: number;
  readonly end: { readonly settled: Settled; readonly end: ListEnd } | null;
}
