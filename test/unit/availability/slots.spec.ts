import { explain } from '../../../src/availability/explain.js';
import type { Instruction } from '../../../src/availability/instruction.js';
import { freeSlots, nextSlot } from '../../../src/availability/slots.js';
import { ask, at, busy, officeHours, shown } from './support.js';

const MONDAY = { from: '2026-06-01T00:00', to: '2026-06-02T00:00' };
const starts = (input: Parameters<typeof freeSlots>[0]) => shown(freeSlots(input).slots, input.settings.zone);
const because = (input: Parameters<typeof freeSlots>[0], time: string) =>
  explain(input, at(time, input.settings.zone)).map((reason) => reason.because);

describe('free slots', () => {
  it('cuts opening hours into slots and leaves out what is busy; touching is free', () => {
    const input = ask({ ...MONDAY, busy: [busy('2026-06-01T11:00', '2026-06-01T13:00')] });
    expect(starts(input)).toEqual(
      ['09:00', '10:00', '13:00', '14:00', '15:00', '16:00'].map((time) => `06-01 ${time}`),
    );
    expect(freeSlots(input).slots[0]).toEqual({ start: at('2026-06-01T09:00'), end: at('2026-06-01T10:00') });
  });

  it('finds the next slot as the first of all, near or far, or says why there is none', () => {
    const trip = busy('2026-05-01T00:00', '2026-06-20T00:00');
    const quarter = { from: '2026-06-01T00:00', to: '2026-08-01T00:00' };
    for (const rows of [[], [trip]]) {
      const input = ask({ ...quarter, busy: rows });
      expect(nextSlot(input)).toEqual(freeSlots(input).slots[0]);
    }
    expect(nextSlot(ask({ ...quarter, rules: [] }))).toBeUndefined();
    expect(nextSlot(ask({ ...quarter, set: { stepMinutes: 0 } }))).toMatchObject({ because: 'faults' });
  });

  it('does not drop seconds: busy until 10:00:30 closes 10:00', () => {
    const input = ask({ ...MONDAY, busy: [busy('2026-06-01T08:00', '2026-06-01T10:00:30')] });
    expect(starts(input)[0]).toBe('06-01 11:00');
  });

  it('reads rows in any order', () => {
    const rows = [busy('2026-06-01T14:00', '2026-06-01T17:00'), busy('2026-06-01T09:00', '2026-06-01T13:00')];
    expect(starts(ask({ ...MONDAY, busy: rows }))).toEqual(['06-01 13:00']);
  });

  it('an event that began last week and still runs closes what it covers', () => {
    const input = ask({
      ...MONDAY,
      busy: [busy('2026-05-20T12:00', '2026-06-01T15:30', { sourceId: 'trip' })],
    });
    expect(starts(input)).toEqual(['06-01 16:00']);
    expect(explain(input, at('2026-06-01T15:00'))).toEqual([{ because: 'event', sourceId: 'trip' }]);
  });

  it('an all-day event of a calendar in another zone is the client’s own day', () => {
    const auckland = {
      start: at('2026-06-01T00:00', 'Pacific/Auckland'),
      end: at('2026-06-02T00:00', 'Pacific/Auckland'),
      kind: 'event',
      sourceId: 'fair',
      dates: { from: '2026-06-01', until: '2026-06-02' },
    } as const;
    const days = { from: '2026-05-29T00:00', to: '2026-06-03T00:00', busy: [auckland] };
    expect(new Set(starts(ask(days)).map((text) => text.slice(0, 5)))).toEqual(new Set(['05-29', '06-02']));
    expect(starts(ask({ ...days, busy: [{ ...auckland, showAs: 'free' }] }))).toContain('06-01 09:00');
    const always = ask({
      ...days,
      busy: [{ ...auckland, showAs: 'free' }],
      set: { policies: { allDay: 'busy' } },
    });
    expect(starts(always)).not.toContain('06-01 09:00');
  });

  it('policies say whether tentative, unanswered and elsewhere count; declined ones never do', () => {
    const row = (more: object) => [busy('2026-06-01T09:00', '2026-06-01T10:00', more)];
    const offered = (more: object, policies = {}) =>
      starts(ask({ ...MONDAY, busy: row(more), set: { policies } })).includes('06-01 09:00');
    expect(offered({ answer: 'declined' })).toBe(true);
    expect(offered({ showAs: 'free' })).toBe(true);
    expect(offered({ showAs: 'tentative' })).toBe(false);
    expect(offered({ showAs: 'tentative' }, { tentative: 'free' })).toBe(true);
    expect(offered({ answer: 'needs_action' })).toBe(false);
    expect(offered({ answer: 'needs_action' }, { unanswered: 'free' })).toBe(true);
    expect(offered({ answer: 'needs_action', showAs: 'busy' }, { tentative: 'free' })).toBe(false);
    expect(offered({ showAs: 'elsewhere' })).toBe(true);
    expect(offered({ showAs: 'elsewhere' }, { elsewhere: 'busy' })).toBe(false);
  });

  it('a meeting does not block its own reschedule, nor does the event it was written back as', () => {
    const rows = [
      busy('2026-06-01T09:00', '2026-06-01T10:00', { kind: 'meeting', sourceId: 'm1', meetingId: 'm1' }),
      busy('2026-06-01T09:00', '2026-06-01T10:00', { sourceId: 'event of m1', meetingId: 'm1' }),
    ];
    expect(starts(ask({ ...MONDAY, busy: rows }))[0]).toBe('06-01 10:00');
    expect(starts(ask({ ...MONDAY, busy: rows, wanted: { reschedules: 'm1' } }))[0]).toBe('06-01 09:00');
  });

  it('buffers belong to both meetings and add up; the gap is only a least', () => {
    const rows = [
      busy('2026-06-01T11:00', '2026-06-01T12:00', { kind: 'meeting', sourceId: 'm1', meetingId: 'm1' }),
    ];
    const set = { stepMinutes: 5, bufferBeforeMinutes: 10, bufferAfterMinutes: 15 };
    const around = starts(ask({ ...MONDAY, busy: rows, set })).filter(
      (t) => t > '06-01 09:25' && t < '06-01 12:40',
    );
    expect(around).toEqual(['06-01 09:30', '06-01 09:35', '06-01 12:25', '06-01 12:30', '06-01 12:35']);
    const input = ask({ ...MONDAY, busy: rows, set: { ...set, minimumGapMinutes: 40 } });
    expect(explain(input, at('2026-06-01T12:30'))).toEqual([
      { because: 'gap', sourceId: 'm1', minutes: 40, side: 'before' },
    ]);
    expect(because(input, '2026-06-01T12:40')).toEqual([]);
  });

  it('a longer meeting, of its kind or as asked, gets fewer slots', () => {
    const kinds = { visit: { durationMinutes: 180 } };
    expect(starts(ask({ ...MONDAY, set: { kinds }, wanted: { meetingKind: 'visit' } }))).toHaveLength(6);
    expect(starts(ask({ ...MONDAY, wanted: { durationMinutes: 480 } }))).toEqual(['06-01 09:00']);
    expect(starts(ask({ ...MONDAY, wanted: { durationMinutes: 481 } }))).toEqual([]);
  });

  it('counts starts from the latest window, or from midnight by the clock', () => {
    const rules = [{ ...officeHours, windows: [{ days: ['MO' as const], from: '09:10', to: '11:20' }] }];
    const set = { durationMinutes: 30, stepMinutes: 30 };
    expect(starts(ask({ ...MONDAY, rules, set })).map((t) => t.slice(6))).toEqual([
      '09:10',
      '09:40',
      '10:10',
      '10:40',
    ]);
    const byClock = starts(ask({ ...MONDAY, rules, set: { ...set, alignment: 'clock' } })).map((t) =>
      t.slice(6),
    );
    expect(byClock).toEqual(['09:30', '10:00', '10:30']);
  });

  it('a slot fits across two windows that touch', () => {
    const windows = [
      { days: ['MO' as const], from: '09:00', to: '12:00' },
      { days: ['MO' as const], from: '12:00', to: '13:00' },
    ];
    const rules = [{ ...officeHours, windows }];
    const set = { stepMinutes: 30 };
    expect(starts(ask({ ...MONDAY, rules, set }))).toContain('06-01 11:30');
  });

  it('notice, in minutes and in working days over a weekend; horizon', () => {
    const week = { from: '2026-05-29T00:00', to: '2026-06-06T00:00', now: '2026-05-29T10:20' };
    expect(starts(ask(week))[0]).toBe('05-29 11:00');
    expect(starts(ask({ ...week, set: { minimumNoticeMinutes: 120 } }))[0]).toBe('05-29 13:00');
    expect(starts(ask({ ...week, set: { noticeWorkingDays: 1 } }))[0]).toBe('06-01 09:00');
    expect(starts(ask({ ...week, set: { noticeWorkingDays: 2 } }))[0]).toBe('06-02 09:00');
    const holiday = { kind: 'holiday', id: 'h', date: '2026-06-01', name: 'Holiday' } as const;
    expect(starts(ask({ ...week, rules: [officeHours, holiday], set: { noticeWorkingDays: 1 } }))[0]).toBe(
      '06-02 09:00',
    );
    expect(starts(ask({ ...week, set: { horizonDays: 3 } })).at(-1)).toBe('06-01 16:00');
    expect(because(ask({ ...week, set: { noticeWorkingDays: 1 } }), '2026-05-29T12:00')).toEqual(['notice']);
    expect(because(ask({ ...week, set: { horizonDays: 3 } }), '2026-06-02T12:00')).toEqual(['horizon']);
  });
});

