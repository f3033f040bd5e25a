import type { Decided, Denial, Effect, JournalLine, Meeting, MeetingRefusal, Refused } from './meeting.js';

/** The event is granted or at least recorded. `journal` is one line: what happened, in the words of the journal. */
export const decided = (
  meeting: Meeting,
  effects: readonly Effect[],
  journal: JournalLine,
  denied: Denial | null = null,
): Decided => ({ ok: true, meeting, effects, journal: [journal], denied });

/** Nothing changes. */
export const refused = (refusal: MeetingRefusal): Refused => ({ ok: false, refusal });

export const line = (kind: string, detail: JournalLine['detail'] = {}): JournalLine => ({ kind, detail });
