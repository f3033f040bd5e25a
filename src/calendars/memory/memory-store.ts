import type { RemoteCalendar, RemoteEvent } from '../calendar.port.js';

/** A calendar service in memory: what the adapter beside it talks to, and what a person edits behind its back. */
export interface StoredEvent {
  readonly event: RemoteEvent;
  /** Place in lists; stays. */
  readonly ordinal: number;
  /** The service's change counter at the last change. */
  readonly revision: number;
}

export interface StoredCalendar {
  readonly calendar: RemoteCalendar;
  readonly events: Map<string, StoredEvent>;
  /** Raised to make every sync token given out so far useless. */
  generation: number;
}

export interface Person {
  readonly externalId: string;
  readonly email: string;
  readonly calendars: Map<string, StoredCalendar>;
}

/** A person's own edit: what is left out gets the usual. */
export type PersonalEdit = Pick<RemoteEvent, 'id' | 'start' | 'end'> & Partial<RemoteEvent>;

export class MemoryStore {
  readonly people = new Map<string, Person>();
  revision = 0;

  addPerson(externalId: string, calendars: readonly RemoteCalendar[]): Person {
    const person: Person = {
      externalId,
      email: `${externalId}@example.com`,
      calendars: new Map(calendars.map((c) => [c.id, { calendar: c, events: new Map(), generation: 1 }])),
    };
    this.people.set(externalId, person);
    return person;
  }

  /** As the person does it in the own program: every field may change, the etag does. */
  put(calendar: StoredCalendar, edit: PersonalEdit): RemoteEvent {
    const before = calendar.events.get(edit.id);
    const revision = ++this.revision;
    const event: RemoteEvent = {
      icalUid: `${edit.id}@memory.example`,
      status: 'confirmed',
      blocking: 'busy',
      recurrence: [],
      recurringEventId: null,
      originalStart: null,
      title: null,
      description: null,
      location: null,
      mark: null,
      ...before?.event,
      ...edit,
      etag: `"${revision}"`,
    };
    calendar.events.set(edit.id, { event, ordinal: before?.ordinal ?? revision, revision });
    return event;
  }

  /** Keeps a tombstone: a deleted id stays taken. With a series go its exceptions. */
  remove(calendar: StoredCalendar, eventId: string): void {
    for (const stored of [...calendar.events.values()]) {
      const { event } = stored;
      if (event.id === eventId || event.recurringEventId === eventId) {
        this.put(calendar, { ...event, status: 'cancelled', blocking: 'free' });
      }
    }
  }
}
