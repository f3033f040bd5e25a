/**
 * The rules of one client: when meetings may be placed at all. Plain data that survives JSON.
 *
 * Dates are `YYYY-MM-DD`, clock readings `HH:MM`, both in the client's zone and never instants, so
 * a rule keeps its meaning through DST. `to` may run to 48:00: 22:00-26:00 ends at two o'clock on
 * the next day and belongs to the day on which it began.
 *
 * How the kinds work together, for the local day D:
 *
 *   regular(D)  = the windows of every weekly and recurring rule that matches D
 *   windows(D)  = regular(D), or nothing if D is a holiday or in a vacation or has an open rule with
 *                 `instead`; and in any case the windows of the open rules of D
 *   open        = union of windows(D) over all D, minus closed rules, minus instructions
 *
 * So an open rule is stronger than a vacation or a holiday ("but on the 18th from ten to twelve"),
 * and a closed rule or an instruction is stronger than everything.
 */

export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

/** In the order of civil.ts `weekday`: Monday is 0. */
export const WEEKDAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export interface ClockWindow {
  /** `HH:MM`, 00:00 to 23:59. */
  readonly from: string;
  /** `HH:MM`, later than `from`, up to 48:00. */
  readonly to: string;
}

export interface WeeklyWindow extends ClockWindow {
  readonly days: readonly Weekday[];
}

/** Hours that come every week, or every n-th ("Tue and Thu at the office, every other week"). */
export interface WeeklyRule {
  readonly kind: 'weekly';
  readonly id: string;
  readonly windows: readonly WeeklyWindow[];
  /** Where the client is in these hours: only meetings at this place (or at none) fit in. */
  readonly placeId?: string;
  /** First and last date on which the rule holds, both included; open-ended without. */
  readonly from?: string;
  readonly until?: string;
  /** Every n-th week, counted from the (Monday-to-Sunday) week that `weekOf` lies in. */
  readonly everyWeeks?: number;
  readonly weekOf?: string;
}

/** Hours on the days of an RFC 5545 recurrence; which parts are understood stands in recurrence.ts. */
export interface RecurringRule {
  readonly kind: 'recurring';
  readonly id: string;
  /** `FREQ=MONTHLY;BYDAY=1MO`: days only; the times are those of `windows`. */
  readonly rrule: string;
  /** DTSTART: the date the recurrence is counted from. */
  readonly starts: string;
  readonly windows: readonly ClockWindow[];
  readonly placeId?: string;
  readonly until?: string;
}

/** Hours on one date, beside the regular ones or instead of them. */
export interface OpenRule {
  readonly kind: 'open';
  readonly id: string;
  readonly date: string;
  readonly windows: readonly ClockWindow[];
  readonly placeId?: string;
  readonly instead?: boolean;
}

/** Closed dates, or the same hours of each of them. Cuts whatever is open. */
export interface ClosedRule {
  readonly kind: 'closed';
  readonly id: string;
  readonly from: string;
  /** Last date, included. */
  readonly until: string;
  readonly window?: ClockWindow;
  readonly title?: string;
}

/** Days on which regular hours do not begin. */
export interface VacationRule {
  readonly kind: 'vacation';
  readonly id: string;
  readonly from: string;
  /** Last date, included. */
  readonly until: string;
  readonly title?: string;
}

/** A public holiday as the calendar of holidays says; days the client opted out of are left out. */
export interface HolidayRule {
  readonly kind: 'holiday';
  readonly id: string;
  readonly date: string;
  readonly name: string;
  /** `LV`, `DE-BY`. */
  readonly region?: string;
}

export type Rule = WeeklyRule | RecurringRule | OpenRule | ClosedRule | VacationRule | HolidayRule;

/** What is wrong with a rule or a setting, where, and what to do about it. */
export interface RuleFault {
  /** Path in the checked value: `rules[2].windows[0].to`, `settings.stepMinutes`. */
  readonly field: string;
  readonly problem:
    | 'bad_date'
    | 'bad_time'
    | 'bad_number'
    | 'bad_recurrence'
    | 'duplicate_id'
    | 'ends_before_start'
    | 'never_matches'
    | 'overlaps'
    | 'too_many'
    | 'unknown_zone';
  /** One sentence in English for the API; the console words it by `problem`. */
  readonly remedy: string;
  readonly ruleId?: string;
}
