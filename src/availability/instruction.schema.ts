import { z } from 'zod';
import { idField, instantField, lineField, pageOf, pageQuery, textField } from '../http/fields.schema.js';

/** Shapes only: whether dates and times exist and fit together is for checkInstructions (instruction.ts). */

const date = z
  .string({ error: 'Give a date as YYYY-MM-DD.' })
  .max(10, { error: 'Give a date as YYYY-MM-DD.' });
const clock = z.string({ error: 'Give a time as HH:MM.' }).max(5, { error: 'Give a time as HH:MM.' });

const said = z.strictObject({
  by: lineField(120).describe('Who said it'),
  at: instantField.optional().describe('When; left out: now'),
  how: z.enum(['phone', 'mail', 'message', 'in_person'], {
    error: 'Give phone, mail, message or in_person.',
  }),
  words: textField(500).optional().describe("In the client's own words"),
});

const unreachable = z.strictObject({
  kind: z.literal('unreachable').describe('No meeting of any kind'),
  date,
  from: clock,
  to: clock,
  said,
});
const nothingBefore = z.strictObject({ kind: z.literal('nothing_before'), date, time: clock, said });
const nothingAfter = z.strictObject({ kind: z.literal('nothing_after'), date, time: clock, said });
const onlyByPhone = z.strictObject({
  kind: z.literal('only_by_phone'),
  date,
  from: clock.optional(),
  to: clock.optional(),
  said,
});
const atPlace = z.strictObject({
  kind: z.literal('at_place').describe('In person there or nowhere'),
  date,
  placeId: idField,
  from: clock.optional(),
  to: clock,
  said,
});

export const newInstruction = z
  .discriminatedUnion('kind', [unreachable, nothingBefore, nothingAfter, onlyByPhone, atPlace], {
    error:
      'Give an instruction of kind unreachable, nothing_before, nothing_after, only_by_phone or at_place.',
  })
  .meta({
    id: 'NewInstruction',
    description: "What a client says about one day, on the client's own clocks.",
  });

export const instructionView = z
  .object({
    instructionId: z.guid(),
    kind: z.enum(['unreachable', 'nothing_before', 'nothing_after', 'only_by_phone', 'at_place']),
    date: z.string(),
    time: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    placeId: z.guid().optional(),
    said: z.object({
      by: z.string(),
      at: z.iso.datetime(),
      how: z.enum(['phone', 'mail', 'message', 'in_person']),
      words: z.string().optional(),
    }),
    state: z.enum(['ahead', 'in_force', 'aged_out', 'withdrawn']),
    enteredBy: z.string().describe('The name of the user who wrote it down'),
    enteredAt: z.iso.datetime(),
    withdrawnAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Instruction' });

export const instructionPage = pageOf(instructionView, 'InstructionPage');

export const instructionsQuery = pageQuery.extend({
  past: z
    .stringbool({ error: 'Give true or false.' })
    .default(false)
    .describe('Those that have aged out or were withdrawn, too'),
});

export type NewInstruction = z.output<typeof newInstruction>;
export type InstructionView = z.output<typeof instructionView>;
export type InstructionsQuery = z.output<typeof instructionsQuery>;
