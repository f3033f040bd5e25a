import type { Fault } from './calendar.port.js';

/**
 * What became of a write.
 * unknown: it may have been carried out; probe before sending again, keep the slot, tell nobody.
 * retry: it was not; send again later. parked: a person has to do something first (reconnect, share again).
 * gone: the client deleted the event; never made again without a person's word.
 * conflict: another event stands under our id.
 */
export type WriteOutcome =
  | {
      readonly kind: 'done';
      readonly calendarId: string;
      readonly eventId: string;
      readonly etag: string | null;
      /** The client had moved it meanwhile: the meetings were told, and the event stays where the client put it. */
      readonly moved: { readonly start: number; readonly end: number } | null;
    }
  | {
      readonly kind: 'unknown';
      readonly detail: string;
      readonly afterMs?: number;
      /** False: this try only looked; what may be under way is an earlier one. */
      readonly sent?: false;
    }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly detail: string }
  | {
      readonly kind: 'parked';
      readonly reason: ParkReason;
      readonly detail: string;
      /** Something of ours may stand there. */
      readonly unsettled?: true;
    }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'gone'; readonly reason: 'deleted-by-client' }
  | { readonly kind: 'conflict'; readonly detail: string };

export type ParkReason = 'no-calendar' | 'reconnect' | 'forbidden' | 'calendar-gone';

const QUOTA_MS = 3_600_000;
const SOON_MS = 5_000;

/** Of a fault that came when something of ours may stand there already: only another look can settle it. */
export const unsettledOutcome = (fault: Fault): WriteOutcome => {
  const outcome = outcomeOf(fault);
  if (outcome.kind === 'retry') return { kind: 'unknown', detail: outcome.detail, afterMs: outcome.afterMs };
  return outcome.kind === 'parked' ? { ...outcome, unsettled: true } : outcome;
};

export const outcomeOf = (fault: Fault): WriteOutcome => {
  const { detail } = fault;
  switch (fault.kind) {
    case 'unknown':
      return { kind: 'unknown', detail };
    case 'slow-down':
      return { kind: 'retry', afterMs: fault.retryAfterMs ?? SOON_MS, detail };
    // The calendar's own use limit: hammering makes it worse.
    case 'quota':
      return { kind: 'retry', afterMs: QUOTA_MS, detail };
    case 'expired':
    case 'changed':
    case 'reset':
      return { kind: 'retry', afterMs: SOON_MS, detail };
    case 'reconnect':
    case 'scopes-missing':
      return { kind: 'parked', reason: 'reconnect', detail };
    case 'forbidden':
      return { kind: 'parked', reason: 'forbidden', detail };
    case 'not-found':
      return { kind: 'parked', reason: 'calendar-gone', detail };
    case 'exists':
      return { kind: 'conflict', detail };
    case 'refused':
      return { kind: 'failed', reason: detail };
  }
};
