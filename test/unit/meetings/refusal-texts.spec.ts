import { MEETING_REFUSALS } from '../../../src/meetings/meeting.js';
import { questionText, refusalText } from '../../../src/meetings/refusal-texts.js';

it.each(MEETING_REFUSALS)('says %s in one sentence in both languages', (refusal) => {
  const english = refusalText(refusal, 'en-GB');
  const latvian = refusalText(refusal, 'lv-LV');
  expect(english).toMatch(/^[A-Z].*\.$/);
  expect(latvian).toMatch(/^[A-ZĀČĒĢĪĶĻŅŠŪŽ].*\.$/);
  expect(latvian).not.toBe(english);
});

it('falls back to English', () => {
  expect(refusalText('time-taken', 'de')).toBe(refusalText('time-taken', 'en'));
  expect(questionText('client-deleted', 'de')).toBe(questionText('client-deleted', 'en'));
});
