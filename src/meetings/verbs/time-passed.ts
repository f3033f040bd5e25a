import { line, refused } from '../decision.js';
import type { Attendee, Effect, JournalLine, Meeting, Verb } from '../meeting.js';
import { plainMail } from '../notices.js';
import { type Step, stepsOf } from '../steps.js';
import { releaseHolds } from './release.js';

/**
 * Whatever is due by now is done, each once: the mark of it is saved with the mail. Several steps that became due while
 * nobody was at work are one: nobody is asked twice in a minute.
 */
export const timePassed: Verb<'time-passed'> = (meeting, _event, now) => {
  const due = stepsOf(meeting, now).filter(({ at }) => at <= now);
  if (due.length === 0) return refused('nothing-due');
  let after = meeting;
  const effects: Effect[] = [];
  const journal: JournalLine[] = [];
  for (const step of due) {
    const taken = take(after, step, now);
    after = taken.meeting;
    effects.push(...taken.effects);
    journal.push(...taken.journal);
  }
  return { ok: true, meeting: after, effects, journal, denied: null };
};

interface Taken {
  readonly meeting: Meeting;
  readonly effects: readonly Effect[];
  readonly journal: readonly JournalLine[];
}

const take = (meeting: Meeting, step: Step, now: number): Taken => {
  switch (step.kind) {
    case 'chase': {
      const { attendeeId } = step;
      return {
        meeting: changeAttendee(meeting, attendeeId, { chasedAt: now }),
        effects: [plainMail(meeting, attendeeId, 'chase', now)],
        journal: [line('chased', { attendeeId })],
      };
    }
    case 'reminder': {
      const { attendeeId } = step;
      const option = meeting.options.find(({ state }) => state === 'confirmed');
      const reminded = changeAttendee(meeting, attendeeId, { remindedAt: now });
      // It has begun, because nobody was at work here: too late for a reminder.
      if (option === undefined || option.start <= now) return { meeting: reminded, effects: [], journal: [] };
      const about = { start: option.start, end: option.end };
      return {
        meeting: reminded,
        effects: [plainMail(meeting, attendeeId, 'reminder', now, { about })],
        journal: [line('reminded', { attendeeId, optionId: option.optionId })],
      };
    }
    case 'holds-aged': {
      const asked = { ...meeting, holdsAskedAt: now };
      if (meeting.rules.holdAsk) {
        const question = meeting.question ?? 'holds-aged';
        return { meeting: { ...asked, question }, effects: [], journal: [line('holds-aged')] };
      }
      return { meeting: releaseHolds(asked, null), effects: [], journal: [line('holds-released')] };
    }
  }
};

const changeAttendee = (meeting: Meeting, attendeeId: string, change: Partial<Attendee>): Meeting => ({
  ...meeting,
  attendees: meeting.attendees.map((attendee) =>
    attendee.attendeeId === attendeeId ? { ...attendee, ...change } : attendee,
  ),
});
