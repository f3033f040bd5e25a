import type { Tx } from '../db/tenant.js';

/**
 * Told, inside the transaction of a sync or a write, what happens on a client's own calendar that the meetings have to
 * know. What is told is committed together with what follows from it.
 */
export interface OwnEventListener {
  /** What the client did to an event that stands for a meeting. */
  onOwnEvent(tx: Tx, event: OwnEventChange): Promise<void>;
  /** Events that are not ours are new, or other ones, on a calendar that blocks: one may lie on a time of a meeting. */
  onOutsideEvents(tx: Tx, events: OutsideEvents): Promise<void>;
  /** Events have changed or gone, or count no more: a time on which one lay may be free again. */
  onTimesFreed(tx: Tx, client: Pick<CalendarOfClient, 'agencyId' | 'clientId'>): Promise<void>;
  /** Meetings are written to another calendar from now on. */
  onWriteTarget(tx: Tx, target: CalendarOfClient): Promise<void>;
  /** For the client's journal. */
  note(tx: Tx, note: CalendarNote): Promise<void>;
}

export interface CalendarOfClient {
  readonly agencyId: string;
  readonly calendarId: string;
  readonly clientId: string;
}

export interface OutsideEvents extends CalendarOfClient {
  readonly externalIds: readonly string[];
}

export interface CalendarNote extends CalendarOfClient {
  readonly kind:
    | 'calendar-loss-doubted'
    | 'calendar-loss-believed'
    | 'calendar-loss-accepted'
    | 'calendar-drift';
  /** Who did it; null for the service itself. */
  readonly userId: string | null;
  readonly detail: Readonly<Record<string, string | number | null>>;
}

/** DI token of the OwnEventListener. */
export const OWN_EVENT_LISTENER = Symbol('OWN_EVENT_LISTENER');

export interface OwnEventChange {
  readonly agencyId: string;
  readonly calendarId: string;
  readonly clientId: string;
  readonly meetingId: string;
  readonly optionId: string;
  readonly externalId: string;
  readonly etag: string | null;
  readonly change:
    | { readonly kind: 'moved'; readonly start: number; readonly end: number }
    | { readonly kind: 'deleted' };
}
