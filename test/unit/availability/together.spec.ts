import fc from 'fast-check';
import { rankSlots } from '../../../src/availability/rank.js';
import { WEEKDAYS } from '../../../src/availability/rule.js';
import { freeSlots } from '../../../src/availability/slots.js';
import { substitute, suggest } from '../../../src/availability/suggest.js';
import {
  type CommonQuestion,
  commonSlots,
  explainTogether,
  firstCommon,
  mostCommon,
  type Person,
} from '../../../src/availability/together.js';
import type { TravelTable } from '../../../src/availability/travel.js';
import { ask, at, busy, officeHours, settings, shown } from './support.js';

const person = (personId: string, zone: string, more: Partial<Person> = {}): Person => ({
  personId,
  required: true,
  settings: { ...settings, zone },
  rules: [officeHours],
  busy: [],
  ...more,
});
const question = (people: readonly Person[], more: Partial<CommonQuestion> = {}): CommonQuestion => ({
  people,
  window: { start: at('2026-06-01T00:00'), end: at('2026-06-03T00:00') },
  now: at('2026-05-01T00:00'),
  wanted: { durationMinutes: 60, mode: 'phone' },
  grid: { zone: 'Europe/Riga', stepMinutes: 30 },
  ...more,
});

describe('several people', () => {
  it('are all free where office hours in Riga and New York meet', () => {
    const { free } = commonSlots(question([person('a', 'Europe/Riga'), person('b', 'America/New_York')]));
    expect(shown(free.slots)).toEqual(['06-01 16:00', '06-02 16:00']);
  });

  it('optional ones are told apart and close nothing', () => {
    const rows = [busy('2026-06-01T09:00', '2026-06-01T16:30')];
    const { free, optional } = commonSlots(
      question([person('a', 'Europe/Riga'), person('b', 'Europe/Riga', { required: false, busy: rows })]),
    );
    expect(free.minutes).toHaveLength(30);
    expect(optional[0]?.personId).toBe('b');
    expect([...(optional[0]?.canCome ?? [])].indexOf(1)).toBe(15);
  });

  it('one unreadable calendar closes all, and says whose', () => {
    const calendars = [{ calendarId: 'c', state: 'unreadable' as const, mirrored: { start: 0, end: 1 } }];
    const found = commonSlots(
      question([person('a', 'Europe/Riga'), person('b', 'Europe/Riga', { calendars })]),
    );
    expect(found.free.slots).toEqual([]);
    expect(found.closedBy).toMatchObject({
      personId: 'b',
      closure: { because: 'calendar', trouble: 'unreadable' },
    });
  });

  it('are refused a grid that is none', () => {
    const found = commonSlots(
      question([person('a', 'Europe/Riga')], { grid: { zone: 'Europe/Riga', stepMinutes: 0 } }),
    );
    expect(found.free.closed).toMatchObject({ because: 'faults', faults: [{ field: 'grid' }] });
  });

  it('find the first common time of five over twelve weeks, or the one that most can make', () => {
    const window = { start: at('2026-06-01T00:00'), end: at('2026-08-24T00:00') };
    const until = at('2026-08-20T13:00');
    const people = ['a', 'b', 'c', 'd', 'e'].map((id, i) => {
      const start = at('2026-06-01T00:00') + i * 86_400_000;
      return person(id, 'Europe/Riga', { busy: [{ start, end: until, kind: 'event', sourceId: id }] });
    });
    expect(firstCommon(question(people, { window }))).toEqual({ start: until, end: until + 3_600_000 });
    const never = [...people, person('f', 'Europe/Riga', { rules: [] })];
    expect(firstCommon(question(never, { window }))).toBeUndefined();
    expect(mostCommon(question(never, { window }))).toEqual({
      slot: { start: until, end: until + 3_600_000 },
      missing: ['f'],
    });
  });

  it('agree with their explanations for every minute', () => {
    const rows = fc.array(fc.tuple(fc.nat(2880), fc.nat(200)), { maxLength: 8 }).map((list) =>
      list.map(([from, minutes], i) => {
        const start = at('2026-06-01T00:00') + from * 60_000;
        return { start, end: start + minutes * 60_000, kind: 'event' as const, sourceId: String(i) };
      }),
    );
    fc.assert(
      fc.property(rows, rows, fc.constantFrom(15, 20, 45), (a, b, stepMinutes) => {
        const people = [person('a', 'Europe/Riga', { busy: a }), person('b', 'Asia/Kathmandu', { busy: b })];
        const asked = question(people, { grid: { zone: 'Asia/Kathmandu', stepMinutes } });
        const minutes = new Set(commonSlots(asked).free.minutes);
        for (
          let minute = at('2026-06-01T05:00') / 60_000;
          minute < at('2026-06-01T16:00') / 60_000;
          minute += 5
        ) {
          const { shared, people: each } = explainTogether(asked, minute * 60_000);
          const reasons = [...shared, ...each.flatMap((one) => one.reasons)];
          expect([minute, minutes.has(minute)]).toEqual([minute, reasons.length === 0]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('ranking', () => {
  const WEEK = { from: '2026-06-01T00:00', to: '2026-06-06T00:00', now: '2026-05-31T12:00' };
  const travel: TravelTable = (from, to) => ({
    minutes: from === 'shop' && to === 'site' ? 5 : 50,
    source: 'estimate',
  });
  const visit = busy('2026-06-03T12:00', '2026-06-03T13:00', {
    kind: 'meeting',
    sourceId: 'visit',
    placeId: 'shop',
  });

  it('explains itself, stays between 0 and 1, and ranks exactly the free slots', () => {
    const input = ask({ ...WEEK, busy: [visit], wanted: { placeId: 'site' }, travel });
    const ranked = rankSlots(input, { zone: 'America/New_York' });
    expect(ranked.map(({ slot }) => slot.start).sort((a, b) => a - b)).toEqual(
      freeSlots(input).slots.map(({ start }) => start),
    );
    for (const { score, reasons } of ranked) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(reasons.length).toBeGreaterThanOrEqual(4);
    }
    const scores = ranked.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('prefers a day with a visit near by', () => {
    const [best] = rankSlots(ask({ ...WEEK, busy: [visit], wanted: { placeId: 'site' }, travel }));
    expect(shown([best?.slot ?? { start: 0 }])[0]?.slice(0, 5)).toBe('06-03');
    expect(best?.reasons).toContainEqual({
      judged: 'near',
      value: 1 - 5 / 60,
      sourceId: 'visit',
      minutes: 5,
    });
  });

  it('prefers the partner’s hours on the partner’s clocks', () => {
    const preferred = [{ days: ['TU' as const], from: '09:00', to: '10:00' }];
    const [best] = rankSlots(ask(WEEK), { zone: 'America/New_York', preferred });
    expect(shown([best?.slot ?? { start: 0 }])).toEqual(['06-02 16:00']);
  });

  it('prefers not to leave scraps', () => {
    const rows = [busy('2026-06-01T10:30', '2026-06-01T17:00')];
    const input = ask({
      from: '2026-06-01T00:00',
      to: '2026-06-02T00:00',
      busy: rows,
      set: { stepMinutes: 10 },
    });
    const ranked = rankSlots(input);
    expect(ranked[0]?.reasons).toContainEqual({ judged: 'whole_time', value: 0.75, scrapMinutes: 30 });
    expect(ranked.at(-1)?.reasons).toContainEqual({ judged: 'whole_time', value: 0.75, scrapMinutes: 30 });
    const half = rankSlots(
      ask({ from: '2026-06-01T00:00', to: '2026-06-02T00:00', set: { stepMinutes: 30 } }),
    );
    expect(shown(half.slice(0, 2).map(({ slot }) => slot))).toEqual(['06-01 09:00', '06-01 10:00']);
  });

  it('suggests different days and dayparts, without overlaps', () => {
    const chosen = suggest(rankSlots(ask({ ...WEEK, set: { stepMinutes: 30 } })), 3);
    expect(new Set(chosen.map(({ day }) => day)).size).toBe(3);
    expect(new Set(chosen.map(({ daypart }) => daypart)).size).toBe(3);
    expect(suggest([], 3)).toEqual([]);
    expect(suggest(rankSlots(ask({ ...WEEK, to: '2026-06-01T11:00' })), 5)).toHaveLength(2);
  });

  it('substitutes the nearest, not what is already offered', () => {
    const ranked = rankSlots(ask(WEEK));
    const hour = (text: string) => ({ start: at(text), end: at(text) + 3_600_000 });
    const instead = substitute(hour('2026-06-02T10:00'), ranked, [hour('2026-06-02T11:00')], 3);
    expect(shown(instead.map(({ slot }) => slot))).toEqual(['06-02 09:00', '06-02 12:00', '06-01 10:00']);
  });

  it('judges whole time between what is cut out, not only between what is busy', () => {
    const closed = {
      kind: 'closed',
      id: 'lunch',
      from: '2026-06-01',
      until: '2026-06-01',
      window: { from: '12:00', to: '13:00' },
    } as const;
    const input = ask({
      from: '2026-06-01T00:00',
      to: '2026-06-02T00:00',
      rules: [officeHours, closed],
      set: { stepMinutes: 15 },
    });
    const scrapAt = (time: string) =>
      rankSlots(input)
        .find(({ slot }) => slot.start === at(`2026-06-01T${time}`))
        ?.reasons.find(({ judged }) => judged === 'whole_time');
    expect(scrapAt('10:45')).toMatchObject({ scrapMinutes: 15, value: 1 - 15 / 120 });
    expect(scrapAt('11:00')).toMatchObject({ scrapMinutes: 0 });
    expect(scrapAt('13:15')).toMatchObject({ scrapMinutes: 15 });
  });

  it('takes a partner’s hours that run past midnight for hours of the next morning, too', () => {
    const rules = [{ ...officeHours, windows: [{ days: WEEKDAYS, from: '00:00', to: '04:00' }] }];
    const input = ask({ from: '2026-06-02T00:00', to: '2026-06-03T00:00', rules });
    const working = [{ days: ['MO'], from: '22:00', to: '26:00' }] as const;
    const hours = rankSlots(input, { zone: 'Europe/Riga', working })
      .sort((a, b) => a.slot.start - b.slot.start)
      .map(({ reasons }) => reasons.find(({ judged }) => judged === 'their_hours'));
    expect(hours.map((reason) => reason?.value)).toEqual([1, 1, 0, 0]);
  });
});
