import { sayRange } from '../../../src/mail/templates/dates.js';

const HOUR = 3_600_000;
const from = (iso: string, hours = 1) => ({ start: Date.parse(iso), end: Date.parse(iso) + hours * HOUR });

describe('a range, said in full', () => {
  test.each([
    ['lv', 'otrdien, 2026. gada 24. novembrī, plkst. 10.00–11.00 (Rīgas laiks)'],
    ['en', 'Tuesday, 24 November 2026, 10:00–11:00 (Riga time)'],
    ['ru', 'вторник, 24 ноября 2026 г., 10:00–11:00 (часовой пояс: Латвия)'],
    ['de', 'Dienstag, 24. November 2026, 10:00–11:00 Uhr (Osteuropäische Zeit)'],
  ] as const)('%s', (language, text) => {
    expect(sayRange(from('2026-11-24T08:00Z'), 'Europe/Riga', language).full).toBe(text);
  });

  test.each([
    ['lv', 'plkst. 9.05–10.05'],
    ['en', '09:05–10:05'],
  ] as const)('a morning hour in %s', (language, text) => {
    expect(sayRange(from('2026-07-01T06:05Z'), 'Europe/Riga', language).time).toBe(text);
  });

  test('every day of the week and month of the year in Latvian is in the locative', () => {
    const days = Array.from({ length: 7 }, (_, i) => from(`2026-06-0${i + 1}T09:00Z`));
    expect(days.map((range) => sayRange(range, 'Europe/Riga', 'lv').shortDay.split(',')[0])).toEqual([
      'pirmdien',
      'otrdien',
      'trešdien',
      'ceturtdien',
      'piektdien',
      'sestdien',
      'svētdien',
    ]);
    const months = Array.from({ length: 12 }, (_, i) =>
      from(`2026-${String(i + 1).padStart(2, '0')}-10T09:00Z`),
    );
    expect(months.map((range) => sayRange(range, 'Europe/Riga', 'lv').shortDay.split(' ').at(-1))).toEqual([
      'janvārī',
      'februārī',
      'martā',
      'aprīlī',
      'maijā',
      'jūnijā',
      'jūlijā',
      'augustā',
      'septembrī',
      'oktobrī',
      'novembrī',
      'decembrī',
    ]);
  });

  test('agrees with the calendar of the system in both languages', () => {
    for (let day = 0; day < 400; day += 13) {
      const range = from(new Date(Date.UTC(2027, 0, 1 + day, 21, 30)).toISOString());
      for (const zone of ['Europe/Riga', 'America/New_York', 'Asia/Tokyo']) {
        const system = new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          weekday: 'long',
          day: 'numeric',
          month: 'long',
          year: 'numeric',
        }).format(range.start);
        expect(sayRange(range, zone, 'en').day.replace(',', '')).toBe(system.replace(',', ''));
      }
    }
  });

  test('over midnight the day of the end is said too', () => {
    const range = from('2026-11-24T20:00Z', 4);
    expect(sayRange(range, 'Europe/Riga', 'en').full).toBe(
      'Tuesday, 24 November 2026, 22:00 – Wednesday, 25 November 2026, 02:00 (Riga time)',
    );
    expect(sayRange(range, 'Europe/Riga', 'lv').full).toBe(
      'otrdien, 2026. gada 24. novembrī, plkst. 22.00 – trešdien, 2026. gada 25. novembrī, plkst. 2.00 (Rīgas laiks)',
    );
  });

  test('the same instants in the zone of the reader', () => {
    const range = from('2026-11-24T23:30Z');
    expect(sayRange(range, 'America/New_York', 'lv').full).toBe(
      'otrdien, 2026. gada 24. novembrī, plkst. 18.30–19.30 (Ņujorkas laiks)',
    );
    expect(sayRange(range, 'Asia/Tokyo', 'en').full).toBe(
      'Wednesday, 25 November 2026, 08:30–09:30 (Tokyo time)',
    );
  });
});

describe('the offset is said where the name is not enough', () => {
  test('in the hour that comes twice', () => {
    const first = sayRange(from('2026-10-25T00:30Z', 0.25), 'Europe/Riga', 'en');
    const second = sayRange(from('2026-10-25T01:30Z', 0.25), 'Europe/Riga', 'en');
    expect(first.full).toBe('Sunday, 25 October 2026, 03:30–03:45 (Riga time, UTC+3)');
    expect(second.full).toBe('Sunday, 25 October 2026, 03:30–03:45 (Riga time, UTC+2)');
  });

  test('not in the hours around it', () => {
    expect(sayRange(from('2026-10-24T23:00Z', 0.25), 'Europe/Riga', 'en').zone).toBe('Riga time');
    expect(sayRange(from('2026-10-25T03:00Z', 0.25), 'Europe/Riga', 'en').zone).toBe('Riga time');
  });

  test('when the clocks change during the meeting', () => {
    expect(sayRange(from('2026-03-29T00:30Z'), 'Europe/Riga', 'en').time).toBe('02:30 (UTC+2)–04:30 (UTC+3)');
  });

  test('when the language has no name for the zone', () => {
    expect(sayRange(from('2026-11-24T08:00Z'), 'Asia/Kathmandu', 'lv').zone).toBe('UTC+5:45');
    expect(sayRange(from('2026-11-24T08:00Z'), 'Asia/Kathmandu', 'en').zone).toBe('Kathmandu time');
    expect(sayRange(from('2026-11-24T08:00Z'), 'America/St_Johns', 'lv').zone).toBe('UTC-3:30');
  });

  test('a zone that does not exist is said in UTC, and says so', () => {
    expect(sayRange(from('2026-11-24T08:00Z'), 'Mars/Olympus', 'en').full).toBe(
      'Tuesday, 24 November 2026, 08:00–09:00 (UTC)',
    );
  });
});
