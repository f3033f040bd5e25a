const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** RFC 5321 4.5.4.1: a sender gives up after four to five days at the earliest. */
export const MAIL_GIVES_UP_AFTER = 5 * 24 * HOUR;

/**
 * A worker that lives renews its lease every BEAT, however long the call takes (a mail has three minutes); one that was
 * killed is found out in LEASE. Three beats may fail before another worker takes over: doing it twice is harmless for a
 * calendar, and for a mail a second copy under the same Message-ID.
 */
export const LEASE = 20 * SECOND;
export const BEAT = 5 * SECOND;

/**
 * Milliseconds until the next try.
 *
 * Mail waits minutes, then hours: greylisting wants some minutes (RFC 6647 4.2: a retry within one minute is often
 * too early), a full mailbox a day. A calendar write waits seconds, then minutes, and never stops: the meeting is
 * confirmed, and a client who does not see it is the worse failure. What is parked is tried at the same pace: nobody
 * has to remember to wake it when the calendar is linked again.
 *
 * @param attempts tries so far, 1 or more. @param random in [0, 1): spreads the retries of many over 20 % of the wait.
 */
export const retryAfter = (what: 'mail' | 'calendar', attempts: number, random: number): number => {
  const [first, factor, most] = what === 'mail' ? [2 * MINUTE, 2.5, 4 * HOUR] : [5 * SECOND, 2, 15 * MINUTE];
  const wait = Math.min(most, first * factor ** (attempts - 1));
  return Math.round(wait * (0.9 + random * 0.2));
};
