import { LANGUAGES } from '../../../src/mail/templates/language.js';
import { textsOf } from '../../../src/mail/templates/mail-blocks.js';
import { counted } from '../../../src/mail/templates/plural.js';
import { PAGE_TEXTS } from '../../../src/pages/layout.js';

const NUMBERS = [0, 1, 2, 5, 10, 11, 21, 22, 101, 111];

/** By the grammar books, not by the program: the form of each number in the order of NUMBERS. */
const FORMS = {
  lv: 'laiku laiks laiki laiki laiku laiku laiks laiki laiks laiku',
  en: 'times time times times times times times times times times',
  ru: 'вариантов вариант варианта вариантов вариантов вариантов вариант варианта вариант вариантов',
  de: 'Termine Termin Termine Termine Termine Termine Termine Termine Termine Termine',
} as const;

describe.each(LANGUAGES)('times counted in %s', (language) => {
  const expected = FORMS[language].split(' ').map((form, i) => `${NUMBERS[i]} ${form}`);

  test('in mails', () => {
    expect(NUMBERS.map((n) => counted(n, textsOf(language).times, language))).toEqual(expected);
  });

  test('on pages', () => {
    const { times } = PAGE_TEXTS[language].choose;
    expect(NUMBERS.map((n) => counted(n, times, language))).toEqual(expected);
  });
});
