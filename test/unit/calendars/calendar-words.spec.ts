import { type CalendarFacts, calendarWords } from '../../../src/calendars/calendar-words.js';
import { beginQuarantine } from '../../../src/calendars/quarantine.js';
import { readRecurrence } from '../../../src/calendars/recurrence/lines.js';
import { TROUBLES } from '../../../src/calendars/sync-plan.js';
import { unreadableWords } from '../../../src/calendars/unreadable-words.js';

const good: CalendarFacts = {
  linked: true,
  account: 'linked',
  used: true,
  state: 'ok',
  trouble: null,
  syncing: false,
  progressEvents: 0,
  progressPages: 0,
  lagMinutes: 3,
  stale: false,
  quarantine: null,
  unreadable: 0,
  audit: null,
};
const quarantine = beginQuarantine({ lost: 7, of: 9 }, 0);
const audit = { at: 0, compared: 90, absent: 1, outdated: 2, extra: 3 };

describe('why an event could not be read, in the reader’s language', () => {
  const hourly = readRecurrence(['RRULE:FREQ=HOURLY']);
  const never = readRecurrence(['RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30']);
  const odd = readRecurrence(['RRULE:FREQ=DAILY;BYEASTER=1']);
  const reasonOf = (lines: typeof odd) => (lines.ok ? '' : lines.reason);

  it('is the stored reason in English, and in no other language', () => {
    for (const lines of [hourly, never, odd]) {
      const reason = reasonOf(lines);
      expect(reason).not.toBe('');
      expect(unreadableWords(reason, 'en-GB')).toBe(reason);
      const others = ['lv', 'ru-RU', 'de'].map((locale) => unreadableWords(reason, locale));
      expect(new Set([reason, ...others]).size).toBe(4);
    }
    expect(unreadableWords(reasonOf(hourly), 'lv')).toMatch(/biežāk/);
    expect(unreadableWords(reasonOf(never), 'de')).toMatch(/kein Datum/);
    expect(unreadableWords(reasonOf(odd), 'ru')).toMatch(/правило/);
    expect(unreadableWords('its start is in the zone "Mars/Base", which nothing explains', 'de')).toMatch(
      /„Mars\/Base“/,
    );
  });
});

describe('the words about a calendar', () => {
  it.each<[string, Partial<CalendarFacts>, string, RegExp, RegExp | null]>([
    ['up to date', {}, 'good', /last read 3 min ago/, null],
    [
      'the first sync',
      { state: 'never', syncing: true, progressEvents: 250, progressPages: 2 },
      'working',
      /250 events, 2 pages/,
      null,
    ],
    ['before it', { state: 'never' }, 'working', /first time/, null],
    ['a later sync', { syncing: true, progressEvents: 4 }, 'working', /4 changes/, null],
    ['too old', { stale: true, lagMinutes: 75 }, 'bad', /75 min ago/, /Synchronise/],
    [
      'a loss in doubt',
      { state: 'failing', trouble: 'doubted', quarantine },
      'attention',
      /7 of 9/,
      /say that it is right/,
    ],
    [
      'a loss accepted',
      { quarantine: { ...quarantine, accepted: true } },
      'attention',
      /7 of 9/,
      /next sync/,
    ],
    ['no access', { state: 'gone', trouble: 'no-access' }, 'bad', /cannot be read/, /share it again/],
    ['an ended permission', { account: 'reconnect', state: 'failing' }, 'bad', /permission/, /Reconnect/],
    ['a silent provider', { state: 'failing', trouble: 'no-answer' }, 'attention', /does not answer/, null],
    [
      'a silent provider for long',
      { state: 'failing', trouble: 'no-answer', stale: true },
      'bad',
      /does not answer/,
      null,
    ],
    ['what cannot be read', { unreadable: 2 }, 'attention', /^2 events/, /dismiss/],
    ['a night’s drift', { audit }, 'good', /6 differences/, null],
    ['a file', { linked: false, lagMinutes: null }, 'good', /From a file/, null],
    ['one that does not count', { used: false }, 'good', /Not used/, null],
  ])('say of %s what is so, and what helps', (_, more, tone, text, remedy) => {
    const words = calendarWords({ ...good, ...more }, 'en');
    expect(words.tone).toBe(tone);
    expect(words.text).toMatch(text);
    if (remedy === null) expect(words.remedy).toBeNull();
    else expect(words.remedy).toMatch(remedy);
  });

  it('are whole sentences in both languages, with every number filled in', () => {
    for (const trouble of TROUBLES) {
      for (const locale of ['en', 'lv-LV']) {
        const words = calendarWords({ ...good, state: 'failing', trouble, quarantine }, locale);
        expect(`${words.text} ${words.remedy ?? ''}`).not.toMatch(/[{}]|null|undefined/);
        expect(words.text).toMatch(/^[A-ZĀČĒĢĪĶĻŅŠŪŽ0-9].*\.$/u);
      }
    }
    expect(calendarWords(good, 'lv').text).not.toBe(calendarWords(good, 'en').text);
  });
});
