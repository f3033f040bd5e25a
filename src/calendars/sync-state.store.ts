import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { Quarantine } from './quarantine.js';
import { DOUBT, type SyncTrouble } from './sync-plan.js';

/** How far a calendar's synchronisation is. All for the holder of its lease. */
@Injectable()
export class SyncStates {
  async begin(tx: Tx, agencyId: string, calendarId: string, now: number): Promise<void> {
    await tx.query(
      `update calendar set sync_started_at = $3, progress_events = 0, progress_pages = 0
       where agency_id = $1 and calendar_id = $2`,
      [agencyId, calendarId, new Date(now)],
    );
  }

  /** A new generation for a full list: what it shows gets its number, so that the rest can be told from it. */
  async beginFull(tx: Tx, agencyId: string, calendarId: string): Promise<number> {
    const [rows]: [{ generation: number }[], number] = await tx.query(
      `update calendar set sync_token = null, mirror_generation = mirror_generation + 1
       where agency_id = $1 and calendar_id = $2 returning mirror_generation::int as generation`,
      [agencyId, calendarId],
    );
    return rows[0]?.generation ?? 0;
  }

  async progress(tx: Tx, agencyId: string, calendarId: string, events: number): Promise<void> {
    await tx.query(
      `update calendar set progress_events = progress_events + $3, progress_pages = progress_pages + 1
       where agency_id = $1 and calendar_id = $2`,
      [agencyId, calendarId, events],
    );
  }

  async setHorizon(tx: Tx, agencyId: string, calendarId: string, until: number): Promise<void> {
    await tx.query('update calendar set expanded_until = $3 where agency_id = $1 and calendar_id = $2', [
      agencyId,
      calendarId,
      new Date(until),
    ]);
  }

  /**
   * With the last page: its rows and the token that follows from them are committed together, or neither. Without the
   * token when everything was asked to be listed anew meanwhile (`startAnew`).
   */
  async finish(
    tx: Tx,
    agencyId: string,
    calendarId: string,
    done: { token: string | null; generation: number; dirty: number; now: number; next: number },
  ): Promise<void> {
    await tx.query(
      `update calendar set state = 'ok', state_reason = null, trouble = null, quarantine = null, failures = 0,
         sync_token = case when mirror_generation = $7 then $3 end,
         synced_dirty = greatest(synced_dirty, $4), synced_at = $5, next_sync_at = $6
       where agency_id = $1 and calendar_id = $2`,
      [
        agencyId,
        calendarId,
        done.token,
        done.dirty,
        new Date(done.now),
        new Date(done.next),
        done.generation,
      ],
    );
  }

  /** The next pass lists everything, and takes every event for another version. */
  async startAnew(tx: Tx, agencyId: string, calendarId: string): Promise<void> {
    await tx.query(
      `update calendar set sync_token = null, mirror_generation = mirror_generation + 1
       where agency_id = $1 and calendar_id = $2`,
      [agencyId, calendarId],
    );
    await tx.query('update event set etag = null where agency_id = $1 and calendar_id = $2', [
      agencyId,
      calendarId,
    ]);
  }

  /** What the list shows is not believed: neither its token nor its time is kept, and the mirror ages. */
  async doubt(
    tx: Tx,
    agencyId: string,
    calendarId: string,
    dirty: number,
    quarantine: Quarantine,
  ): Promise<void> {
    await tx.query(
      `update calendar set state = 'failing', state_reason = $3, trouble = $4, quarantine = $5, sync_token = null,
         synced_dirty = greatest(synced_dirty, $6), next_sync_at = $7
       where agency_id = $1 and calendar_id = $2`,
      [
        agencyId,
        calendarId,
        DOUBT.reason,
        DOUBT.trouble,
        JSON.stringify(quarantine),
        dirty,
        new Date(quarantine.nextLookAt),
      ],
    );
  }

  /** A person says that what went missing is gone indeed: the next list is believed. @returns false without doubt. */
  async accept(tx: Tx, agencyId: string, calendarId: string): Promise<boolean> {
    const [, count]: [unknown, number] = await tx.query(
      `update calendar set quarantine = quarantine || '{"accepted": true}'
       where agency_id = $1 and calendar_id = $2 and quarantine is not null`,
      [agencyId, calendarId],
    );
    return count > 0;
  }

  /** A calendar that cannot be asked has seen every wish by doing nothing. */
  async rest(tx: Tx, agencyId: string, calendarId: string, dirty: number, next: number): Promise<void> {
    await tx.query(
      `update calendar set synced_dirty = greatest(synced_dirty, $3), next_sync_at = $4
       where agency_id = $1 and calendar_id = $2`,
      [agencyId, calendarId, dirty, new Date(next)],
    );
  }

  /** The last good mirror stays, with its age. A calendar that never had one stays `never`, and says why. */
  async fail(
    tx: Tx,
    agencyId: string,
    calendarId: string,
    trouble: SyncTrouble,
    next: number,
  ): Promise<void> {
    await tx.query(
      `update calendar set state_reason = $3, trouble = $6, failures = failures + 1, next_sync_at = $4,
         state = case when $5 = 'gone' then 'gone' when state = 'never' then 'never' else 'failing' end
       where agency_id = $1 and calendar_id = $2`,
      [
        agencyId,
        calendarId,
        trouble.reason,
        trouble.hopeless ? null : new Date(next),
        trouble.state,
        trouble.trouble,
      ],
    );
  }
}
