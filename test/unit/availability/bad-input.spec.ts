import type { BusyRow } from '../../../src/availability/busy.js';
import { checkRules } from '../../../src/availability/check-rules.js';
import { checkSettings } from '../../../src/availability/check-settings.js';
import { explain } from '../../../src/availability/explain.js';
import { checkInstructions } from '../../../src/availability/instruction.js';
import type { Rule } from '../../../src/availability/rule.js';
import type { AvailabilitySettings } from '../../../src/availability/settings.js';
import { freeSlots } from '../../../src/availability/slots.js';
import { ask, at, busy, officeHours, settings } from './support.js';

const MONDAY = { from: '2026-06-01T00:00', to: '2026-06-02T00:00' };
const faults = (...rules: readonly Rule[]) =>
  checkRules(rules).map(({ field, problem }) => `${field} ${problem}`);
const weekly = (from: string, to: string, more: object = {}): Rule => ({
  kind: 'weekly',
  id: 'w',
  windows: [{ days: ['MO'], from, to }],
  ...more,
});
const settingFaults = (set: Partial<AvailabilitySettings>) =>
  checkSettings({ ...settings, ...set }).map(({ field, problem }) => `${field} ${problem}`);

describe('rules that are wrong', () => {
  it('are named by field, with a remedy', () => {
    expect(faults(weekly('17:00', '09:00'))).toEqual(['rules[0].windows[0].to ends_before_start']);
    expect(checkRules([weekly('22:00', '02:00')])[0]?.remedy).toContain('26:00');
    expect(faults(weekly('22:00', '26:00'))).toEqual([]);
    expect(faults(weekly('9:00', '17:00'))).toEqual(['rules[0].windows[0].from bad_time']);
    expect(faults(weekly('09:00', '49:00'))).toEqual(['rules[0].windows[0].to bad_time']);
    expect(faults(weekly('09:00', '34:00'))).toEqual(['rules[0].windows[0].to bad_time']);
    expect(faults(weekly('09:00', '17:00', { until: '2027-02-29' }))).toEqual(['rules[0].until bad_date']);
    expect(faults(weekly('09:00', '17:00', { from: '2026-06-02', until: '2026-06-01' }))).toEqual([
      'rules[0].until ends_before_start',
    ]);
    expect(faults(weekly('09:00', '17:00', { everyWeeks: 2 }))).toEqual(['rules[0].weekOf bad_date']);
    expect(faults(weekly('09:00', '17:00'), weekly('09:00', '17:00'))).toEqual(['rules[1].id duplicate_id']);
  });

  it('overlapping windows of one rule are a slip; rules that overlap are a union', () => {
    const windows = [
      { days: ['MO', 'TU'], from: '09:00', to: '12:00' },
      { days: ['TU'], from: '11:00', to: '13:00' },
    ] as const;
    expect(faults({ kind: 'weekly', id: 'w', windows })).toEqual(['rules[0].windows[1] overlaps']);
    const both = [weekly('09:00', '12:00'), weekly('11:00', '13:00', { id: 'x' })];
    expect(faults(...both)).toEqual([]);
    const set = { durationMinutes: 240 };
    expect(freeSlots(ask({ ...MONDAY, rules: both, set })).slots).toHaveLength(1);
  });

  it('that never match are refused', () => {
    const recurring = (rrule: string): Rule => ({
      kind: 'recurring',
      id: 'r',
      rrule,
      starts: '2026-01-01',
      windows: [{ from: '09:00', to: '10:00' }],
    });
    expect(faults(weekly('09:00', '17:00', { windows: [] }))).toEqual(['rules[0].windows never_matches']);
    expect(faults(recurring('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'))).toEqual([
      'rules[0].rrule never_matches',
    ]);
    expect(faults(recurring('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'))).toEqual(['rules[0].rrule never_matches']);
    expect(faults(recurring('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO'))).toEqual([]);
    for (const rrule of [
      'FREQ=HOURLY',
      'FREQ=WEEKLY;BYHOUR=9',
      'FREQ=YEARLY;BYDAY=20MO',
      'INTERVAL=0',
      'nonsense',
    ]) {
      expect(faults(recurring(rrule))).toEqual(['rules[0].rrule bad_recurrence']);
    }
    expect(faults({ kind: 'open', id: 'o', date: '2026-06-01', windows: [] })).toEqual([
      'rules[0].windows never_matches',
    ]);
  });

  it('instructions too', () => {
    const said = { by: 'client', at: 0, how: 'phone' } as const;
    const wrong = checkInstructions([
      { id: 'a', kind: 'unreachable', date: '2026-06-31', from: '13:00', to: '12:00', said },
      { id: 'b', kind: 'nothing_before', date: '2026-06-01', time: 'ten', said },
    ]);
    expect(wrong.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
      'instructions[0].date bad_date',
      'instructions[0].to ends_before_start',
      'instructions[1].time bad_time',
      'instructions[1].time ends_before_start',
    ]);
  });
});

