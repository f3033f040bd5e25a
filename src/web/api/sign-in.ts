import { answered, api } from './client.js';
import type { components } from './schema.js';

type Schemas = components['schemas'];

export const getMe = () => answered(api.GET('/api/me'));
export const changeMe = (body: Schemas['MePatch']) => answered(api.PATCH('/api/me', { body }));
export const signIn = (body: Schemas['SignIn']) => answered(api.POST('/api/session', { body }));
export const signOut = () => answered(api.DELETE('/api/session'));
export const setUp = (body: Schemas['Setup']) => answered(api.POST('/api/setup', { body }));
export const acceptInvitation = (body: Schemas['AcceptInvitation']) =>
  answered(api.POST('/api/invitations/accept', { body }));
