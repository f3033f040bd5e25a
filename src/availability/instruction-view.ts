import type { LocalDays } from '../time/local-days.js';
import { type Instruction, stateOf } from './instruction.js';
import type { InstructionRow } from './instruction-row.js';
import { instructionOf } from './instruction-row.js';

/** An instruction as the API answers it: instants as ISO 8601 UTC, and where it stands at `now` (epoch ms). */
export const instructionViewOf = (
  row: InstructionRow & { readonly enteredBy: string; readonly enteredAt: Date },
  days: LocalDays,
  now: number,
) => {
  const instruction: Instruction = instructionOf(row);
  const { id, said, withdrawnAt: _, ...what } = instruction;
  return {
    instructionId: id,
    ...what,
    said: { ...said, at: new Date(said.at).toISOString() },
    state: stateOf(instruction, days, now),
    enteredBy: row.enteredBy,
    enteredAt: row.enteredAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
};
