import { call } from './client.js';
import { allPages, type Page } from './pages.js';
import type {
  Agency,
  AgencyPatch,
  Assignment,
  Invitation,
  NewAssignment,
  NewUser,
  User,
  UserPatch,
} from './types.js';

export const getAgency = () => call<Agency>('GET', '/api/agency');
export const changeAgency = (body: AgencyPatch) => call<Agency>('PATCH', '/api/agency', { body });

export const listUsers = () =>
  allPages<User>((after) => call<Page<User>>('GET', '/api/users', { query: { limit: 200, after } }));
export const createUser = (body: NewUser) => call<User>('POST', '/api/users', { body });
export const changeUser = (userId: string, body: UserPatch) =>
  call<User>('PATCH', `/api/users/${userId}`, { body });
/** A link that works once; earlier ones of the same user stop working. */
export const inviteUser = (userId: string) => call<Invitation>('POST', `/api/users/${userId}/invitation`);

export const listAssignments = () =>
  allPages<Assignment>((after) =>
    call<Page<Assignment>>('GET', '/api/assignments', { query: { limit: 200, after } }),
  );
export const createAssignment = (body: NewAssignment) =>
  call<Assignment>('POST', '/api/assignments', { body });
export const changeAssignment = (assignmentId: string, body: { until: string | null }) =>
  call<Assignment>('PATCH', `/api/assignments/${assignmentId}`, { body });
