import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { CALENDAR_COLUMNS, type CalendarRow } from './calendar.store.js';

/**
 * The right to synchronise, or to write to, a calendar: one holder over all replicas, by the database's clock. A holder
 * that died is waited out; `hold` renews and fences at once, so a holder that was taken for dead commits nothing.
 */
export type Lease = { readonly token: string; readonly calendar: CalendarRow };

/** The calendar as its holder finds it. */
export type HeldCalendar = CalendarRow & {
  /** Somebody writes to a calendar of the same account, or waits to. */
  readonly writing: boolean;
};

/** Longer than the slowest step between two renewals: a call of 20 s, a token of 20 s. */
const SECONDS = 60;

@Injectable()
export class SyncLeases {
  /** Null while somebody else holds it, or when there is no such calendar. */
  async take(tx: Tx, agencyId: string, calendarId: string): Promise<Lease | null> {
    const token = randomUUID();
    const [rows]: [CalendarRow[], number] = await tx.query(
      `update calendar set sync_lease = $3, sync_lease_until = now() + make_interval(secs => $4)
       where agency_id = $1 and calendar_id = $2 and (sync_lease_until is null or sync_lease_until < now())
       returning ${CALENDAR_COLUMNS}`,
      [agencyId, calendarId, token, SECONDS],
    );
    const [calendar] = rows;
    return calendar === undefined ? null : { token, calendar };
  }

  /**
   * Locks the calendar's row and renews the lease; the calendar as it is now, or null when somebody else has it.
   */
  async hold(tx: Tx, agencyId: string, lease: Lease): Promise<HeldCalendar | null> {
    const [rows]: [HeldCalendar[], number] = await tx.query(
      `update calendar set sync_lease_until = now() + make_interval(secs => $4)
       where agency_id = $1 and calendar_id = $2 and sync_lease = $3
       returning ${CALENDAR_COLUMNS}, ${writing('calendar.account_id')} as writing`,
      [agencyId, lease.calendar.calendarId, lease.token, SECONDS],
    );
    return rows[0] ?? null;
  }

  /** Whether somebody writes to a calendar of this account. */
  async writing(tx: Tx, agencyId: string, accountId: string): Promise<boolean> {
    const [row]: { writing: boolean }[] = await tx.query(`select ${writing('$2')} as writing`, [
      agencyId,
      accountId,
    ]);
    return row?.writing ?? false;
  }

  async release(tx: Tx, agencyId: string, lease: Lease): Promise<void> {
    await tx.query(
      `update calendar set sync_lease = null, sync_lease_until = null
       where agency_id = $1 and calendar_id = $2 and sync_lease = $3`,
      [agencyId, lease.calendar.calendarId, lease.token],
    );
  }

  /** When the present holder will be taken for dead, epoch ms; null when nobody holds it. */
  async heldUntil(tx: Tx, agencyId: string, calendarId: string): Promise<number | null> {
    const [row]: { until: Date | null }[] = await tx.query(
      `select sync_lease_until as until from calendar
       where agency_id = $1 and calendar_id = $2 and sync_lease_until > now()`,
      [agencyId, calendarId],
    );
    return row?.until?.getTime() ?? null;
  }
}

const writing = (accountId: string): string => `exists (select 1 from calendar w
  where w.agency_id = $1 and w.account_id = ${accountId} and w.write_lease_until > now())`;
