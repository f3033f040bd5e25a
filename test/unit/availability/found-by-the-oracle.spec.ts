/** Cases in which the engine and the oracle (oracle.spec.ts) once differed, as small as they come. */
import { explain } from '../../../src/availability/explain.js';
import type { AvailabilityInput } from '../../../src/availability/input.js';
import type { Instruction } from '../../../src/availability/instruction.js';
import { type Rule, WEEKDAYS } from '../../../src/availability/rule.js';
import { freeSlots } from '../../../src/availability/slots.js';
import { AvailabilityOracle } from '../../support/availability-oracle.js';
import { ask, at, busy, shown } from './support.js';

const daily = (from: string, to: string): Rule => ({
  kind: 'weekly',
  id: 'daily',
  windows: [{ days: WEEKDAYS, from, to }],
});

/** Starts as written in `zone`, once engine, explanation and oracle say the same. */
function agreed(input: AvailabilityInput, zone = input.settings.zone): string[] {
  const { slots } = freeSlots(input);
  const oracle = new AvailabilityOracle(input);
  expect(oracle.starts()).toEqual(slots.map(({ start }) => start / 60_000));
  for (const { start } of slots) expect(explain(input, start)).toEqual([]);
  return shown(slots, zone);
}

describe('found by the oracle', () => {
  it('counts legs that nobody can tell as unknown when there is no travel table at all', () => {
    const input = ask({
      from: '2026-06-01T00:00',
      to: '2026-06-02T00:00',
      set: { travel: { dayStartPlaceId: 'yard', unknownMinutes: 75 } },
      wanted: { placeId: 'office' },
      busy: [busy('2026-06-01T10:00', '2026-06-01T10:05')],
    });
    // The way from the yard begins at 09:45 for a start at eleven, and the event lies in it.
    expect(agreed(input)).toEqual(
      ['09:00', '12:00', '13:00', '14:00', '15:00', '16:00'].map((t) => `06-01 ${t}`),
    );
    expect(explain(input, at('2026-06-01T11:00'))).toMatchObject([{ because: 'travel', side: 'before' }]);
  });

  it('ends the day before a move to the east when the first day there begins', () => {
    const zone = 'Africa/Casablanca';
    const input = ask({
      from: '2026-03-21T21:00',
      to: '2026-03-22T00:00',
      rules: [daily('01:00', '22:30')],
      set: {
        zone,
        durationMinutes: 30,
        stepMinutes: 30,
        zoneChanges: [{ from: '2026-03-22', zone: 'Europe/Riga' }],
      },
    });
    // Riga's 22 March begins at 22:00 in Casablanca, so that the 21st never comes to 22:30.
    expect(agreed(input)).toEqual(['03-21 21:00', '03-21 21:30', '03-21 23:00', '03-21 23:30']);
  });

  it('lets the day before a move to the west last until the first day there begins', () => {
    const moving = {
      from: '2026-10-24T15:00',
      to: '2026-10-25T09:00',
      rules: [daily('00:00', '24:00')],
      set: { zoneChanges: [{ from: '2026-10-25', zone: 'America/New_York' }] },
    };
    // Midnight in New York is 04:00 UTC, seven hours after Riga's: till then hours and instruction hold.
    expect(agreed(ask(moving))).toHaveLength(19);
    const nothingAfterFour: Instruction = {
      kind: 'nothing_after',
      id: 'till-four',
      date: '2026-10-24',
      time: '16:00',
      said: { by: 'Anna', at: at('2026-10-24T09:00'), how: 'phone' },
    };
    expect(agreed(ask({ ...moving, instructions: [nothingAfterFour] }), 'UTC')).toEqual([
      '10-24 12:00',
      '10-25 04:00',
      '10-25 05:00',
      '10-25 06:00',
    ]);
  });

  it('does not count a date that never came as a working day', () => {
    const input = ask({
      from: '2011-12-28T00:00',
      to: '2012-01-02T00:00',
      now: '2011-12-28T18:35',
      rules: [daily('09:00', '16:00')],
      set: { zone: 'Pacific/Apia', noticeWorkingDays: 3 },
    });
    // Samoa had no 30 December: the 29th, the 31st and 1 January are the next three.
    expect(agreed(input)[0]).toBe('01-01 09:00');
  });

  it('keeps a break whose hours lie within those of another', () => {
    const input = ask({
      from: '2026-06-01T23:30',
      to: '2026-06-02T00:30',
      rules: [daily('00:00', '24:00')],
      set: {
        durationMinutes: 15,
        stepMinutes: 5,
        breaks: [
          { id: 'longer', from: '00:00', to: '00:06', minutes: 1 },
          { id: 'shorter', from: '00:00', to: '00:05', minutes: 1 },
        ],
      },
    });
    const times = ['06-01 23:30', '06-01 23:35', '06-01 23:40', '06-01 23:45'];
    expect(agreed(input)).toEqual([...times, '06-02 00:05', '06-02 00:10', '06-02 00:15']);
    // Until five past midnight: the sixth minute is left of the longer break, nothing of the shorter.
    expect(explain(input, at('2026-06-01T23:50'))).toMatchObject([{ because: 'break', sourceId: 'shorter' }]);
  });

  it('is not closed by an event without length, also in the middle of a minute', () => {
    const moment = at('2026-06-02T10:15') + 1;
    const input = {
      ...ask({
        from: '2026-06-02T10:00',
        to: '2026-06-02T10:30',
        rules: [daily('10:00', '11:00')],
        set: { durationMinutes: 15, stepMinutes: 15 },
      }),
      busy: [{ kind: 'event' as const, sourceId: 'instant', start: moment, end: moment }],
    };
    expect(agreed(input)).toEqual(['06-02 10:00', '06-02 10:15']);
  });
});
