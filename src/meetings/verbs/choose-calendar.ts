import { decided, line, refused } from '../decision.js';
import type { Verb } from '../meeting.js';
import { standingOption } from '../options.js';
import { put } from './confirm.js';

/**
 * Meetings to come go along to the calendar that the client has chosen; what is over stays where it was. A write always
 * goes to the chosen calendar (calendars/write-place.service.ts), so that this is one like any other.
 */
export const chooseCalendar: Verb<'calendar-chosen'> = (meeting, { calendarId }, now) => {
  const option = standingOption(meeting);
  if (option.end <= now) return refused('time-past');
  return decided(meeting, [put(option)], line('calendar-chosen', { calendarId }));
};
