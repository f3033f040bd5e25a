import { z } from 'zod';
import { idField } from '../http/fields.schema.js';
import { PROPOSAL_KINDS } from './meeting.js';

const instant = z.iso.datetime();

export const holdsQuery = z.strictObject({ clientId: idField.optional() });
export type HoldsQuery = z.output<typeof holdsQuery>;

/** One time that a proposal keeps open. */
export const holdView = z
  .object({
    optionId: z.guid(),
    meetingId: z.guid(),
    clientId: z.guid(),
    title: z.string(),
    kind: z.enum(PROPOSAL_KINDS),
    start: instant,
    end: instant,
    held: z
      .boolean()
      .meta({ description: 'False: offered to several on purpose, whoever accepts first has it' }),
    priority: z.number().nullable().meta({ description: 'Among those that share the time: 1 before 2' }),
    heldSince: instant.nullable(),
    offeredAt: instant.meta({ description: 'Since when nobody has been offered anything new' }),
    lastWordAt: instant.nullable().meta({ description: 'When an attendee last said anything' }),
    expiresAt: instant.nullable(),
    onCalendar: z.boolean(),
    question: z.string().nullable(),
    attendees: z.array(z.string()),
  })
  .meta({ id: 'Hold' });
export type HoldView = z.output<typeof holdView>;

export const holdList = z.object({ items: z.array(holdView) }).meta({ id: 'Holds' });

export const releaseBody = z
  .strictObject({ optionId: idField.nullable().default(null) })
  .meta({ id: 'ReleaseHold', description: 'Without an option all times of the proposal are released.' });
export type ReleaseBody = z.output<typeof releaseBody>;

export const holdBody = z.strictObject({ optionId: idField }).meta({ id: 'HoldAgain' });
export type HoldBody = z.output<typeof holdBody>;
