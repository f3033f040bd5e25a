import { Inject, Injectable, Logger } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AccessTokens } from './access-token.service.js';
import { type AuditResult, hasDrifted, isAuditDue } from './audit.js';
import type { ChangePage, RemoteChange } from './calendar.port.js';
import { type CalendarRow, CalendarStore } from './calendar.store.js';
import { MirrorAudit, type Version } from './mirror-audit.store.js';
import { toMirror } from './mirror-row.js';
import { OWN_EVENT_LISTENER, type OwnEventListener } from './own-event.port.js';
import { Providers } from './providers.service.js';
import { SyncCalendar } from './sync-calendar.service.js';
import { type Lease, SyncLeases } from './sync-lease.store.js';
import { horizon } from './sync-plan.js';

type Found = Omit<AuditResult, 'at'>;

/** A calendar that changes while it is compared is compared again; so often in a night. */
const MOST_TRIES = 3;

/**
 * Compares a mirror with its provider once a night: everything is listed as at a first sync, and every id and etag is
 * looked up, a page at a time. Sync tokens are believed all day; whatever they kept from us shows here, is told, and is
 * mended by a full sync.
 */
@Injectable()
export class AuditCalendar {
  private readonly log = new Logger('Audit');

  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(SyncLeases) private readonly leases: SyncLeases,
    @Inject(SyncCalendar) private readonly syncs: SyncCalendar,
    @Inject(MirrorAudit) private readonly mirror: MirrorAudit,
    @Inject(OWN_EVENT_LISTENER) private readonly listener: OwnEventListener,
  ) {}

  /** Called after each sync. @returns what was found, or null when it is not time, or nothing could be found out. */
  async ifDue(agencyId: string, calendarId: string): Promise<AuditResult | null> {
    const calendar = await this.db.inAgency(agencyId, (tx) => this.calendars.find(tx, agencyId, calendarId));
    if (calendar === null || calendar.accountId === null || calendar.state !== 'ok') return null;
    const auditedAt = calendar.auditedAt?.getTime() ?? null;
    const due = isAuditDue({ calendarId, zone: calendar.zone, auditedAt }, this.clock.now());
    return due ? this.audit(agencyId, calendarId) : null;
  }

  async audit(agencyId: string, calendarId: string): Promise<AuditResult | null> {
    const result = await this.syncs.alone(agencyId, calendarId, (lease) => this.tries(agencyId, lease));
    return result !== null && 'kind' in result ? null : result;
  }

  private async tries(agencyId: string, lease: Lease): Promise<AuditResult | null> {
    const before = await this.syncs.passes(agencyId, lease);
    if (before.kind !== 'done') return null;
    for (let time = 0; time < MOST_TRIES; time++) {
      const found = await this.compare(agencyId, lease);
      if (found === null) return null;
      if (!hasDrifted(found)) return this.keep(agencyId, lease, found);
      // What changed while we were comparing is no drift.
      const between = await this.syncs.passes(agencyId, lease);
      if (between.kind !== 'done') return null;
      if (between.changed > 0) continue;
      const kept = await this.keep(agencyId, lease, found);
      await this.syncs.passes(agencyId, lease, true);
      return kept;
    }
    return null;
  }

  /** Lists everything and looks each event up. Null when the provider or the lease did not last. */
  private async compare(agencyId: string, lease: Lease): Promise<Found | null> {
    const calendar = await this.db.inAgency(agencyId, (tx) => this.leases.hold(tx, agencyId, lease));
    const provider = calendar && this.providers.find(calendar.provider);
    const accountId = calendar?.accountId ?? null;
    if (calendar === null || provider === null || accountId === null) return null;
    const now = this.clock.now();
    const to = calendar.expandedUntil?.getTime() ?? horizon(now).to;
    // What is over is of no use any more, and the past end of a window has moved since it was mirrored.
    const window = provider.mirrors === 'window' ? { from: now, to } : null;
    let [compared, absent, outdated, matched] = [0, 0, 0, 0];
    for (let page: string | undefined; ; ) {
      const answer = await this.tokens.call(agencyId, accountId, (access) =>
        provider.listChanges(access, calendar.externalId, {
          kind: 'start',
          window: window ?? horizon(now),
          zone: calendar.zone,
          ...(page === undefined ? {} : { page }),
        }),
      );
      if (!answer.ok) return null;
      const shown = await this.lookUp(agencyId, lease, calendar, answer.value, window);
      if (shown === null) return null;
      compared += shown.compared;
      absent += shown.absent;
      outdated += shown.outdated;
      matched += shown.matched;
      page = answer.value.nextPage;
      if (page === undefined) break;
    }
    const of = { agencyId, calendarId: calendar.calendarId };
    const all = await this.db.inAgency(agencyId, (tx) => this.mirror.count(tx, of, window));
    return { compared, absent, outdated, extra: Math.max(0, all - matched) };
  }

  private lookUp(
    agencyId: string,
    lease: Lease,
    { calendarId, zone }: CalendarRow,
    page: ChangePage,
    window: { from: number; to: number } | null,
  ) {
    return this.db.inAgency(agencyId, async (tx) => {
      if ((await this.leases.hold(tx, agencyId, lease)) === null) return null;
      return this.mirror.lookUp(
        tx,
        { agencyId, calendarId },
        versions(page.changes, zone, window !== null),
        window,
      );
    });
  }

  private async keep(agencyId: string, lease: Lease, found: Found): Promise<AuditResult | null> {
    const result: AuditResult = { at: this.clock.now(), ...found };
    return this.db.inAgency(agencyId, async (tx) => {
      const calendar = await this.leases.hold(tx, agencyId, lease);
      if (calendar === null) return null;
      const { calendarId, clientId, name } = calendar;
      await this.mirror.keep(tx, { agencyId, calendarId }, result);
      if (!hasDrifted(result)) return result;
      const { compared, absent, outdated, extra } = result;
      this.log.warn(
        `The mirror of calendar ${calendarId} had drifted: ${absent} absent, ${outdated} outdated, ${extra} too many of ${compared}. It is read anew.`,
      );
      await this.listener.note(tx, {
        ...{ agencyId, calendarId, clientId, userId: null },
        kind: 'calendar-drift',
        detail: { calendar: name, compared, absent, outdated, extra },
      });
      return result;
    });
  }
}

/**
 * Everything that a page shows, by id; a cancelled occurrence has no etag.
 * @param expanded by the provider: the etag of an occurrence says when its series was looked at, so times count.
 */
const versions = (
  changes: readonly RemoteChange[],
  zone: string,
  expanded: boolean,
): Map<string, Version> => {
  const shown = new Map<string, Version>();
  const events = changes.flatMap((change) => {
    if (change.kind === 'series') return change.events;
    return change.kind === 'event' ? [change.event] : [];
  });
  for (const change of changes) {
    if (change.kind === 'unreadable') shown.set(change.id, { etag: change.etag ?? null, times: null });
    if (change.kind === 'removed' && change.recurringEventId) {
      shown.set(change.id, { etag: null, times: null });
    }
  }
  for (const event of events) {
    const mirrored = toMirror({ kind: 'event', event }, zone);
    if (mirrored.kind !== 'put') continue;
    const { etag, startsAt: start, endsAt: end, blocking } = mirrored.row;
    const byTimes = expanded && event.recurringEventId !== null && start !== null && end !== null;
    shown.set(event.id, { etag, times: byTimes ? { start, end, blocking } : null });
  }
  return shown;
};
