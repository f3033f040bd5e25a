import { call } from './client.js';
import type { Me } from './types.js';

export const signIn = (body: { email: string; password: string; agencyId?: string | undefined }) =>
  call<Me>('POST', '/api/session', { body });
export const setUp = (body: {
  token: string;
  agencyName: string;
  name: string;
  email: string;
  password: string;
  locale: string;
  zone: string;
}) => call<Me>('POST', '/api/setup', { body });
export const acceptInvitation = (body: { token: string; password: string }) =>
  call<Me>('POST', '/api/invitations/accept', { body });
