import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Read, readIn } from '../db/read.js';
import type { Tx } from '../db/tenant.js';
import { isKnownZone } from '../time/wall-clock.js';
import type { AuditResult } from './audit.js';
import type { ProviderName, RemoteCalendar } from './calendar.port.js';
import type { Quarantine } from './quarantine.js';
import type { Trouble } from './sync-plan.js';
import type { WatchState } from './watch-plan.js';

export interface CalendarRow {
  readonly calendarId: string;
  readonly clientId: string;
  readonly accountId: string | null;
  readonly provider: ProviderName;
  readonly externalId: string;
  readonly name: string;
  readonly zone: string;
  readonly writable: boolean;
  readonly blocks: boolean;
  readonly writeTarget: boolean;
  readonly state: 'never' | 'ok' | 'failing' | 'gone';
  readonly stateReason: string | null;
  /** What stateReason tells of. */
  readonly trouble: Trouble | null;
  /** A large part went missing at once and is not believed yet. */
  readonly quarantine: Quarantine | null;
  /** Titles and places are never stored. */
  readonly busyOnly: boolean;
  /** Whether a time is given away when the calendar could not be asked. */
  readonly whenUnchecked: 'ask' | 'confirm';
  readonly auditedAt: Date | null;
  readonly audit: AuditResult | null;
  readonly syncToken: string | null;
  readonly mirrorGeneration: number;
  readonly dirty: number;
  readonly syncedDirty: number;
  readonly syncedAt: Date | null;
  readonly syncStartedAt: Date | null;
  readonly progressEvents: number;
  readonly progressPages: number;
  readonly nextSyncAt: Date | null;
  readonly failures: number;
  readonly expandedUntil: Date | null;
}

/** pg gives bigint as text; these counters stay far below 2^53. */
export const CALENDAR_COLUMNS = `calendar_id as "calendarId", client_id as "clientId", account_id as "accountId",
  provider, external_id as "externalId", name, zone, writable, blocks, write_target as "writeTarget", state,
  state_reason as "stateReason", trouble, quarantine, busy_only as "busyOnly", when_unchecked as "whenUnchecked",
  audited_at as "auditedAt", audit, sync_token as "syncToken", mirror_generation::int as "mirrorGeneration",
  dirty::int as dirty, synced_dirty::int as "syncedDirty", synced_at as "syncedAt",
  sync_started_at as "syncStartedAt", progress_events as "progressEvents", progress_pages as "progressPages",
  next_sync_at as "nextSyncAt", failures, expanded_until as "expandedUntil"`;

/** The calendars of clients: which of them block, which one is written to, and how far their mirrors are. */
@Injectable()
export class CalendarStore {
  async find(tx: Tx, agencyId: string, calendarId: string): Promise<CalendarRow | null> {
    const [row]: CalendarRow[] = await tx.query(
      `select ${CALENDAR_COLUMNS} from calendar where agency_id = $1 and calendar_id = $2`,
      [agencyId, calendarId],
    );
    return row ?? null;
  }

  ofClient(tx: Tx, agencyId: string, clientId: string): Promise<readonly CalendarRow[]> {
    return readIn(tx, this.ofClientReading(agencyId, clientId));
  }

  ofClientReading(agencyId: string, clientId: string): Read<readonly CalendarRow[]> {
    return {
      name: 'calendars-of-client',
      text: `select ${CALENDAR_COLUMNS} from calendar where agency_id = $1 and client_id = $2
        order by write_target desc, name, calendar_id`,
      values: [agencyId, clientId],
      result: (rows) => rows as readonly CalendarRow[],
    };
  }

  async writeTarget(tx: Tx, agencyId: string, clientId: string): Promise<CalendarRow | null> {
    const [row]: CalendarRow[] = await tx.query(
      `select ${CALENDAR_COLUMNS} from calendar where agency_id = $1 and client_id = $2 and write_target`,
      [agencyId, clientId],
    );
    return row ?? null;
  }

