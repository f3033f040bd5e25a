import type { BenchReport, BenchResult } from './result.js';

/** The report as one line of JSON. Four significant digits: more would be noise that reads like knowledge. */
export const jsonLine = ({ name, node, results }: BenchReport): string =>
  JSON.stringify({
    name,
    node,
    results: results.map((row) => ({
      ...row,
      value: rounded(row.value),
      ...(row.floor === undefined ? {} : { floor: rounded(row.floor) }),
      ...(row.ratio === undefined ? {} : { ratio: rounded(row.ratio) }),
    })),
  });

/** The report as a table for people, one line a case. */
export const table = ({ name, node, results }: BenchReport): string[] => {
  const rows = [HEAD, ...results.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      // The first column is text, the others are numbers.
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [`${name}, Node ${node}`, '', ...lines];
};

const HEAD = ['case', 'value', 'unit', 'floor', 'ratio', 'goal', 'met'];

const cells = (row: BenchResult): string[] => [
  row.case,
  text(row.value),
  row.unit,
  text(row.floor),
  text(row.ratio),
  row.goal === undefined ? '' : String(row.goal),
  row.met === undefined ? '' : row.met ? 'yes' : 'NO',
];

const text = (value: number | undefined): string => (value === undefined ? '' : String(rounded(value)));

const rounded = (value: number): number =>
  Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
