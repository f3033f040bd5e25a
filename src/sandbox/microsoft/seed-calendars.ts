import { holidays } from '../google/seed-people.js';
import type { HandBody, Response } from './resource.js';
import { OUTLOOK_OWNERS, type OutlookOwner } from './seed-people.js';
import { windowsOf } from './times.js';
import type { MicrosoftState, SeedEvent } from './world.js';

/**
 * Outlook calendars of three owners, from a year before `now` (ms UTC) to a year after it, the same for the same `now`.
 * Each has a weekly series (one day moved, one cancelled), a fortnightly, a relative monthly and a yearly one, all-day
 * events and holidays, days worked elsewhere, a holiday trip shown as away, private, tentative and free appointments,
 * and invitations from others that were accepted, declined, not answered or called off.
 */
export const seedMailboxes = (now: number): MicrosoftState => ({
  users: OUTLOOK_OWNERS.map((owner, index) => {
    const week = monday(owner, now);
    return {
      address: owner.email,
      name: owner.name,
      timeZone: owner.timeZone,
      kind: owner.kind,
      events: [...series(owner, week, index), ...special(owner, week), ...visits(owner, week, index)],
      ...(owner.second ? { calendars: [second(owner, owner.second, week)] } : {}),
    };
  }),
});

/** The Monday of the week of `now` in the owner's zone. */
const monday = (owner: OutlookOwner, now: number): Temporal.PlainDate => {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(owner.timeZone).toPlainDate();
  return today.subtract({ days: today.dayOfWeek - 1 });
};

type Span = Pick<SeedEvent, 'start' | 'end' | 'isAllDay'>;

/** A stretch of one day on the owner's clock, `from` and `to` as HH:MM; Outlook writes the zone's Windows name. */
const between = (owner: OutlookOwner, day: Temporal.PlainDate, from: string, to: string): Span => {
  const timeZone = windowsOf(owner.timeZone);
  return {
    start: { dateTime: `${day}T${from}:00`, timeZone },
    end: { dateTime: `${day}T${to}:00`, timeZone },
  };
};

const allDay = (owner: OutlookOwner, first: Temporal.PlainDate, days: number): Span => {
  const timeZone = windowsOf(owner.timeZone);
  return {
    start: { dateTime: `${first}T00:00:00`, timeZone },
    end: { dateTime: `${first.add({ days })}T00:00:00`, timeZone },
    isAllDay: true,
  };
};

const at = (place: string): Pick<HandBody, 'location'> => ({ location: { displayName: place } });
const noEnd = (from: Temporal.PlainDate) => ({ type: 'noEnd' as const, startDate: from.toString() });

