import { z } from 'zod';
import { textField } from '../http/fields.schema.js';

const instant = z.iso.datetime();

export const counterView = z
  .object({
    counterId: z.guid(),
    attendeeId: z.guid(),
    optionId: z.guid(),
    messageId: z.guid(),
    start: instant,
    end: instant,
    comment: z.string().nullable(),
    trusted: z.boolean().meta({ description: 'The sender is proven' }),
    state: z.enum(['open', 'taken', 'refused', 'superseded']),
    stale: z.boolean().meta({ description: 'Proposed for a time that the option has left since' }),
    receivedAt: instant,
    inTheWay: z
      .array(z.string())
      .meta({ description: 'What stands against the time, in words; empty when the client is free' }),
    day: z
      .array(z.object({ start: instant, end: instant, kind: z.enum(['event', 'meeting', 'hold']) }))
      .meta({ description: 'What else occupies the client on that day' }),
  })
  .meta({ id: 'CounterProposal' });
export type CounterView = z.output<typeof counterView>;

export const counterList = z.object({ items: z.array(counterView) }).meta({ id: 'CounterProposals' });

export const takeCounterBody = z
  .strictObject({ override: z.boolean().optional() })
  .meta({ id: 'TakeCounter' });
export type TakeCounterBody = z.output<typeof takeCounterBody>;

export const refuseCounterBody = z
  .strictObject({ reason: textField(1_000).nullable().default(null) })
  .meta({ id: 'RefuseCounter' });
export type RefuseCounterBody = z.output<typeof refuseCounterBody>;

export const consensusBody = z
  .discriminatedUnion('rule', [
    z.strictObject({ rule: z.literal('all') }),
    z.strictObject({ rule: z.literal('first') }),
    z.strictObject({ rule: z.literal('quorum'), least: z.number().int().min(1).max(20) }),
  ])
  .meta({ id: 'Consensus' });
export type ConsensusBody = z.output<typeof consensusBody>;

export const roleBody = z
  .strictObject({ role: z.enum(['required', 'optional'], { error: 'Give required or optional.' }) })
  .meta({ id: 'AttendeeRole' });
export type RoleBody = z.output<typeof roleBody>;
