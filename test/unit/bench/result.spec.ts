import { jsonLine, table } from '../../../src/bench/print.js';
import { atLeast, atMost, type BenchReport, median, percentile, under } from '../../../src/bench/result.js';

describe('figures of a benchmark', () => {
  it('take the median and percentiles by nearest rank', () => {
    const samples = [5, 1, 4, 2, 3];
    expect(median(samples)).toBe(3);
    expect(percentile(samples, 0.99)).toBe(5);
    expect(percentile(samples, 0)).toBe(1);
    expect(median([])).toBeNaN();
    expect(samples).toEqual([5, 1, 4, 2, 3]);
  });

  it('meet a goal on the right side of the floor', () => {
    const what = { case: 'x', value: 50, unit: 'us' };
    expect(atMost(what, 10, 5)).toEqual({ ...what, floor: 10, ratio: 5, goal: 5, met: true });
    expect(atMost(what, 10, 4.9).met).toBe(false);
    expect(atLeast(what, 100, 0.5).met).toBe(true);
    expect(atLeast(what, 100, 0.6).met).toBe(false);
    expect(atMost(what, 10)).toEqual({ ...what, floor: 10, ratio: 5 });
    expect(under(what, 50)).toEqual({ ...what, goal: '50 us', met: false });
  });
});

describe('the report', () => {
  const report: BenchReport = {
    name: 'slots',
    node: '26.10.0',
    results: [
      { case: 'a', value: 12.34567, unit: 'us', floor: 3.000001, ratio: 4.11522, goal: 5, met: true },
      { case: 'memory', value: 123_456.7, unit: 'bytes', goal: '65536 bytes', met: false },
      { case: 'plain', value: 1, unit: 'ms' },
    ],
  };

  it('is one line of JSON with the names that other programs rely on', () => {
    const line = jsonLine(report);
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({
      name: 'slots',
      node: '26.10.0',
      results: [
        { case: 'a', value: 12.35, unit: 'us', floor: 3, ratio: 4.115, goal: 5, met: true },
        { case: 'memory', value: 123_457, unit: 'bytes', goal: '65536 bytes', met: false },
        { case: 'plain', value: 1, unit: 'ms' },
      ],
    });
  });

  it('is a table for people, with what missed its goal in capitals', () => {
    const [title, , head, ...rows] = table(report);
    expect(title).toBe('slots, Node 26.10.0');
    expect(head?.split(/\s+/)).toEqual(['case', 'value', 'unit', 'floor', 'ratio', 'goal', 'met']);
    expect(rows.map((row) => row.split(/\s{2,}/).at(-1))).toEqual(['yes', 'NO', 'ms']);
  });
});
