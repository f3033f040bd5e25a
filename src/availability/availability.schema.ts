import { z } from 'zod';
import { idField, instantField, lineField } from '../http/fields.schema.js';
import type { Rule } from './rule.js';
import { WEEKDAYS } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

/**
 * The shapes of rules and settings. What the values mean and whether they fit together is for check-rules.ts and
 * check-settings.ts; their faults reach the caller with the same pointers.
 */

const date = z
  .string({ error: 'Give a date as YYYY-MM-DD.' })
  .max(10, { error: 'Give a date as YYYY-MM-DD.' });
const clock = z.string({ error: 'Give a time as HH:MM.' }).max(5, { error: 'Give a time as HH:MM.' });
const minutes = z.number({ error: 'Give a number of minutes.' });
const count = z.number({ error: 'Give a whole number.' });
const window = z.strictObject({ from: clock, to: clock });
const windows = z.array(window).max(50, { error: 'Give at most 50 windows.' });
const ruleId = idField.optional().describe('Left out: a new rule');

const weekly = z.strictObject({
  kind: z.literal('weekly'),
  id: ruleId,
  windows: z
    .array(
      window.extend({
        days: z.array(z.enum(WEEKDAYS, { error: `Give weekdays as ${WEEKDAYS.join(', ')}.` })).max(7),
      }),
    )
    .max(50, { error: 'Give at most 50 windows.' }),
  placeId: idField.optional(),
  from: date.optional(),
  until: date.optional(),
  everyWeeks: count.optional(),
  weekOf: date.optional(),
});

const recurring = z.strictObject({
  kind: z.literal('recurring'),
  id: ruleId,
  rrule: z.string().max(500, { error: 'Give at most 500 characters.' }),
  starts: date,
  windows,
  placeId: idField.optional(),
  until: date.optional(),
});

const open = z.strictObject({
  kind: z.literal('open'),
  id: ruleId,
  date,
  windows,
  placeId: idField.optional(),
  instead: z.boolean().optional(),
});

const closed = z.strictObject({
  kind: z.literal('closed'),
  id: ruleId,
  from: date,
  until: date,
  window: window.optional(),
  title: lineField(200).optional(),
});

const vacation = z.strictObject({
  kind: z.literal('vacation'),
  id: ruleId,
  from: date,
  until: date,
  title: lineField(200).optional(),
});

const holiday = z.strictObject({
  kind: z.literal('holiday'),
  id: ruleId,
  date,
  name: lineField(200),
  region: lineField(20).optional(),
});

export const ruleInput = z
  .discriminatedUnion('kind', [weekly, recurring, open, closed, vacation, holiday], {
    error: 'Give a rule of kind weekly, recurring, open, closed, vacation or holiday.',
  })
  .meta({ id: 'AvailabilityRule' });

const policy = z.enum(['busy', 'free'], { error: 'Give busy or free.' }).optional();

export const settingsInput = z
  .strictObject({
    zone: z.string({ error: 'Give a time zone by its IANA name, such as Europe/Riga.' }).max(64),
    durationMinutes: minutes,
    stepMinutes: minutes,
    alignment: z.enum(['window', 'clock'], { error: 'Give window or clock.' }),
    horizonDays: count,
    bufferBeforeMinutes: minutes.optional(),
    bufferAfterMinutes: minutes.optional(),
    minimumGapMinutes: minutes.optional(),
    minimumNoticeMinutes: minutes.optional(),
    noticeWorkingDays: count.optional(),
    limits: z
      .array(
        z.strictObject({
          id: lineField(64),
          perDay: count.optional(),
          perWeek: count.optional(),
        }),
      )
      .max(50, { error: 'Give at most 50 limits.' })
      .optional(),
    breaks: z
      .array(z.strictObject({ id: lineField(64), from: clock, to: clock, minutes }))
      .max(10, { error: 'Give at most 10 breaks.' })
      .optional(),
    policies: z
      .strictObject({
        tentative: policy,
        unanswered: policy,
        elsewhere: policy,
        allDay: z.enum(['as_marked', 'busy', 'free'], { error: 'Give as_marked, busy or free.' }).optional(),
      })
      .optional(),
    travel: z
      .strictObject({
        dayStartPlaceId: idField.optional(),
        dayEndPlaceId: idField.optional(),
        mode: z
          .enum(['car', 'bicycle', 'foot', 'transit'], { error: 'Give car, bicycle, foot or transit.' })
          .optional(),
        unknownMinutes: minutes.optional(),
      })
      .optional(),
    holidays: z
      .strictObject({
        on: z.boolean({ error: 'Give true or false.' }).optional(),
        region: z
          .string()
          .regex(/^[A-Z]{2}(-[A-Z0-9]{1,8}){0,2}$/, {
            error: 'Give a country such as LV, or a region such as DE-BY.',
          })
          .optional(),
        except: z.array(lineField(200)).max(100, { error: 'Give at most 100 holidays.' }).optional(),
      })
      .optional(),
    zoneChanges: z
      .array(z.strictObject({ from: date, zone: z.string().max(64) }))
      .max(10, { error: 'Give at most 10 changes of zone.' })
      .optional(),
  })
  .meta({ id: 'AvailabilitySettings' });

