import { z } from 'zod';
import { idField, instantField, zoneField } from '../http/fields.schema.js';
import { durationField, modeField, reason, windowOf } from './availability.schema.js';

/** As many as sit at one table. */
const MOST_PEOPLE = 10;
const people = z.array(idField).max(MOST_PEOPLE, { error: `Give at most ${MOST_PEOPLE} clients.` });

export const commonBody = windowOf({
  clientIds: people.min(1, { error: 'Give at least one client.' }).describe('Who has to come'),
  optionalClientIds: people.default([]).describe('Who would be good to have'),
  durationMinutes: durationField,
  stepMinutes: z
    .number({ error: 'Give a whole number of minutes from 5 to 1440.' })
    .int({ error: 'Give a whole number of minutes from 5 to 1440.' })
    .min(5, { error: 'Give a whole number of minutes from 5 to 1440.' })
    .max(1440, { error: 'Give a whole number of minutes from 5 to 1440.' })
    .default(30),
  zone: zoneField.optional().describe('On whose clocks starts are counted; left out: the first client’s'),
  mode: modeField,
  at: instantField.optional().describe('A start that is to be explained'),
  limit: z
    .number({ error: 'Give a whole number from 1 to 1000.' })
    .int({ error: 'Give a whole number from 1 to 1000.' })
    .min(1, { error: 'Give a whole number from 1 to 1000.' })
    .max(1000, { error: 'Give a whole number from 1 to 1000.' })
    .default(100),
})
  .superRefine(({ clientIds, optionalClientIds }, context) => {
    const seen = new Set<string>();
    for (const [field, ids] of Object.entries({ clientIds, optionalClientIds })) {
      for (const [i, id] of ids.entries()) {
        if (seen.has(id)) {
          context.addIssue({ code: 'custom', path: [field, i], message: 'Name each client once.' });
        }
        seen.add(id);
      }
    }
  })
  .meta({ id: 'CommonQuestion' });

const time = z.object({ start: z.iso.datetime(), end: z.iso.datetime() });

const explanation = z
  .object({
    at: z.iso.datetime(),
    shared: z.array(reason).describe('What concerns all'),
    clients: z.array(z.object({ clientId: z.guid(), required: z.boolean(), reasons: z.array(reason) })),
  })
  .meta({ id: 'CommonExplanation' });

export const commonView = z
  .object({
    zone: z.string(),
    durationMinutes: z.number(),
    stepMinutes: z.number(),
    first: time.nullable(),
    slots: z.array(
      time.extend({ optional: z.array(z.guid()).describe('Which of the optional clients could come') }),
    ),
    more: z.boolean().describe('Whether there are more than `limit`'),
    closedBy: z
      .object({ clientId: z.guid(), reason })
      .nullable()
      .describe('The client about whom nothing can be said, so that nothing is common'),
    nearest: time
      .extend({ missing: z.array(z.guid()) })
      .nullable()
      .describe('When nothing is common: the first time at which most could come'),
    explanation: explanation
      .nullable()
      .describe('Of the time asked for, or else of `nearest`: what each client has against it'),
  })
  .meta({ id: 'CommonTimes' });

export type CommonBody = z.output<typeof commonBody>;
export type CommonView = z.output<typeof commonView>;
