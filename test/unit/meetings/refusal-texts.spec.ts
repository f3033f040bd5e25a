import { MEETING_REFUSALS } from '../../../src/meetings/meeting.js';
import { questionText, refusalText } from '../../../src/meetings/refusal-texts.js';

it.each(MEETING_REFUSALS)('says %s in one sentence in each language', (refusal) => {
  const said = ['en-GB', 'lv-LV', 'ru-RU', 'de-DE'].map((locale) => refusalText(refusal, locale));
  for (const sentence of said) expect(sentence).toMatch(/^\p{Lu}[^.]*\.?[^.]*\.$/u);
  expect(said[2]).toMatch(/^[А-ЯЁ]/);
  expect(new Set(said).size).toBe(4);
});

it('falls back to English', () => {
  expect(refusalText('time-taken', 'fr')).toBe(refusalText('time-taken', 'en'));
  expect(questionText('client-deleted', 'fr')).toBe(questionText('client-deleted', 'en'));
});
