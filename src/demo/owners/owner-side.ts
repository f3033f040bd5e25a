import type { Span } from '../spans.js';

/** A meeting of ours as it stands on the client's calendar. Instants are epoch ms. */
export interface StandingEvent extends Span {
  /** As the provider names it: an event id, or the name of an object. */
  readonly id: string;
  readonly title: string;
}

/** What the service believes to be busy, with a title where it knows one. */
export interface BelievedBusy extends Span {
  readonly title: string | null;
}

/** The owner's side of a calendar: what they see there without us, and what they do there by hand. */
export interface OwnerSide {
  /** For the narration: "the simulated Outlook". */
  readonly provider: string;
  /** Events that stand and carry our mark of the meeting. */
  eventsOf(meetingId: string): Promise<StandingEvent[]>;
  /** The event as the provider has it: some lines of its own text. */
  asItStands(event: StandingEvent): Promise<string[]>;
  move(event: StandingEvent, to: Span): Promise<void>;
  remove(event: StandingEvent): Promise<void>;
  /** Holds the mirror against the provider's own answer. @returns what was compared. @throws Mismatch when they differ. */
  compare(believed: readonly BelievedBusy[], window: Span): Promise<string>;
}
