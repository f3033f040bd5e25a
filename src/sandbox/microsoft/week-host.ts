import type { ShownEvent } from '../week/layout.js';
import type { WeekHost } from '../week/pages.js';
import { asText } from './body-text.js';
import { GraphFailure } from './failure.js';
import { itemId } from './ids.js';
import { type Instance, instancesOf } from './instances.js';
import type { OwnerHand } from './owner-hand.js';
import type { DayOfWeek, HandBody, ShowAs } from './resource.js';
import { WEEKDAYS } from './resource.js';
import type { MicrosoftWorld, StoredCalendar, StoredItem } from './world.js';

const TONES: Partial<Record<ShowAs, string>> = { oof: '#8764b8', workingElsewhere: '#3c6e71' };

const WORDS: Record<ShowAs, string> = {
  free: 'free',
  tentative: 'tentative',
  busy: 'busy',
  oof: 'away',
  workingElsewhere: 'working elsewhere',
  unknown: 'unknown',
};

const lookOf = ({ fields }: Instance): ShownEvent['look'] => {
  const { response } = fields.responseStatus;
  if (fields.isCancelled || response === 'declined') return 'no';
  if (fields.showAs === 'tentative' || response === 'notResponded') return 'maybe';
  return fields.showAs === 'busy' || fields.showAs === 'oof' ? 'busy' : 'free';
};

const REPEATS = [
  ['', 'does not repeat'],
  ['daily', 'every day'],
  ['weekly', 'every week'],
  ['fortnightly', 'every second week'],
  ['monthly', 'every month'],
] as const;

const recurrence = (repeats: string, date: string): HandBody['recurrence'] => {
  const day = Temporal.PlainDate.from(date);
  const weekday: DayOfWeek = WEEKDAYS[day.dayOfWeek % 7] ?? 'monday';
  const range = { type: 'noEnd' as const, startDate: date };
  const weekly = (interval: number) => ({
    pattern: { type: 'weekly' as const, interval, daysOfWeek: [weekday], firstDayOfWeek: 'monday' as const },
    range,
  });
  switch (repeats) {
    case 'daily':
      return { pattern: { type: 'daily', interval: 1 }, range };
    case 'weekly':
      return weekly(1);
    case 'fortnightly':
      return weekly(2);
    case 'monthly':
      return { pattern: { type: 'absoluteMonthly', interval: 1, dayOfMonth: day.day }, range };
    default:
      return undefined;
  }
};

const shown = (
  world: MicrosoftWorld,
  calendar: StoredCalendar,
  item: StoredItem,
  instance: Instance,
): ShownEvent => {
  const { fields } = instance;
  const declined = fields.responseStatus.response === 'declined';
  const at = { mailbox: world.mailboxOf(calendar), calendarKey: calendar.key, item: item.key };
  return {
    id: itemId('immutable', { ...at, day: instance.day }),
    title: fields.subject || '(no subject)',
    startMs: instance.startMs,
    endMs: instance.endMs,
    allDay: fields.isAllDay,
    look: lookOf(instance),
    words: fields.isCancelled ? 'cancelled' : declined ? 'declined' : WORDS[fields.showAs],
    tone: TONES[fields.showAs],
    inSeries: instance.day !== undefined,
    place: fields.locations.map(({ displayName }) => displayName).join('; '),
    note: asText(fields.body),
    small: [
      ...(instance.kind === 'exception' ? [`moved or changed; was on ${instance.day}`] : []),
      ...(fields.sensitivity === 'normal' ? [] : [fields.sensitivity]),
      ...fields.attendees.map(({ emailAddress, status }) => `${emailAddress.name}: ${status.response}`),
      ...fields.extended.map(({ id, value }) => `${id.replace(/^.* Name /, '')}=${value}`),
    ],
  };
};

/** The pages on which a person does to a sandbox calendar what its owner would do in Outlook. */
export const weekHost = (world: MicrosoftWorld, hand: OwnerHand): WeekHost => {
  const zoneOf = (id: string) => {
    const calendar = world.calendarById(id);
    return calendar ? world.zoneOf(calendar) : 'UTC';
  };
  return {
    intro:
      'A stand-in for Outlook. Change an event here as its owner would, and see what Meetbroker makes of it.',
    choices: [
      {
        name: 'showAs',
        label: 'Show as',
        options: (['busy', 'tentative', 'free', 'oof', 'workingElsewhere'] as const).map((one) => [
          one,
          WORDS[one],
        ]),
      },
      { name: 'repeats', label: 'Repeats', options: REPEATS },
      {
        name: 'allDay',
        label: 'Length',
        options: [
          ['', 'from – to'],
          ['yes', 'all day'],
        ],
      },
    ],
    now: () => world.now(),
    calendars: () =>
      Object.values(world.data.calendars).map((calendar) => {
        const name = world.user(calendar.owner)?.name ?? calendar.owner;
        return {
          id: calendar.id,
          name: calendar.isDefault ? name : `${name}: ${calendar.name}`,
          detail: calendar.owner,
          zone: world.zoneOf(calendar),
        };
      }),
    events: (calendarId, from, to) => {
      const calendar = world.calendarById(calendarId);
      if (!calendar) return [];
      return Object.values(calendar.items).flatMap((item) =>
        instancesOf(item, world.zoneOf(calendar), from, to).map((one) => shown(world, calendar, item, one)),
      );
    },
    add: (calendarId, { title, date, from, to, chosen }) => {
      const timeZone = zoneOf(calendarId);
      const allDay = chosen.allDay === 'yes';
      const next = Temporal.PlainDate.from(date).add({ days: 1 });
      hand.addEvent(calendarId, {
        subject: title,
        isAllDay: allDay,
        start: { dateTime: `${date}T${allDay ? '00:00' : from}:00`, timeZone },
        end: { dateTime: allDay ? `${next}T00:00:00` : `${date}T${to}:00`, timeZone },
        showAs: chosen.showAs as ShowAs,
        recurrence: recurrence(chosen.repeats ?? '', date),
      });
    },
    move: (calendarId, eventId, by) => {
      hand.moveEvent(calendarId, eventId, by);
    },
    remove: (calendarId, eventId) => hand.deleteEvent(calendarId, eventId),
    removeSeries: (calendarId, eventId) => hand.deleteSeries(calendarId, eventId),
    refusal: (error) => (error instanceof GraphFailure ? error.message : undefined),
  };
};
