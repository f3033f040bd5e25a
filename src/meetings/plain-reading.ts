import type { ReadMail } from '../mail/mime/mail.js';
import { readPlainAnswer } from '../words/plain-answer.js';
import { WORD_LANGUAGES } from '../words/vocabulary.js';
import type { Meeting } from './meeting.js';
import type { MessageDetails, MessageSummary } from './meeting-view.schema.js';

const WEEK = 7 * 86_400_000;

/**
 * What a mail in words seems to mean for the meeting that it belongs to. Null where a person has nothing to judge: it
 * does not wait, is nobody's of the meeting, comes from a program (out of office is a note), or carries an answer for
 * programs.
 */
export function plainReading(
  summary: MessageSummary,
  mail: ReadMail,
  meeting: Meeting | null,
): MessageDetails['said'] {
  const attendee = meeting?.attendees.find(({ attendeeId }) => attendeeId === summary.attendeeId);
  if (meeting === null || attendee === undefined || summary.state !== 'review') return null;
  if (mail.automatic || mail.outOfOffice || mail.calendars.length > 0) return null;
  const { meaning, options, named, signs } = readPlainAnswer({
    text: mail.text,
    options: meeting.options.filter(({ state }) => state !== 'withdrawn'),
    zone: attendee.zone,
    language: WORD_LANGUAGES.find((language) => language === attendee.locale) ?? 'en',
    writtenAt: writtenAt(mail.date, Date.parse(summary.at)),
  });
  return {
    meaning,
    options: options.map(({ ranges, ...option }) => ({ ...option, ranges: [...ranges] })),
    named: named.map(({ ranges, ...time }) => ({ ...time, ranges: [...ranges] })),
    signs: [...signs],
  };
}

/** The mail's own date where it can be: "tomorrow" of a mail that lay for two days is over. */
function writtenAt(date: number | null, receivedAt: number): number {
  return date !== null && date <= receivedAt && date > receivedAt - WEEK ? date : receivedAt;
}
