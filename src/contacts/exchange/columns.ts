import { CONTACT_FIELDS } from './file-row.js';

/** What a column of a table can be. */
export const COLUMN_KINDS = [...CONTACT_FIELDS, 'firstName', 'lastName', 'none'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/**
 * Heads as the address books of Google, Outlook, Apple and spreadsheets write them, in four languages. The first that
 * fits counts; a field is given to one column only, except the note, which takes several.
 */
const HEADS: readonly (readonly [ColumnKind, RegExp])[] = [
  ['email', /^(e-?mail|e-?pasta?|epasts|электронн|эл\.?\s|почта|mail$|имейл)/],
  ['firstName', /^(first name|given name|vārds$|имя$|vorname)/],
  ['lastName', /^(last name|family name|surname|uzvārds|фамилия|nachname|familienname)/],
  [
    'company',
    /^(company|organi[sz]ation( name| 1 - name)?$|uzņēmums|firma|kompānija|компания|организация|фирма|unternehmen)/,
  ],
  ['phone', /^(phone|mobile|business phone|tel|tālr|mob|телефон|моб|handy|mobil)/],
  ['locale', /^(language|locale|valoda|язык|sprache)/],
  ['zone', /^(time ?zone|zone|laika josla|часовой пояс|zeitzone)/],
  ['note', /^(note|comment|piezīme|komentār|примечани|заметк|комментари|notiz|bemerkung|anmerkung)/],
  [
    'name',
    /^(name$|full name|display name|contact|vārds,? (un )?uzvārds|vārds uzvārds|nosaukums|kontakt|фио|полное имя|имя и фамилия|контакт|vollständiger name|ansprechpartner)/,
  ],
];

export const kindOfHead = (head: string): ColumnKind => {
  const text = head.trim().toLowerCase();
  return HEADS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'none';
};

/** Whether a first row names columns rather than a contact. */
export const isHead = (row: readonly string[]): boolean =>
  row.some((cell) => kindOfHead(cell) !== 'none') && !row.some((cell) => cell.includes('@'));

/** @param sample rows under the head, for columns without one. */
export const guessColumns = (
  head: readonly string[] | null,
  sample: readonly (readonly string[])[],
): ColumnKind[] => {
  const width = head?.length ?? Math.max(0, ...sample.map((row) => row.length));
  const kinds = Array.from({ length: width }, (_, i) =>
    head === null ? kindOfCells(sample.map((row) => row[i] ?? '')) : kindOfHead(head[i] ?? ''),
  );
  const taken = new Set<ColumnKind>();
  return kinds.map((kind) => {
    if (kind === 'note' || kind === 'none') return kind;
    if (taken.has(kind)) return kind === 'phone' || kind === 'email' ? 'note' : 'none';
    taken.add(kind);
    return kind;
  });
};

const kindOfCells = (cells: readonly string[]): ColumnKind => {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return 'none';
  if (filled.every((cell) => /^\S+@\S+$/.test(cell))) return 'email';
  if (filled.every((cell) => /^\+?[\d ()./-]{6,}$/.test(cell))) return 'phone';
  return filled.every((cell) => /\p{L}{2}/u.test(cell)) ? 'name' : 'none';
};

export const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type Separator = keyof typeof SEPARATORS;

/** The separator that stands in the first line most often, outside of quotes. */
export const guessSeparator = (text: string): Separator => {
  const counts = { comma: 0, semicolon: 0, tab: 0 };
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === '\n' || character === '\r') {
      if (counts.comma + counts.semicolon + counts.tab > 0) break;
    } else if (character === ',') counts.comma += 1;
    else if (character === ';') counts.semicolon += 1;
    else if (character === '\t') counts.tab += 1;
  }
  const order = ['semicolon', 'tab', 'comma'] as const;
  return order.reduce((best, one) => (counts[one] > counts[best] ? one : best), 'comma');
};
