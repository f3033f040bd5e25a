import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CREDENTIAL_REFUSALS } from '../../../src/calendars/credential-refusal.js';
import { askedFor, saidIn } from '../../../src/http/said-in.js';

const SOURCE = readFileSync(join(import.meta.dirname, '../../../src/http/fields.schema.ts'), 'utf8');
const NUMBERS: readonly (readonly [RegExp, string])[] = [
  [/\$\{max\}/, '120'],
  [/\$\{LOCALES[^}]*\}/, 'lv, en, ru, de'],
];

/** Every sentence of the fields that all inputs share, as it is said. */
const sentences = [
  ...SOURCE.matchAll(/error: ['`](.+?\.)['`] *[,})]/g),
  ...SOURCE.matchAll(/const EMAIL = '(.+)'/g),
].map((match) => NUMBERS.reduce((text, [name, value]) => text.replace(name, value), match[1] ?? ''));

it('finds the sentences', () => {
  expect(new Set(sentences).size).toBeGreaterThan(18);
});

it.each([...new Set(sentences)])('has words in each language for: %s', (sentence) => {
  const said = ['lv', 'ru', 'de'].map((locale) => saidIn(sentence, locale));
  expect(new Set([sentence, ...said]).size).toBe(4);
  for (const text of said) {
    expect(text.match(/\d+/g)).toEqual(sentence.match(/\d+/g));
    expect(text.replace('#1f6f8b', '')).not.toContain('#');
  }
});

it.each(Object.values(CREDENTIAL_REFUSALS).map(({ detail }) => detail))(
  'has words in each language for what is said at linking: %s',
  (sentence) => {
    const said = ['lv', 'ru', 'de'].map((locale) => saidIn(sentence, locale));
    expect(new Set([sentence, ...said]).size).toBe(4);
  },
);

it('leaves alone what it has no words for, and numbers where they stand', () => {
  expect(saidIn('Nobody knows this one.', 'lv')).toBe('Nobody knows this one.');
  expect(saidIn('Give a number from 1 to 200.', 'de-AT')).toBe('Geben Sie eine Zahl von 1 bis 200 an.');
  expect(saidIn('Give a number from 1 to 200.', 'fr')).toBe('Give a number from 1 to 200.');
});

it('takes the first language that a browser asks for', () => {
  expect(askedFor('lv-LV,lv;q=0.9,en;q=0.8')).toBe('lv-LV');
  expect(askedFor('*')).toBe('*');
  expect(askedFor(undefined)).toBe('en');
});