export const availabilityBody = z
  .strictObject({
    settings: settingsInput,
    rules: z.array(ruleInput),
    version: count.optional().describe('The version that was read; another one by now is answered with 409'),
  })
  .meta({ id: 'AvailabilityInput' });

export const availabilityView = z
  .object({ settings: settingsInput, rules: z.array(ruleInput), version: z.number() })
  .meta({ id: 'Availability' });

export const durationField = z.coerce
  .number({ error: 'Give a whole number of minutes from 1 to 1440.' })
  .int({ error: 'Give a whole number of minutes from 1 to 1440.' })
  .min(1, { error: 'Give a whole number of minutes from 1 to 1440.' })
  .max(1440, { error: 'Give a whole number of minutes from 1 to 1440.' });

/** A year, leap years and the hours of a change of clocks included. */
export const MOST_DAYS_ASKED = 367;

export const modeField = z
  .enum(['in_person', 'phone', 'video'], { error: 'Give in_person, phone or video.' })
  .optional()
  .describe('How people meet; left out: as the kind says, else in person');

export const asked = z.strictObject({
  durationMinutes: durationField.optional(),
  placeId: idField.optional(),
  mode: modeField,
  kindId: idField.optional().describe('Of which kind the meeting is: it says what is left out here'),
  excludeMeetingId: idField.optional().describe('A meeting that is being moved: it is not in its own way'),
});

/** A window that ends after it starts, and soon enough. */
export const windowOf = <Shape extends z.ZodRawShape>(shape: Shape, mostDays = MOST_DAYS_ASKED) =>
  z.strictObject({ ...shape, from: instantField, to: instantField }).superRefine((query, context) => {
    // The shape's type is open here, and what the fields before have checked is known.
    const { from, to } = query as { readonly from: string; readonly to: string };
    const length = Date.parse(to) - Date.parse(from);
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['to'], message });
    if (length <= 0) refuse('Give a moment after `from`.');
    if (length > mostDays * 86_400_000) refuse(`Ask for at most ${mostDays} days at a time.`);
  });

export const slotsQuery = windowOf(asked.shape);

export const explainQuery = asked.extend({ at: instantField });

export const reason = z.looseObject({ because: z.string() }).meta({
  id: 'Reason',
  description: 'Why a time is not offered; which fields there are depends on `because`',
});

export const closedView = reason
  .nullable()
  .describe('Why nothing at all can be offered; null when the answer can be trusted');

export const travelView = z
  .object({
    sources: z.array(z.enum(['fixed', 'router', 'estimate', 'unknown'])),
    router: z.enum(['ok', 'down', 'off']).describe('down: estimates or older answers stand in for it'),
  })
  .optional()
  .describe('Whoever said how long the ways take; left out when no ways were reckoned with');

const aboutCalendar = { calendarId: z.guid(), calendarName: z.string() };

export const warning = z
  .discriminatedUnion('because', [
    z.object({ because: z.literal('series-unreadable'), ...aboutCalendar, count: z.int() }),
    z.object({ because: z.literal('calendar-failing'), ...aboutCalendar, syncedAt: z.iso.datetime() }),
  ])
  .meta({
    id: 'Warning',
    description:
      'What is wrong with an answer that can be given all the same. series-unreadable: so many events and series of the calendar could not be read and nobody has looked at them, so times of theirs may be taken. calendar-failing: it could not be read since syncedAt, and what it said then serves.',
  });

export const warningsView = z.array(warning).describe('Of the calendars that block; empty as a rule');

export const slotsView = z
  .object({
    zone: z.string(),
    durationMinutes: z.number(),
    stepMinutes: z.number(),
    slots: z.array(z.object({ start: z.iso.datetime(), end: z.iso.datetime() })),
    closed: closedView,
    warnings: warningsView,
    travel: travelView,
  })
  .meta({ id: 'Slots' });

export const explanationView = z
  .object({
    at: z.iso.datetime(),
    zone: z.string(),
    free: z.boolean(),
    mayOverride: z.boolean().describe('Whether a secretary may book here on purpose'),
    reasons: z.array(reason),
    warnings: warningsView,
    travel: travelView,
  })
  .meta({ id: 'Explanation' });

export type AvailabilityBody = z.output<typeof availabilityBody>;
export type SlotsQuery = z.output<typeof slotsQuery>;
export type ExplainQuery = z.output<typeof explainQuery>;
export type SlotsView = z.output<typeof slotsView>;
export type WarningView = z.output<typeof warning>;

/** A client's rules and settings as they are stored and answered. */
export interface Availability {
  readonly settings: AvailabilitySettings;
  readonly rules: readonly Rule[];
  /** 0: nobody has said anything yet, and the settings are the default ones. */
  readonly version: number;
}
