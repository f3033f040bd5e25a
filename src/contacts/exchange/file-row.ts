/** What a contact has that a file can tell. */
export const CONTACT_FIELDS = ['name', 'company', 'email', 'phone', 'locale', 'zone', 'note'] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];
export type Values = Readonly<Partial<Record<ContactField, string>>>;

/** A contact as a file has it. */
export interface FileRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly values: Values;
  /** Why it cannot be read at all. */
  readonly broken: 'too-many-cells' | 'not-ended' | null;
}

/** A language by its name or code in the words that address books use; as it is when it is none of ours. */
export const localeNamed = (text: string): string => {
  const word = text.trim().toLowerCase();
  const found = LOCALES.find(([code, names]) => names.test(word) || word.split(/[-_]/)[0] === code);
  return found?.[0] ?? text;
};

const LOCALES: readonly (readonly [string, RegExp])[] = [
  ['lv', /^(latvian|latvi[eē]|latyš|lettisch|латыш|lav$)/],
  ['ru', /^(russian|krievu|russisch|русск|rus$)/],
  ['de', /^(german|v[aā]cu|deutsch|немецк|ger$|deu$)/],
  ['en', /^(english|ang[lļ]u|englisch|английск|eng$)/],
];
