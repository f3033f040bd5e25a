import { z } from 'zod';
import { idField, instantField } from '../http/fields.schema.js';
import { asked, closedView, modeField, travelView, warningsView, windowOf } from './availability.schema.js';

const howMany = z.coerce
  .number({ error: 'Give a whole number from 1 to 30.' })
  .int({ error: 'Give a whole number from 1 to 30.' })
  .min(1, { error: 'Give a whole number from 1 to 30.' })
  .max(30, { error: 'Give a whole number from 1 to 30.' })
  .default(3);
const contactId = idField
  .optional()
  .describe('The partner: working hours are read on the clocks of their zone');

export const suggestionsQuery = windowOf({ ...asked.shape, n: howMany, contactId });

/** How long a meeting can be, and how far around a lost time others are looked for. */
const DAY_MS = 86_400_000;
export const DAYS_BESIDE = 14;

export const substitutesQuery = z
  .strictObject({
    start: instantField,
    end: instantField,
    n: howMany,
    contactId,
    placeId: asked.shape.placeId,
    mode: modeField,
    kindId: asked.shape.kindId,
  })
  .superRefine(({ start, end }, context) => {
    const length = Date.parse(end) - Date.parse(start);
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['end'], message });
    if (length <= 0) refuse('Give a moment after `start`.');
    else if (length > DAY_MS) refuse('Give a time of at most 24 hours.');
    else if (length % 60_000 !== 0) refuse('Give a time of whole minutes.');
  });

const rankReason = z.looseObject({ judged: z.string(), value: z.number() }).meta({
  id: 'RankReason',
  description: 'One thing that was judged, from 0 to 1, with its facts; which there are depends on `judged`',
});

export const suggestion = z
  .object({
    start: z.iso.datetime(),
    end: z.iso.datetime(),
    score: z.number().describe('The weighted mean of the reasons’ values'),
    daypart: z.enum(['morning', 'midday', 'afternoon', 'evening']),
    reasons: z.array(rankReason),
  })
  .meta({ id: 'Suggestion' });

export const suggestionsView = z
  .object({
    zone: z.string(),
    partnerZone: z.string().nullable(),
    durationMinutes: z.number(),
    suggestions: z.array(suggestion),
    closed: closedView,
    warnings: warningsView,
    travel: travelView,
  })
  .meta({ id: 'Suggestions' });

export type SuggestionsQuery = z.output<typeof suggestionsQuery>;
export type SubstitutesQuery = z.output<typeof substitutesQuery>;
export type SuggestionsView = z.output<typeof suggestionsView>;
