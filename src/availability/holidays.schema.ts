import { z } from 'zod';

const YEAR = 'Give a year from 1974 to 2197.';

export const holidaysQuery = z.strictObject({
  year: z.coerce
    .number({ error: YEAR })
    .int({ error: YEAR })
    .min(1974, { error: YEAR })
    .max(2197, { error: YEAR })
    .optional()
    .describe('Left out: this year'),
});

export const holidaysView = z
  .object({
    region: z.string().nullable().describe('null: no holidays are kept, or nobody said whose'),
    year: z.number(),
    holidays: z.array(
      z.object({
        key: z.string().describe('What `settings.holidays.except` names; the same every year'),
        date: z.iso.date(),
        days: z.number(),
        name: z.string().describe('In the language of the country'),
        kept: z.boolean().describe('false: the client works on it'),
      }),
    ),
  })
  .meta({ id: 'Holidays' });

export type HolidaysQuery = z.output<typeof holidaysQuery>;
export type HolidaysView = z.output<typeof holidaysView>;