  /**
   * Takes over what the provider lists for an account. New calendars block only if they are the account's main one;
   * that one also becomes the calendar to write to when the client has none yet. A calendar that is not listed any
   * more stays until a sync says that it is gone. One whose zone changed is mirrored anew: its whole days have moved.
   * @returns the calendars that have to be synchronised.
   */
  async adopt(
    tx: Tx,
    agencyId: string,
    owner: { clientId: string; accountId: string; provider: ProviderName; clientZone: string },
    listed: readonly RemoteCalendar[],
  ): Promise<string[]> {
    const hasTarget = (await this.writeTarget(tx, agencyId, owner.clientId)) !== null;
    const due: string[] = [];
    for (const remote of listed) {
      const zone = isKnownZone(remote.zone) ? remote.zone : owner.clientZone;
      const target = remote.primary && remote.writable && !hasTarget;
      const [row]: { calendarId: string; blocks: boolean; writeTarget: boolean }[] = await tx.query(
        `insert into calendar (agency_id, calendar_id, client_id, account_id, provider, external_id, name, zone,
                               writable, blocks, write_target)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (agency_id, account_id, external_id) where account_id is not null do update set
           name = excluded.name, zone = excluded.zone, writable = excluded.writable,
           write_target = calendar.write_target and excluded.writable,
           state = case when calendar.state = 'gone' then 'failing' else calendar.state end,
           sync_token = case when calendar.zone = excluded.zone then calendar.sync_token end,
           dirty = calendar.dirty + 1
         returning calendar_id as "calendarId", blocks, write_target as "writeTarget"`,
        [
          agencyId,
          uuidv7(),
          owner.clientId,
          owner.accountId,
          owner.provider,
          remote.id,
          remote.name,
          zone,
          remote.writable,
          remote.primary,
          target,
        ],
      );
      if (row !== undefined && (row.blocks || row.writeTarget)) due.push(row.calendarId);
    }
    return due;
  }

  /** @returns false when the calendar cannot be written to. The caller has seen that it is the client's. */
  async setRole(
    tx: Tx,
    agencyId: string,
    calendar: CalendarRow,
    role: {
      blocks?: boolean | undefined;
      writeTarget?: boolean | undefined;
      busyOnly?: boolean | undefined;
      whenUnchecked?: CalendarRow['whenUnchecked'] | undefined;
    },
  ): Promise<boolean> {
    if (role.writeTarget === true && !calendar.writable) return false;
    if (role.writeTarget === true) {
      // Of two that choose at once the second waits here, and then sees whom the first chose. Calendars before the
      // client, as syncs lock them.
      await tx.query(
        `select 1 from calendar where agency_id = $1 and client_id = $2 order by calendar_id for no key update`,
        [agencyId, calendar.clientId],
      );
      await tx.query(
        'update calendar set write_target = false where agency_id = $1 and client_id = $2 and write_target',
        [agencyId, calendar.clientId],
      );
    }
    await tx.query(
      `update calendar set blocks = coalesce($3, blocks), write_target = coalesce($4, write_target),
         busy_only = coalesce($5, busy_only), when_unchecked = coalesce($6, when_unchecked)
       where agency_id = $1 and calendar_id = $2`,
      [
        agencyId,
        calendar.calendarId,
        role.blocks ?? null,
        role.writeTarget ?? null,
        role.busyOnly ?? null,
        role.whenUnchecked ?? null,
      ],
    );
    return true;
  }

  /** What a push or a wish for a sync does: the next pass sees it, or makes another one. */
  async raiseDirty(tx: Tx, agencyId: string, calendarId: string): Promise<void> {
    await tx.query('update calendar set dirty = dirty + 1 where agency_id = $1 and calendar_id = $2', [
      agencyId,
      calendarId,
    ]);
  }

  /** With all that was mirrored of it. @returns the push channels that are left over there. */
  async removeOfAccount(tx: Tx, agencyId: string, accountId: string): Promise<WatchState[]> {
    const [rows]: [{ watch: WatchState | null }[], number] = await tx.query(
      'delete from calendar where agency_id = $1 and account_id = $2 returning watch',
      [agencyId, accountId],
    );
    return rows.flatMap(({ watch }) => watch ?? []);
  }
}
