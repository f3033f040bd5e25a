import type { Tx } from '../db/tenant.js';
import type { BusyRow } from './busy.js';
import type { CalendarState } from './input.js';

/** What a client's mirrored calendars say. The calendars' room implements it; bound in app.module.ts. */
export interface BusySource {
  /** The rows of kind `event` that touch [from, to), epoch ms; those of calendars that do not block are left out. */
  busyOf(tx: Tx, agencyId: string, clientId: string, from: number, to: number): Promise<readonly BusyRow[]>;
  /** One state for each calendar that blocks: what cannot be vouched for is unknown, not free. */
  freshness(tx: Tx, agencyId: string, clientId: string): Promise<readonly CalendarState[]>;
}

/** DI token of the BusySource. */
export const BUSY_SOURCE = Symbol('BUSY_SOURCE');
