import { zoneTable } from '../time/wall-clock.js';
import { ZoneTable } from '../time/zone-table.js';
import { atMost, type BenchResult, median } from './result.js';
import { benchSlots } from './slots.js';

/** The slot engine's cases, and the zone conversion under them against a plain look-up in a table. */
export const benchSlotEngine = async (): Promise<BenchResult[]> => [
  ...benchSlots().map(withUnit),
  ...benchZones(),
];

/** A goal without a floor is a value: it takes the unit of the case. */
const withUnit = ({ goal, ...row }: ReturnType<typeof benchSlots>[number]): BenchResult => ({
  ...row,
  ...(goal === undefined ? {} : { goal: row.ratio === undefined ? `${goal} ${row.unit}` : goal }),
});

const WALLS = 10_000;
const ROUNDS = 200;

/** 10,000 wall readings of three years in Riga, each to its instant; nanoseconds a reading. */
const benchZones = (): BenchResult[] => {
  const riga = zoneTable('Europe/Riga');
  if (!(riga instanceof ZoneTable)) throw new Error('This Node does not know Europe/Riga');
  const first = Date.UTC(2025, 5, 1);
  // A prime step, so that neighbours fall on other days and other times of day.
  const walls = Float64Array.from({ length: WALLS }, (_, i) => first + ((i * 7919) % (3 * 525_600)) * 60_000);
  const { wallAt, offsets } = riga.covering(first - 86_400_000, first + 4 * 366 * 86_400_000);
  // The readings of the years in question and no others, as a program would hold them that knew one zone only.
  const from = wallAt.findIndex((wall) => wall > first);
  const changes = wallAt.slice(from, from + 8);
  const shifts = offsets.slice(from, from + 9);
  const plain = (wall: number): number => {
    let i = 0;
    while (i < changes.length && wall >= (changes[i] ?? 0)) i++;
    return wall - (shifts[i] ?? 0);
  };
  for (const wall of walls) {
    if (plain(wall) !== riga.instantOf(wall)) throw new Error(`${new Date(wall).toISOString()} differs`);
  }
  const { engine, floor } = measureBoth(
    () => sum(walls, (wall) => riga.instantOf(wall)),
    () => sum(walls, plain),
  );
  const unit = 'ns';
  return [atMost({ case: 'wall reading to instant, Europe/Riga', value: engine, unit }, floor, 2)];
};

const sum = (walls: Float64Array, convert: (wall: number) => number): number => {
  let total = 0;
  for (const wall of walls) total += convert(wall);
  return total;
};

/** Turn about, so that both meet the same noise. */
const measureBoth = (engine: () => number, floor: () => number) => {
  const times = { engine: [] as number[], floor: [] as number[] };
  for (let round = -ROUNDS; round < ROUNDS; round++) {
    for (const [name, call] of [
      ['engine', engine],
      ['floor', floor],
    ] as const) {
      const begin = process.hrtime.bigint();
      const total = call();
      const took = Number(process.hrtime.bigint() - begin) / WALLS;
      if (!Number.isFinite(total)) throw new Error('A reading had no instant');
      // The first half warms up.
      if (round >= 0) times[name].push(took);
    }
  }
  return { engine: median(times.engine), floor: median(times.floor) };
};