describe('settings and requests that are wrong', () => {
  it('are named by field', () => {
    expect(settingFaults({})).toEqual([]);
    expect(settingFaults({ zone: 'Mars/Olympus' })).toEqual(['settings.zone unknown_zone']);
    expect(settingFaults({ durationMinutes: 0 })).toEqual(['settings.durationMinutes bad_number']);
    expect(settingFaults({ durationMinutes: 25 * 60 })).toEqual(['settings.durationMinutes bad_number']);
    expect(settingFaults({ stepMinutes: 0 })).toEqual(['settings.stepMinutes bad_number']);
    expect(settingFaults({ stepMinutes: Number.NaN })).toEqual(['settings.stepMinutes bad_number']);
    expect(settingFaults({ breaks: [{ id: 'b', from: '12:00', to: '12:20', minutes: 30 }] })).toEqual([
      'settings.breaks[0].minutes never_matches',
    ]);
    expect(settingFaults({ limits: [{ id: 'l' }] })).toEqual(['settings.limits[0] never_matches']);
    expect(settingFaults({ zoneChanges: [{ from: '2026-06-01', zone: 'UTC+3' }] })).toEqual([
      'settings.zoneChanges[0].zone unknown_zone',
    ]);
  });

  it('close everything, with the faults, and explain says the same', () => {
    const wrong = [
      ask({ ...MONDAY, set: { stepMinutes: 0 } }),
      ask({ ...MONDAY, rules: [weekly('17:00', '09:00')] }),
      ask({ ...MONDAY, wanted: { durationMinutes: 1500 } }),
      { ...ask(MONDAY), window: { start: at('2026-06-02T00:00'), end: at('2026-06-01T00:00') } },
      { ...ask(MONDAY), window: { start: 0, end: Number.MAX_VALUE } },
      { ...ask(MONDAY), now: Number.NaN },
      ask({ ...MONDAY, busy: [busy('2026-06-01T12:00', '2026-06-01T11:00')] }),
      ask({ ...MONDAY, busy: [busy('2026-06-01T12:00', '2026-06-01T13:00', { end: Number.NaN })] }),
      ask({
        ...MONDAY,
        busy: [busy('2026-06-01T12:00', '2026-06-01T13:00', { dates: { from: 'x', until: 'y' } })],
      }),
    ];
    for (const input of wrong) {
      const { slots, closed } = freeSlots(input);
      expect(slots).toEqual([]);
      expect(closed).toMatchObject({ because: 'faults' });
      expect(explain(input, at('2026-06-01T10:00'))).toEqual([closed]);
    }
  });

  it('an event without length closes nothing', () => {
    const rows = [busy('2026-06-01T10:30', '2026-06-01T10:30')];
    expect(freeSlots(ask({ ...MONDAY, busy: rows })).slots).toHaveLength(8);
  });

  it('a hundred thousand events in no order, some of them years long, get the right answer', () => {
    const start = at('2026-06-01T00:00');
    const rows = Array.from({ length: 100_000 }, (_, i): BusyRow => {
      const from = start + ((i * 7919) % 100_000) * 5 * 60_000;
      return { start: from, end: from + 60_000, kind: i % 2 === 0 ? 'event' : 'hold', sourceId: String(i) };
    });
    const long = {
      start: start - 1e11,
      end: at('2026-06-01T16:00'),
      kind: 'event',
      sourceId: 'long',
    } as const;
    const input = ask({
      from: '2026-06-01T00:00',
      to: '2026-06-02T00:00',
      busy: [...rows, long],
      set: {
        durationMinutes: 4,
        stepMinutes: 1,
        breaks: [{ id: 'b', from: '12:00', to: '13:00', minutes: 3 }],
        limits: [{ id: 'l', perDay: 1000, perWeek: 1000 }],
      },
    });
    // Busy for the first minute of every five; the long one covers the day up to four o'clock.
    const limited = freeSlots(input);
    expect(limited.slots).toEqual([]);
    const { limits, ...rest } = input.settings;
    expect(limits).toHaveLength(1);
    expect(freeSlots({ ...input, settings: rest }).slots).toHaveLength(12);
  });

  it('two thousand rules are read, one more is refused', () => {
    const many = Array.from({ length: 2000 }, (_, i): Rule => ({ ...officeHours, id: String(i) }));
    expect(freeSlots(ask({ ...MONDAY, rules: many })).slots).toHaveLength(8);
    expect(faults(...many, officeHours)).toEqual(['rules too_many']);
  });
});
