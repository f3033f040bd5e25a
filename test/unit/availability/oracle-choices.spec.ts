import fc from 'fast-check';
import type { AvailabilityInput } from '../../../src/availability/input.js';
import { type Partner, type RankedSlot, rankSlots } from '../../../src/availability/rank.js';
import { substitute, suggest } from '../../../src/availability/suggest.js';
import { firstCommon, mostCommon } from '../../../src/availability/together.js';
import { travelBlocks } from '../../../src/availability/travel-blocks.js';
import { AvailabilityOracle, liesOnTheGrid } from '../../support/availability-oracle.js';
import { ChoiceOracle, toMinute } from '../../support/choice-oracle.js';
import { type GroupCase, groupCases, inputOf, oracleCases } from './oracle-cases.js';

/** Set SEED to repeat a run, ORACLE_CASES for a longer one. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const cases = Math.ceil(Number(process.env.ORACLE_CASES ?? 2000) / 4);
const MINUTE = 60_000;

const windows = fc
  .array(
    fc.record({
      days: fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const, { minLength: 1 }),
      hours: fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 12 })),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) =>
    list.map(({ days, hours: [from, length] }) => ({
      days,
      from: `${String(from).padStart(2, '0')}:00`,
      to: `${String(from + length).padStart(2, '0')}:00`,
    })),
  );
const partners: fc.Arbitrary<Partner | undefined> = fc.option(
  fc
    .record({
      zone: fc.constantFrom('Europe/Riga', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
      preferred: fc.option(windows, { nil: undefined }),
      working: fc.option(windows, { nil: undefined }),
    })
    .map(({ zone, preferred, working }) => ({
      zone,
      ...(preferred === undefined ? {} : { preferred }),
      ...(working === undefined ? {} : { working }),
    })),
  { nil: undefined },
);

describe(`choosing among free times beside the oracle (seed ${seed}, ${cases} cases)`, () => {
  it('judges every time alike, in the order of the scores', () => {
    let judged = 0;
    fc.assert(
      fc.property(oracleCases, partners, (found, partner) => {
        const input = inputOf(found);
        const expected = new Map(new ChoiceOracle(input, partner).ranked().map((one) => [one.start, one]));
        const ranked = rankSlots(input, partner);
        expect(ranked.map(({ slot }) => toMinute(slot.start)).toSorted((a, b) => a - b)).toEqual([
          ...expected.keys(),
        ]);
        for (const { slot, score, reasons, day, daypart } of ranked) {
          const one = expected.get(toMinute(slot.start));
          const values = (list: readonly { judged: string; value: number }[]) =>
            Object.fromEntries(list.map(({ judged: what, value }) => [what, Number(value.toFixed(9))]));
          expect({ at: shown(slot.start), ...values(reasons), day, daypart }).toEqual({
            at: shown(slot.start),
            ...values(one?.judgements ?? []),
            day: one?.date,
            daypart: one?.daypart,
          });
          expect(score).toBeCloseTo(one?.score ?? Number.NaN, 9);
          judged++;
        }
        for (const [i, one] of ranked.entries()) {
          const before = ranked[i - 1];
          if (before === undefined) continue;
          const inOrder =
            before.score > one.score || (before.score === one.score && before.slot.start < one.slot.start);
          expect({ i, inOrder }).toEqual({ i, inOrder: true });
        }
      }),
      { seed, numRuns: cases },
    );
    expect(judged).toBeGreaterThan(cases);
  });

  it('proposes the best, then each time the best after same days and dayparts were marked down', () => {
    let proposed = 0;
    fc.assert(
      fc.property(oracleCases, fc.integer({ min: 1, max: 6 }), (found, n) => {
        const ranked = rankSlots(inputOf(found));
        const chosen = suggest(ranked, n);
        expect(chosen).toEqual(greedily(ranked, n));
        proposed += chosen.length;
        for (const [i, { slot }] of chosen.entries()) {
          expect(slot.start).toBeGreaterThanOrEqual(chosen[i - 1]?.slot.end ?? 0);
        }
        // Fewer only when every other time meets one of the chosen.
        if (chosen.length < n)
          expect(ranked.filter((one) => !chosen.some((other) => meet(one.slot, other.slot)))).toEqual([]);
        if (ranked[0] !== undefined) expect(chosen).toContain(ranked[0]);
        // Of equally good times, none is on a day that is taken while another day has one to offer.
        const level = suggest(
          ranked.map((one) => ({ ...one, score: 0.5 })),
          n,
        );
        const days = level.map(({ day }) => day);
        if (new Set(days).size < days.length) {
          const others = ranked.filter(({ day }) => !days.includes(day));
          expect(others.filter((one) => !level.some((other) => meet(one.slot, other.slot)))).toEqual([]);
        }
      }),
      { seed, numRuns: cases },
    );
    expect(proposed).toBeGreaterThan(cases / 2);
  });

  it('replaces a lost time by the nearest', () => {
    let replaced = 0;
    fc.assert(
      fc.property(
        oracleCases,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 5 }),
        (found, lost, other, n) => {
          const ranked = rankSlots(inputOf(found));
          const at = (index: number) => ranked[index % Math.max(1, ranked.length)]?.slot;
          const [option, kept] = [at(lost), at(other)];
          if (option === undefined || kept === undefined) return;
          const others = substitute(option, ranked, [kept], n);
          replaced += others.length;
          const candidates = ranked.filter(({ slot }) => !meet(slot, option) && !meet(slot, kept));
          expect(others).toHaveLength(Math.min(n, candidates.length));
          for (const one of others) expect(candidates).toContain(one);
          const far = others.map(({ slot }) => hoursApart(option.start, slot.start));
          expect(far).toEqual(far.toSorted((a, b) => a - b));
          // Nothing that was left is nearer than what was chosen, or as near and better.
          const last = others.at(-1);
          for (const left of candidates.filter((one) => !others.includes(one))) {
            if (last === undefined) throw new Error('nothing chosen, something left');
            const distance = hoursApart(option.start, left.slot.start);
            const worst = hoursApart(option.start, last.slot.start);
            expect(distance > worst || (distance === worst && left.score <= last.score)).toBe(true);
          }
        },
      ),
      { seed, numRuns: cases },
    );
    expect(replaced).toBeGreaterThan(cases / 2);
  });

  it('finds the first time at which all can, and the one at which most can', () => {
    let first = 0;
    let partly = 0;
    fc.assert(
      fc.property(groupCases, (found) => {
        const question = questionOf(found);
        const oracles = question.people.map((person) => ({
          ...person,
          oracle: new AvailabilityOracle(person),
        }));
        const length = question.wanted.durationMinutes;
        const from = Math.ceil(question.window.start / MINUTE);
        const last = Math.floor(question.window.end / MINUTE) - length;
        let common: number | undefined;
        let most: { minute: number; ids: readonly string[] } | undefined;
        for (let minute = from; minute <= last; minute++) {
          if (!liesOnTheGrid(minute, found.grid)) continue;
          const ids = oracles
            .filter(({ oracle }) => oracle.couldStart(minute))
            .map(({ personId }) => personId);
          if (oracles.every(({ required, personId }) => !required || ids.includes(personId)))
            common ??= minute;
          if (ids.length > (most?.ids.length ?? 0)) most = { minute, ids };
        }
        const slot = (minute: number) => ({ start: minute * MINUTE, end: (minute + length) * MINUTE });
        expect(firstCommon(question)).toEqual(common === undefined ? undefined : slot(common));
        expect(mostCommon(question)).toEqual(
          most === undefined
            ? undefined
            : {
                slot: slot(most.minute),
                missing: oracles.map(({ personId }) => personId).filter((id) => !most.ids.includes(id)),
              },
        );
        if (common !== undefined) first++;
        if (most !== undefined && most.ids.length < oracles.length) partly++;
      }),
      { seed, numRuns: Math.ceil(cases / 2) },
    );
    expect(first).toBeGreaterThan(cases / 20);
    expect(partly).toBeGreaterThan(cases / 40);
  });

  it('draws the ways that a meeting needs', () => {
    let drawn = 0;
    fc.assert(
      fc.property(oracleCases, fc.integer({ min: 0, max: 2000 }), (found, offset) => {
        const input = inputOf(found);
        const start = Math.ceil(input.window.start / MINUTE) + offset;
        const blocks = travelBlocks(input, start * MINUTE);
        const ways = new AvailabilityOracle(input).waysOf(start);
        expect(
          blocks.map((block) => ('field' in block ? block : { start: block.start, end: block.end })),
        ).toEqual(ways.map((way) => ({ start: way.start * MINUTE, end: way.end * MINUTE })));
        drawn += ways.length;
      }),
      { seed, numRuns: cases },
    );
    expect(drawn).toBeGreaterThan(cases / 10);
  });
});

const shown = (ms: number) => new Date(ms).toISOString().slice(0, 16);

interface Times {
  readonly start: number;
  readonly end: number;
}
const meet = (a: Times, b: Times): boolean => a.start < b.end && b.start < a.end;

/** A day counts as three hours; within the day what lies between the times. */
function hoursApart(a: number, b: number): number {
  const hours = (b - a) / (60 * MINUTE);
  const days = Math.round(hours / 24);
  return 3 * Math.abs(days) + Math.abs(hours - 24 * days);
}

function greedily(ranked: readonly RankedSlot[], n: number): RankedSlot[] {
  const chosen: RankedSlot[] = [];
  for (let i = 0; i < n; i++) {
    const worth = (one: RankedSlot) =>
      one.score -
      (0.4 * chosen.filter(({ day }) => day === one.day).length +
        0.15 * chosen.filter(({ daypart }) => daypart === one.daypart).length);
    const [best] = ranked
      .filter(({ slot }) => !chosen.some((other) => meet(other.slot, slot)))
      .toSorted((a, b) => worth(b) - worth(a));
    if (best !== undefined) chosen.push(best);
  }
  return chosen.toSorted((a, b) => a.slot.start - b.slot.start);
}

function questionOf({ people, wanted, grid }: GroupCase) {
  const asked = people.map((person) => inputOf(person.asked));
  const { window, now } = asked[0] as AvailabilityInput;
  const persons = asked.map((input, i) => ({
    ...input,
    personId: String(i),
    required: people[i]?.required === true,
  }));
  return { people: persons, window, now, wanted, grid };
}
