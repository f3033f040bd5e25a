import { answered, api } from './client.js';
import { allPages, PAGE } from './pages.js';
import type { NewMeetingKind } from './types.js';

/** What the client meets people for, archived ones left out. */
export const listKinds = (clientId: string) =>
  allPages((after) =>
    answered(
      api.GET('/api/clients/{clientId}/kinds', {
        params: { path: { clientId }, query: { limit: PAGE, after } },
      }),
    ),
  );

export const createKind = (clientId: string, body: NewMeetingKind) =>
  answered(api.POST('/api/clients/{clientId}/kinds', { params: { path: { clientId } }, body }));
export const changeKind = (clientId: string, kindId: string, body: NewMeetingKind) =>
  answered(
    api.PATCH('/api/clients/{clientId}/kinds/{kindId}', { params: { path: { clientId, kindId } }, body }),
  );
export const archiveKind = (clientId: string, kindId: string) =>
  answered(api.DELETE('/api/clients/{clientId}/kinds/{kindId}', { params: { path: { clientId, kindId } } }));
