import { instanceOf } from './event-view.js';
import { occurrencesOf } from './instances.js';
import type { EventResource } from './resource.js';
import { instantOf } from './times.js';
import type { StoredCalendar } from './world.js';

/** One event on one day of the week view; minutes are wall clock since midnight, `lane` of `lanes` side by side. */
export interface PlacedEvent {
  event: EventResource;
  startMinute: number;
  endMinute: number;
  lane: number;
  lanes: number;
}

export interface WeekDay {
  date: Temporal.PlainDate;
  allDay: EventResource[];
  timed: PlacedEvent[];
}

/** The Monday of the week of a date, or of the present. */
export const mondayOf = (date: string | undefined, now: number, zone: string): Temporal.PlainDate => {
  const day =
    date === undefined
      ? Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
      : Temporal.PlainDate.from(date);
  return day.subtract({ days: day.dayOfWeek - 1 });
};

/** Lays a week's events out, in the calendar's zone; what crosses midnight is cut and appears on both days. */
export const daysOfWeek = (calendar: StoredCalendar, monday: Temporal.PlainDate): WeekDay[] => {
  const zone = calendar.timeZone;
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds;
  const from = midnight(monday);
  const to = midnight(monday.add({ days: 7 }));
  const events = Object.values(calendar.events)
    .map((stored) => stored.resource)
    .filter((event) => event.status !== 'cancelled')
    .flatMap((event) =>
      event.recurrence
        ? occurrencesOf(event, zone, from, to)
            .filter((one) => !Object.hasOwn(calendar.events, one.id))
            .map((one) => instanceOf(event, one))
        : [event],
    )
    .map((event) => ({ event, start: instantOf(event.start, zone), end: instantOf(event.end, zone) }))
    .filter(({ start, end }) => start < to && end > from)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return Array.from({ length: 7 }, (_, index) => {
    const date = monday.add({ days: index });
    const dayStart = midnight(date);
    const dayEnd = midnight(date.add({ days: 1 }));
    const today = events.filter(({ start, end }) => start < dayEnd && end > dayStart);
    const whole = ({ event, start, end }: (typeof today)[number]) =>
      event.start.date !== undefined || (start <= dayStart && end >= dayEnd);
    const minute = (ms: number) => {
      const wall = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      return wall.hour * 60 + wall.minute;
    };
    return {
      date,
      allDay: today.filter(whole).map(({ event }) => event),
      timed: lanes(
        today
          .filter((one) => !whole(one))
          .map(({ event, start, end }) => ({
            event,
            startMinute: start <= dayStart ? 0 : minute(start),
            endMinute: end >= dayEnd ? 1440 : minute(end),
          })),
      ),
    };
  });
};

/** Overlapping events share the width: each cluster gets as many lanes as it needs. */
const lanes = (events: Omit<PlacedEvent, 'lane' | 'lanes'>[]): PlacedEvent[] => {
  const placed: PlacedEvent[] = [];
  let cluster: PlacedEvent[] = [];
  let clusterEnd = 0;
  const close = () => {
    const count = Math.max(0, ...cluster.map((one) => one.lane)) + 1;
    for (const one of cluster) one.lanes = count;
    placed.push(...cluster);
    cluster = [];
  };
  for (const event of events) {
    if (event.startMinute >= clusterEnd) close();
    const busy = new Set(cluster.filter((one) => one.endMinute > event.startMinute).map((one) => one.lane));
    let lane = 0;
    while (busy.has(lane)) lane++;
    cluster.push({ ...event, lane, lanes: 1 });
    clusterEnd = Math.max(clusterEnd, event.endMinute);
  }
  close();
  return placed;
};
