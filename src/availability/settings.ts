/**
 * The numbers by which a client's time is cut into slots. Plain data that survives JSON; everything
 * is in minutes or days, and everything but the first five may be left out.
 */

import type { TravelMode } from './travel-estimate.js';

export interface AvailabilitySettings {
  /** IANA name. Days, weeks, rules and instructions are read on this zone's clocks. */
  readonly zone: string;
  /** Length of a meeting, 1 to 1440, unless the request or its kind says otherwise. */
  readonly durationMinutes: number;
  /** Distance between the starts that are offered, 1 to 1440. */
  readonly stepMinutes: number;
  /**
   * What starts are counted from. `window`: the latest beginning of an opening window at or before
   * the start, in elapsed minutes (09:10, 09:40 ...). `clock`: starts whose wall-clock reading,
   * in minutes after midnight, is divisible by the step.
   */
  readonly alignment: 'window' | 'clock';
  /** How far ahead: through the local day that comes this many days after today (0 = today only). */
  readonly horizonDays: number;

  /**
   * Kept free before and after a meeting; may lie outside opening hours. Buffers belong to their
   * meeting and add up: between two meetings lie the first one's `after` and the second's `before`.
   */
  readonly bufferBeforeMinutes?: number;
  readonly bufferAfterMinutes?: number;
  /** At least this long between two meetings or holds, if their buffers together are shorter. */
  readonly minimumGapMinutes?: number;
  /** A start lies at least this far after now. */
  readonly minimumNoticeMinutes?: number;
  /**
   * A start lies on the n-th working day after today or later (1 on a Friday: Monday). A working
   * day is one on which the rules open a window; busy times and closed rules do not count.
   */
  readonly noticeWorkingDays?: number;
  /** At most so many meetings and holds; several holds of one meeting count once a day or week. */
  readonly limits?: readonly MeetingLimit[];
  readonly breaks?: readonly FloatingBreak[];
  /** What differs for a kind of meeting ("visit", "call"). */
  readonly kinds?: Readonly<Record<string, KindSettings>>;
  readonly policies?: BusyPolicies;
  readonly travel?: TravelSettings;
  /** Read by whoever makes the rules (holidays.ts), not by the search. */
  readonly holidays?: HolidaySettings;
  /** Dates from which another zone is in force, ascending. */
  readonly zoneChanges?: readonly ZoneChange[];
}

export interface KindSettings {
  readonly durationMinutes?: number;
  readonly bufferBeforeMinutes?: number;
  readonly bufferAfterMinutes?: number;
}

export interface MeetingLimit {
  readonly id: string;
  /** Only meetings of this kind are counted and limited; all without. */
  readonly meetingKind?: string;
  /** Local days, and local weeks from Monday; a meeting belongs to the day on which it starts. */
  readonly perDay?: number;
  readonly perWeek?: number;
}

/**
 * "30 free minutes somewhere between 11:30 and 14:00", every day. Free means that no busy time lies
 * there, nor the new meeting with its buffers and travel. A day on which busy times have already
 * taken the break is not closed for it.
 */
export interface FloatingBreak {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
}

export interface BusyPolicies {
  /** Events the client marked or answered as tentative. Default busy. */
  readonly tentative?: 'busy' | 'free';
  /** Invitations the client has not answered. Default busy. */
  readonly unanswered?: 'busy' | 'free';
  /** Events the client marked as work in another place (Outlook). Default free. */
  readonly elsewhere?: 'busy' | 'free';
  /** All-day events: as the calendar marks them (default), always busy, or never. */
  readonly allDay?: 'as_marked' | 'busy' | 'free';
}

export interface TravelSettings {
  /** Where the client sets out from before the first in-person meeting of a day, and goes after the last. */
  readonly dayStartPlaceId?: string;
  readonly dayEndPlaceId?: string;
  /** How the client gets about; default car. A router is asked for cars only. */
  readonly mode?: TravelMode;
  /** Taken when nobody can say how long a leg takes. Default 0. */
  readonly unknownMinutes?: number;
}

export interface HolidaySettings {
  /** false: the client works on all of them. */
  readonly on?: boolean;
  /** `LV`, `DE-BY`; without it, the country of the zone, where the zone is one country's alone. */
  readonly region?: string;
  /** Keys of the holidays on which the client works. */
  readonly except?: readonly string[];
}

export interface ZoneChange {
  /** First date in the new zone. */
  readonly from: string;
  readonly zone: string;
}