describe('rules', () => {
  it('a place in the hours admits meetings there, and those that are nowhere', () => {
    const rules = [
      {
        ...officeHours,
        id: 'office',
        placeId: 'office',
        windows: [{ days: ['TU', 'TH'], from: '09:00', to: '11:00' }],
      },
      {
        ...officeHours,
        id: 'shop',
        placeId: 'shop',
        windows: [{ days: ['WE'], from: '09:00', to: '10:00' }],
      },
    ] as const;
    const week = { from: '2026-06-01T00:00', to: '2026-06-08T00:00', rules };
    const office = ask({ ...week, wanted: { placeId: 'office' } });
    expect(starts(office)).toEqual(['06-02 09:00', '06-02 10:00', '06-04 09:00', '06-04 10:00']);
    expect(explain(office, at('2026-06-03T09:00'))).toEqual([
      { because: 'place', sourceId: 'shop', placeId: 'shop' },
    ]);
    expect(starts(ask({ ...week, wanted: { mode: 'phone', placeId: 'office' } }))).toHaveLength(5);
  });

  it('every other week, and from a date that is today', () => {
    const rules = [
      {
        ...officeHours,
        everyWeeks: 2,
        weekOf: '2026-06-03',
        windows: [{ days: ['MO', 'SU'], from: '09:00', to: '10:00' }],
      },
    ] as const;
    expect(starts(ask({ from: '2026-05-25T00:00', to: '2026-06-22T00:00', rules }))).toEqual([
      '06-01 09:00',
      '06-07 09:00',
      '06-15 09:00',
      '06-21 09:00',
    ]);
    const today = [{ ...officeHours, from: '2026-06-02', until: '2026-06-02' }];
    const input = ask({
      from: '2026-06-01T00:00',
      to: '2026-06-05T00:00',
      now: '2026-06-02T12:30',
      rules: today,
    });
    expect(starts(input)).toEqual(['06-02 13:00', '06-02 14:00', '06-02 15:00', '06-02 16:00']);
  });

  it('vacations and holidays stop regular hours; a dated opening stands above them; closed cuts all', () => {
    const rules = [
      officeHours,
      { kind: 'vacation', id: 'v', from: '2026-06-01', until: '2026-06-02', title: 'Sea' },
      { kind: 'holiday', id: 'h', date: '2026-06-03', name: 'Feast' },
      { kind: 'open', id: 'o', date: '2026-06-02', windows: [{ from: '10:00', to: '12:00' }] },
      { kind: 'open', id: 'i', date: '2026-06-04', windows: [{ from: '18:00', to: '19:00' }], instead: true },
      {
        kind: 'closed',
        id: 'c',
        from: '2026-06-02',
        until: '2026-06-02',
        window: { from: '11:30', to: '13:00' },
      },
      { kind: 'closed', id: 'd', from: '2026-06-05', until: '2026-06-30', title: 'Move' },
    ] as const;
    const input = ask({ from: '2026-06-01T00:00', to: '2026-06-08T00:00', rules });
    expect(starts(input)).toEqual(['06-02 10:00', '06-04 18:00']);
    expect(explain(input, at('2026-06-01T10:00'))).toEqual([
      { because: 'vacation', sourceId: 'v', title: 'Sea' },
    ]);
    expect(because(input, '2026-06-03T10:00')).toEqual(['holiday']);
    expect(because(input, '2026-06-04T10:00')).toEqual(['other_hours']);
    expect(because(input, '2026-06-02T11:00')).toEqual(['closed']);
    expect(because(input, '2026-06-05T10:00')).toEqual(['closed']);
  });

  it('hours past midnight belong to the evening they begin on', () => {
    const rules = [{ ...officeHours, windows: [{ days: ['FR' as const], from: '22:00', to: '26:00' }] }];
    const input = ask({ from: '2026-06-05T00:00', to: '2026-06-07T00:00', rules });
    expect(starts(input)).toEqual(['06-05 22:00', '06-05 23:00', '06-06 00:00', '06-06 01:00']);
    const saturday = ask({ from: '2026-06-06T00:00', to: '2026-06-07T00:00', rules });
    expect(starts(saturday)).toEqual(['06-06 00:00', '06-06 01:00']);
  });

  it('recurrences: first Monday of the month, 29 February', () => {
    const first = {
      kind: 'recurring',
      id: 'r',
      rrule: 'FREQ=MONTHLY;BYDAY=1MO',
      starts: '2026-01-01',
    } as const;
    const windows = [{ from: '09:00', to: '10:00' }];
    const rules = [{ ...first, windows }];
    expect(starts(ask({ from: '2026-03-01T00:00', to: '2026-06-08T00:00', rules }))).toEqual([
      '03-02 09:00',
      '04-06 09:00',
      '05-04 09:00',
      '06-01 09:00',
    ]);
    const leap = [{ ...first, rrule: 'FREQ=YEARLY', starts: '2024-02-29', windows }];
    const set = { horizonDays: 800 };
    const year = (y: number) => ({
      from: `${y}-01-01T00:00`,
      to: `${y + 1}-01-01T00:00`,
      now: `${y}-01-01T00:00`,
    });
    expect(starts(ask({ ...year(2028), rules: leap, set }))).toEqual(['02-29 09:00']);
    expect(starts(ask({ ...year(2027), rules: leap, set }))).toEqual([]);
  });
});

