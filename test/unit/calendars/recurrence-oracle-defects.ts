import type { RecurrenceCase } from './recurrence-oracle-cases.js';
export const skippedFor = (_library: 'rrule' | 'libical', _found: RecurrenceCase): string | null => null;
