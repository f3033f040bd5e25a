import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import type { Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { SecretsService } from '../secrets/secrets.service.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { CalendarView } from './calendar.schema.js';
import { type CalendarRow, CalendarStore } from './calendar.store.js';
import { calendarWords } from './calendar-words.js';
import { type EventText, textContext } from './mirror.store.js';
import { STALE_AFTER_MINUTES } from './sync-plan.js';
import { unreadableWords } from './unreadable-words.js';

/** Of one calendar; what is more is the same trouble again. */
const MOST_UNREADABLE = 50;
const MOST_MISSING = 20;

/** Calendars as the secretary sees them: how far they can be believed, and what in them could not be read. */
@Injectable()
export class CalendarViews {
  constructor(
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(SecretsService) private readonly secrets: SecretsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async ofClient(tx: Tx, who: Signed, clientId: string): Promise<CalendarView[]> {
    const views: CalendarView[] = [];
    for (const row of await this.calendars.ofClient(tx, who.agencyId, clientId)) {
      views.push(await this.view(tx, who, row));
    }
    return views;
  }

  async one(tx: Tx, who: Signed, calendarId: string): Promise<CalendarView> {
    const row = await this.calendars.find(tx, who.agencyId, calendarId);
    if (row === null) throw notFound('calendar');
    return this.view(tx, who, row);
  }

  private async view(tx: Tx, { agencyId, locale }: Signed, row: CalendarRow): Promise<CalendarView> {
    const { calendarId, syncedAt, quarantine, audit } = row;
    const now = this.clock.now();
    const [more]: More[] = await tx.query(MORE, [agencyId, calendarId]);
    const { syncing, account, unreadable, undismissed } = more ?? NO_MORE;
    const lagMs = syncedAt === null || row.accountId === null ? null : Math.max(0, now - syncedAt.getTime());
    const stale = lagMs !== null && lagMs > STALE_AFTER_MINUTES * 60_000;
    const words = calendarWords(
      {
        ...row,
        linked: row.accountId !== null,
        used: row.blocks || row.writeTarget,
        account,
        syncing,
        stale,
        unreadable: undismissed,
        lagMinutes: lagMs === null ? null : Math.round(lagMs / 60_000),
      },
      locale,
    );
    return {
      calendarId,
      accountId: row.accountId,
      provider: row.provider,
      name: row.name,
      zone: row.zone,
      writable: row.writable,
      blocks: row.blocks,
      writeTarget: row.writeTarget,
      state: row.state,
      stateReason: row.stateReason,
      trouble: row.trouble,
      words,
      syncedAt: syncedAt?.toISOString() ?? null,
      lagSeconds: lagMs === null ? null : Math.round(lagMs / 1000),
      stale,
      syncing,
      progressEvents: row.progressEvents,
      progressPages: row.progressPages,
      nextSyncAt: row.nextSyncAt?.toISOString() ?? null,
      knownUntil: row.expandedUntil?.toISOString() ?? null,
      busyOnly: row.busyOnly,
      whenUnchecked: row.whenUnchecked,
      doubt: quarantine && {
        since: iso(quarantine.since),
        lost: quarantine.lost,
        of: quarantine.of,
        nextLookAt: iso(quarantine.nextLookAt),
        found: quarantine.found,
        accepted: quarantine.accepted,
        missing: (await this.events(tx, agencyId, row, 'e.missing', MOST_MISSING)).map(
          ({ title, start }) => ({
            title,
            start,
          }),
        ),
      },
      audit: audit && { ...audit, at: iso(audit.at) },
      unreadableCount: unreadable,
      unreadableUnseen: undismissed,
      unreadable: (
        await this.events(tx, agencyId, row, 'e.unreadable is not null', unreadable > 0 ? MOST_UNREADABLE : 0)
      ).map(({ eventId, title, reason, start, dismissed }) => ({
        eventId,
        title,
        reason: unreadableWords(reason ?? '', locale),
        start,
        dismissed,
      })),
    };
  }

  private async events(tx: Tx, agencyId: string, calendar: CalendarRow, which: string, limit: number) {
    if (limit === 0) return [];
    const rows: Listed[] = await tx.query(
      `select e.external_id as "eventId", e.unreadable as reason, e.sealed_text as sealed, e.starts_at as start,
         e.dismissed from event e
       where e.agency_id = $1 and e.calendar_id = $2 and ${which}
       order by e.dismissed, e.starts_at, e.external_id limit $3`,
      [agencyId, calendar.calendarId, limit],
    );
    if (rows.length === 0) return [];
    const open = await this.secrets.opener(tx, agencyId, calendar.clientId);
    return rows.map(({ sealed, start, ...row }) => {
      const text = sealed === null ? null : open(sealed, textContext(calendar.calendarId, row.eventId));
      // Written by mirror.store.ts and authenticated, so its shape is known.
      const title = text === null ? null : (JSON.parse(text) as EventText).title;
      return { ...row, title, start: start?.toISOString() ?? null };
    });
  }
}

const iso = (at: number): string => new Date(at).toISOString();

interface Listed {
  readonly eventId: string;
  readonly reason: string | null;
  readonly sealed: Buffer | null;
  readonly start: Date | null;
  readonly dismissed: boolean;
}

interface More {
  readonly syncing: boolean;
  readonly account: string | null;
  readonly unreadable: number;
  readonly undismissed: number;
}

const NO_MORE: More = { syncing: false, account: null, unreadable: 0, undismissed: 0 };

const MORE = `
  select coalesce(c.sync_lease_until > now(), false) as syncing,
    (select a.state from account a where a.agency_id = c.agency_id and a.account_id = c.account_id) as account,
    e.unreadable, e.undismissed
  from calendar c, lateral (
    select count(*)::int as unreadable,
      count(*) filter (where not x.dismissed and x.blocking <> 'free')::int as undismissed
    from event x where x.agency_id = c.agency_id and x.calendar_id = c.calendar_id and x.unreadable is not null) e
  where c.agency_id = $1 and c.calendar_id = $2`;
