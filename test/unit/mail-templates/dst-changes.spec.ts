import { sayRange } from '../../../src/mail/templates/dates.js';
import type { Language } from '../../../src/mail/templates/language.js';

/**
 * Dates, times and zone names in mails around the nights in which clocks change, in all four languages. Riga and New York
 * change by an hour, Lord Howe Island by half an hour, on the southern half of the earth. Apia has left DST in 2021 (its
 * last two changes are here), and in 2011 left a day out when it moved across the date line.
 */
const MINUTE = 60_000;
const LANGUAGES: readonly Language[] = ['lv', 'en', 'ru', 'de'];

interface Night {
  readonly zone: string;
  /** When the clocks change. */
  readonly at: string;
  /** The day in each language; the same for all ranges of a night, unless it is said otherwise. */
  readonly day: readonly [lv: string, en: string, ru: string, de: string];
  /** The zone's name; null where the language has none. */
  readonly names: readonly [lv: string | null, en: string, ru: string, de: string];
  /**
   * Minutes from the change, half-open, and what the clocks show: `2:30 +2`. The offset is said where it stands here; of a
   * range over the change at both ends, else once, with the zone.
   */
  readonly ranges: readonly (readonly [from: number, to: number, starts: string, ends: string])[];
}

const NIGHTS: readonly Night[] = [
  {
    zone: 'Europe/Riga',
    at: '2026-03-29T01:00Z',
    day: [
      'svētdien, 2026. gada 29. martā',
      'Sunday, 29 March 2026',
      'воскресенье, 29 марта 2026 г.',
      'Sonntag, 29. März 2026',
    ],
    names: ['Rīgas laiks', 'Riga time', 'часовой пояс: Латвия', 'Osteuropäische Zeit'],
    ranges: [
      [-90, -60, '1:30', '2:00'],
      [-60, 0, '2:00 +2', '4:00 +3'],
      [-30, 30, '2:30 +2', '4:30 +3'],
      [0, 60, '4:00', '5:00'],
    ],
  },
  {
    zone: 'Europe/Riga',
    at: '2026-10-25T01:00Z',
    day: [
      'svētdien, 2026. gada 25. oktobrī',
      'Sunday, 25 October 2026',
      'воскресенье, 25 октября 2026 г.',
      'Sonntag, 25. Oktober 2026',
    ],
    names: ['Rīgas laiks', 'Riga time', 'часовой пояс: Латвия', 'Osteuropäische Zeit'],
    ranges: [
      [-120, -90, '2:00', '2:30'],
      [-60, -30, '3:00 +3', '3:30 +3'],
      [-60, 0, '3:00 +3', '3:00 +2'],
      [-30, 30, '3:30 +3', '3:30 +2'],
      [0, 60, '3:00 +2', '4:00 +2'],
      [60, 120, '4:00', '5:00'],
    ],
  },
  {
    zone: 'America/New_York',
    at: '2026-03-08T07:00Z',
    day: [
      'svētdien, 2026. gada 8. martā',
      'Sunday, 8 March 2026',
      'воскресенье, 8 марта 2026 г.',
      'Sonntag, 8. März 2026',
    ],
    names: ['Ņujorkas laiks', 'New York time', 'часовой пояс: Нью-Йорк', 'Nordamerikanische Ostküstenzeit'],
    ranges: [
      [-90, -60, '0:30', '1:00'],
      [-30, 30, '1:30 -5', '3:30 -4'],
      [0, 60, '3:00', '4:00'],
    ],
  },
  {
    zone: 'America/New_York',
    at: '2026-11-01T06:00Z',
    day: [
      'svētdien, 2026. gada 1. novembrī',
      'Sunday, 1 November 2026',
      'воскресенье, 1 ноября 2026 г.',
      'Sonntag, 1. November 2026',
    ],
    names: ['Ņujorkas laiks', 'New York time', 'часовой пояс: Нью-Йорк', 'Nordamerikanische Ostküstenzeit'],
    ranges: [
      [-120, -90, '0:00', '0:30'],
      [-60, -15, '1:00 -4', '1:45 -4'],
      [-30, 30, '1:30 -4', '1:30 -5'],
      [15, 45, '1:15 -5', '1:45 -5'],
      [60, 120, '2:00', '3:00'],
    ],
  },
  {
    zone: 'Australia/Lord_Howe',
    at: '2026-04-04T15:00Z',
    day: [
      'svētdien, 2026. gada 5. aprīlī',
      'Sunday, 5 April 2026',
      'воскресенье, 5 апреля 2026 г.',
      'Sonntag, 5. April 2026',
    ],
    names: [null, 'Lord Howe time', 'часовой пояс: Лорд-Хау', 'Lord-Howe-Zeit'],
    ranges: [
      [-90, -60, '0:30', '1:00'],
      [-30, 0, '1:30 +11', '1:30 +10:30'],
      [-30, 30, '1:30 +11', '2:00 +10:30'],
      [0, 15, '1:30 +10:30', '1:45 +10:30'],
      [30, 45, '2:00', '2:15'],
    ],
  },
  {
    zone: 'Australia/Lord_Howe',
    at: '2026-10-03T15:30Z',
    day: [
      'svētdien, 2026. gada 4. oktobrī',
      'Sunday, 4 October 2026',
      'воскресенье, 4 октября 2026 г.',
      'Sonntag, 4. Oktober 2026',
    ],
    names: [null, 'Lord Howe time', 'часовой пояс: Лорд-Хау', 'Lord-Howe-Zeit'],
    ranges: [
      [-60, -30, '1:00', '1:30'],
      [-30, 30, '1:30 +10:30', '3:00 +11'],
      [0, 60, '2:30', '3:30'],
    ],
  },
  {
    zone: 'Pacific/Apia',
    at: '2020-09-26T14:00Z',
    day: [
      'svētdien, 2020. gada 27. septembrī',
      'Sunday, 27 September 2020',
      'воскресенье, 27 сентября 2020 г.',
      'Sonntag, 27. September 2020',
    ],
    names: [null, 'Apia time', 'часовой пояс: Самоа', 'Apia-Zeit'],
    ranges: [
      [-90, -60, '1:30', '2:00'],
      [-30, 30, '2:30 +13', '4:30 +14'],
      [0, 60, '4:00', '5:00'],
    ],
  },
  {
    zone: 'Pacific/Apia',
    at: '2021-04-03T14:00Z',
    day: [
      'svētdien, 2021. gada 4. aprīlī',
      'Sunday, 4 April 2021',
      'воскресенье, 4 апреля 2021 г.',
      'Sonntag, 4. April 2021',
    ],
    names: [null, 'Apia time', 'часовой пояс: Самоа', 'Apia-Zeit'],
    ranges: [
      [-120, -90, '2:00', '2:30'],
      [-60, -30, '3:00 +14', '3:30 +14'],
      [-30, 30, '3:30 +14', '3:30 +13'],
      [30, 45, '3:30 +13', '3:45 +13'],
      [60, 120, '4:00', '5:00'],
    ],
  },
];

