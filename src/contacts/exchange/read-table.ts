import { CsvError, parse } from 'csv-parse/sync';
import {
  type ColumnKind,
  guessColumns,
  guessSeparator,
  isHead,
  SEPARATORS,
  type Separator,
} from './columns.js';
import { CONTACT_FIELDS, type ContactField, type FileRow, localeNamed } from './file-row.js';

export interface Table {
  readonly separator: Separator;
  readonly columns: readonly { readonly head: string; readonly sample: string; readonly kind: ColumnKind }[];
  readonly rows: readonly FileRow[];
}

interface Choices {
  readonly separator: Separator | null;
  readonly columns: readonly ColumnKind[] | null;
}

/** The sentence of the parser about a text that is no table, with its line. */
export interface TableFault {
  readonly line: number;
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

const SAMPLES = 20;

/** Contacts of a CSV file (RFC 4180, and what spreadsheets make of it). @param choices what a person corrected. */
export const readTable = (text: string, choices: Choices): Table | TableFault => {
  const separator = choices.separator ?? guessSeparator(text);
  // One kind of line break, because the parser counts the two signs of the other kind as two lines inside of quotes.
  const parsed = records(text.replace(/\r\n?/g, '\n'), SEPARATORS[separator]);
  if ('line' in parsed) return parsed;
  const first = parsed[0]?.cells ?? [];
  const head = isHead(first) ? first : null;
  const body = head === null ? parsed : parsed.slice(1);
  const sample = body.slice(0, SAMPLES).map(({ cells }) => cells);
  const guess = guessColumns(head, sample);
  const kinds = guess.map((kind, i) => choices.columns?.[i] ?? kind);
  return {
    separator,
    columns: kinds.map((kind, i) => ({
      head: head?.[i]?.trim() ?? '',
      sample: sample.map((row) => row[i]?.trim() ?? '').find((cell) => cell !== '') ?? '',
      kind,
    })),
    rows: body.map(({ line, cells }) => rowOf(line, cells, kinds, head)),
  };
};

const records = (
  text: string,
  delimiter: string,
): { readonly line: number; readonly cells: string[] }[] | TableFault => {
  try {
    const parsed: unknown[] = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    let before = 0;
    return (parsed as Parsed[]).flatMap(({ record, info }) => {
      const line = before + 1;
      before = info.lines;
      return record.every((cell) => cell.trim() === '') ? [] : [{ line, cells: record }];
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: typeof error.lines === 'number' ? error.lines : 1 };
  }
};

const rowOf = (
  line: number,
  cells: readonly string[],
  kinds: readonly ColumnKind[],
  head: readonly string[] | null,
): FileRow => {
  const broken = cells.slice(kinds.length).some((cell) => cell.trim() !== '') ? 'too-many-cells' : null;
  const of = (kind: ColumnKind) =>
    kinds.flatMap((one, i) => {
      const text = plain(cells[i] ?? '');
      return one === kind && text !== '' ? [{ text, head: head?.[i]?.trim() ?? '' }] : [];
    });
  const values: Partial<Record<ContactField, string>> = {};
  for (const field of CONTACT_FIELDS) {
    const found = of(field);
    const [only] = found;
    if (only === undefined) continue;
    values[field] =
      field === 'note' && found.length > 1
        ? found.map(({ text, head: label }) => (label === '' ? text : `${label}: ${text}`)).join('\n')
        : only.text;
  }
  const parts = [...of('firstName'), ...of('lastName')].map(({ text }) => text);
  if (values.name === undefined && parts.length > 0) values.name = parts.join(' ');
  if (values.locale !== undefined) values.locale = localeNamed(values.locale);
  return { line, values, broken };
};

/** Without the apostrophe that keeps a spreadsheet from running a cell, which our own export puts there. */
const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '');
