import fc from 'fast-check';
import {
  clip,
  complement,
  type Interval,
  intersect,
  measure,
  normalise,
  overlaps,
  subtract,
  union,
} from '../../../src/time/interval.js';
import { intersectSpans, Spans, subtractSpans } from '../../../src/time/spans.js';

const SIZE = 40;
const intervals = fc.array(
  fc.tuple(fc.nat(SIZE), fc.nat(SIZE)).map(([start, end]): Interval => ({ start, end })),
  { maxLength: 8 },
);
/** The same set, point by point: what the algebra must agree with. */
const points = (list: readonly Interval[]) =>
  Array.from({ length: SIZE }, (_, x) => list.some(({ start, end }) => start <= x && x < end));
const isSet = (list: readonly Interval[]) =>
  list.every(({ start, end }, i) => start < end && start > (list[i - 1]?.end ?? -Infinity));

function spansOf(list: readonly Interval[]): Spans {
  const spans = new Spans(1);
  let sorted = true;
  for (const { start, end } of list) if (start < end && !spans.join(start, end)) sorted = false;
  if (!sorted) spans.sortAndJoin();
  return spans;
}
const listOf = (spans: Spans) =>
  Array.from({ length: spans.length / 2 }, (_, i) => ({
    start: spans.data[2 * i] ?? 0,
    end: spans.data[2 * i + 1] ?? 0,
  }));

describe('interval sets', () => {
  it('touching is not overlapping, and joins in a union', () => {
    expect(overlaps({ start: 1, end: 2 }, { start: 2, end: 3 })).toBe(false);
    expect(union([{ start: 2, end: 3 }], [{ start: 1, end: 2 }])).toEqual([{ start: 1, end: 3 }]);
    expect(subtract([{ start: 1, end: 3 }], [{ start: 3, end: 9 }])).toEqual([{ start: 1, end: 3 }]);
  });

  it('drops what is empty, reversed or not a number', () => {
    const odd = [
      { start: 5, end: 5 },
      { start: 7, end: 6 },
      { start: Number.NaN, end: 8 },
    ];
    expect(normalise(odd)).toEqual([]);
  });

  it('agrees with membership point by point', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const pa = points(a);
        const pb = points(b);
        for (const [set, expected] of [
          [union(a, b), pa.map((x, i) => x || pb[i])],
          [subtract(a, b), pa.map((x, i) => x && !pb[i])],
          [intersect(a, b), pa.map((x, i) => x && pb[i])],
          [complement(a, { start: 3, end: 30 }), pa.map((x, i) => !x && i >= 3 && i < 30)],
          [clip(a, { start: 3, end: 30 }), pa.map((x, i) => x && i >= 3 && i < 30)],
        ] as const) {
          expect(points(set)).toEqual(expected);
          expect(isSet(set)).toBe(true);
        }
        expect(measure(a)).toBe(pa.filter(Boolean).length);
      }),
      { numRuns: 400 },
    );
  });

  it('flat sets sort many spans in the worst order as they sort a few', () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({ start: 4 * (3000 - i), end: 4 * (3000 - i) + 2 }));
    expect(listOf(spansOf(many))).toEqual([...many].reverse());
  });

  it('the flat sets of the engine say the same', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const out = new Spans(1);
        subtractSpans(spansOf(a), spansOf(b), out);
        expect(listOf(out)).toEqual(subtract(a, b));
        intersectSpans(spansOf(a), spansOf(b), out);
        expect(normalise(listOf(out))).toEqual(intersect(a, b));
      }),
      { numRuns: 400 },
    );
  });
});
