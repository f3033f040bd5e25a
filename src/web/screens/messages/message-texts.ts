import type { TFunction } from 'i18next';

const REASONS = [
  'plain-answer',
  'tnef',
  'calendar-unreadable',
  'forwarded',
  'older-version',
  'newer-version',
  'no-dtstamp',
  'dtstamp-in-future',
  'attendee-missing',
  'attendee-not-invited',
  'delegate-reply',
  'delegated',
  'sent-by',
  'sender-is-alias',
  'sender-unclear',
  'sender-not-aligned',
  'sender-unproven',
  'counter',
  'late-acceptance',
  'unknown-token',
  'unknown-uid',
  'bounce-of-unknown',
  'nothing-in-it',
  'program-failed',
  'asked-too-often',
] as const;

/** Why a mail lies here: in words where there are some, else the server's own word. */
export const reasonOfMessage = (reason: string | null, t: TFunction): string | null => {
  const known = REASONS.find((name) => name === reason);
  return known === undefined ? reason : t(`messages.reasons.${known}`);
};
