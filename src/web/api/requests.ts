import { answered, api } from './client.js';
import { PAGE } from './pages.js';
import type { MeetingRequest, NewMeetingRequest } from './types.js';

/** What waits, of all clients; the newest first. */
export const listRequests = async (): Promise<readonly MeetingRequest[]> =>
  (await answered(api.GET('/api/requests', { params: { query: { state: 'open', limit: PAGE } } }))).items;
export const enterRequest = (clientId: string, body: NewMeetingRequest) =>
  answered(api.POST('/api/clients/{clientId}/requests', { params: { path: { clientId } }, body }));
export const dismissRequest = (requestId: string) =>
  answered(api.POST('/api/requests/{requestId}/dismiss', { params: { path: { requestId } } }));
export const makeRequestPage = (clientId: string) =>
  answered(api.POST('/api/clients/{clientId}/request-page', { params: { path: { clientId } } }));
export const endRequestPage = (clientId: string) =>
  answered(api.DELETE('/api/clients/{clientId}/request-page', { params: { path: { clientId } } }));
