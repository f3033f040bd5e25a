import { answered, api } from './client.js';
import { PAGE } from './pages.js';
import type { ConfirmByHand, MeetingState, MeetingSummary, Proposal, Reschedule } from './types.js';

interface Wanted {
  readonly clientId?: string;
  readonly state?: MeetingState;
}

/** The newest ones, a page of them. */
export const listMeetings = async (query: Wanted): Promise<readonly MeetingSummary[]> =>
  (await answered(api.GET('/api/meetings', { params: { query: { ...query, limit: PAGE } } }))).items;

export const propose = (clientId: string, body: Proposal) =>
  answered(api.POST('/api/clients/{clientId}/meetings', { params: { path: { clientId } }, body }));

const of = (meetingId: string) => ({ params: { path: { meetingId } } });

export const getMeeting = (meetingId: string) =>
  answered(api.GET('/api/meetings/{meetingId}', of(meetingId)));
export const cancelMeeting = (meetingId: string, reason: string | null) =>
  answered(api.POST('/api/meetings/{meetingId}/cancel', { ...of(meetingId), body: { reason } }));
export const confirmMeeting = (meetingId: string, body: ConfirmByHand) =>
  answered(api.POST('/api/meetings/{meetingId}/confirm', { ...of(meetingId), body }));
export const rescheduleMeeting = (meetingId: string, body: Reschedule) =>
  answered(api.POST('/api/meetings/{meetingId}/reschedule', { ...of(meetingId), body }));
export const restoreMeeting = (meetingId: string) =>
  answered(api.POST('/api/meetings/{meetingId}/restore', of(meetingId)));
export const settleMeeting = (meetingId: string) =>
  answered(api.POST('/api/meetings/{meetingId}/settle', of(meetingId)));
/** Before anything was sent: as if it had never been; gives back what was proposed. */
export const undoMeeting = (meetingId: string) =>
  answered(api.POST('/api/meetings/{meetingId}/undo', of(meetingId)));

/** Every time that is held for somebody, the longest silent first. */
export const listHolds = async () => (await answered(api.GET('/api/holds', { params: { query: {} } }))).items;
export const releaseHold = (meetingId: string, optionId: string) =>
  answered(api.POST('/api/meetings/{meetingId}/release', { ...of(meetingId), body: { optionId } }));
