import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { TenantDatabase, type Tx } from '../../db/tenant.js';
import { Refusal } from '../../errors.js';
import { CLOCK, type Clock } from '../../time/clock.port.js';
import { BoundedWorkers } from '../../worker/bounded-worker.service.js';
import { ApplyChanges } from '../apply-changes.service.js';
import type { ImportView } from '../calendar.schema.js';
import { CALENDAR_COLUMNS, type CalendarRow } from '../calendar.store.js';
import { horizon } from '../sync-plan.js';
import { SyncStates } from '../sync-state.store.js';
import { IMPORT_LIMITS, type ImportJob, type ImportReply } from './import-ics.js';

const ENTRY = new URL('./import-ics.worker.js', import.meta.url);
const LIMITS = { timeoutMs: 20_000, maxOldGenerationMb: 512 };
const CHUNK = 2000;
const HALF_A_DAY_MS = 12 * 3_600_000;

/**
 * Loads an exported calendar as busy time of a client. All of it or nothing is committed; what was imported under the
 * same name before is replaced, and events that did not change are not touched.
 */
@Injectable()
export class ImportIcs {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BoundedWorkers) private readonly workers: BoundedWorkers,
    @Inject(ApplyChanges) private readonly changes: ApplyChanges,
    @Inject(SyncStates) private readonly states: SyncStates,
  ) {}

  /** @throws Refusal with the remedy for a file that is none, or too large. */
  async import(
    agencyId: string,
    client: { readonly clientId: string; readonly zone: string },
    name: string,
    bytes: Uint8Array,
  ): Promise<ImportView> {
    if (bytes.length > IMPORT_LIMITS.octets) throw new Refusal('too-large', 'The file is larger than 10 MB.');
    const result = await this.workers.run<ImportJob, ImportReply>(
      ENTRY,
      // A copy of its own: a Buffer may be a view of a larger pool.
      { bytes: Uint8Array.from(bytes), zone: client.zone },
      LIMITS,
    );
    if (!result.ok && result.reason === 'busy') {
      throw new Refusal('unavailable', 'Too many files are being read at once; try again in a minute.');
    }
    if (!result.ok) {
      throw new Refusal('invalid-input', `The file could not be read in time (${result.detail}).`);
    }
    const read = result.value;
    if (!read.ok) throw new Refusal(read.reason === 'too-large' ? 'too-large' : 'invalid-input', read.detail);
    return this.db.inAgency(agencyId, (tx) => this.save(tx, agencyId, client.clientId, name, read));
  }

  private async save(
    tx: Tx,
    agencyId: string,
    clientId: string,
    name: string,
    read: Extract<ImportReply, { ok: true }>,
  ): Promise<ImportView> {
    const { calendar, replaced } = await this.calendar(tx, agencyId, clientId, name, read.zone);
    const { calendarId } = calendar;
    const now = this.clock.now();
    const generation = await this.states.beginFull(tx, agencyId, calendarId);
    const to = { agencyId, calendar, generation, window: horizon(now), now };
    const changes = [...read.changes, ...read.unreadable];
    for (let i = 0; i < changes.length; i += CHUNK) {
      await this.changes.apply(tx, to, changes.slice(i, i + CHUNK));
    }
    await this.changes.removeUnseen(tx, to);
    await this.states.setHorizon(tx, agencyId, calendarId, to.window.to);
    await this.states.finish(tx, agencyId, calendarId, {
      token: null,
      generation,
      dirty: calendar.dirty,
      now,
      next: now + HALF_A_DAY_MS,
    });
    const [busy]: { count: number }[] = await tx.query(
      'select count(*)::int as count from busy where agency_id = $1 and calendar_id = $2',
      [agencyId, calendarId],
    );
    return {
      calendarId,
      name,
      events: read.changes.length,
      series: read.series,
      occurrences: busy?.count ?? 0,
      replaced,
      skipped: [...read.skipped],
      skippedInAll: read.skippedInAll,
    };
  }

  /** The calendar of that name, locked, or a new one. */
  private async calendar(
    tx: Tx,
    agencyId: string,
    clientId: string,
    name: string,
    zone: string,
  ): Promise<{ calendar: CalendarRow; replaced: boolean }> {
    // Two imports under a new name at once would make two calendars.
    await tx.query('select 1 from client where agency_id = $1 and client_id = $2 for update', [
      agencyId,
      clientId,
    ]);
    const [found]: CalendarRow[] = await tx.query(
      `select ${CALENDAR_COLUMNS} from calendar
       where agency_id = $1 and client_id = $2 and provider = 'file' and external_id = $3 for update`,
      [agencyId, clientId, name],
    );
    if (found !== undefined && found.zone === zone) return { calendar: found, replaced: true };
    // Another zone puts whole days elsewhere: nothing of the old rows can be kept.
    if (found !== undefined) {
      await tx.query('delete from calendar where agency_id = $1 and calendar_id = $2', [
        agencyId,
        found.calendarId,
      ]);
    }
    const [made]: CalendarRow[] = await tx.query(
      `insert into calendar (agency_id, calendar_id, client_id, provider, external_id, name, zone)
       values ($1, $2, $3, 'file', $4, $4, $5) returning ${CALENDAR_COLUMNS}`,
      [agencyId, found?.calendarId ?? uuidv7(), clientId, name, zone],
    );
    if (made === undefined) throw new Error('A calendar was inserted and did not come back');
    return { calendar: made, replaced: found !== undefined };
  }
}
