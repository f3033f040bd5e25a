import { z } from 'zod';
import type { Request } from './http.js';

/** What every rule can say beside its kind; without `times` it stays until it is removed. */
export const faultFields = {
  id: z.string().optional(),
  /** Regular expressions that a request must match. */
  method: z.string().optional(),
  path: z.string().optional(),
  times: z.number().int().positive().optional(),
  /** Chance that a matching request is hit, 1 by default; drawn from the seed. */
  probability: z.number().min(0).max(1).optional(),
  /** Milliseconds, for latencies and late pushes. */
  ms: z.number().min(0).max(600_000).optional(),
  /** Seconds, for 429. */
  retryAfter: z.number().min(0).optional(),
  /** Items on a page, for page-size; 0 gives an empty page that is followed by another. */
  size: z.number().int().min(0).optional(),
};

const fields = z.object(faultFields);
export type FaultRuleOf<Kind extends string> = z.infer<typeof fields> & { kind: Kind };

/** mulberry32: small, seeded, good enough to draw faults the same way every time. Values in [0, 1). */
export const generator = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Faults for this one request: `X-Sandbox-Fault: latency=200, 503-after-commit`. */
const HEADER = 'x-sandbox-fault';

/** The rules in force, told at the control address or in a request's own header. Control requests are never hit. */
export class FaultRules<Kind extends string> {
  #rules: (FaultRuleOf<Kind> & { id: string })[] = [];
  #made = 0;
  protected readonly random: () => number;

  constructor(seed: number) {
    this.random = generator(seed);
  }

  add(rule: FaultRuleOf<Kind>): string {
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

  list(): readonly FaultRuleOf<Kind>[] {
    return this.#rules;
  }

  /** The first rule of one of the kinds that hits, its `times` counted down. */
  take(kinds: readonly Kind[], request?: Request): FaultRuleOf<Kind> | undefined {
    const asked = request && this.#inHeader(kinds, request);
    if (asked) return asked;
    const hit = this.#rules.find(
      (rule) =>
        kinds.includes(rule.kind) &&
        (rule.times === undefined || rule.times > 0) &&
        (request === undefined ||
          (new RegExp(rule.method ?? '', 'i').test(request.method) &&
            new RegExp(rule.path ?? '').test(decodeURIComponent(request.path)))) &&
        (rule.probability === undefined || this.random() < rule.probability),
    );
    if (hit?.times !== undefined) {
      hit.times--;
      if (hit.times === 0) this.remove(hit.id);
    }
    return hit;
  }

  #inHeader(kinds: readonly Kind[], request: Request): FaultRuleOf<Kind> | undefined {
    const header = request.headers[HEADER];
    for (const part of typeof header === 'string' ? header.split(',') : []) {
      const [name, amount] = part.trim().split('=');
      const kind = kinds.find((one) => one === name);
      if (kind === undefined) continue;
      const number = amount === undefined ? undefined : Number(amount);
      return number === undefined || Number.isNaN(number)
        ? { kind }
        : { kind, ms: number, retryAfter: number, size: number };
    }
    return undefined;
  }
}
