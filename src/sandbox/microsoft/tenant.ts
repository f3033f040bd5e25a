import { guidFrom, type StoredUser } from './world.js';

/** All personal accounts are of this tenant; a work account's is its domain's. */
export const tenantOf = (user: StoredUser): string =>
  user.kind === 'personal'
    ? '9188040d-6c67-4c5b-b112-36a304b66dad'
    : guidFrom(`tenant ${user.address.split('@')[1] ?? ''}`);
