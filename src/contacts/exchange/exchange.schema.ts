import { z } from 'zod';
import { COLUMN_KINDS } from './columns.js';
import { ENCODINGS } from './decode-text.js';
import { CONTACT_FIELDS } from './file-row.js';

const separatorField = z.enum(['comma', 'semicolon', 'tab'], { error: 'Give comma, semicolon or tab.' });
const MOST_COLUMNS = 200;

const choices = {
  format: z.enum(['csv', 'vcard'], { error: 'Give csv or vcard.' }).optional(),
  encoding: z.enum(ENCODINGS, { error: `Give one of ${ENCODINGS.join(', ')}.` }).optional(),
  separator: separatorField.optional(),
  columns: z
    .string()
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(z.enum(COLUMN_KINDS, { error: `Give ${COLUMN_KINDS.join(', ')}.` }))
        .max(MOST_COLUMNS, { error: 'Give at most 200 columns.' }),
    )
    .optional()
    .describe(`What each column is, in their order, with commas: ${COLUMN_KINDS.join(', ')}`),
};

export const previewQuery = z.strictObject(choices);
export const importQuery = z.strictObject({
  ...choices,
  plan: z.string().regex(/^[0-9a-f]{64}$/, { error: 'Give the plan of the preview.' }),
});
export const exportQuery = z.strictObject({
  separator: separatorField.optional().describe('Left out: what spreadsheets expect in your language'),
});

const fieldName = z.enum(CONTACT_FIELDS);
const values = z.object({
  name: z.string().optional(),
  company: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  locale: z.string().optional(),
  zone: z.string().optional(),
  note: z.string().optional(),
});

const rowView = z.object({
  line: z.number().int().describe('Where it begins in the file, from 1'),
  kind: z.enum(['new', 'changed', 'same', 'refused']),
  values,
  changes: z.array(z.object({ field: fieldName, from: z.string().nullable(), to: z.string() })),
  restored: z.boolean().describe('It was archived and is taken back'),
  faults: z.array(
    z.object({
      field: fieldName.nullable(),
      detail: z.string().describe('With the remedy'),
      value: z.string(),
    }),
  ),
});

export const previewView = z
  .object({
    format: z.enum(['csv', 'vcard']),
    encoding: z.enum(ENCODINGS),
    separator: separatorField.nullable(),
    columns: z.array(z.object({ head: z.string(), sample: z.string(), kind: z.enum(COLUMN_KINDS) })),
    counts: z.object({
      new: z.number().int(),
      changed: z.number().int(),
      same: z.number().int(),
      refused: z.number().int(),
    }),
    rows: z.array(rowView),
    plan: z.string().describe('Names what is shown here: an import that would do anything else is refused'),
  })
  .meta({ id: 'ContactImport' });

export type PreviewQuery = z.output<typeof previewQuery>;
export type ImportQuery = z.output<typeof importQuery>;
export type ExportQuery = z.output<typeof exportQuery>;
export type PreviewView = z.output<typeof previewView>;
export type RowView = PreviewView['rows'][number];
