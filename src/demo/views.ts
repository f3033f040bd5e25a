import type { z } from 'zod';
import type { calendarView } from '../calendars/calendar.schema.js';
import type { counterView } from '../meetings/counters.schema.js';
import type { deskView, meetingDetails, messageSummary } from '../meetings/meeting-view.schema.js';

/** What the API answers, as its description says. */
export type MeetingView = z.output<typeof meetingDetails>;
export type OptionView = MeetingView['options'][number];
export type DeskView = z.output<typeof deskView>;
export type MessageView = z.output<typeof messageSummary>;
export type CounterSeen = z.output<typeof counterView>;
export type CalendarSeen = z.output<typeof calendarView>;

export interface TimeRange {
  readonly start: string;
  readonly end: string;
}
