import { changeEvent, deleteEvent, findEvent, insertEvent } from './event-verbs.js';
import { notFound } from './failure.js';
import { occurrenceById, occurrencesOf } from './instances.js';
import type { AccessRole, EventBody, EventResource } from './resource.js';
import { inZone, shiftTime } from './times.js';
import type { GoogleState, GoogleWorld, SeedCalendar, SeedEvent, StoredCalendar } from './world.js';

/**
 * What the calendar's owner does by hand in Google Calendar: no access token, no quota, but the same store,
 * so that etags, sync tokens and pushes follow. Calendar ids are e-mail addresses for primary calendars.
 */
export class OwnerHand {
  constructor(private readonly world: GoogleWorld) {}

  /** Adds a person with a primary calendar, whose id is the address. */
  addUser(user: { email: string; name: string; timeZone: string }): void {
    this.world.addUser(user);
  }

  /** Adds a secondary calendar and returns its id. */
  addCalendar(owner: string, calendar: SeedCalendar): string {
    const zone = calendar.timeZone ?? this.#calendar(owner).timeZone;
    const { id } = this.world.addCalendar({ ...calendar, owner, timeZone: zone });
    for (const event of calendar.events ?? []) this.addEvent(id, event);
    return id;
  }

  /** Gives a person a role on a calendar, or takes it away. */
  share(calendarId: string, email: string, role: AccessRole | undefined): void {
    const { acl } = this.#calendar(calendarId);
    if (role === undefined) delete acl[email];
    else acl[email] = role;
  }

  /** Also sets what the API keeps from callers (organizer, iCalUID), and lays exceptions over a series. */
  addEvent(calendarId: string, { exceptions, ...body }: SeedEvent): EventResource {
    const calendar = this.#calendar(calendarId);
    const { resource } = insertEvent(
      this.world,
      calendar,
      body.organizer?.email ?? calendar.owner,
      body,
      true,
    );
    for (const [originalStart, change] of Object.entries(exceptions ?? {})) {
      const around = Temporal.PlainDate.from(originalStart.slice(0, 10)).toZonedDateTime(
        'UTC',
      ).epochMilliseconds;
      const wanted =
        originalStart.length === 10 ? undefined : Temporal.Instant.from(originalStart).epochMilliseconds;
      const occurrence = occurrencesOf(resource, calendar.timeZone, around - 2 * DAY, around + 3 * DAY).find(
        (one) =>
          wanted === undefined
            ? (one.originalStart.date ?? one.originalStart.dateTime?.slice(0, 10)) === originalStart
            : one.startMs === wanted,
      );
      if (!occurrence) throw new RangeError(`no instance of ${resource.summary} starts on ${originalStart}`);
      if (change.status === 'cancelled') this.deleteEvent(calendarId, occurrence.id);
      else this.editEvent(calendarId, occurrence.id, change);
    }
    return resource;
  }

  editEvent(calendarId: string, eventId: string, change: EventBody): EventResource {
    return changeEvent(this.world, this.#calendar(calendarId), eventId, change, { mode: 'patch' }).resource;
  }

  deleteEvent(calendarId: string, eventId: string): void {
    deleteEvent(this.world, this.#calendar(calendarId), eventId);
  }

  /** Moves start and end: days by the wall clock, hours and minutes exactly; all-day events by whole days. */
  moveEvent(
    calendarId: string,
    eventId: string,
    by: { days?: number; hours?: number; minutes?: number },
  ): EventResource {
    const { start, end } = findEvent(this.world, this.#calendar(calendarId), eventId).resource;
    return this.editEvent(calendarId, eventId, { start: shiftTime(start, by), end: shiftTime(end, by) });
  }

  /** A stored event or an instance of a series; throws the API's 404. */
  getEvent(calendarId: string, eventId: string): EventResource {
    return findEvent(this.world, this.#calendar(calendarId), eventId).resource;
  }

  /** Every stored event, deleted ones too. */
  events(calendarId: string): EventResource[] {
    return Object.values(this.#calendar(calendarId).events).map((stored) => stored.resource);
  }

  /** Kills every sync token given out for this calendar: the next incremental list answers 410. */
  expireSyncTokens(calendarId: string): void {
    this.#calendar(calendarId).generation++;
  }

  /**
   * "This and following events": the series ends before the instance, a new one goes on from it with the same
   * private properties and an id that ends in _R and the start.
   */
  splitSeries(
    calendarId: string,
    masterId: string,
    instanceId: string,
    change: EventBody = {},
  ): EventResource {
    const calendar = this.#calendar(calendarId);
    const master = findEvent(this.world, calendar, masterId).resource;
    const occurrence = occurrenceById(master, calendar.timeZone, instanceId);
    if (!occurrence) throw notFound();
    const stamp = inZone(occurrence.startMs, 'UTC').slice(0, 19).replaceAll(/[-:]/g, '');
    const before = occurrencesOf(
      master,
      calendar.timeZone,
      Number.NEGATIVE_INFINITY,
      occurrence.startMs,
    ).length;
    const last = inZone(occurrence.startMs - 1000, 'UTC')
      .slice(0, 19)
      .replaceAll(/[-:]/g, '');
    const allDay = master.start.date !== undefined;
    const until = allDay
      ? shiftTime({ date: occurrence.originalStart.date ?? '' }, { days: -1 }).date?.replaceAll('-', '')
      : `${last}Z`;
    const ending = (master.recurrence ?? []).map((line) =>
      /^RRULE/i.test(line) ? `${line.replace(/;(UNTIL|COUNT)=[^;]*/gi, '')};UNTIL=${until}` : line,
    );
    const following = (master.recurrence ?? [])
      .filter((line) => /^RRULE/i.test(line))
      .map((line) => line.replace(/COUNT=(\d+)/i, (_, count) => `COUNT=${Number(count) - before}`));
    for (const { resource } of this.world.exceptionsOf(calendar, masterId)) {
      if (resource.id >= instanceId && resource.status !== 'cancelled')
        this.world.put(calendar, { ...resource, status: 'cancelled' });
    }
    this.editEvent(calendarId, masterId, { recurrence: ending });
    const id = `${masterId.replace(/_R\d{8}(T\d{6})?$/, '')}_R${allDay ? stamp.slice(0, 8) : stamp}`;
    this.world.put(calendar, {
      ...master,
      id,
      iCalUID: `${id}@google.com`,
      start: occurrence.start,
      end: occurrence.end,
      recurrence: following,
      created: new Date(this.world.now()).toISOString(),
    });
    return this.editEvent(calendarId, id, change);
  }

  #calendar(id: string): StoredCalendar {
    const calendar = this.world.calendar(id);
    if (!calendar) throw notFound();
    return calendar;
  }
}

const DAY = 86_400_000;

/** Fills an empty world from seed data. */
export const plant = (hand: OwnerHand, state: GoogleState): void => {
  for (const { events, calendars, ...user } of state.users) hand.addUser(user);
  for (const { email, events, calendars } of state.users) {
    for (const event of events ?? []) hand.addEvent(email, event);
    for (const calendar of calendars ?? []) hand.addCalendar(email, calendar);
  }
};
