import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { SecretsService } from '../secrets/secrets.service.js';
import type { CalendarView } from './calendar.schema.js';
import { type CalendarRow, CalendarStore } from './calendar.store.js';
import { type EventText, textContext } from './mirror.store.js';

/** Of one calendar; what is more is the same trouble again. */
const MOST_UNREADABLE = 50;

/** Calendars as the secretary sees them: how far they can be believed, and what in them could not be read. */
@Injectable()
export class CalendarViews {
  constructor(
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(SecretsService) private readonly secrets: SecretsService,
  ) {}

  async ofClient(tx: Tx, agencyId: string, clientId: string): Promise<CalendarView[]> {
    const views: CalendarView[] = [];
    for (const row of await this.calendars.ofClient(tx, agencyId, clientId)) {
      views.push(await this.view(tx, agencyId, row));
    }
    return views;
  }

  private async view(tx: Tx, agencyId: string, row: CalendarRow): Promise<CalendarView> {
    const [state]: { syncing: boolean }[] = await tx.query(
      `select coalesce(sync_lease_until > now(), false) as syncing from calendar
       where agency_id = $1 and calendar_id = $2`,
      [agencyId, row.calendarId],
    );
    return {
      calendarId: row.calendarId,
      accountId: row.accountId,
      provider: row.provider,
      name: row.name,
      zone: row.zone,
      writable: row.writable,
      blocks: row.blocks,
      writeTarget: row.writeTarget,
      state: row.state,
      stateReason: row.stateReason,
      syncedAt: row.syncedAt?.toISOString() ?? null,
      syncing: state?.syncing ?? false,
      progressEvents: row.progressEvents,
      progressPages: row.progressPages,
      nextSyncAt: row.nextSyncAt?.toISOString() ?? null,
      knownUntil: row.expandedUntil?.toISOString() ?? null,
      unreadable: await this.unreadable(tx, agencyId, row),
    };
  }

  private async unreadable(tx: Tx, agencyId: string, calendar: CalendarRow) {
    const rows: { externalId: string; reason: string; sealed: Buffer | null }[] = await tx.query(
      `select external_id as "externalId", unreadable as reason, sealed_text as sealed from event
       where agency_id = $1 and calendar_id = $2 and unreadable is not null order by external_id limit $3`,
      [agencyId, calendar.calendarId, MOST_UNREADABLE],
    );
    if (rows.length === 0) return [];
    const open = await this.secrets.opener(tx, agencyId, calendar.clientId);
    return rows.map(({ externalId, reason, sealed }) => {
      const text = sealed === null ? null : open(sealed, textContext(calendar.calendarId, externalId));
      // Written by mirror.store.ts and authenticated, so its shape is known.
      return { title: text === null ? null : (JSON.parse(text) as EventText).title, reason };
    });
  }
}
