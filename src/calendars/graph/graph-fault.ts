import type { Fault } from '../calendar.port.js';
import { retryAfterMs } from '../retry-after.js';

/**
 * Graph's and the identity platform's errors to the port's faults.
 * Sources: https://learn.microsoft.com/en-us/graph/errors, https://learn.microsoft.com/en-us/graph/throttling,
 * https://learn.microsoft.com/en-us/graph/delta-query-overview
 */

/** What was asked: reading can be repeated at will, of a write that went wrong nobody knows whether it was done. */
export type Verb = 'list' | 'read' | 'create' | 'write' | 'token';

/** The readable part of an HTTP error; status null when no answer came at all. */
export interface GraphFailure {
  readonly status: number | null;
  readonly code: string;
  readonly message: string;
  readonly retryAfter: string | null;
}

/** @param now epoch ms, for a Retry-After that is a date. */
export const toFault = (failure: GraphFailure, verb: Verb, now: number): Fault => {
  const { status, code } = failure;
  const detail = describe(failure);
  const wait = retryAfterMs(failure.retryAfter, now);
  if (status === 429) return { kind: 'slow-down', retryAfterMs: wait, detail };
  if (verb === 'token') return tokenFault(status, code, detail);
  if (verb === 'list' && (status === 410 || isReset(status, code))) return { kind: 'reset', detail };
  // A 503 after a write can mean that it was done, whatever else it says.
  if (status === 503 && wait !== null && (verb === 'list' || verb === 'read')) {
    return { kind: 'slow-down', retryAfterMs: wait, detail };
  }
  if (status === null || status < 400 || status === 408 || status >= 500) return { kind: 'unknown', detail };
  if (code === 'ErrorDuplicateTransactionId') return { kind: 'exists', detail };
  // What is no id names nothing.
  if (code === 'ErrorInvalidIdMalformed') return { kind: 'not-found', detail };
  switch (status) {
    case 401:
      return { kind: 'expired', detail };
    case 403:
      return { kind: QUOTA.has(code) ? 'quota' : 'forbidden', detail };
    case 404:
    case 410:
      return { kind: 'not-found', detail };
    case 409:
      return { kind: verb === 'create' ? 'exists' : 'changed', detail };
    case 412:
      return { kind: 'changed', detail };
    default:
      return { kind: 'refused', detail };
  }
};

/** 40x with syncStateNotFound, resyncRequired or one of Exchange's own words for it. */
const isReset = (status: number | null, code: string): boolean =>
  status !== null && status >= 400 && status < 500 && /syncstate|resync/i.test(code);

/** The mailbox is full. */
const QUOTA = new Set(['ErrorQuotaExceeded', 'QuotaExceeded']);

/**
 * RFC 6749 5.2 and the platform's own words: each of these means that the person has to come again.
 * Source: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow
 */
const ASK_AGAIN = new Set(['invalid_grant', 'interaction_required', 'consent_required', 'login_required']);

const tokenFault = (status: number | null, error: string, detail: string): Fault => {
  if (status === null || status < 400 || status >= 500 || error === 'temporarily_unavailable') {
    return { kind: 'unknown', detail };
  }
  return { kind: ASK_AGAIN.has(error) ? 'reconnect' : 'refused', detail };
};

/** Bounded, on one line: it is logged and shown. */
const describe = ({ status, code, message }: GraphFailure): string =>
  [status === null ? 'no answer' : String(status), code, message]
    .filter((part) => part !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .slice(0, 300);
