/**
 * Why a time is not offered. Every reason carries what a person needs to check it: the id of the
 * rule, instruction, event or calendar it comes from (`sourceId`), and its numbers.
 */
import type { Instruction } from './instruction.js';
import type { RuleFault } from './rule.js';
import type { Leg } from './travel.js';

export type CalendarTrouble = 'stale' | 'unreadable' | 'loading' | 'not_mirrored';

export type Reason =
  /** No answer can be given: rules, settings or request are wrong. */
  | { readonly because: 'faults'; readonly faults: readonly RuleFault[] }
  /** No opening hours cover it; `date` is the local date of the start. */
  | { readonly because: 'hours'; readonly date: string }
  /** Hours cover it, but the client is elsewhere in them. */
  | { readonly because: 'place'; readonly sourceId: string; readonly placeId: string }
  /** The regular hours of that day do not apply. */
  | {
      readonly because: 'vacation' | 'holiday' | 'other_hours';
      readonly sourceId: string;
      readonly title?: string;
    }
  | { readonly because: 'closed'; readonly sourceId: string; readonly title?: string }
  | { readonly because: 'instruction'; readonly sourceId: string; readonly instruction: Instruction }
  | { readonly because: 'event' | 'meeting' | 'hold'; readonly sourceId: string; readonly meetingId?: string }
  /** Touches nothing, but comes too close: this many minutes must lie between. */
  | {
      readonly because: 'buffer' | 'gap';
      readonly sourceId: string;
      readonly minutes: number;
      readonly side: Side;
    }
  | {
      readonly because: 'travel';
      /** The busy row that leaves too little time. */
      readonly sourceId: string;
      readonly fromPlaceId: string;
      readonly toPlaceId: string;
      readonly leg: Leg;
      readonly side: Side;
    }
  | { readonly because: 'break'; readonly sourceId: string; readonly minutes: number }
  /** Earliest start, epoch ms; null when there is none within the horizon. */
  | {
      readonly because: 'notice';
      readonly by: 'past' | 'minutes' | 'working_days';
      readonly earliest: number | null;
    }
  | { readonly because: 'horizon'; readonly lastDate: string }
  | {
      readonly because: 'limit';
      readonly sourceId: string;
      readonly per: 'day' | 'week';
      readonly most: number;
      readonly already: number;
    }
  | {
      readonly because: 'calendar';
      readonly sourceId: string;
      readonly trouble: CalendarTrouble;
      readonly syncedAt?: number;
    }
  /** Between two starts that are offered. */
  | { readonly because: 'step'; readonly stepMinutes: number };

/** On which side of the meeting the other thing lies. */
export type Side = 'before' | 'after';

/**
 * Whether a secretary may book against it on purpose. Not against a commitment made here, which the
 * database would refuse anyway, nor into the past, nor while no answer can be given at all.
 */
export function mayOverride(reason: Reason): boolean {
  switch (reason.because) {
    case 'faults':
    case 'meeting':
    case 'hold':
      return false;
    case 'notice':
      return reason.by !== 'past';
    default:
      return true;
  }
}
