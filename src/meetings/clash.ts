import type { Reason } from '../availability/reason.js';

/** What is in the way of a time. Of an event of the client's own calendar only the time is said. */
export type Clash =
  | {
      readonly kind: 'meeting' | 'hold';
      readonly start: number;
      readonly end: number;
      readonly meetingId: string;
      readonly optionId: string;
      readonly title: string;
    }
  | { readonly kind: 'event'; readonly start: number; readonly end: number }
  /** Nothing is there, but the client's rules do not offer the time (availability/reason.ts says why). */
  | { readonly kind: 'rule'; readonly start: number; readonly end: number; readonly because: RuleReason };

export type EventClash = Extract<Clash, { kind: 'event' }>;

/** A time that something of ours occupies. */
export type CommitmentClash = Extract<Clash, { kind: 'meeting' | 'hold' }>;

/** What occupies a time is a clash of its own, and a step between two offered starts is nobody's wish to forbid. */
export type RuleReason = Exclude<Reason['because'], 'event' | 'meeting' | 'hold' | 'step'>;
