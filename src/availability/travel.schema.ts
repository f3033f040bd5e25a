import { z } from 'zod';
import { idField } from '../http/fields.schema.js';
import { travelView, windowOf } from './availability.schema.js';

const minutes = z
  .number({ error: 'Give a whole number of minutes from 0 to 1440.' })
  .int({ error: 'Give a whole number of minutes from 0 to 1440.' })
  .min(0, { error: 'Give a whole number of minutes from 0 to 1440.' })
  .max(1440, { error: 'Give a whole number of minutes from 0 to 1440.' });

const leg = z
  .strictObject({ fromPlaceId: idField, toPlaceId: idField, minutes })
  .meta({ id: 'TravelTime', description: 'The way back takes as long, unless it is listed by itself.' });

export const travelTimesBody = z
  .strictObject({ items: z.array(leg).max(2000, { error: 'Give at most 2000 ways.' }) })
  .superRefine(({ items }, context) => {
    const seen = new Set<string>();
    for (const [i, { fromPlaceId, toPlaceId }] of items.entries()) {
      const refuse = (message: string) =>
        context.addIssue({ code: 'custom', path: ['items', i, 'toPlaceId'], message });
      if (fromPlaceId === toPlaceId) refuse('Give two different places.');
      const pair = `${fromPlaceId} ${toPlaceId}`;
      if (seen.has(pair)) refuse('This way is listed twice; leave one of them out.');
      seen.add(pair);
    }
  })
  .meta({ id: 'TravelTimesInput' });

export const travelTimesView = z.object({ items: z.array(leg) }).meta({ id: 'TravelTimes' });

export const travelBlocksQuery = windowOf({}, 31);

export const travelBlocksView = z
  .object({
    zone: z.string(),
    blocks: z.array(
      z.object({
        start: z.iso.datetime(),
        end: z.iso.datetime(),
        meetingId: z.guid().describe('The meeting that the way leads to, or away from'),
        side: z.enum(['before', 'after']),
        fromPlaceId: z.guid(),
        toPlaceId: z.guid(),
        minutes: z.number(),
        source: z.enum(['fixed', 'router', 'estimate', 'unknown']),
      }),
    ),
    travel: travelView,
  })
  .meta({ id: 'TravelBlocks' });

export type TravelTimesBody = z.output<typeof travelTimesBody>;
export type TravelTimesView = z.output<typeof travelTimesView>;
export type TravelBlocksQuery = z.output<typeof travelBlocksQuery>;
export type TravelBlocksView = z.output<typeof travelBlocksView>;
