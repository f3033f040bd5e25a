import type { Fault } from '../calendar.port.js';
import { retryAfterMs } from '../retry-after.js';

/**
 * What CalDAV servers answer instead (RFC 4918, 4791, 6578), to the port's faults.
 */

/** What was asked: the same status means other things to a list and to a write. */
export type Verb = 'open' | 'list' | 'read' | 'create' | 'update' | 'delete';

/** An answer that is none of the wanted ones. */
export interface DavFailure {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Names of the preconditions in its body, such as `valid-sync-token`. */
  readonly conditions: readonly string[];
}

const CONDITIONS = ['valid-sync-token', 'no-uid-conflict', 'need-privileges', 'quota-not-exceeded'] as const;

/** The preconditions that an error document names (RFC 4918 16), of those that mean something here. */
export const conditionsOf = (body: string): string[] =>
  CONDITIONS.filter((name) => new RegExp(`<(?:[\\w.-]+:)?${name}[\\s/>]`).test(body));

/** @param now epoch ms, for a Retry-After that is a date. */
export const toFault = (failure: DavFailure, verb: Verb, now: number): Fault => {
  const { status, conditions } = failure;
  const has = (name: (typeof CONDITIONS)[number]): boolean => conditions.includes(name);
  const detail = [`the server answered ${status}`, ...conditions].join(' ');
  if (has('valid-sync-token')) return { kind: 'reset', detail };
  if (has('no-uid-conflict')) {
    return verb === 'create' ? { kind: 'exists', detail, uid: true } : { kind: 'changed', detail };
  }
  if (has('quota-not-exceeded') || status === 507) return { kind: 'quota', detail };
  switch (status) {
    case 401:
      return { kind: 'reconnect', detail: 'the server does not take the password' };
    // 405 and 501: a collection that takes no such request, which for us is one that cannot be written.
    case 403:
    case 405:
    case 501:
      return { kind: 'forbidden', detail };
    case 404:
    case 410:
      return { kind: 'not-found', detail };
    // RFC 4918 9.7.1: what it should be put into is not there.
    case 409:
      return verb === 'create' || verb === 'update'
        ? { kind: 'not-found', detail }
        : { kind: 'refused', detail };
    case 412:
      return { kind: verb === 'create' ? 'exists' : 'changed', detail };
    case 423:
    case 429:
      return { kind: 'slow-down', retryAfterMs: retryAfterMs(failure.retryAfter, now), detail };
    case 503:
      // With a time it is the server's own word that it did nothing; a proxy's bare 503 says nothing.
      return failure.retryAfter === null
        ? { kind: 'unknown', detail }
        : { kind: 'slow-down', retryAfterMs: retryAfterMs(failure.retryAfter, now), detail };
    default:
      return status === 408 || status >= 500 ? { kind: 'unknown', detail } : { kind: 'refused', detail };
  }
};