/** As the language says what the clocks show. */
const clockOf = (shown: string, language: Language): string => {
  const [hour = '', minute = ''] = shown.split(' ')[0]?.split(':') ?? [];
  if (language === 'lv') return `${hour}.${minute}`;
  return `${hour.padStart(2, '0')}:${minute}`;
};

const offsetOf = (shown: string): string | null => shown.split(' ')[1] ?? null;

const expected = (night: Night, starts: string, ends: string, i: number): string => {
  const language = LANGUAGES[i] ?? 'en';
  const name = night.names[i] ?? null;
  const [from, to] = [offsetOf(starts), offsetOf(ends)];
  const at = language === 'lv' ? 'plkst. ' : '';
  const uhr = language === 'de' ? ' Uhr' : '';
  const times = `${at}${clockOf(starts, language)}–${clockOf(ends, language)}${uhr}`;
  const over = from !== null && from !== to;
  if (name === null) {
    const offset = from ?? plainOffset(night, starts);
    return `${night.day[i]}, ${times} (UTC${offset}${over ? ` → UTC${to}` : ''})`;
  }
  if (!over) return `${night.day[i]}, ${times} (${name}${from === null ? '' : `, UTC${from}`})`;
  const [first, last] = [clockOf(starts, language), clockOf(ends, language)];
  return `${night.day[i]}, ${at}${first}${uhr} (UTC${from})–${last}${uhr} (UTC${to}) (${name})`;
};

/** Where the language has no name the offset is said in any case: that of the range over the change, on the same side. */
const plainOffset = ({ ranges }: Night, starts: string): string => {
  const over = ranges.find(([from, to]) => from < 0 && to > 0);
  const here = ranges.find(([, , shown]) => shown === starts);
  return offsetOf((here?.[0] ?? 0) < 0 ? (over?.[2] ?? '') : (over?.[3] ?? '')) ?? '';
};

describe.each(NIGHTS)('$zone, $at', (night) => {
  describe.each(LANGUAGES.map((language, i) => [language, i] as const))('%s', (language, i) => {
    it.each(night.ranges)('%d to %d minutes: %s–%s', (from, to, starts, ends) => {
      const at = Date.parse(night.at);
      const said = sayRange({ start: at + from * MINUTE, end: at + to * MINUTE }, night.zone, language);
      expect(said.full).toBe(expected(night, starts, ends, i));
    });
  });
});

describe('the day that Apia left out', () => {
  const over = { start: Date.parse('2011-12-30T09:30Z'), end: Date.parse('2011-12-30T10:30Z') };
  it.each([
    [
      'lv',
      'ceturtdien, 2011. gada 29. decembrī, plkst. 23.30 – sestdien, 2011. gada 31. decembrī, plkst. 0.30 (UTC-10 → UTC+14)',
    ],
    [
      'en',
      'Thursday, 29 December 2011, 23:30 (UTC-10) – Saturday, 31 December 2011, 00:30 (UTC+14) (Apia time)',
    ],
    [
      'ru',
      'четверг, 29 декабря 2011 г., 23:30 (UTC-10) – суббота, 31 декабря 2011 г., 00:30 (UTC+14) (часовой пояс: Самоа)',
    ],
    [
      'de',
      'Donnerstag, 29. Dezember 2011, 23:30 Uhr (UTC-10) – Samstag, 31. Dezember 2011, 00:30 Uhr (UTC+14) (Apia-Zeit)',
    ],
  ] as const)('%s', (language, text) => {
    expect(sayRange(over, 'Pacific/Apia', language).full).toBe(text);
  });
});
