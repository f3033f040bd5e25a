import type { Tx } from '../db/tenant.js';

/**
 * Told, inside the transaction of a sync or a write, what the client did on the own calendar to an event that stands
 * for a meeting. What is told is committed together with what follows from it.
 */
export interface OwnEventListener {
  onOwnEvent(tx: Tx, event: OwnEventChange): Promise<void>;
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
