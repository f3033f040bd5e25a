import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AccessTokens } from './access-token.service.js';
import { ApplyChanges, type ApplyTo } from './apply-changes.service.js';
import type { Fault, RemoteEvent } from './calendar.port.js';
import { MirrorStore } from './mirror.store.js';
import { MirrorLosses, type MissingOwn } from './mirror-loss.store.js';
import { OwnEvents } from './own-events.service.js';
import { SyncLeases } from './sync-lease.store.js';
import type { SyncRun } from './sync-run.js';

/** Of one pass: the next one goes on. */
const MOST = 50;

/** Null: it is gone. */
type Found = RemoteEvent | null;

/**
 * Own events that a list does not show any more. "Not in this list" may mean outside its window, a share that shows
 * less, or a calendar taken away from us; only the answer to a question by id, on a calendar that is still listed, is
 * the client's word that a meeting is off.
 */
@Injectable()
export class LookForOwn {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(SyncLeases) private readonly leases: SyncLeases,
    @Inject(MirrorStore) private readonly mirror: MirrorStore,
    @Inject(MirrorLosses) private readonly losses: MirrorLosses,
    @Inject(ApplyChanges) private readonly changes: ApplyChanges,
    @Inject(OwnEvents) private readonly own: OwnEvents,
  ) {}

  /**
   * @returns the fault that says that the calendar itself is gone; null otherwise. What could not be found out waits
   * for the next pass.
   */
  async look(run: SyncRun, to: ApplyTo): Promise<Fault | null> {
    const { agencyId } = run;
    const missing = await this.db.inAgency(agencyId, (tx) =>
      this.losses.ownMissing(tx, ofRun(run), MOST, this.clock.now()),
    );
    const found = new Map<MissingOwn, Found>();
    for (const row of missing) {
      const answer = await this.ask(run, row);
      if (answer !== 'unclear') found.set(row, answer);
    }
    const gone = [...found.values()].some((event) => event === null);
    if (gone) {
      const fault = await this.unlisted(run);
      if (fault !== null) return fault.kind === 'not-found' ? fault : null;
    }
    for (const [row, event] of found) if (!(await this.keep(run, to, row, event))) return null;
    return null;
  }

  private async ask(run: SyncRun, { externalId }: MissingOwn): Promise<Found | 'unclear'> {
    const answer = await this.tokens.call(run.agencyId, run.accountId, (access) =>
      run.provider.getEvent(access, run.calendar.externalId, externalId),
    );
    if (answer.ok) return answer.value.status === 'cancelled' ? null : answer.value;
    return answer.fault.kind === 'not-found' ? null : 'unclear';
  }

  /** Null: the calendar is among the account's. */
  private async unlisted({ agencyId, accountId, calendar, provider }: SyncRun): Promise<Fault | null> {
    const listed = await this.tokens.call(agencyId, accountId, (access) => provider.listCalendars(access));
    if (!listed.ok) return listed.fault;
    if (listed.value.some(({ id }) => id === calendar.externalId)) return null;
    return { kind: 'not-found', detail: 'the calendar is not among the account’s any more' };
  }

  /** @returns false when the lease was lost. */
  private keep(run: SyncRun, to: ApplyTo, row: MissingOwn, event: Found): Promise<boolean> {
    const { agencyId, lease } = run;
    const of = ofRun(run);
    const { externalId, meetingId, optionId } = row;
    return this.db.inAgency(agencyId, async (tx) => {
      const calendar = await this.leases.hold(tx, agencyId, lease);
      if (calendar === null) return false;
      if (event === null) {
        await this.own.tellDeleted(tx, of, externalId, { meetingId, optionId });
        await this.mirror.remove(tx, of, [externalId]);
      } else {
        await this.losses.found(tx, of, [externalId]);
        await this.changes.apply(tx, { ...to, calendar, now: this.clock.now() }, [{ kind: 'event', event }]);
      }
      return true;
    });
  }
}

const ofRun = ({ agencyId, calendar }: SyncRun) => ({
  agencyId,
  calendarId: calendar.calendarId,
  clientId: calendar.clientId,
});
