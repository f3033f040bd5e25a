/** What a busy row occupies, in epoch minutes, and how far a meeting must keep from it. */
import { MS_A_MINUTE, parseDate } from '../time/civil.js';
import type { BusyRow } from './busy.js';
import type { Query } from './query.js';
import type { RuleFault } from './rule.js';

/** First epoch minute a row occupies. All-day rows are the client's own days. */
export function rowStart(query: Query, row: BusyRow): number {
  if (row.dates === undefined) return Math.floor(row.start / MS_A_MINUTE);
  return query.days.start(parseDate(row.dates.from) ?? Number.NaN);
}

/** First epoch minute a row no longer occupies; a minute that is begun is occupied. */
export function rowEnd(query: Query, row: BusyRow): number {
  if (row.dates === undefined) return Math.ceil(row.end / MS_A_MINUTE);
  return query.days.start(parseDate(row.dates.until) ?? Number.NaN);
}

/** Minutes that must lie between the wanted meeting and a row that comes after it. */
export function distanceBefore(query: Query, row: BusyRow): number {
  if (row.kind === 'event') return query.after;
  return Math.max(query.gap, query.after + ownBuffer(query, row, 'bufferBeforeMinutes'));
}

/** Minutes that must lie between a row and the wanted meeting when that comes after it. */
export function distanceAfter(query: Query, row: BusyRow): number {
  if (row.kind === 'event') return query.before;
  return Math.max(query.gap, query.before + ownBuffer(query, row, 'bufferAfterMinutes'));
}

function ownBuffer(
  { settings }: Query,
  row: BusyRow,
  side: 'bufferBeforeMinutes' | 'bufferAfterMinutes',
): number {
  const kind = row.meetingKind === undefined ? undefined : settings.kinds?.[row.meetingKind];
  return kind?.[side] ?? settings[side] ?? 0;
}

/** A row that ends before it starts, or is no time at all: what it hides cannot be known. */
export function badRow(index: number): RuleFault {
  const remedy = 'Give busy times that end after they start, as epoch milliseconds or as dates.';
  return { field: `busy[${index}]`, problem: 'ends_before_start', remedy };
}
