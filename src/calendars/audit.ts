import { MS_A_DAY } from '../time/civil.js';
import { zoneTable } from '../time/wall-clock.js';
import { ZoneTable } from '../time/zone-table.js';

/** The nightly comparison of a mirror with its provider: what it found, and when it is due. */

export interface AuditResult {
  /** Epoch ms. */
  readonly at: number;
  /** Events that the provider showed. */
  readonly compared: number;
  /** Not in the mirror, in the mirror as another version, and in the mirror only. */
  readonly absent: number;
  readonly outdated: number;
  readonly extra: number;
}

export const hasDrifted = ({ absent, outdated, extra }: Omit<AuditResult, 'at'>): boolean =>
  absent > 0 || outdated > 0 || extra > 0;

const MINUTE = 60_000;
/** From one to five in the calendar's own zone: nobody works, and the provider's quota is idle. */
const BEGINS = 60;
const ENDS = 300;
/** Each calendar has its own minute of these; the rest is for those that were late. */
const SPREAD = 210;
/** A night's audit that came late must not let the next night's fall out. */
const AT_LEAST_MS = 18 * 60 * MINUTE;

/**
 * Whether a calendar's audit is due at `now` (epoch ms): once a night, each at a minute of its own that follows from
 * its id.
 */
export const isAuditDue = (
  { calendarId, zone, auditedAt }: { calendarId: string; zone: string; auditedAt: number | null },
  now: number,
): boolean => {
  if (auditedAt !== null && now - auditedAt < AT_LEAST_MS) return false;
  const table = zoneTable(zone);
  const wall = now + (table instanceof ZoneTable ? table.offsetAt(now) : 0);
  const minute = Math.floor((((wall % MS_A_DAY) + MS_A_DAY) % MS_A_DAY) / MINUTE);
  return minute >= BEGINS + minuteOf(calendarId) && minute < ENDS;
};

/** FNV-1a (RFC draft-eastlake-fnv): ids that were made in a row are spread all the same. */
const minuteOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  return hash % SPREAD;
};
