/**
 * The slot engine against the floor under it (slots-floor.ts), in one run: every case through the
 * real entry point, busy times sorted as the database returns them. Both are called in turn, so
 * that they meet the same noise, and the median of many batches counts.
 */
import type { AvailabilityInput } from '../availability/input.js';
import { freeSlots, nextSlot } from '../availability/slots.js';
import { type CommonQuestion, commonSlots } from '../availability/together.js';
import { sweep, sweepTogether } from './slots-floor.js';
import {
  floorOf,
  onePerson,
  workloadA,
  workloadB,
  workloadC,
  workloadD,
  workloadE,
} from './slots-workloads.js';

export interface SlotBenchResult {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  /** The floor in the same unit, and how many times it the value is. */
  readonly floor?: number;
  readonly ratio?: number;
  /** Largest ratio, or largest value where there is no floor. */
  readonly goal?: number;
  readonly met?: boolean;
}

type Call = () => unknown;

const SAMPLES = 400;

const out = new Int32Array(100_000);
const scratch = new Int32Array(100_000);

/** All cases, in microseconds a call unless the unit says otherwise. */
export function benchSlots(): SlotBenchResult[] {
  const a = workloadA();
  const d = workloadD();
  return [
    against('a: one person, 60 days, 200 busy', a, 20),
    against('b: one person, 365 days, 2000 busy', workloadB(), 4),
    tenTogether(),
    compared(
      'd: a with every rule on, beside a',
      () => freeSlots(d),
      () => freeSlots(a),
      10,
      5,
    ),
    nextOfAThousand(),
    unseenRules(a),
    allocated(a),
    // Linear cost would make these 2; were it quadratic, 4.
    doubled('twice the busy times', onePerson(365, 4000), onePerson(365, 2000)),
    doubled('twice the days and busy times', onePerson(364, 2000), onePerson(182, 1000)),
  ];
}

function against(name: string, input: AvailabilityInput, batch: number): SlotBenchResult {
  const load = floorOf(input);
  mustAgree(name, freeSlots(input).minutes, sweep(load, out));
  return compared(
    name,
    () => freeSlots(input),
    () => sweep(load, out),
    batch,
    5,
  );
}

function tenTogether(): SlotBenchResult {
  const name = 'c: ten people, 60 days, 200 busy each';
  const inputs = workloadC();
  const [first = workloadA()] = inputs;
  const question: CommonQuestion = {
    people: inputs.map((input, i) => ({ ...input, personId: String(i), required: true })),
    window: first.window,
    now: first.now,
    wanted: { durationMinutes: first.settings.durationMinutes },
    grid: { zone: first.settings.zone, stepMinutes: first.settings.stepMinutes },
  };
  const loads = inputs.map(floorOf);
  mustAgree(name, commonSlots(question).free.minutes, sweepTogether(loads, out, scratch));
  return compared(
    name,
    () => commonSlots(question),
    () => sweepTogether(loads, out, scratch),
    4,
    5,
  );
}

function nextOfAThousand(): SlotBenchResult {
  const clients = workloadE();
  const loads = clients.map(floorOf);
  const [value, floor] = inTurn(
    () => clients.map(nextSlot),
    () => loads.map((load) => sweep(load, out)),
    1,
    40,
  );
  const name = 'e: 1,000 clients, the next free slot of each';
  return { case: name, value, unit: 'us', floor, ratio: value / floor };
}

/** Each call gets rules and settings it has never seen, so that nothing is kept about them. */
function unseenRules(a: AvailabilityInput): SlotBenchResult {
  const copies = Array.from({ length: 2 * SAMPLES }, (): AvailabilityInput => {
    return { ...a, rules: structuredClone(a.rules), settings: structuredClone(a.settings) };
  });
  const [value] = inTurn(
    () => freeSlots(copies.pop() ?? a),
    () => 0,
    1,
    SAMPLES,
  );
  return { case: 'a, with rules and settings not seen before', value, unit: 'us' };
}

/** Bytes a call allocates, heap and array buffers: the median of the rounds in which nothing was collected. */
function allocated(a: AvailabilityInput): SlotBenchResult {
  const rounds: number[] = [];
  for (let round = 0; round < 100; round++) {
    const before = process.memoryUsage();
    for (let i = 0; i < 20; i++) freeSlots(a);
    const after = process.memoryUsage();
    const heap = after.heapUsed - before.heapUsed;
    const buffers = after.arrayBuffers - before.arrayBuffers;
    if (heap > 0 && buffers > 0) rounds.push((heap + buffers) / 20);
  }
  const value = middle(rounds);
  return { case: 'a: allocated', value, unit: 'bytes', goal: 65_536, met: value < 65_536 };
}

function doubled(name: string, large: AvailabilityInput, small: AvailabilityInput): SlotBenchResult {
  return compared(
    name,
    () => freeSlots(large),
    () => freeSlots(small),
    4,
    3,
  );
}

function compared(name: string, call: Call, beside: Call, batch: number, goal: number): SlotBenchResult {
  const [value, floor] = inTurn(call, beside, batch, SAMPLES);
  const ratio = value / floor;
  return { case: name, value, unit: 'us', floor, ratio, goal, met: ratio <= goal };
}

/** Microseconds a call of each, the medians of `samples` batches after as many to warm up. */
function inTurn(first: Call, second: Call, batch: number, samples: number): [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let s = -samples; s < samples; s++) {
    const one = microseconds(first, batch);
    const other = microseconds(second, batch);
    if (s < 0) continue;
    times[0].push(one);
    times[1].push(other);
  }
  return [middle(times[0]), middle(times[1])];
}

function microseconds(call: Call, batch: number): number {
  const begin = process.hrtime.bigint();
  for (let i = 0; i < batch; i++) call();
  return Number(process.hrtime.bigint() - begin) / batch / 1000;
}

function middle(list: number[]): number {
  return list.sort((a, b) => a - b)[list.length >>> 1] ?? Number.NaN;
}

/** The answers have to be the same before times mean anything; the floor's are in `out`. */
function mustAgree(name: string, found: Int32Array, floorCount: number): void {
  if (found.length !== floorCount || found.some((minute, i) => minute !== out[i])) {
    throw new Error(`${name}: ${found.length} slots, but the floor finds ${floorCount}`);
  }
}