const series = (owner: OutlookOwner, week: Temporal.PlainDate, index: number): SeedEvent[] => {
  const first = week.subtract({ weeks: 52 });
  const moved = week.add({ weeks: 1 });
  const hour = `0${8 + (index % 2)}`;
  const birthday = week.add({ days: 9 + index }).subtract({ years: 1 });
  const thursday = firstThursday(first);
  return [
    {
      subject: owner.staffMeeting,
      ...at(owner.office),
      ...between(owner, first, `${hour}:30`, `${hour}:55`),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
        range: noEnd(first),
      },
      exceptions: {
        [moved.toString()]: between(owner, moved.add({ days: 1 }), `${hour}:00`, `${hour}:45`),
        [week.add({ weeks: 2 }).toString()]: null,
      },
    },
    {
      subject: 'Saruna ar grāmatvedi',
      ...between(owner, first.add({ days: 2 }), '14:00', '15:00'),
      recurrence: {
        pattern: { type: 'weekly', interval: 2, daysOfWeek: ['wednesday'], firstDayOfWeek: 'monday' },
        range: noEnd(first.add({ days: 2 })),
      },
    },
    {
      subject: 'Mēneša pārskats',
      ...between(owner, thursday, '10:00', '11:30'),
      recurrence: {
        pattern: { type: 'relativeMonthly', interval: 1, daysOfWeek: ['thursday'], index: 'first' },
        range: noEnd(thursday),
      },
    },
    {
      subject: 'Pusdienas',
      showAs: 'tentative',
      ...between(owner, first, '12:00', '12:45'),
      recurrence: {
        pattern: {
          type: 'weekly',
          interval: 1,
          daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
          firstDayOfWeek: 'monday',
        },
        range: noEnd(first),
      },
    },
    {
      subject: 'Strādāju no mājām',
      showAs: 'workingElsewhere',
      ...allDay(owner, first.add({ days: 4 }), 1),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['friday'], firstDayOfWeek: 'monday' },
        range: noEnd(first.add({ days: 4 })),
      },
    },
    {
      subject: `${owner.partner.name}: dzimšanas diena`,
      showAs: 'free',
      sensitivity: 'personal',
      ...allDay(owner, birthday, 1),
      recurrence: {
        pattern: {
          type: 'absoluteYearly',
          interval: 1,
          dayOfMonth: birthday.day,
          month: birthday.month,
        },
        range: noEnd(birthday),
      },
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

/** An invitation that the partner sent, and what the owner made of it. */
const invited = (owner: OutlookOwner, responseStatus: Response): HandBody => ({
  organizer: { name: owner.partner.name, address: owner.partner.email },
  attendees: [
    {
      emailAddress: { name: owner.name, address: owner.email },
      type: 'required',
      status: { response: responseStatus },
    },
  ],
  responseStatus,
});

const special = (owner: OutlookOwner, week: Temporal.PlainDate): SeedEvent[] => {
  const [from, to] = [week.subtract({ weeks: 52 }), week.add({ weeks: 53 })];
  const closed = [week.year - 1, week.year, week.year + 1]
    .flatMap((year) => holidays(owner.country, year))
    .filter(
      ([, day]) => Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, to) < 0,
    )
    .map(([subject, day]): SeedEvent => ({ subject, showAs: 'oof', ...allDay(owner, day, 1) }));
  const ferry = week.add({ weeks: 6, days: 3 });
  const timeZone = windowsOf(owner.timeZone);
  const place = at(owner.visits[1]?.[1] ?? owner.office);
  return [
    ...closed,
    {
      subject: 'Varbūt: tikšanās ar piegādātāju',
      showAs: 'tentative',
      ...at(owner.office),
      ...between(owner, week.add({ days: 3 }), '15:30', '16:30'),
    },
    {
      subject: 'Biroja uzkopšana',
      showAs: 'free',
      ...between(owner, week.add({ days: 2 }), '10:00', '12:00'),
    },
    {
      subject: 'Zobārsts',
      sensitivity: 'private',
      ...between(owner, week.add({ days: 7 }), '16:30', '17:30'),
    },
    {
      subject: 'Nozares brokastis',
      ...between(owner, week.add({ days: 8 }), '10:00', '11:00'),
      ...invited(owner, 'declined'),
    },
    {
      subject: 'Projekta uzsākšana',
      ...place,
      showAs: 'tentative',
      ...between(owner, week.add({ days: 9 }), '16:00', '17:00'),
      ...invited(owner, 'notResponded'),
    },
    {
      subject: 'Līguma pārrunas',
      ...place,
      ...between(owner, week.add({ days: 10 }), '13:30', '14:30'),
      ...invited(owner, 'accepted'),
    },
    {
      subject: 'Atcelts: objekta apskate',
      isCancelled: true,
      showAs: 'free',
      ...between(owner, week.add({ days: 11 }), '11:00', '12:00'),
      ...invited(owner, 'accepted'),
    },
    {
      subject: 'Nozares izstāde Ķīpsalā',
      ...at('Ķīpsalas iela 8, Rīga'),
      ...allDay(owner, week.add({ days: FAIR }), 2),
    },
    { subject: 'Atvaļinājums', showAs: 'oof', ...allDay(owner, week.add({ weeks: AWAY_WEEK }), 5) },
    {
      subject: 'Vakara prāmis uz Stokholmu',
      showAs: 'oof',
      start: { dateTime: `${ferry}T21:30:00`, timeZone },
      end: { dateTime: `${ferry.add({ days: 1 })}T07:30:00`, timeZone },
    },
  ];
};

/** A calendar that the owner keeps beside the default one. */
const second = (owner: OutlookOwner, name: string, week: Temporal.PlainDate) => ({
  name,
  color: 'lightGreen',
  hexColor: '#7bd148',
  events: [0, 1, 2, 3].map(
    (weeks): SeedEvent => ({
      subject: 'Izbraukums: Viļņa',
      showAs: 'free',
      ...between(owner, week.add({ weeks, days: 1 }), '06:00', '18:00'),
    }),
  ),
});

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

const visits = (owner: OutlookOwner, week: Temporal.PlainDate, index: number): SeedEvent[] => {
  const draw = draws(index + 11);
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
        const [subject, place] = owner.visits[draw(owner.visits.length)] ?? ['', owner.office];
        const day = week.add({ days: 7 * offset + weekday });
        if (!closed.has(day.toString()))
          events.push({ subject, ...at(place), ...between(owner, day, from, to) });
      }
    }
  }
  return events;
};
