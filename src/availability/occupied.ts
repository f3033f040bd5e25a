/** What a busy row occupies, in epoch minutes, and how far a meeting must keep from it. */
import { MS_A_MINUTE, parseDate } from '../time/civil.js';
import { type BusyRow, counts } from './busy.js';
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

/** The buffer a meeting or hold of ours brings with it. */
export function ownBuffer(
  { settings }: Query,
  row: BusyRow,
  side: 'bufferBeforeMinutes' | 'bufferAfterMinutes',
): number {
  const kind = row.meetingKind === undefined ? undefined : settings.kinds?.[row.meetingKind];
  return kind?.[side] ?? settings[side] ?? 0;
}

/** A busy row as explanations see it, in epoch minutes; occupied-table.ts is the same for searches. */
export interface Occupied {
  readonly row: BusyRow;
  readonly start: number;
  readonly end: number;
  /** With the buffers on that side, its own and the wanted meeting's: a leg of travel ends or begins here. */
  readonly clearFrom: number;
  readonly clearUntil: number;
}

/** The rows that count, sorted by start, else as given; rows without length are left out. */
export function occupiedRows(query: Query): Occupied[] {
  const { input, before, after } = query;
  const { settings, wanted, busy } = input;
  const list: Occupied[] = [];
  for (const row of busy) {
    if (!counts(row, settings.policies, wanted?.reschedules)) continue;
    const start = rowStart(query, row);
    const end = rowEnd(query, row);
    if (!(end > start)) continue;
    const commitment = row.kind !== 'event';
    const clearFrom = start - after - (commitment ? ownBuffer(query, row, 'bufferBeforeMinutes') : 0);
    const clearUntil = end + before + (commitment ? ownBuffer(query, row, 'bufferAfterMinutes') : 0);
    list.push({ row, start, end, clearFrom, clearUntil });
  }
  return list.sort((a, b) => a.start - b.start);
}

/** A row that ends before it starts, or is no time at all: what it hides cannot be known. */
export function badRow(index: number): RuleFault {
  const remedy = 'Give busy times that end after they start, as epoch milliseconds or as dates.';
  return { field: `busy[${index}]`, problem: 'ends_before_start', remedy };
}
