import { z } from 'zod';

export const contactHistory = z
  .object({
    proposed: z.number().int(),
    accepted: z.number().int(),
    declined: z.number().int(),
    unanswered: z.number().int(),
    medianMinutes: z
      .number()
      .int()
      .nullable()
      .describe('From the proposal to the first answer, in half of the meetings at most'),
    answersBy: z.enum(['mail', 'page', 'phone']).nullable().describe('How answers came in most often'),
    meetings: z.array(
      z.object({
        meetingId: z.guid(),
        title: z.string(),
        state: z.string(),
        proposedAt: z.iso.datetime(),
        start: z.iso.datetime().nullable().describe('Of the time that was agreed on'),
        answer: z.enum(['accepted', 'declined', 'other']).nullable(),
      }),
    ),
  })
  .meta({ id: 'ContactHistory', description: 'Meetings with this contact, the newest first.' });

export type ContactHistory = z.output<typeof contactHistory>;
