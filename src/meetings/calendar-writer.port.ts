/** Puts a confirmed meeting on the client's calendar, whichever provider that is on. Does not retry. */
export interface CalendarWriter {
  /** Makes or moves the event. `probeFirst`: an earlier try may have been carried out. */
  put(agencyId: string, entry: CalendarEntry): Promise<WriteOutcome>;
  /** Takes the event away; one that is gone already is done. */
  remove(agencyId: string, entry: CalendarKey): Promise<WriteOutcome>;
}

/** DI token of the CalendarWriter. */
export const CALENDAR_WRITER = Symbol('CALENDAR_WRITER');

export interface CalendarKey {
  readonly clientId: string;
  readonly meetingId: string;
  readonly optionId: string;
  readonly generation: number;
  readonly probeFirst: boolean;
}

export interface CalendarEntry extends CalendarKey {
  readonly icalUid: string;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  /** Epoch ms UTC, half-open. */
  readonly start: number;
  readonly end: number;
  readonly zone: string;
}

export type WriteOutcome =
  | {
      readonly kind: 'done';
      readonly calendarId: string;
      readonly eventId: string;
      readonly etag: string | null;
    }
  /** It may have been carried out. */
  | { readonly kind: 'unknown'; readonly detail: string }
  /** It certainly was not; null: whenever suits. */
  | { readonly kind: 'retry'; readonly afterMs: number | null; readonly detail: string }
  /** It cannot be until somebody does something (no calendar to write to, access withdrawn). */
  | { readonly kind: 'parked'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** The client deleted the event. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** Somebody else's event stands under our key. */
  | { readonly kind: 'conflict'; readonly detail: string };
