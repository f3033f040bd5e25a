import { z } from 'zod';
import { FaultRules, faultFields } from '../fault-rules.js';
import type { Request } from '../http.js';
import type { DeltaFate } from './delta.js';
import { type GraphFailure, gatewayTimeout, serverFailure, throttled } from './failure.js';
import type { DeltaReset } from './world.js';

/** One rule; see faultFields for what it can say beside its kind. */
export const faultRule = z.object({
  kind: z.enum([
    'latency',
    'drop-before',
    'drop-after-commit',
    '503-after-commit',
    '500',
    '502',
    '503',
    '504',
    '429',
    // Delta: dead tokens (only requests that carry one are hit), an endless series, and what answers may look like.
    '410',
    'sync-state-not-found',
    'resync-required',
    '504-endless',
    'page-size',
    'shuffle',
    'repeat',
    'without-masters',
    'replay',
    'lag',
    'removed-changed',
    // Writing: the change key moves on by itself after a create; a transactionId is not remembered.
    'key-drift',
    'forget-transaction',
    // Signing in: an old refresh token ends with its use instead of a little later.
    'rotate-at-once',
    'expire-tokens',
    'revoke-grant',
    'duplicate-push',
    'lost-push',
    'late-push',
    'forged-push',
  ]),
  ...faultFields,
});

export type FaultRule = z.infer<typeof faultRule>;

/** What becomes of one POST of notifications. */
export interface PushFate {
  copies: number;
  delayMs: number;
  /** A notification that the service never made is put among the true ones. */
  forged: boolean;
}

/** The rules in force for the simulated Microsoft. */
export class Faults extends FaultRules<FaultRule['kind']> {
  push(): PushFate {
    const forged = this.take(['forged-push']) !== undefined;
    if (this.take(['lost-push'])) return { copies: 0, delayMs: 0, forged };
    const late = this.take(['late-push']);
    const twice = this.take(['duplicate-push']);
    return { copies: twice ? 2 : 1, delayMs: late?.ms ?? (late ? 2_000 : 0), forged };
  }

  /** An error answer instead of the real one, before anything is changed. */
  refusal(request: Request): GraphFailure | undefined {
    const rule = this.take(['500', '502', '503', '504', '429'], request);
    switch (rule?.kind) {
      case '500':
        return serverFailure(500);
      case '502':
        return serverFailure(502);
      case '503':
        return serverFailure(503, rule.retryAfter);
      case '504':
        return gatewayTimeout();
      case '429':
        return throttled('request', rule.retryAfter ?? 1);
      default:
        return undefined;
    }
  }

  /** How the delta tokens of the calendar that is asked for die, if they do. */
  reset(request: Request): DeltaReset | undefined {
    const rule = this.take(['410', 'sync-state-not-found', 'resync-required'], request);
    switch (rule?.kind) {
      case '410':
        return 'gone';
      case 'sync-state-not-found':
      case 'resync-required':
        return rule.kind;
      default:
        return undefined;
    }
  }

  delta(request: Request): DeltaFate {
    const hit = (kind: FaultRule['kind']) => this.take([kind], request);
    return {
      pageSize: hit('page-size')?.size,
      shuffle: hit('shuffle') ? (list) => this.#shuffled(list) : undefined,
      repeat: hit('repeat') !== undefined,
      withoutMasters: hit('without-masters') !== undefined,
      replay: hit('replay') !== undefined,
      lagMs: hit('lag')?.ms ?? 0,
      reason: hit('removed-changed') ? 'changed' : 'deleted',
    };
  }

  #shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((value) => ({ value, at: this.random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ value }) => value);
  }
}
