import type { AccountRow } from './account.store.js';
import type { AccountView } from './calendar.schema.js';

/** An account as people see it: nothing of what it was linked with. */
export const accountViewOf = (row: AccountRow): AccountView => ({
  accountId: row.accountId,
  provider: row.provider,
  email: row.email,
  state: row.state,
  stateReason: row.stateReason,
  linkedAt: row.linkedAt.toISOString(),
});
