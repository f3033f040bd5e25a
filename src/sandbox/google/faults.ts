import { z } from 'zod';
import { FaultRules, faultFields } from '../fault-rules.js';
import type { Request } from '../http.js';
import type { PushFate } from './channels.js';
import { backendError, calendarLimit, fullSyncRequired, GoogleFailure, rateLimited } from './failure.js';

/** One rule; see faultFields for what it can say beside its kind. */
export const faultRule = z.object({
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
  ...faultFields,
});

export type FaultRule = z.infer<typeof faultRule>;

/** The rules in force for the simulated Google. */
export class Faults extends FaultRules<FaultRule['kind']> {
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
