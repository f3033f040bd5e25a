import { calendarLimit, rateLimited } from './failure.js';

export interface QuotaLimits {
  /** Requests in any 60 s, per user and project. */
  perUser: number;
  /** Requests in any 60 s, per project (OAuth client). */
  perProject: number;
  /** Writes to one calendar in any 24 h before 403 quotaExceeded; not published by Google, off by default. */
  writesPerDay: number;
  /** Which of the two documented answers a rate limit gives. */
  rateStatus: 403 | 429;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Sliding windows, in memory: a restart forgives. */
export class Quota {
  readonly #calls = new Map<string, number[]>();
  limits: QuotaLimits = {
    perUser: 600,
    perProject: 10_000,
    writesPerDay: Number.POSITIVE_INFINITY,
    rateStatus: 403,
  };

  constructor(readonly now: () => number) {}

  /** Counts one request; throws the API's rate limit error when a window is full. A refused request still counts. */
  count(project: string, user: string): void {
    const { perUser, perProject, rateStatus } = this.limits;
    const byUser = this.#add(`user ${project} ${user}`, MINUTE);
    const byProject = this.#add(`project ${project}`, MINUTE);
    if (byUser > perUser)
      throw rateLimited(rateStatus, rateStatus === 403 ? 'userRateLimitExceeded' : 'rateLimitExceeded');
    if (byProject > perProject) throw rateLimited(rateStatus);
  }

  countWrite(calendar: string): void {
    if (this.limits.writesPerDay === Number.POSITIVE_INFINITY) return;
    if (this.#add(`write ${calendar}`, DAY) > this.limits.writesPerDay) throw calendarLimit();
  }

  #add(key: string, window: number): number {
    const now = this.now();
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - window);
    recent.push(now);
    this.#calls.set(key, recent);
    return recent.length;
  }
}
