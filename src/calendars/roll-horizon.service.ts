import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyChanges } from './apply-changes.service.js';
import type { CalendarRow } from './calendar.store.js';
import { MirrorStore } from './mirror.store.js';
import { type Lease, SyncLeases } from './sync-lease.store.js';
import { horizon, isBehind } from './sync-plan.js';
import { SyncStates } from './sync-state.store.js';

const SERIES_A_STEP = 200;

/**
 * Days pass, and with each a new one comes into reach that no series was expanded to. Once a day all series of a
 * calendar are worked out anew, whether anything changed or not. Not for providers that expand series themselves.
 */
@Injectable()
export class RollHorizon {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SyncLeases) private readonly leases: SyncLeases,
    @Inject(SyncStates) private readonly states: SyncStates,
    @Inject(MirrorStore) private readonly mirror: MirrorStore,
    @Inject(ApplyChanges) private readonly changes: ApplyChanges,
  ) {}

  /** @returns false when the lease was lost on the way; then the horizon stays where it was. */
  async roll(agencyId: string, lease: Lease, calendar: CalendarRow): Promise<boolean> {
    const now = this.clock.now();
    if (!isBehind(calendar.expandedUntil?.getTime() ?? null, now)) return true;
    const window = horizon(now);
    const of = { agencyId, calendarId: calendar.calendarId, clientId: calendar.clientId };
    for (let after = ''; ; ) {
      const step = await this.db.inAgency(agencyId, async (tx): Promise<Step> => {
        if ((await this.leases.hold(tx, agencyId, lease)) === null) return { kind: 'lost' };
        const rows = await this.mirror.series(tx, of, after, SERIES_A_STEP);
        await this.changes.rebuild(tx, { agencyId, calendar, generation: 0, window, now }, rows);
        const last = rows.at(-1);
        if (last !== undefined && rows.length === SERIES_A_STEP)
          return { kind: 'more', after: last.externalId };
        await this.states.setHorizon(tx, agencyId, calendar.calendarId, window.to);
        return { kind: 'end' };
      });
      if (step.kind !== 'more') return step.kind === 'end';
      after = step.after;
    }
  }
}

type Step =
  | { readonly kind: 'more'; readonly after: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'lost' };
