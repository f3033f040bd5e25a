import { MS_A_DAY } from '../time/civil.js';
import type { Fault } from './calendar.port.js';
import { SILENT } from './silence.js';

/** When to synchronise again, how far to expand, and what a fault means for a calendar. */

const MINUTE = 60_000;
/** How far back the mirror reaches: the console shows past weeks; slots need none of it. */
const BACK_DAYS = 90;
/** The furthest that availability looks ahead (availability/input.ts). */
const AHEAD_DAYS = 400;

/** The stretch that a calendar's busy times cover when they are worked out at `now`. */
export const horizon = (now: number): { from: number; to: number } => ({
  from: now - BACK_DAYS * MS_A_DAY,
  to: now + (AHEAD_DAYS + 2) * MS_A_DAY,
});

/** True when days have come in at the far end that no series was expanded to. */
export const isBehind = (expandedUntil: number | null, now: number): boolean =>
  expandedUntil === null || expandedUntil < now + (AHEAD_DAYS + 1) * MS_A_DAY;

/** What a window is asked for beyond the horizon, so that it is left once a week only. */
const WINDOW_AHEAD_DAYS = 8;

/** The window that a provider which expands series itself is asked for. */
export const windowAsked = (now: number): { from: number; to: number } => {
  const { from, to } = horizon(now);
  return { from, to: to + WINDOW_AHEAD_DAYS * MS_A_DAY };
};

/** A mirror older than this vouches for nothing: polls come every few minutes, so a dozen of them have failed. */
export const STALE_AFTER_MINUTES = 60;

/** @param random in [0, 1): spreads the polls of many calendars, which would otherwise all come with the minute. */
export const nextPoll = (now: number, sandbox: boolean, random: number): number => {
  // In the sandbox a person watches: what is changed there should be seen without any push.
  const base = sandbox ? 10_000 : 5 * MINUTE;
  return Math.round(now + base * (0.8 + 0.4 * random));
};

/** Truncated exponential backoff with full jitter above a floor, in ms; never before the provider's Retry-After. */
export const nextTry = (
  now: number,
  failures: number,
  random: number,
  retryAfterMs: number | null,
): number => {
  const ceiling = Math.min(30 * MINUTE, 5_000 * 2 ** Math.min(failures, 12));
  const wait = ceiling / 2 + (ceiling / 2) * random;
  return Math.round(now + Math.max(wait, retryAfterMs ?? 0));
};

/** Each has its sentences in calendar-words.ts. */
export const TROUBLES = [
  'no-access',
  'reconnect',
  'slow-down',
  'quota',
  'not-configured',
  'no-answer',
  'doubted',
] as const;
export type Trouble = (typeof TROUBLES)[number];

export type SyncTrouble = {
  readonly state: 'failing' | 'gone';
  readonly trouble: Trouble;
  /** For the secretary, with the remedy. */
  readonly reason: string;
  readonly retryAfterMs: number | null;
  /** Only a person can mend it: no further tries. */
  readonly hopeless: boolean;
};

const SLOWED = {
  trouble: 'slow-down',
  reason: 'The provider asks to slow down; it is tried again by itself.',
} as const;

export const DOUBT = {
  trouble: 'doubted',
  reason:
    'A large part of the calendar is missing all at once. The last good state serves until that has been checked.',
} as const;

/** The provider's name in a fault that this installation makes itself. */
export const NOT_CONFIGURED = 'this installation is not configured for the provider';

export const troubleOf = (fault: Fault): SyncTrouble => {
  const failing = {
    state: 'failing' as const,
    trouble: fault.detail === NOT_CONFIGURED ? ('not-configured' as const) : ('no-answer' as const),
    reason: `The provider did not answer as it should (${fault.detail}); it is tried again.`,
    retryAfterMs: null,
    hopeless: false,
  };
  switch (fault.kind) {
    case 'not-found':
    case 'forbidden':
      return {
        ...failing,
        state: 'gone',
        trouble: 'no-access',
        reason: 'The calendar cannot be read any more. Ask the client to share it again, then synchronise.',
        retryAfterMs: 6 * 60 * MINUTE,
      };
    case 'reconnect':
    case 'scopes-missing':
      return {
        ...failing,
        trouble: 'reconnect',
        hopeless: true,
        reason: 'The client’s permission has ended. Reconnect the account.',
      };
    case 'slow-down':
      return {
        ...failing,
        ...(fault.detail === SILENT ? {} : SLOWED),
        retryAfterMs: fault.retryAfterMs,
      };
    case 'quota':
      return {
        ...failing,
        trouble: 'quota',
        reason: 'The provider’s quota is used up; it is tried again by itself.',
        retryAfterMs: 60 * MINUTE,
      };
    default:
      return failing;
  }
};
