import { answered, api } from './client.js';
import { allPages, PAGE } from './pages.js';
import type {
  AgencyPatch,
  MailDesign,
  MailPreviewWanted,
  NewAssignment,
  NewUser,
  UserPatch,
} from './types.js';

export const getAgency = () => answered(api.GET('/api/agency'));
export const changeAgency = (body: AgencyPatch) => answered(api.PATCH('/api/agency', { body }));

export const listUsers = () =>
  allPages((after) => answered(api.GET('/api/users', { params: { query: { limit: PAGE, after } } })));
export const createUser = (body: NewUser) => answered(api.POST('/api/users', { body }));
export const changeUser = (userId: string, body: UserPatch) =>
  answered(api.PATCH('/api/users/{userId}', { params: { path: { userId } }, body }));
/** A link that works once; earlier ones of the same user stop working. */
export const inviteUser = (userId: string) =>
  answered(api.POST('/api/users/{userId}/invitation', { params: { path: { userId } } }));

export const listAssignments = () =>
  allPages((after) => answered(api.GET('/api/assignments', { params: { query: { limit: PAGE, after } } })));
export const createAssignment = (body: NewAssignment) => answered(api.POST('/api/assignments', { body }));
/** `until` is the first moment at which it holds no more. */
export const endAssignment = (assignmentId: string, until: string) =>
  answered(
    api.PATCH('/api/assignments/{assignmentId}', { params: { path: { assignmentId } }, body: { until } }),
  );

export const getMailDesign = () => answered(api.GET('/api/agency/mail-design'));
export const saveMailDesign = (body: MailDesign) => answered(api.PUT('/api/agency/mail-design', { body }));
/** A mail about an example meeting; nothing is kept. */
export const previewMail = (body: MailPreviewWanted) =>
  answered(api.POST('/api/agency/mail-design/preview', { body }));
