import { holidays, OWNERS, type Owner } from './seed-people.js';
import type { GoogleState, SeedEvent } from './world.js';

/**
 * Calendars of six owners, from a year before `now` (ms UTC) to a year after it, the same for the same `now`.
 * Denser in the next two months, so that the demo shows real weeks. Each owner has a weekly, a fortnightly and a
 * monthly series (one instance moved, one cancelled), all-day events and holidays, tentative and transparent
 * events, a declined and an unanswered invitation, focus time, a working location, a birthday and a holiday trip.
 */
export const seedCalendars = (now: number): GoogleState => ({
  users: OWNERS.map((owner, index) => ({
    email: owner.email,
    name: owner.name,
    timeZone: owner.timeZone,
    events: [
      ...series(owner, monday(owner, now), index),
      ...special(owner, monday(owner, now)),
      ...visits(owner, monday(owner, now), index),
    ],
  })),
});

/** The Monday of the week of `now` in the owner's zone. */
const monday = (owner: Owner, now: number): Temporal.PlainDate => {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(owner.timeZone).toPlainDate();
  return today.subtract({ days: today.dayOfWeek - 1 });
};

/** A stretch of one day in the owner's wall clock, `from` and `to` as HH:MM. */
const between = (
  owner: Owner,
  day: Temporal.PlainDate,
  from: string,
  to: string,
): Pick<SeedEvent, 'start' | 'end'> => ({
  start: { dateTime: `${day}T${from}:00`, timeZone: owner.timeZone },
  end: { dateTime: `${day}T${to}:00`, timeZone: owner.timeZone },
});

const allDay = (first: Temporal.PlainDate, days: number): Pick<SeedEvent, 'start' | 'end'> => ({
  start: { date: first.toString() },
  end: { date: first.add({ days }).toString() },
});

