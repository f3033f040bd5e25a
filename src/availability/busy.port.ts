import type { Fact } from '../db/fact.js';
import type { BusyRow } from './busy.js';
import type { CalendarState } from './input.js';

/** What a client's mirrored calendars say. The calendars' room implements it; bound in app.module.ts. */
export interface BusySource {
  /**
   * What touches [from, to), epoch ms, to be read together with the rules.
   * @param ids false leaves `sourceId` empty: a search does not point at anything, and reads faster without.
   */
  mirrored(clientId: string, from: number, to: number, ids: boolean): Fact<MirroredTime>;
}

export interface MirroredTime {
  /** Rows of kind `event`; those of calendars that do not block are left out. */
  readonly busy: readonly BusyRow[];
  /** One state for each calendar that blocks: what cannot be vouched for is unknown, not free. */
  readonly calendars: readonly CalendarState[];
}

/** DI token of the BusySource. */
export const BUSY_SOURCE = Symbol('BUSY_SOURCE');
