import { isKnownZone } from '../../time/wall-clock.js';
import type { Blocking, OwnMark, RemoteChange, RemoteEvent } from '../calendar.port.js';
import { readComponents } from '../feed/ics-components.js';
import { type IcsEvent, type ParsedEvent, parseEvent } from '../feed/ics-event.js';
import { unescapeText } from '../feed/ics-lines.js';
import { IcsZones } from '../feed/ics-zones.js';
import { exceptionId } from './href.js';

/** One calendar object as a server keeps it: a master with its exceptions, under one href and one etag. */
export interface Resource {
  readonly id: string;
  readonly etag: string | null;
  readonly text: string;
}

/** As whom the calendar is read. */
export interface Reader {
  /** Where times without a zone live. */
  readonly zone: string;
  /** Addresses of the calendar's owner, in lower case, to find the own answer to an invitation. */
  readonly me: readonly string[];
}

export const MARK = {
  meeting: 'X-MEETBROKER-MEETING',
  option: 'X-MEETBROKER-OPTION',
  zone: 'X-MEETBROKER-ZONE',
} as const;

const MOST_EVENTS = 5_000;
const LONGEST_DESCRIPTION = 20_000;

/**
 * The changes that a resource stands for. `whole`: with a list of everything, whatever else was mirrored of it goes by
 * itself; otherwise its events are all that there is of it.
 */
export const readResource = (resource: Resource, reader: Reader, whole: boolean): RemoteChange[] => {
  const read = eventsOf(resource, reader);
  if (read === null) {
    const { id, etag } = resource;
    return [{ kind: 'unreadable', id, etag, reason: 'what the server keeps is no calendar' }];
  }
  const { events, unreadable } = read;
  if (unreadable.some(({ id }) => id === resource.id)) return unreadable;
  const master = events.find(({ recurringEventId }) => recurringEventId === null);
  // Tasks and journals, and what was called off as a whole.
  if (events.length + unreadable.length === 0 || master?.status === 'cancelled') {
    return [{ kind: 'removed', id: resource.id }];
  }
  const changes: RemoteChange[] = whole
    ? events.map((event) => ({ kind: 'event', event }))
    : [{ kind: 'series', id: resource.id, events }];
  return [...changes, ...unreadable];
};

/** The event itself, without exceptions; cancelled when it was called off. Null when there is none to be read. */
export const readMaster = (resource: Resource, reader: Reader): RemoteEvent | null =>
  eventsOf(resource, reader)?.events.find(({ recurringEventId }) => recurringEventId === null) ?? null;

const eventsOf = (
  resource: Resource,
  reader: Reader,
): { events: RemoteEvent[]; unreadable: Extract<RemoteChange, { kind: 'unreadable' }>[] } | null => {
  const file = readComponents(Buffer.from(resource.text), MOST_EVENTS);
  if (file === 'too-many' || !file.isCalendar) return null;
  const [first] = file.events;
  const own = first === undefined ? undefined : propertyOf(first, MARK.zone);
  const zones = new IcsZones(own !== undefined && isKnownZone(own) ? own : reader.zone);
  for (const declared of file.zones) declared(zones);
  const events = new Map<string, RemoteEvent>();
  const unreadable: Extract<RemoteChange, { kind: 'unreadable' }>[] = [];
  for (const event of file.events) {
    const parsed = parseEvent(event, zones);
    if (parsed.ok) {
      const mapped = toEvent(resource, reader, event, parsed.event);
      if (!events.has(mapped.id)) events.set(mapped.id, mapped);
      continue;
    }
    const { exception, skipped, title } = parsed;
    unreadable.push({
      kind: 'unreadable',
      id: exception === null ? resource.id : `${resource.id}#?${exception}`,
      reason: skipped.reason,
      title,
      etag: resource.etag,
      ...(exception === null ? {} : { recurringEventId: resource.id }),
    });
  }
  const broken = file.broken.map(({ reason }) => ({
    kind: 'unreadable' as const,
    id: resource.id,
    reason,
    etag: resource.etag,
  }));
  return { events: [...events.values()], unreadable: [...unreadable, ...broken] };
};

const toEvent = (
  resource: Resource,
  reader: Reader,
  event: IcsEvent,
  { uid, cancelled, tentative, originalStart, ...parsed }: ParsedEvent,
): RemoteEvent => ({
  id: originalStart === null ? resource.id : exceptionId(resource.id, originalStart),
  etag: resource.etag,
  icalUid: uid,
  status: cancelled ? 'cancelled' : tentative ? 'tentative' : 'confirmed',
  blocking: answered(event, parsed.blocking, reader.me),
  start: parsed.start,
  end: parsed.end,
  recurrence: parsed.recurrence,
  recurringEventId: originalStart === null ? null : resource.id,
  originalStart,
  title: parsed.title,
  description: textOf(propertyOf(event, 'DESCRIPTION')),
  location: parsed.location,
  mark: markOf(event),
});

/** What an invitation occupies follows from the owner's own answer (RFC 5545 3.2.12). */
const answered = (event: IcsEvent, blocking: Blocking, me: readonly string[]): Blocking => {
  if (blocking === 'free' || me.length === 0) return blocking;
  const isMe = (line: IcsEvent['lines'][number]): boolean =>
    [line.value, line.params.get('EMAIL') ?? ''].some((address) => me.includes(plain(address)));
  // One's own invitation is meant, whatever a program writes as one's own answer to it.
  if (event.lines.some((line) => line.name === 'ORGANIZER' && isMe(line))) return blocking;
  const mine = event.lines.find((line) => line.name === 'ATTENDEE' && isMe(line));
  switch (mine?.params.get('PARTSTAT')?.toUpperCase() ?? (mine === undefined ? '' : 'NEEDS-ACTION')) {
    case 'DECLINED':
    case 'DELEGATED':
      return 'free';
    case 'TENTATIVE':
      return 'tentative';
    case 'NEEDS-ACTION':
      return 'unanswered';
    default:
      return blocking;
  }
};

/** An address to compare: `mailto:Anna@Example.org` is anna@example.org, principals and URNs are themselves. */
export const plain = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '');

const markOf = (event: IcsEvent): OwnMark | null => {
  const meetingId = propertyOf(event, MARK.meeting);
  const optionId = propertyOf(event, MARK.option);
  return meetingId === undefined || optionId === undefined ? null : { meetingId, optionId };
};

const propertyOf = (event: IcsEvent, name: string): string | undefined =>
  event.lines.find((line) => line.name === name)?.value.trim();

const textOf = (value: string | undefined): string | null =>
  value === undefined || value === '' ? null : unescapeText(value).slice(0, LONGEST_DESCRIPTION);
