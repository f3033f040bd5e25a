import type { Fault } from '../calendar.port.js';
import { retryAfterMs } from '../retry-after.js';

/**
 * Google's error documents to the port's faults.
 * Source: https://developers.google.com/workspace/calendar/api/guides/errors
 */

/** What was asked: 410 means "start over" to a list and "is deleted already" to everything else. */
export type Verb = 'list' | 'event' | 'token' | 'watch';

/** The readable part of an HTTP error; status null when no answer came at all. */
export interface HttpFailure {
  readonly status: number | null;
  readonly body: unknown;
  readonly retryAfter: string | null;
  readonly message: string;
}

/** @param now epoch ms, for a Retry-After that is a date. */
export const toFault = (failure: HttpFailure, verb: Verb, now: number): Fault => {
  const { status } = failure;
  const { reason, message } = readBody(failure.body);
  const detail = describe(status, reason, message || failure.message);
  if (verb === 'token') return tokenFault(failure, reason, detail, now);
  // No answer, or an answer after which nobody knows: the call may have been carried out.
  if (status === null || status === 408 || status >= 500) return { kind: 'unknown', detail };
  switch (status) {
    case 400:
      return verb === 'list' && /sync token/i.test(message)
        ? { kind: 'reset', detail }
        : { kind: 'refused', detail };
    case 401:
      return { kind: 'expired', detail };
    case 403:
      return forbidden(failure, reason, detail, now);
    case 404:
      return { kind: 'not-found', detail };
    case 409:
      return { kind: 'exists', detail };
    case 410:
      return { kind: verb === 'list' ? 'reset' : 'not-found', detail };
    case 412:
      return { kind: 'changed', detail };
    case 429:
      return { kind: 'slow-down', retryAfterMs: retryAfterMs(failure.retryAfter, now), detail };
    default:
      return { kind: 'refused', detail };
  }
};

const SLOW_DOWN = new Set(['rateLimitExceeded', 'userRateLimitExceeded']);
/** The calendar's own use limits: hammering makes them worse. */
const QUOTA = new Set(['quotaExceeded', 'dailyLimitExceeded', 'variableTermLimitExceeded']);

const forbidden = (failure: HttpFailure, reason: string, detail: string, now: number): Fault => {
  if (SLOW_DOWN.has(reason)) {
    return { kind: 'slow-down', retryAfterMs: retryAfterMs(failure.retryAfter, now), detail };
  }
  if (QUOTA.has(reason)) return { kind: 'quota', detail };
  return { kind: 'forbidden', detail };
};

/** RFC 6749 5.2: `error` is a word. A grant that is gone cannot be mended by asking again. */
const tokenFault = (failure: HttpFailure, error: string, detail: string, now: number): Fault => {
  if (failure.status === null || failure.status >= 500) return { kind: 'unknown', detail };
  if (failure.status === 429) {
    return { kind: 'slow-down', retryAfterMs: retryAfterMs(failure.retryAfter, now), detail };
  }
  return error === 'invalid_grant' ? { kind: 'reconnect', detail } : { kind: 'refused', detail };
};

/** Calendar API: {error: {message, errors: [{reason}]}}. Token endpoint: {error, error_description}. */
const readBody = (body: unknown): { reason: string; message: string } => {
  const error = field(body, 'error');
  if (typeof error === 'string') return { reason: error, message: text(field(body, 'error_description')) };
  const entries = field(error, 'errors');
  const first: unknown = Array.isArray(entries) ? entries[0] : undefined;
  return { reason: text(field(first, 'reason')), message: text(field(error, 'message')) };
};

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Bounded, on one line: it is logged and shown. */
const describe = (status: number | null, reason: string, message: string): string =>
  [status === null ? 'no answer' : String(status), reason, message]
    .filter((part) => part !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .slice(0, 300);
