import { COMMENT_LIMIT, readAnswerForm } from '../../../src/pages/answer-form.js';
import { pageLanguage } from '../../../src/pages/page-language.js';

const OPTION = '01900000-0000-7000-8000-00000000000a';

describe('an answer from the page', () => {
  test.each([
    [{ choice: OPTION }, { kind: 'option', optionId: OPTION }],
    [{ choice: OPTION.toUpperCase() }, { kind: 'option', optionId: OPTION }],
    [{ choice: 'none' }, { kind: 'none' }],
    [{ choice: 'cannot' }, { kind: 'cannot' }],
  ])('%j', (body, choice) => {
    expect(readAnswerForm(body).choice).toEqual(choice);
  });

  test.each([
    {},
    { choice: '' },
    { choice: 'NONE' },
    { choice: [OPTION, OPTION] },
    { choice: `${OPTION}'` },
    undefined,
    null,
    'choice=none',
    Object.create({ choice: 'none' }),
  ])('nothing: %j', (body) => {
    expect(readAnswerForm(body).choice).toEqual({ kind: 'nothing' });
  });

  test('a remark is trimmed, cut and cleaned, and keeps its lines', () => {
    const of = (comment: string) => readAnswerForm({ comment }).comment;
    expect(of('  a\r\nb\0c ')).toBe('a\nb c');
    expect(of(' \r\n ')).toBeNull();
    expect(of('😀'.repeat(COMMENT_LIMIT + 5))).toBe('😀'.repeat(COMMENT_LIMIT));
  });
});

describe('the language of a page', () => {
  test.each([
    ['en', 'lv', 'lv', 'en'],
    [undefined, 'lv-LV', 'en', 'lv'],
    ['xx', 'lv', 'en', 'lv'],
    [['lv'], null, 'fr,lv;q=0.8,en;q=0.5', 'lv'],
    [undefined, null, 'de-AT,en', 'de'],
    [undefined, null, 'fr', 'en'],
    [undefined, null, undefined, 'en'],
    [undefined, 'ru', 'lv', 'ru'],
    [undefined, 'fr', 'lv', 'en'],
  ] as const)('?lang=%j, attendee %j, browser %j', (pressed, locale, browser, expected) => {
    expect(pageLanguage(pressed, locale, browser)).toBe(expected);
  });
});