describe('days on which the clocks change', () => {
  const nightHours = (from: string, to: string) => [
    { ...officeHours, windows: [{ days: ['SA' as const, 'SU' as const], from, to }] },
  ];
  const set = { durationMinutes: 30, stepMinutes: 30 };

  it('a day of 23 hours: 03:30 does not exist and is not offered', () => {
    const rules = nightHours('02:00', '05:00');
    const input = ask({ from: '2026-03-29T00:00', to: '2026-03-30T00:00', rules, set });
    expect(starts(input).map((t) => t.slice(6))).toEqual(['02:00', '02:30', '04:00', '04:30']);
    const within = nightHours('03:10', '03:50');
    expect(starts(ask({ from: '2026-03-29T00:00', to: '2026-03-30T00:00', rules: within, set }))).toEqual([]);
  });

  it('a day of 25 hours: 03:30 comes twice, at two different instants', () => {
    const input = ask({
      from: '2026-10-25T00:00',
      to: '2026-10-26T00:00',
      rules: nightHours('03:00', '04:00'),
      set,
    });
    expect(starts(input).map((t) => t.slice(6))).toEqual(['03:00', '03:30', '03:00', '03:30']);
    expect(freeSlots(input).slots.map(({ start }) => new Date(start).toISOString())).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
  });

  it('hours before the change are those of the wall clock', () => {
    const sunday = [{ ...officeHours, windows: [{ days: ['SU' as const], from: '01:00', to: '02:00' }] }];
    const input = ask({ from: '2026-03-29T00:00', to: '2026-03-30T00:00', rules: sunday });
    expect(freeSlots(input).slots).toEqual([
      { start: Date.UTC(2026, 2, 28, 23), end: Date.UTC(2026, 2, 29, 0) },
    ]);
  });

  it('New York skips 02:30; Cairo begins a day at 01:00; Samoa left out a Friday', () => {
    const newYork = { zone: 'America/New_York', ...set };
    const night = ask({
      from: '2026-03-08T00:00',
      to: '2026-03-09T00:00',
      rules: nightHours('01:30', '03:30'),
      set: newYork,
    });
    expect(starts(night).map((t) => t.slice(6))).toEqual(['01:30', '03:00']);
    const friday = [{ ...officeHours, windows: [{ days: ['FR' as const], from: '00:00', to: '02:00' }] }];
    const cairo = ask({
      from: '2026-04-24T01:00',
      to: '2026-04-25T00:00',
      rules: friday,
      set: { zone: 'Africa/Cairo' },
    });
    expect(starts(cairo)).toEqual(['04-24 01:00']);
    const samoa = ask({
      from: '2011-12-28T00:00',
      to: '2012-01-03T00:00',
      now: '2011-12-01T00:00',
      set: { zone: 'Pacific/Apia' },
    });
    expect(new Set(starts(samoa).map((t) => t.slice(0, 5)))).toEqual(new Set(['12-28', '12-29', '01-02']));
  });

  it('a date that was left out is no working day', () => {
    const samoa = { zone: 'Pacific/Apia', noticeWorkingDays: 2 };
    const now = '2011-12-28T18:35'; // the 29th, then the 31st: there was no 30th
    const everyDay = [
      {
        ...officeHours,
        windows: [{ days: ['WE', 'TH', 'FR', 'SA', 'SU'], from: '09:00', to: '10:00' }],
      } as const,
    ];
    const input = ask({ from: '2011-12-28T00:00', to: '2012-01-03T00:00', now, rules: everyDay, set: samoa });
    expect(starts(input)).toEqual(['12-31 09:00', '01-01 09:00']);
  });

  it('a day before a move ends when the first day in the new zone begins', () => {
    const hours = [
      { ...officeHours, windows: [{ days: ['FR' as const], from: '20:00', to: '26:00' }] },
      {
        kind: 'weekly' as const,
        id: 'late',
        windows: [{ days: ['FR' as const], from: '18:30', to: '19:30' }],
      },
    ];
    const move = (to: string) => [{ from: '2026-06-06', zone: to }];
    const friday = (to: string) =>
      freeSlots(
        ask({
          from: '2026-06-05T00:00',
          to: '2026-06-07T00:00',
          rules: hours,
          set: { zoneChanges: move(to) },
        }),
      ).slots.map(({ start }) => new Date(start).toISOString().slice(5, 16));
    // Saturday in Tokyo begins at 18:00 of Friday in Riga: neither rule opens anything but 00:00-02:00 there.
    expect(friday('Asia/Tokyo')).toEqual(['06-05T15:00', '06-05T16:00']);
    // Saturday in New York begins at 07:00 in Riga, and 26:00 is two o'clock there.
    expect(friday('America/New_York')).toHaveLength(14);
  });

  it('a client who moves to New York is asked on the clocks of that zone from then on', () => {
    const zoneChanges = [{ from: '2026-06-02', zone: 'America/New_York' }];
    const input = ask({
      from: '2026-06-01T00:00',
      to: '2026-06-03T12:00',
      set: { zoneChanges, stepMinutes: 480, durationMinutes: 480 },
    });
    expect(freeSlots(input).slots.map(({ start }) => start)).toEqual([
      at('2026-06-01T09:00', 'Europe/Riga'),
      at('2026-06-02T09:00', 'America/New_York'),
    ]);
  });
});

