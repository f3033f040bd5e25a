import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AccessTokens } from './access-token.service.js';
import type { EventTime, Fault, RemoteEvent } from './calendar.port.js';
import { type Listed, ListPages } from './list-pages.service.js';
import { MirrorLosses } from './mirror-loss.store.js';
import { type Evidence, judge } from './quarantine.js';
import type { Window } from './recurrence/expand.js';
import { type Settled, SettleLosses } from './settle-losses.service.js';
import { SyncLeases } from './sync-lease.store.js';
import type { SyncRun } from './sync-run.js';

/** Of the events that disappeared, so many are asked for beside our own. */
const SAMPLE = 10;
const MOST_OWN = 20;

type Look = Extract<Settled, { kind: 'look' }>;

export type Looked =
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'lost' }
  | { readonly kind: 'settled'; readonly settled: Exclude<Settled, Look> };

/**
 * The independent check of a loss that was doubted: single events are asked for by their ids, which a list that forgets
 * has nothing to do with, and the calendar has to be among the account's.
 */
@Injectable()
export class LookAtLosses {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(SyncLeases) private readonly leases: SyncLeases,
    @Inject(MirrorLosses) private readonly mirror: MirrorLosses,
    @Inject(SettleLosses) private readonly losses: SettleLosses,
    @Inject(ListPages) private readonly pages: ListPages,
  ) {}

  async look(run: SyncRun, listed: Extract<Listed, { kind: 'listed' }>, look: Look): Promise<Looked> {
    const { agencyId, lease } = run;
    const evidence = await this.evidence(run, listed.to.window);
    if ('fault' in evidence) return { kind: 'failed', fault: evidence.fault };
    return this.db.inAgency(agencyId, async (tx): Promise<Looked> => {
      const calendar = await this.leases.hold(tx, agencyId, lease);
      if (calendar === null) return { kind: 'lost' };
      const now = this.clock.now();
      const judgement = judge(look.quarantine, look.loss, evidence, now);
      // Somebody may have said that it is right while we were asking.
      if (!judgement.believe && calendar.quarantine?.accepted !== true) {
        await this.pages.doubt(tx, run, judgement.next);
        return { kind: 'settled', settled: { kind: 'doubted', quarantine: judgement.next } };
      }
      const to = { ...listed.to, calendar, now };
      const { own } = await this.mirror.missing(tx, ofRun(run), now);
      await this.losses.believe(tx, to, look.quarantine, look.loss);
      await this.pages.finish(tx, run, listed.end);
      return { kind: 'settled', settled: { kind: 'believed', own } };
    });
  }

  private async evidence(run: SyncRun, window: Window): Promise<Evidence | { readonly fault: Fault }> {
    const { agencyId, accountId, calendar, provider } = run;
    const ids = await this.db.inAgency(agencyId, async (tx) => {
      const now = this.clock.now();
      const own = await this.mirror.ownMissing(tx, ofRun(run), MOST_OWN, now);
      const others = await this.mirror.sample(tx, ofRun(run), SAMPLE, now);
      return [...own.map(({ externalId }) => externalId), ...others];
    });
    const evidence = { gone: 0, there: 0, silent: 0, cannotTell: 0 };
    for (const id of ids) {
      const found = await this.tokens.call(agencyId, accountId, (access) =>
        provider.getEvent(access, calendar.externalId, id),
      );
      if (found.ok) evidence[isThere(found.value, run, window) ? 'there' : 'gone']++;
      else if (found.fault.kind === 'not-found') evidence.gone++;
      else if (found.fault.kind === 'refused') evidence.cannotTell++;
      else evidence.silent++;
    }
    // "Not found" is said of events on a calendar that is no longer shared, too.
    const listed = await this.tokens.call(agencyId, accountId, (access) => provider.listCalendars(access));
    if (!listed.ok) return { ...evidence, silent: evidence.silent + 1 };
    if (listed.value.some(({ id }) => id === calendar.externalId)) return evidence;
    return { fault: { kind: 'not-found', detail: 'the calendar is not among the account’s any more' } };
  }
}

/** Outside its window a list is right not to show it. */
const isThere = (event: RemoteEvent, { provider }: SyncRun, window: Window): boolean => {
  if (event.status === 'cancelled') return false;
  const [start, end] = [instant(event.start), instant(event.end)];
  return provider.mirrors === 'series' || (end > window.from && start < window.to);
};

const instant = (time: EventTime): number => (time.kind === 'instant' ? time.at : Date.parse(time.date));

const ofRun = ({ agencyId, calendar }: SyncRun) => ({
  agencyId,
  calendarId: calendar.calendarId,
  clientId: calendar.clientId,
});
