import { type GraphFailure, throttled } from './failure.js';

/** Outlook's limits for each program and mailbox: https://learn.microsoft.com/graph/throttling-limits */
export interface MailboxLimits {
  /** Requests at once. */
  concurrent: number;
  /** Requests in any ten minutes. */
  requests: number;
  /** What Retry-After says when too many are under way, seconds. */
  retryAfter: number;
}

const TEN_MINUTES = 600_000;

/** Counted in memory: a restart forgives. */
export class Limits {
  readonly #under = new Map<string, number>();
  readonly #calls = new Map<string, number[]>();
  limits: MailboxLimits = { concurrent: 4, requests: 10_000, retryAfter: 1 };
  /** The most that were ever asked for at once of one mailbox, the refused one included. */
  peak = 0;

  constructor(readonly now: () => number) {}

  /** Takes a place, to be given back with `leave` unless it was refused. A refused request still counts. */
  enter(key: string): GraphFailure | undefined {
    const now = this.now();
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - TEN_MINUTES);
    recent.push(now);
    this.#calls.set(key, recent);
    const first = recent[0] ?? now;
    if (recent.length > this.limits.requests)
      return throttled('request', Math.max(1, Math.ceil((first + TEN_MINUTES - now) / 1000)));
    const under = (this.#under.get(key) ?? 0) + 1;
    this.peak = Math.max(this.peak, under);
    if (under > this.limits.concurrent) return throttled('MailboxConcurrency', this.limits.retryAfter);
    this.#under.set(key, under);
    return undefined;
  }

  leave(key: string): void {
    const under = (this.#under.get(key) ?? 1) - 1;
    if (under > 0) this.#under.set(key, under);
    else this.#under.delete(key);
  }
}