describe('calendars', () => {
  const calendar = {
    calendarId: 'cal',
    state: 'readable',
    syncedAt: at('2026-06-01T08:00'),
    staleAfterMinutes: 60,
    mirrored: { start: at('2026-01-01T00:00'), end: at('2026-06-01T14:30') },
  } as const;
  const now = '2026-06-01T08:30';

  it('close what they do not mirror', () => {
    const input = ask({ ...MONDAY, now, calendars: [calendar] });
    expect(starts(input).at(-1)).toBe('06-01 13:00');
    expect(because(input, '2026-06-01T14:00')).toEqual(['calendar']);
    expect(freeSlots(input).closed).toBeUndefined();
  });

  it('close everything when they are stale or cannot be read, and say so', () => {
    const stale = ask({ ...MONDAY, now: '2026-06-01T09:30', calendars: [calendar] });
    expect(starts(stale)).toEqual([]);
    expect(freeSlots(stale).closed).toEqual({
      because: 'calendar',
      sourceId: 'cal',
      trouble: 'stale',
      syncedAt: calendar.syncedAt,
    });
    const unreadable = ask({ ...MONDAY, now, calendars: [{ ...calendar, state: 'unreadable' }] });
    expect(freeSlots(unreadable).closed).toMatchObject({ trouble: 'unreadable' });
    expect(because(unreadable, '2026-06-01T10:00')).toEqual(['calendar']);
  });
});

