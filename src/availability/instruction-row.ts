/** Between an instruction and its row: the kinds put the same two times into different words. */
import type { Instruction } from './instruction.js';

export interface InstructionRow {
  readonly instructionId: string;
  readonly kind: Instruction['kind'];
  readonly date: string;
  readonly fromClock: string | null;
  readonly untilClock: string | null;
  readonly placeId: string | null;
  readonly saidBy: string;
  readonly saidAt: Date;
  readonly saidHow: Instruction['said']['how'];
  readonly words: string | null;
  readonly withdrawnAt: Date | null;
}

/** The times of an instruction as a row has them: `nothing_before` ends at its time, `nothing_after` begins there. */
export const clocksOf = (
  instruction: Instruction,
): { readonly fromClock: string | null; readonly untilClock: string | null } => {
  switch (instruction.kind) {
    case 'nothing_before':
      return { fromClock: null, untilClock: instruction.time };
    case 'nothing_after':
      return { fromClock: instruction.time, untilClock: null };
    case 'unreachable':
    case 'only_by_phone':
    case 'at_place':
      return { fromClock: instruction.from ?? null, untilClock: instruction.to ?? null };
  }
};

export const instructionOf = (row: InstructionRow): Instruction => {
  const { kind, date, words, withdrawnAt } = row;
  const from = row.fromClock ?? undefined;
  const to = row.untilClock ?? undefined;
  const base = {
    id: row.instructionId,
    date,
    said: {
      by: row.saidBy,
      at: row.saidAt.getTime(),
      how: row.saidHow,
      ...(words === null ? {} : { words }),
    },
    ...(withdrawnAt === null ? {} : { withdrawnAt: withdrawnAt.getTime() }),
  };
  switch (kind) {
    case 'unreachable':
      return { ...base, kind, from: from ?? '00:00', to: to ?? '24:00' };
    case 'nothing_before':
      return { ...base, kind, time: to ?? '00:00' };
    case 'nothing_after':
      return { ...base, kind, time: from ?? '24:00' };
    case 'only_by_phone':
      return {
        ...base,
        kind,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
    case 'at_place':
      return {
        ...base,
        kind,
        placeId: row.placeId ?? '',
        ...(from === undefined ? {} : { from }),
        to: to ?? '24:00',
      };
  }
};
