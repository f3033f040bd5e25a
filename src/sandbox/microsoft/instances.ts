import { patternDays } from './recurrence.js';
import type { EventFields } from './resource.js';
import { instantOf, type ZonedWall } from './times.js';
import type { StoredItem } from './world.js';

/** One event of a view: a single one, or a day of a series. Instants in ms UTC, the end excluded. */
export interface Instance {
  kind: 'singleInstance' | 'occurrence' | 'exception';
  /** Original day in a series, YYYY-MM-DD. */
  day?: string;
  originalStartMs?: number;
  fields: EventFields;
  startMs: number;
  endMs: number;
}

/** All-day events are days of the mailbox, whatever zone they were sent in. */
export const instantIn = (time: ZonedWall, fields: EventFields, mailboxZone: string): number =>
  instantOf(fields.isAllDay ? { ...time, zone: mailboxZone } : time);

/** Whether [startMs, endMs) touches [from, to); an event without length counts where it stands. */
const touches = (startMs: number, endMs: number, from: number, to: number): boolean =>
  startMs < to && (endMs > from || (startMs === endMs && startMs >= from));

const spanned = (
  kind: Instance['kind'],
  fields: EventFields,
  zone: string,
  rest: Pick<Instance, 'day' | 'originalStartMs'> = {},
): Instance => ({
  kind,
  ...rest,
  fields,
  startMs: instantIn(fields.start, fields, zone),
  endMs: instantIn(fields.end, fields, zone),
});

/** The original days of a series, cancelled and changed ones included. `from` is a hint to begin late. */
export function* seriesDays(fields: EventFields, from?: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  const { recurrence } = fields;
  if (!recurrence) return;
  const { pattern, range } = recurrence;
  const start = Temporal.PlainDate.from(range.startDate);
  let left = range.type === 'numbered' ? (range.numberOfOccurrences ?? 1) : Number.POSITIVE_INFINITY;
  for (const day of patternDays(start, pattern, range.type === 'numbered' ? undefined : from)) {
    if (left-- <= 0) return;
    if (range.endDate !== undefined && day.toString() > range.endDate) return;
    yield day;
  }
}

/** The content of an untouched occurrence: the master's, on another day, with the same length on the wall clock. */
const onDay = (master: EventFields, day: Temporal.PlainDate): EventFields => {
  const first = Temporal.PlainDateTime.from(master.start.wall);
  const length = first.until(Temporal.PlainDateTime.from(master.end.wall));
  const start = day.toPlainDateTime(first.toPlainTime());
  const wall = (time: Temporal.PlainDateTime) => time.toString({ smallestUnit: 'second' });
  const { recurrence: _, ...rest } = master;
  return {
    ...rest,
    start: { ...master.start, wall: wall(start) },
    end: { ...master.end, wall: wall(start.add(length)) },
  };
};

/** One day of a series as it stands; undefined when the series has no such day or it was cancelled. */
export const instanceOn = (item: StoredItem, day: string, mailboxZone: string): Instance | undefined => {
  const { fields, exceptions } = item;
  const asked = Temporal.PlainDate.from(day);
  const found = seriesDays(fields, asked);
  for (const one of found) {
    const order = Temporal.PlainDate.compare(one, asked);
    if (order > 0) return undefined;
    if (order < 0) continue;
    const exception = Object.hasOwn(exceptions, day) ? exceptions[day] : undefined;
    if (exception?.cancelled) return undefined;
    const original = onDay(fields, asked);
    const originalStartMs = instantIn(original.start, original, mailboxZone);
    return exception
      ? spanned('exception', exception.fields, mailboxZone, { day, originalStartMs })
      : spanned('occurrence', original, mailboxZone, { day, originalStartMs });
  }
  return undefined;
};

const DAY = 86_400_000;

/** What an item shows in [from, to), ms UTC: itself, or the days of the series that are left, in order. */
export const instancesOf = (item: StoredItem, mailboxZone: string, from: number, to: number): Instance[] => {
  const { fields, exceptions } = item;
  if (!fields.recurrence) {
    const single = spanned('singleInstance', fields, mailboxZone);
    return touches(single.startMs, single.endMs, from, to) ? [single] : [];
  }
  const length = instantIn(fields.end, fields, mailboxZone) - instantIn(fields.start, fields, mailboxZone);
  const hint = Temporal.Instant.fromEpochMilliseconds(Math.max(from, -8.64e15) - length - DAY)
    .toZonedDateTimeISO('UTC')
    .toPlainDate();
  const found: Instance[] = [];
  for (const date of seriesDays(fields, hint)) {
    const day = date.toString();
    const one = spanned('occurrence', onDay(fields, date), mailboxZone, { day });
    if (one.startMs >= to) break;
    if (Object.hasOwn(exceptions, day) || !touches(one.startMs, one.endMs, from, to)) continue;
    found.push({ ...one, originalStartMs: one.startMs });
  }
  for (const day of Object.keys(exceptions)) {
    const one = instanceOn(item, day, mailboxZone);
    if (one && touches(one.startMs, one.endMs, from, to)) found.push(one);
  }
  return found.sort((a, b) => a.startMs - b.startMs);
};