describe('instructions of the day', () => {
  const said = { by: 'Ilze', at: at('2026-06-01T08:00'), how: 'phone' } as const;
  const one = { id: 'i', date: '2026-06-01', said } as const;
  const offered = (instruction: object, wanted = {}) => {
    const instructions = [{ ...one, ...instruction } as Instruction];
    return starts(ask({ ...MONDAY, instructions, wanted }))
      .map((t) => t.slice(6, 8))
      .join(' ');
  };

  it('each cuts what it names, and nothing else', () => {
    expect(offered({ kind: 'unreachable', from: '13:00', to: '16:00' })).toBe('09 10 11 12 16');
    expect(offered({ kind: 'nothing_before', time: '10:30' })).toBe('11 12 13 14 15 16');
    expect(offered({ kind: 'nothing_after', time: '12:00' })).toBe('09 10 11');
    expect(offered({ kind: 'only_by_phone', from: '12:00' })).toBe('09 10 11');
    expect(offered({ kind: 'only_by_phone' }, { mode: 'phone' })).toBe('09 10 11 12 13 14 15 16');
    expect(offered({ kind: 'only_by_phone' }, { mode: 'video' })).toBe('');
    const office = { kind: 'at_place', placeId: 'office', to: '15:00' };
    expect(offered(office, { placeId: 'shop' })).toBe('15 16');
    expect(offered(office, { placeId: 'office' })).toBe('09 10 11 12 13 14 15 16');
    expect(offered(office, { mode: 'phone' })).toBe('09 10 11 12 13 14 15 16');
    expect(
      offered({ kind: 'unreachable', from: '00:00', to: '24:00', withdrawnAt: at('2025-12-31T00:00') }),
    ).not.toBe('');
  });

  it('an explanation carries who said it', () => {
    const instruction = { ...one, kind: 'unreachable', from: '13:00', to: '16:00' } as const;
    const input = ask({ ...MONDAY, instructions: [instruction] });
    expect(explain(input, at('2026-06-01T12:30'))).toMatchObject([
      { because: 'instruction', sourceId: 'i', instruction: { said: { by: 'Ilze' } } },
      { because: 'step' },
    ]);
  });
});
