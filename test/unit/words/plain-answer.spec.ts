import fc from 'fast-check';
import { type PlainReading, readPlainAnswer } from '../../../src/words/plain-answer.js';
import { WORD_LANGUAGES, type WordLanguage } from '../../../src/words/vocabulary.js';
import { GERMAN } from './examples-de.js';
import { ENGLISH } from './examples-en.js';
import { LATVIAN } from './examples-lv.js';
import { RUSSIAN } from './examples-ru.js';

const OFFERED = {
  options: [
    { optionId: '1', start: Date.parse('2026-12-01T10:00+02:00') },
    { optionId: '2', start: Date.parse('2026-12-02T10:00+02:00') },
    { optionId: '3', start: Date.parse('2026-12-04T15:30+02:00') },
    { optionId: '4', start: Date.parse('2026-11-26T10:30+02:00') },
  ],
  zone: 'Europe/Riga',
  writtenAt: Date.parse('2026-11-25T10:00+02:00'),
};
const EXAMPLES: Readonly<Record<WordLanguage, string>> = {
  en: ENGLISH,
  lv: LATVIAN,
  ru: RUSSIAN,
  de: GERMAN,
};
const MARKS = { yes: '', perhaps: '?', no: '-' } as const;

const read = (text: string, language: WordLanguage = 'en') => readPlainAnswer({ ...OFFERED, text, language });

/** "yes 2 -1": the meaning, then each option that is spoken of. */
const short = ({ meaning, options }: PlainReading): string => {
  const marked = options.map(({ optionId, says }) => {
    return says === 'no' ? `-${optionId}` : `${optionId}${MARKS[says]}`;
  });
  const order = (mark: string) => (mark.startsWith('-') ? 1 : 0);
  return [
    meaning === 'other-time' ? 'other' : meaning,
    ...marked.sort((a, b) => order(a) - order(b) || a.localeCompare(b)),
  ].join(' ');
};

const table = (language: WordLanguage) =>
  EXAMPLES[language]
    .trim()
    .split('\n')
    .map((line) => {
      const bar = line.indexOf('|');
      const text = line.slice(bar + 1).trim();
      return { expected: line.slice(0, bar).trim(), text: text.replaceAll('\\n', '\n') };
    });

describe.each(WORD_LANGUAGES)('a plain answer in %s', (language) => {
  const examples = table(language);

  it('has a hundred examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(100);
  });

  it.each(examples)('$expected: $text', ({ expected, text }) => {
    expect(short(read(text, language))).toBe(expected);
  });
});

describe('the words that say so', () => {
  const marked = (text: string, says = 'yes') =>
    read(text)
      .options.filter((option) => option.says === says)
      .flatMap(({ ranges }) => ranges.map(({ from, to }) => text.slice(from, to)));

  it('are marked in the mail as it came, above and below what is quoted', () => {
    expect(marked('Hello,\n> Friday?\nTuesday at ten is fine.')).toEqual(['Tuesday', 'ten']);
    expect(marked('On 25 Nov Anna wrote:\n> Friday?\n\nThe second one works.')).toEqual(['The second one']);
  });

  it('are those of the verdict too', () => {
    const text = 'Tuesday is fine, but not Wednesday.';
    expect(read(text).signs.map(({ from, to, says }) => [text.slice(from, to), says])).toEqual([
      ['fine', 'yes'],
      ['not', 'no'],
    ]);
  });

  it('name a time that was not offered, with its day and clock', () => {
    expect(read('Monday at 9:15 works').named).toMatchObject([{ day: '2026-11-30', minutes: 555 }]);
    expect(read('5 January at ten would be good').named).toMatchObject([{ day: '2027-01-05', minutes: 600 }]);
    expect(read('not on Monday').named).toEqual([]);
  });
});

describe('the language', () => {
  it('is that of the text where it shows, whatever was expected', () => {
    expect(read('Dienstag um zehn passt', 'lv')).toMatchObject({ language: 'de', meaning: 'yes' });
    expect(read('trešdien plkst. 10 der', 'de')).toMatchObject({ language: 'lv', meaning: 'yes' });
    expect(read('Tuesday at ten is fine', 'ru')).toMatchObject({ language: 'en', meaning: 'yes' });
    expect(read('в среду в 10 подойдёт', 'lv')).toMatchObject({ language: 'ru', meaning: 'yes' });
  });
});

describe('the clock', () => {
  it('is the partner’s: what is ten in Riga is nine in Berlin', () => {
    const inBerlin = (text: string) =>
      short(readPlainAnswer({ ...OFFERED, zone: 'Europe/Berlin', text, language: 'en' }));
    expect(inBerlin('Tuesday at nine is fine')).toBe('yes 1');
    expect(inBerlin('Tuesday at ten is fine')).toBe('other');
  });
});

describe('whatever is written', () => {
  const fragments = Object.values(EXAMPLES).flatMap((examples) => examples.split(/[\s|]+/));
  const words = fc.array(
    fc.constantFrom(...fragments, '\n', '>', '?', ',', '1.12.', '26/11', '10:00', '99'),
    {
      maxLength: 30,
    },
  );
  const anything = fc.oneof(
    words.map((parts) => parts.join(' ')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  const language = fc.constantFrom(...WORD_LANGUAGES);

  it('is read without a throw, and every mark lies inside the text', () => {
    fc.assert(
      fc.property(anything, language, (text, expected) => {
        const { options, named, signs } = read(text, expected);
        for (const { from, to } of [...options, ...named].flatMap(({ ranges }) => ranges).concat(signs)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          expect(text.slice(from, to).trim()).not.toBe('');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('means no option that no word stands for, and says yes to one only beside a word of yes', () => {
    fc.assert(
      fc.property(anything, language, (text, expected) => {
        const { options, signs } = read(text, expected);
        for (const { ranges } of options) expect(ranges.length).toBeGreaterThan(0);
        if (options.some(({ says }) => says === 'yes'))
          expect(signs.map(({ says }) => says)).toContain('yes');
      }),
      { numRuns: 2000 },
    );
  });

  it('never means what is only quoted', () => {
    fc.assert(
      fc.property(words, language, (parts, expected) => {
        const quoted = parts
          .join(' ')
          .split('\n')
          .map((line) => `> ${line}`)
          .join('\n');
        expect(read(quoted, expected)).toMatchObject({
          meaning: 'unsure',
          options: [],
          named: [],
          signs: [],
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is looked at only as far as an answer goes', () => {
    const far = `${'word '.repeat(20_000)}Tuesday at ten is fine`;
    expect(far.length).toBeGreaterThan(100_000);
    expect(read(far)).toMatchObject({ meaning: 'unsure', options: [] });
  });
});
