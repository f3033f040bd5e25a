import { answered, api } from './client.js';
import { PAGE } from './pages.js';
import type {
  ConfirmByHand,
  FurtherTimes,
  MeetingState,
  MeetingSummary,
  Proposal,
  Reschedule,
} from './types.js';

interface Wanted {
  readonly clientId?: string;
  readonly state?: MeetingState;
}

/** The newest ones, a page of them. */
export const listMeetings = async (query: Wanted): Promise<readonly MeetingSummary[]> =>
  (await answered(api.GET('/api/meetings', { params: { query: { ...query, limit: PAGE } } }))).items;

export const propose = (clientId: string, body: Proposal) =>
  answered(api.POST('/api/clients/{clientId}/meetings', { params: { path: { clientId } }, body }));

/** The mails as they would be sent; nothing is kept. */
export const previewProposal = (clientId: string, body: Proposal) =>
  answered(api.POST('/api/clients/{clientId}/meetings/preview', { params: { path: { clientId } }, body }));

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

/** Other times that attendees propose, each beside the client's day. */
export const listCounters = async (meetingId: string) =>
  (await answered(api.GET('/api/meetings/{meetingId}/counters', of(meetingId)))).items;
const counter = (meetingId: string, counterId: string) => ({ params: { path: { meetingId, counterId } } });
export const takeCounter = (meetingId: string, counterId: string, override: boolean) =>
  answered(
    api.POST('/api/meetings/{meetingId}/counters/{counterId}/take', {
      ...counter(meetingId, counterId),
      body: override ? { override } : {},
    }),
  );
export const refuseCounter = (meetingId: string, counterId: string, reason: string | null) =>
  answered(
    api.POST('/api/meetings/{meetingId}/counters/{counterId}/refuse', {
      ...counter(meetingId, counterId),
      body: { reason },
    }),
  );
/** Further times, beside those that are open still. */
export const offerTimes = (meetingId: string, body: FurtherTimes) =>
  answered(api.POST('/api/meetings/{meetingId}/offer', { ...of(meetingId), body }));