const series = (owner: Owner, week: Temporal.PlainDate, index: number): SeedEvent[] => {
  const first = week.subtract({ weeks: 52 });
  const hour = 8 + (index % 2);
  const at = (h: number, minutes = 0) => `${String(h).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  const moved = week.add({ weeks: 1 });
  const cancelled = week.add({ weeks: 2 });
  return [
    {
      summary: owner.staffMeeting,
      location: owner.office,
      ...between(owner, first, at(hour, 30), at(hour + 1, 15)),
      recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO'],
      exceptions: {
        [moved.toString()]: between(owner, moved.add({ days: 1 }), at(hour + 1), at(hour + 1, 45)),
        [cancelled.toString()]: { status: 'cancelled' },
      },
    },
    {
      summary: owner.country === 'SE' ? 'Ekonomiavstämning' : 'Finanšu pārskats ar grāmatvedi',
      location: owner.office,
      ...between(owner, first.add({ days: 2 }), '14:00', '15:00'),
      recurrence: ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE'],
    },
    {
      summary: owner.country === 'SE' ? 'Månadsmöte med revisorn' : 'Mēneša sapulce ar piegādātājiem',
      ...between(owner, firstThursday(first), '10:00', '11:30'),
      recurrence: ['RRULE:FREQ=MONTHLY;BYDAY=1TH'],
    },
    {
      summary: owner.country === 'SE' ? 'Lunch' : 'Pusdienas',
      ...between(owner, first, '12:00', '12:45'),
      recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    },
    {
      summary: owner.country === 'SE' ? 'Fokustid' : 'Fokusa laiks: tāmes un rēķini',
      eventType: 'focusTime',
      ...between(owner, first.add({ days: 4 }), '09:00', '11:00'),
      recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=FR'],
    },
    {
      summary: owner.country === 'SE' ? 'Hemma' : 'Mājas birojs',
      eventType: 'workingLocation',
      transparency: 'transparent',
      visibility: 'public',
      ...allDay(first.add({ days: 3 }), 1),
      recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=TH'],
    },
    {
      summary:
        owner.country === 'SE' ? `${owner.partner.name} fyller år` : `${owner.partner.name}: dzimšanas diena`,
      eventType: 'birthday',
      transparency: 'transparent',
      visibility: 'private',
      ...allDay(week.add({ days: 9 + index }).subtract({ years: 1 }), 1),
      recurrence: ['RRULE:FREQ=YEARLY'],
    },
  ];
};

const firstThursday = (after: Temporal.PlainDate): Temporal.PlainDate => {
  const next = after.add({ months: 1 }).with({ day: 1 });
  return next.add({ days: (4 - next.dayOfWeek + 7) % 7 });
};

/** Days after this week's Monday on which a two-day fair begins. */
const FAIR = 23;
/** The week, counted from this one, of the holiday trip. */
const AWAY_WEEK = 5;

const special = (owner: Owner, week: Temporal.PlainDate): SeedEvent[] => {
  const swedish = owner.country === 'SE';
  const from = week.subtract({ weeks: 52 });
  const to = week.add({ weeks: 53 });
  const closed = [week.year - 1, week.year, week.year + 1]
    .flatMap((year) => holidays(owner.country, year))
    .filter(
      ([, day]) => Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, to) < 0,
    )
    .map(([summary, day]): SeedEvent => ({ summary, ...allDay(day, 1) }));
  const self = (
    responseStatus: 'declined' | 'needsAction' | 'accepted',
  ): Pick<SeedEvent, 'organizer' | 'attendees'> => ({
    organizer: { email: owner.partner.email, displayName: owner.partner.name },
    attendees: [
      {
        email: owner.partner.email,
        displayName: owner.partner.name,
        organizer: true,
        responseStatus: 'accepted',
      },
      { email: owner.email, displayName: owner.name, responseStatus },
    ],
  });
  const away = week.add({ weeks: AWAY_WEEK });
  return [
    ...closed,
    {
      summary: swedish ? 'Preliminärt: möte med leverantör' : 'Varbūt: tikšanās ar piegādātāju',
      status: 'tentative',
      location: owner.office,
      ...between(owner, week.add({ days: 3 }), '15:30', '16:30'),
    },
    {
      summary: swedish ? 'Kontoret städas' : 'Biroja uzkopšana (nav jābūt klāt)',
      transparency: 'transparent',
      ...between(owner, week.add({ days: 2 }), '10:00', '12:00'),
    },
    {
      summary: swedish ? 'Frukostseminarium' : 'Nozares brokastis',
      ...between(owner, week.add({ days: 8 }), '10:00', '11:00'),
      ...self('declined'),
    },
    {
      summary: swedish ? 'Projektstart' : 'Projekta uzsākšana',
      location: owner.visits[1]?.[1],
      ...between(owner, week.add({ days: 9 }), '16:00', '17:00'),
      ...self('needsAction'),
    },
    {
      summary: swedish ? 'Avtalsmöte' : 'Līguma pārrunas',
      location: owner.visits[1]?.[1],
      ...between(owner, week.add({ days: 10 }), '13:30', '14:30'),
      ...self('accepted'),
    },
    {
      summary: swedish ? 'Mässa' : 'Nozares izstāde Ķīpsalā',
      location: swedish ? 'Älvsjö' : 'Ķīpsalas iela 8, Rīga',
      ...allDay(week.add({ days: FAIR }), 2),
    },
    {
      summary: swedish ? 'Semester' : 'Atvaļinājums',
      eventType: 'outOfOffice',
      start: { dateTime: `${away}T00:00:00`, timeZone: owner.timeZone },
      end: { dateTime: `${away.add({ days: 5 })}T00:00:00`, timeZone: owner.timeZone },
    },
    {
      summary: swedish ? 'Kvällståg till Göteborg' : 'Vakara prāmis uz Stokholmu',
      start: { dateTime: `${week.add({ weeks: 6, days: 3 })}T21:30:00`, timeZone: owner.timeZone },
      end: { dateTime: `${week.add({ weeks: 6, days: 4 })}T07:30:00`, timeZone: owner.timeZone },
    },
  ];
};

/** Stretches of the day that the series leave alone. */
const SLOTS = [
  ['10:00', '11:00'],
  ['11:00', '12:00'],
  ['13:00', '13:45'],
  ['15:00', '16:30'],
  ['16:30', '17:30'],
] as const;

/** A small linear generator, so that the same owner gets the same appointments for the same week. */
const draws = (seed: number) => {
  let state = (seed * 2_654_435_761) % 4_294_967_296;
  return (below: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
};

const visits = (owner: Owner, week: Temporal.PlainDate, index: number): SeedEvent[] => {
  const draw = draws(index + 1);
  const events: SeedEvent[] = [];
  const closed = new Set(
    [week.year - 1, week.year, week.year + 1]
      .flatMap((year) => holidays(owner.country, year))
      .map(([, day]) => day.toString()),
  );
  for (const day of [FAIR, FAIR + 1]) closed.add(week.add({ days: day }).toString());
  for (let day = 0; day < 5; day++) closed.add(week.add({ days: 7 * AWAY_WEEK + day }).toString());
  for (let offset = -52; offset < 53; offset++) {
    const near = offset >= -2 && offset <= 8;
    for (let weekday = 0; weekday < 5; weekday++) {
      const count = near ? 1 + draw(2) : draw(3) === 0 ? 1 : 0;
      const taken = new Set<number>();
      for (let n = 0; n < count; n++) taken.add(draw(SLOTS.length));
      for (const slot of taken) {
        const [from, to] = SLOTS[slot] ?? SLOTS[0];
        const [summary, location] = owner.visits[draw(owner.visits.length)] ?? ['', owner.office];
        const day = week.add({ days: 7 * offset + weekday });
        if (!closed.has(day.toString())) events.push({ summary, location, ...between(owner, day, from, to) });
      }
    }
  }
  return events;
};
