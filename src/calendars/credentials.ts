import type { Access, Credentials } from './calendar.port.js';

/** What an account was linked with. Anything else here is a bug of the caller's. */
export const credentialsOf = (access: Access): Credentials => {
  if ('credentials' in access) return access.credentials;
  throw new Error('an account that was linked over OAuth has no password');
};
