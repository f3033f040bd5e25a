import { isKnownZone } from '../../time/wall-clock.js';
import type { RemoteChange } from '../calendar.port.js';
import { readComponents } from './ics-components.js';
import { type ReadEvent, readEvent, type Skipped } from './ics-event.js';
import { IcsZones } from './ics-zones.js';

export const IMPORT_LIMITS = { octets: 10 * 1024 * 1024, events: 50_000 } as const;

/** Of the skipped ones this many are named; the rest is counted. */
const MOST_NAMED = 1000;

export interface ImportJob {
  readonly bytes: Uint8Array;
  /** For times without a zone, unless the file names one. */
  readonly zone: string;
}

export type ImportReply =
  | {
      readonly ok: true;
      readonly changes: readonly RemoteChange[];
      readonly series: number;
      readonly zone: string;
      /** As the calendar calls itself. */
      readonly name: string | null;
      readonly skipped: readonly Skipped[];
      readonly skippedInAll: number;
      /** Those of the skipped ones that are events: they may take time that nobody knows of. */
      readonly unreadable: readonly Extract<RemoteChange, { kind: 'unreadable' }>[];
    }
  /** Said for the person who chose the file. */
  | { readonly ok: false; readonly reason: 'too-large' | 'not-a-calendar'; readonly detail: string };

/**
 * Reads an exported calendar, whatever program wrote it. An event that makes no sense is left out and named with its
 * line; the others are taken.
 */
export const importIcs = ({ bytes, zone }: ImportJob): ImportReply => {
  if (bytes.length > IMPORT_LIMITS.octets) return refuse('too-large', 'The file is larger than 10 MB.');
  const file = readComponents(bytes, IMPORT_LIMITS.events);
  if (file === 'too-many') {
    return refuse('too-large', `The file has more than ${IMPORT_LIMITS.events} events.`);
  }
  if (!file.isCalendar) {
    return refuse('not-a-calendar', 'This is no calendar file: there is no BEGIN:VCALENDAR in it.');
  }
  const home = file.zone !== null && isKnownZone(file.zone) ? file.zone : zone;
  const zones = new IcsZones(home);
  for (const declared of file.zones) declared(zones);
  const newest = new Map<string, { change: RemoteChange; sequence: number }>();
  const skipped: Skipped[] = [...file.broken];
  const unreadable: Extract<RemoteChange, { kind: 'unreadable' }>[] = [];
  for (const event of file.events) {
    const read = readEvent(event, zones);
    if (!read.ok) {
      skipped.push(read.skipped);
      unreadable.push(unreadableOf(read));
      continue;
    }
    if (read.note !== null) skipped.push(read.note);
    const id = read.change.kind === 'event' ? read.change.event.id : read.change.id;
    const other = newest.get(id);
    // Merged exports hold an event several times; the highest SEQUENCE is the newest, then the last.
    if (other === undefined || read.sequence >= other.sequence) {
      newest.set(id, { change: read.change, sequence: read.sequence });
    }
  }
  const changes = [...newest.values()].map(({ change }) => change);
  return {
    ok: true,
    changes,
    series: changes.filter((change) => change.kind === 'event' && change.event.recurrence.length > 0).length,
    zone: home,
    name: file.name,
    skipped: skipped.sort((a, b) => a.line - b.line).slice(0, MOST_NAMED),
    skippedInAll: skipped.length,
    unreadable: unreadable.filter(({ id }) => !newest.has(id)),
  };
};

const unreadableOf = ({ uid, exception, title, etag, skipped }: Extract<ReadEvent, { ok: false }>) => ({
  kind: 'unreadable' as const,
  id: exception === null ? uid : `${uid}/?${exception}`,
  reason: skipped.reason,
  title,
  etag,
  ...(exception === null ? {} : { recurringEventId: uid }),
});

const refuse = (reason: 'too-large' | 'not-a-calendar', detail: string): ImportReply => ({
  ok: false,
  reason,
  detail,
});
