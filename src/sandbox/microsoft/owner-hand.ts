import { createEvent, deleteEvent, type Found, findEvent, updateEvent } from './event-verbs.js';
import { showEvent } from './event-view.js';
import { itemNotFound } from './failure.js';
import { itemId, readItemId } from './ids.js';
import { type Instance, instancesOf } from './instances.js';
import type { HandBody } from './resource.js';
import { ianaOf, shift } from './times.js';
import type {
  AccountKind,
  DeltaReset,
  MicrosoftState,
  MicrosoftWorld,
  SeedCalendar,
  SeedEvent,
  Share,
  StoredCalendar,
} from './world.js';

/** An event as the hand gets it back: the API's own resource, in UTC, under its immutable id. */
export type HandEvent = Record<string, unknown> & { id: string };

/** One event of a view. Instants in ms UTC, the end excluded. */
export interface HandInstance {
  id: string;
  /** Null for a single event. */
  seriesId: string | null;
  kind: Instance['kind'];
  startMs: number;
  endMs: number;
  /** Does not occupy its owner. */
  free: boolean;
}

/**
 * What the owner does by hand in Outlook: no access token, no limits, but the same store, so that change keys, delta
 * tokens and notifications follow. A calendar is named by its id, or by the owner's address for the default one; an
 * event by its id in either format.
 */
export class OwnerHand {
  constructor(private readonly world: MicrosoftWorld) {}

  /** Adds a person with a mailbox and its default calendar. `timeZone` is a Windows or IANA name. */
  addUser(user: { address: string; name: string; timeZone: string; kind?: AccountKind }): void {
    const zone = ianaOf(user.timeZone);
    if (zone === undefined) throw new RangeError(`the sandbox does not know the zone ${user.timeZone}`);
    // A Windows zone stands for many places: whoever is named by place keeps it.
    const timeZone = user.timeZone.includes('/') ? user.timeZone : zone;
    this.world.addUser({ ...user, timeZone, kind: user.kind ?? 'work' });
  }

  /** Adds another calendar to a mailbox and returns its id. */
  addCalendar(owner: string, calendar: SeedCalendar): string {
    const { events, shareWith, ...rest } = calendar;
    const { id } = this.world.addCalendar(owner, { ...rest, ...(shareWith ? { shares: shareWith } : {}) });
    for (const event of events ?? []) this.addEvent(id, event);
    return id;
  }

  /** Lets a person in, or out again. */
  share(calendar: string, address: string, role: Share | undefined): void {
    const { shares } = this.#calendar(calendar);
    if (role === undefined) delete shares[address];
    else shares[address] = role;
  }

