import type { WriteOutcome } from '../calendars/write-outcome.js';
import type { SendOutcome } from '../mail/mail.port.js';
import { MAIL_GIVES_UP_AFTER, retryAfter } from './backoff.js';
import type { ClaimedEffect, Finish } from './effect.store.js';

/**
 * How a try at a calendar write ends for its effect. `unknown` is never `failed`, and there is no giving up: the
 * meeting stays confirmed, "being entered", until it is on the calendar or a person says otherwise. A try that came to
 * nothing does not settle what became of the one before: a delete that believed so would leave an event behind.
 */
export const finishOfWrite = (
  outcome: WriteOutcome,
  { attempts, wasUnknown, sentAt }: Pick<ClaimedEffect, 'attempts' | 'wasUnknown' | 'sentAt'>,
  now: number,
  random: number,
): Finish => {
  const later = (afterMs: number): number =>
    now + Math.max(afterMs, retryAfter('calendar', attempts, random));
  switch (outcome.kind) {
    case 'done': {
      const { calendarId, eventId, etag } = outcome;
      return { state: 'done', outcome: { calendarId, eventId, etag } };
    }
    case 'gone':
      return { state: 'done', reason: outcome.reason, outcome: { gone: outcome.reason } };
    case 'unknown':
      return {
        state: 'unknown',
        reason: outcome.detail,
        nextTryAt: later(outcome.afterMs ?? 0),
        ...(outcome.sent === false ? { sentAt } : {}),
      };
    case 'retry':
      return {
        state: 'pending',
        reason: outcome.detail,
        nextTryAt: later(outcome.afterMs),
        unsettled: wasUnknown,
        sentAt,
      };
    case 'parked':
      return {
        state: 'parked',
        reason: `${outcome.reason}: ${outcome.detail}`,
        nextTryAt: later(0),
        unsettled: wasUnknown || outcome.unsettled === true,
        sentAt,
      };
    case 'failed':
      return { state: 'failed', reason: outcome.reason, outcome: { failed: outcome.reason } };
    case 'conflict':
      return { state: 'failed', reason: outcome.detail, outcome: { conflict: outcome.detail } };
  }
};

/**
 * How a try at a mail ends for its effect. Lost after DATA it is sent again under the same Message-ID: a lost
 * invitation is worse than a second copy. A server that says "later" for days has said no.
 */
export const finishOfMail = (
  outcome: SendOutcome,
  { attempts, createdAt }: Pick<ClaimedEffect, 'attempts' | 'createdAt'>,
  now: number,
  random: number,
): Finish => {
  const { answer } = outcome;
  if (outcome.kind === 'sent') return { state: 'done', outcome: { answer } };
  if (outcome.kind === 'refused') return { state: 'failed', reason: answer, outcome: { refused: answer } };
  if (now - createdAt >= MAIL_GIVES_UP_AFTER) {
    return { state: 'failed', reason: answer, outcome: { gaveUp: answer } };
  }
  return {
    state: outcome.kind === 'unknown' ? 'unknown' : 'pending',
    reason: answer,
    nextTryAt: now + retryAfter('mail', attempts, random),
  };
};
