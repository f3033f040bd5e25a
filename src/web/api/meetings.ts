import { call } from './client.js';
import type { Page } from './pages.js';
import type { MeetingDetail, MeetingState, MeetingSummary } from './types.js';

export interface Proposal {
  title: string;
  note?: string;
  placeId?: string;
  placeText?: string;
  override?: boolean;
  options: { start: string; end: string }[];
  attendees: { contactId: string; role: 'required' }[];
}
/** The newest ones; a desk needs no older ones than these. */
export const listMeetings = async (query: {
  clientId?: string;
  state?: MeetingState;
}): Promise<readonly MeetingSummary[]> =>
  (await call<Page<MeetingSummary>>('GET', '/api/meetings', { query: { ...query, limit: 200 } })).items;
export const propose = (clientId: string, body: Proposal) =>
  call<{ meetingId: string }>('POST', `/api/clients/${clientId}/meetings`, { body });
export const getMeeting = (meetingId: string) => call<MeetingDetail>('GET', `/api/meetings/${meetingId}`);
export const cancelMeeting = (meetingId: string, reason: string | null) =>
  call<unknown>('POST', `/api/meetings/${meetingId}/cancel`, { body: { reason } });
export const confirmMeeting = (meetingId: string, body: { optionId: string; attendeeId: string | null }) =>
  call<unknown>('POST', `/api/meetings/${meetingId}/confirm`, { body });
export const rescheduleMeeting = (
  meetingId: string,
  body: { start: string; end: string; override?: boolean },
) => call<unknown>('POST', `/api/meetings/${meetingId}/reschedule`, { body });
export const restoreMeeting = (meetingId: string) =>
  call<unknown>('POST', `/api/meetings/${meetingId}/restore`);
export const settleMeeting = (meetingId: string) =>
  call<unknown>('POST', `/api/meetings/${meetingId}/settle`);
