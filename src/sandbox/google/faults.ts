import { z } from 'zod';
import type { Request } from '../http.js';
import type { PushFate } from './channels.js';
import { backendError, calendarLimit, fullSyncRequired, GoogleFailure, rateLimited } from './failure.js';

/** One rule; without `times` it stays until it is removed. `method` and `path` are regular expressions. */
export const faultRule = z.object({
  id: z.string().optional(),
  kind: z.enum([
    'latency',
    'drop-before',
    'drop-after-commit',
    '503-after-commit',
    '500',
    '503',
    '429',
    '403-rate',
    '403-quota',
    '410',
    'expire-tokens',
    'revoke-grant',
    'page-size',
    'duplicate-push',
    'lost-push',
    'late-push',
  ]),
  method: z.string().optional(),
  path: z.string().optional(),
  times: z.number().int().positive().optional(),
  /** Chance that a matching request is hit, 1 by default; drawn from the seed. */
  probability: z.number().min(0).max(1).optional(),
  /** Milliseconds, for latency and late-push. */
  ms: z.number().min(0).max(600_000).optional(),
  /** Seconds, for 429. */
  retryAfter: z.number().min(0).optional(),
  /** Items on a page, for page-size; 0 gives an empty page that is followed by another. */
  size: z.number().int().min(0).optional(),
});

export type FaultRule = z.infer<typeof faultRule>;
type Kind = FaultRule['kind'];

/** mulberry32: small, seeded, good enough to draw faults the same way every time. */
const generator = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** The rules in force. Control requests are never hit. */
export class Faults {
  #rules: (FaultRule & { id: string })[] = [];
  #made = 0;
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = generator(seed);
  }

  add(rule: FaultRule): string {
    const id = rule.id ?? `fault-${++this.#made}`;
    this.#rules.push({ ...rule, id });
    return id;
  }

  remove(id: string): void {
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
  }

  clear(): void {
    this.#rules = [];
  }

  list(): readonly FaultRule[] {
    return this.#rules;
  }

  /** The first rule of one of the kinds that hits, its `times` counted down. */
  take(kinds: readonly Kind[], request?: Request): FaultRule | undefined {
    const hit = this.#rules.find(
      (rule) =>
        kinds.includes(rule.kind) &&
        (rule.times === undefined || rule.times > 0) &&
        (request === undefined ||
          (new RegExp(rule.method ?? '', 'i').test(request.method) &&
            new RegExp(rule.path ?? '').test(decodeURIComponent(request.path)))) &&
        (rule.probability === undefined || this.#random() < rule.probability),
    );
    if (hit?.times !== undefined) {
      hit.times--;
      if (hit.times === 0) this.remove(hit.id);
    }
    return hit;
  }

  /** What becomes of a push notification; `path` and `method` do not apply to it. */
  push(): PushFate {
    if (this.take(['lost-push'])) return { copies: 0, delayMs: 0 };
    const late = this.take(['late-push']);
    const twice = this.take(['duplicate-push']);
    return { copies: twice ? 2 : 1, delayMs: late?.ms ?? (late ? 2_000 : 0) };
  }

  /** An error answer instead of the real one, before anything is changed. */
  refusal(request: Request): GoogleFailure | undefined {
    const rule = this.take(['500', '503', '429', '403-rate', '403-quota', '410'], request);
    switch (rule?.kind) {
      case '500':
        return backendError(500);
      case '503':
        return backendError(503);
      case '429':
        return rateLimited(429, 'rateLimitExceeded', rule.retryAfter ?? 1);
      case '403-rate':
        return rateLimited(403);
      case '403-quota':
        return calendarLimit();
      case '410':
        return fullSyncRequired();
      default:
        return undefined;
    }
  }
}