  /** Also sets what the API keeps from callers (organizer, answer, odd zone names), and lays exceptions over a series. */
  addEvent(calendar: string, { exceptions, ...body }: SeedEvent): HandEvent {
    const chosen = this.#calendar(calendar);
    const made = createEvent(this.world, chosen, { user: chosen.owner, asHand: true }, body);
    for (const [day, change] of Object.entries(exceptions ?? {})) {
      const id = this.occurrenceId(this.#id(made), day);
      if (change === null) this.deleteEvent(calendar, id);
      else this.editEvent(calendar, id, change);
    }
    return this.#shown(made);
  }

  /** On an occurrence this makes an exception. */
  editEvent(calendar: string, eventId: string, change: HandBody): HandEvent {
    const by = { user: this.#calendar(calendar).owner, asHand: true };
    return this.#shown(updateEvent(this.world, this.#find(calendar, eventId), by, change));
  }

  /** Of a series all of it; of an occurrence that day. */
  deleteEvent(calendar: string, eventId: string): void {
    deleteEvent(this.world, this.#find(calendar, eventId), { user: this.#calendar(calendar).owner });
  }

  /** All of a series, given one of its days. */
  deleteSeries(calendar: string, eventId: string): void {
    const { calendar: chosen, item } = this.#find(calendar, eventId);
    deleteEvent(this.world, { calendar: chosen, item }, { user: chosen.owner });
  }

  /** Moves start and end: days by the wall clock, hours and minutes exactly; all-day events by whole days. */
  moveEvent(
    calendar: string,
    eventId: string,
    by: { days?: number; hours?: number; minutes?: number },
  ): HandEvent {
    const { item, instance } = this.#find(calendar, eventId);
    const { start, end, isAllDay } = instance?.fields ?? item.fields;
    const whole = isAllDay
      ? { days: (by.days ?? 0) + Math.round(((by.hours ?? 0) * 60 + (by.minutes ?? 0)) / 1440) }
      : by;
    const to = (time: typeof start) => ({ dateTime: shift(time, whole).wall, timeZone: time.zone });
    return this.editEvent(calendar, eventId, { start: to(start), end: to(end) });
  }

  /** Puts an item into another calendar: its default id changes, its immutable id does not. */
  moveToCalendar(from: string, eventId: string, to: string): HandEvent {
    const { item, calendar } = this.#find(from, eventId);
    const target = this.#calendar(to);
    this.world.remove(calendar, item.key);
    return this.#shown({ calendar: target, item: this.world.put(target, item) });
  }

  /** A stored event, or one day of a series; throws the API's 404. */
  getEvent(calendar: string, eventId: string): HandEvent {
    return this.#shown(this.#find(calendar, eventId));
  }

  /** Every item of a calendar: single events and series. */
  events(calendar: string): HandEvent[] {
    const chosen = this.#calendar(calendar);
    return Object.values(chosen.items).map((item) => this.#shown({ calendar: chosen, item }));
  }

  /** What the calendar's page shows in [from, to), ms UTC: single events and the days of series, in no order. */
  view(calendar: string, from: number, to: number): HandInstance[] {
    const chosen = this.#calendar(calendar);
    const zone = this.world.zoneOf(chosen);
    return Object.values(chosen.items).flatMap((item) =>
      instancesOf(item, zone, from, to).map(({ kind, day, fields, startMs, endMs }) => ({
        id: this.#id({ calendar: chosen, item }, day),
        seriesId: day === undefined ? null : this.#id({ calendar: chosen, item }),
        kind,
        startMs,
        endMs,
        free: fields.showAs === 'free' || fields.isCancelled,
      })),
    );
  }

  /** The immutable id of one day of a series, given the series' id. @param day YYYY-MM-DD, the original one. */
  occurrenceId(masterId: string, day: string): string {
    for (const { owner } of Object.values(this.world.data.calendars)) {
      const user = this.world.user(owner);
      if (user?.oid === readItemId(masterId)?.mailbox)
        return this.#id(findEvent(this.world, owner, masterId), day);
    }
    throw itemNotFound();
  }

  /** Kills every delta token given out for this calendar. */
  expireDeltaTokens(calendar: string, how: DeltaReset = 'gone'): void {
    const chosen = this.#calendar(calendar);
    chosen.reset = how;
    chosen.generation++;
  }

  /** The id under which the API knows a calendar, given an owner's address. */
  calendarId(calendar: string): string {
    return this.#calendar(calendar).id;
  }

  #calendar(name: string): StoredCalendar {
    const calendar = this.world.defaultCalendar(name) ?? this.world.calendarById(name);
    if (!calendar) throw itemNotFound();
    return calendar;
  }

  #find(calendar: string, eventId: string): Found {
    const chosen = this.#calendar(calendar);
    return findEvent(this.world, chosen.owner, eventId, chosen);
  }

  #id({ calendar, item, instance }: Found, day = instance?.day): string {
    const at = { mailbox: this.world.mailboxOf(calendar), calendarKey: calendar.key, item: item.key };
    return itemId('immutable', { ...at, day });
  }

  #shown(found: Found): HandEvent {
    const user = this.world.user(found.calendar.owner);
    if (!user) throw itemNotFound();
    const prefer = {
      zone: { name: 'UTC', iana: 'UTC' },
      idType: 'immutable' as const,
      bodyType: 'text' as const,
      applied: [],
    };
    const shown = showEvent({ world: this.world, user, prefer, basicOnly: false }, found);
    const fields = found.instance?.fields ?? found.item.fields;
    return { ...shown, id: this.#id(found), singleValueExtendedProperties: fields.extended };
  }
}

/** Fills an empty world from seed data. */
export const plant = (hand: OwnerHand, state: MicrosoftState): void => {
  for (const { events: _events, calendars: _calendars, ...user } of state.users) hand.addUser(user);
  for (const { address, events, calendars } of state.users) {
    for (const event of events ?? []) hand.addEvent(address, event);
    for (const calendar of calendars ?? []) hand.addCalendar(address, calendar);
  }
};
