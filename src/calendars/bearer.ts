import type { Access } from './calendar.port.js';

/** The access token of an account that was linked over OAuth. Anything else here is a bug of the caller's. */
export const bearerOf = (access: Access): string => {
  if ('accessToken' in access) return access.accessToken;
  throw new Error('an account that was linked with a password has no access token');
};
