import type { CalendarProvider } from './calendar.port.js';
import type { CalendarRow } from './calendar.store.js';
import type { Lease } from './sync-lease.store.js';

/** One pass over one calendar. */
export interface SyncRun {
  readonly agencyId: string;
  readonly lease: Lease;
  /** As it was when the pass began: its dirty mark is what this pass has seen. */
  readonly calendar: CalendarRow;
  readonly accountId: string;
  readonly provider: CalendarProvider;
}
