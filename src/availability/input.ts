/**
 * What the engine is asked. All instants are epoch milliseconds UTC, all intervals half-open.
 * Arrays of rules and the settings are data: make new ones instead of changing them, because what
 * the engine has read of them is kept with the object.
 */
import type { Interval } from '../time/interval.js';
import type { BusyRow } from './busy.js';
import type { Instruction } from './instruction.js';
import type { HolidayRule, Rule } from './rule.js';
import type { AvailabilitySettings } from './settings.js';
import type { TravelTable } from './travel.js';

/** The meeting that looks for a time. What is left out comes from its kind, then from the settings. */
export interface Wanted {
  /** 1 to 1440. */
  readonly durationMinutes?: number;
  readonly meetingKind?: string;
  /** Default in_person. */
  readonly mode?: 'in_person' | 'phone' | 'video';
  /** Where it takes place, once that is known; read only for meetings in person. */
  readonly placeId?: string;
  /** Id of a meeting that is being moved: its own rows do not stand in its way, nor count in limits. */
  readonly reschedules?: string;
}

/** What can be said of one mirrored calendar. A client without calendars has an empty list. */
export interface CalendarState {
  readonly calendarId: string;
  readonly state: 'readable' | 'unreadable' | 'loading';
  /** Last successful synchronisation, epoch ms. */
  readonly syncedAt?: number;
  /** Older than this, the mirror vouches for nothing. Without it, it does not age. */
  readonly staleAfterMinutes?: number;
  /** The stretch of time that is mirrored; what lies outside is unknown, not free. */
  readonly mirrored: Interval;
  /** What does not close times, but wants to be told beside them (warnings.ts). The engine reads none of it. */
  readonly name?: string;
  readonly failing?: boolean;
  readonly unreadable?: number;
}

export interface AvailabilityInput {
  readonly settings: AvailabilitySettings;
  readonly rules: readonly Rule[];
  /** The public holidays that the client keeps: rules like the others, but the same list for all of a region. */
  readonly holidays?: readonly HolidayRule[];
  readonly instructions?: readonly Instruction[];
  /**
   * Everything that may occupy the client in the window and around it: buffers, gaps and travel
   * reach a day beyond either end, daily and weekly limits to the end of that local week.
   */
  readonly busy: readonly BusyRow[];
  readonly calendars?: readonly CalendarState[];
  /** Slots lie wholly in here; at most 400 days, between 1973 and 2199. */
  readonly window: Interval;
  readonly now: number;
  readonly wanted?: Wanted;
  readonly travel?: TravelTable;
}
