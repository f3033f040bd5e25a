import { z } from 'zod';
import { idField } from '../http/fields.schema.js';

const dateField = z.iso.date({ error: 'Give a date as YYYY-MM-DD.' });

export const journalQuery = z
  .strictObject({
    from: dateField.describe('The first day, on the agency’s clocks'),
    until: dateField.describe('The last day'),
    userId: idField.optional().describe('Only what this secretary did, or happened to her meetings'),
    clientId: idField.optional(),
    separator: z
      .enum(['comma', 'semicolon', 'tab'], { error: 'Give comma, semicolon or tab.' })
      .optional()
      .describe('Left out: what spreadsheets expect in your language'),
  })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    error: 'Give a last day that is not before the first one.',
  });

export type JournalQuery = z.output<typeof journalQuery>;
