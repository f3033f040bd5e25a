/**
 * Instructions of the day: what the client said about one date, who passed it on, when and how.
 *
 * An instruction is in force from the moment it is written down and needs no approval. It ages out
 * by itself when its hours are over, and stays in the journal; withdrawing one is a fact with a
 * time, never a deletion. Hours are minutes of the client's local day (civil.ts).
 */
import { formatDate, MINUTES_A_DAY, parseClock, parseDate } from '../time/civil.js';
import type { LocalDays } from '../time/local-days.js';
import type { Wanted } from './input.js';
import type { RuleFault } from './rule.js';

export interface Said {
  /** Name or id of the person who said it. */
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
  readonly how: 'phone' | 'mail' | 'message' | 'in_person';
  /** In the client's own words. */
  readonly words?: string;
}

interface OnOneDate {
  readonly id: string;
  /** `YYYY-MM-DD`, in the client's zone. */
  readonly date: string;
  readonly said: Said;
  /** Epoch ms; from then on it has no effect. */
  readonly withdrawnAt?: number;
}

export type Instruction =
  /** "Unreachable from one to four": no meeting of any kind. */
  | (OnOneDate & { readonly kind: 'unreachable'; readonly from: string; readonly to: string })
  /** "Nothing before ten tomorrow." */
  | (OnOneDate & { readonly kind: 'nothing_before'; readonly time: string })
  /** "Nothing after four": a meeting is over by then. */
  | (OnOneDate & { readonly kind: 'nothing_after'; readonly time: string })
  /** "Only by phone", all day or for some hours. */
  | (OnOneDate & { readonly kind: 'only_by_phone'; readonly from?: string; readonly to?: string })
  /** "At the office until three": in person there or nowhere; by phone or video as ever. */
  | (OnOneDate & {
      readonly kind: 'at_place';
      readonly placeId: string;
      readonly from?: string;
      readonly to: string;
    });

export interface InstructionTimes {
  /** Day number; -1 when the date does not exist (checkInstructions says so). */
  readonly day: number;
  /** Minutes of that day, half-open. */
  readonly from: number;
  readonly to: number;
}

export function timesOf(instruction: Instruction): InstructionTimes {
  const day = parseDate(instruction.date) ?? -1;
  const clock = (text: string | undefined, otherwise: number) =>
    text === undefined ? otherwise : (parseClock(text) ?? otherwise);
  switch (instruction.kind) {
    case 'nothing_before':
      return { day, from: 0, to: clock(instruction.time, 0) };
    case 'nothing_after':
      return { day, from: clock(instruction.time, MINUTES_A_DAY), to: MINUTES_A_DAY };
    case 'unreachable':
    case 'only_by_phone':
    case 'at_place':
      return { day, from: clock(instruction.from, 0), to: clock(instruction.to, MINUTES_A_DAY) };
  }
}

/** Whether the instruction stands against this meeting, within its hours. */
export function forbids(instruction: Instruction, wanted: Wanted, now: number): boolean {
  if (instruction.withdrawnAt !== undefined && instruction.withdrawnAt <= now) return false;
  const mode = wanted.mode ?? 'in_person';
  switch (instruction.kind) {
    case 'unreachable':
    case 'nothing_before':
    case 'nothing_after':
      return true;
    case 'only_by_phone':
      return mode !== 'phone';
    case 'at_place':
      // A meeting whose place is still open can be held where the client is.
      return mode === 'in_person' && wanted.placeId !== undefined && wanted.placeId !== instruction.placeId;
  }
}

/** Where an instruction stands at `now` (epoch ms). */
export function stateOf(
  instruction: Instruction,
  days: LocalDays,
  now: number,
): 'ahead' | 'in_force' | 'aged_out' | 'withdrawn' {
  if (instruction.withdrawnAt !== undefined && instruction.withdrawnAt <= now) return 'withdrawn';
  const { day, from, to } = timesOf(instruction);
  const minute = Math.floor(now / 60_000);
  if (minute >= days.bound(day, to)) return 'aged_out';
  return minute < days.bound(day, from) ? 'ahead' : 'in_force';
}

const checked = new WeakMap<readonly Instruction[], readonly RuleFault[]>();

/** All faults; fields begin with `instructions`. Kept with the array, like a plan. */
export function checkInstructions(instructions: readonly Instruction[]): readonly RuleFault[] {
  const known = checked.get(instructions);
  if (known !== undefined) return known;
  const faults = findFaults(instructions);
  checked.set(instructions, faults);
  return faults;
}

function findFaults(instructions: readonly Instruction[]): RuleFault[] {
  const faults: RuleFault[] = [];
  for (const [i, instruction] of instructions.entries()) {
    const add = (field: string, problem: RuleFault['problem'], remedy: string) => {
      faults.push({ field: `instructions[${i}].${field}`, problem, remedy, ruleId: instruction.id });
    };
    const { day, from, to } = timesOf(instruction);
    if (day < 0 || formatDate(day) !== instruction.date) {
      add('date', 'bad_date', 'Write a date that exists as YYYY-MM-DD.');
    }
    const texts = Object.entries(instruction).filter(
      ([key]) => key === 'from' || key === 'to' || key === 'time',
    );
    for (const [field, text] of texts) {
      if (typeof text !== 'string' || parseClock(text) === undefined) {
        add(field, 'bad_time', 'Write the time as HH:MM.');
      }
    }
    if (to <= from) {
      const field = texts.at(-1)?.[0] ?? 'to';
      add(field, 'ends_before_start', 'Leave some time between the beginning and the end.');
    }
  }
  return faults;
}
