import { z } from 'zod';
import { idField, instantField, pageOf, pageQuery } from '../http/fields.schema.js';

export const newCoverBody = z
  .strictObject({
    absentId: idField,
    userId: idField.describe('Who covers'),
    from: instantField.optional().describe('Left out or past: now'),
    until: instantField.describe('The first moment at which it holds no more'),
    clientIds: z
      .array(idField)
      .min(1, { error: 'Choose at least one client.' })
      .max(500, { error: 'Give at most 500 clients.' })
      .optional()
      .describe('Left out: all clients that are hers in that time'),
  })
  .meta({
    id: 'NewCover',
    description: 'Somebody is away, and somebody else has her clients from `from` until just before `until`.',
  });

export const coverPatch = z.strictObject({ until: instantField }).meta({ id: 'CoverPatch' });

const share = z.object({
  clientId: z.guid(),
  name: z.string(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
});

export const coverView = z
  .object({
    coverId: z.guid(),
    absentId: z.guid(),
    absentName: z.string(),
    userId: z.guid(),
    userName: z.string(),
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    state: z.enum(['planned', 'running', 'over']),
    clients: z.array(share).describe('To a secretary, only those that are hers at this moment'),
  })
  .meta({ id: 'Cover' });

export const coverPage = pageOf(coverView, 'CoverPage');
export const coversQuery = pageQuery;

export const handoverView = z
  .object({
    clients: z.array(
      share.extend({
        proposals: z.array(
          z.object({
            meetingId: z.guid(),
            title: z.string(),
            people: z.array(z.string()),
            expiresAt: z.iso.datetime().nullable(),
            asks: z.boolean().describe('A question about it is open'),
          }),
        ),
        meetings: z
          .array(
            z.object({
              meetingId: z.guid(),
              title: z.string(),
              start: z.iso.datetime(),
              end: z.iso.datetime(),
            }),
          )
          .describe('Confirmed ones in the time of the cover'),
        instructions: z
          .array(
            z.object({
              instructionId: z.guid(),
              kind: z.string(),
              date: z.string(),
              from: z.string().nullable(),
              until: z.string().nullable(),
              words: z.string().nullable(),
            }),
          )
          .describe('In force on a day of the cover'),
        requests: z.number().int().describe('Open ones'),
        messages: z.number().int().describe('Mails that wait for a person'),
      }),
    ),
  })
  .meta({ id: 'Handover', description: 'What goes over with each client, as it is now.' });

export type NewCover = z.output<typeof newCoverBody>;
export type CoverPatch = z.output<typeof coverPatch>;
export type CoverView = z.output<typeof coverView>;
export type HandoverView = z.output<typeof handoverView>;
