import fc from 'fast-check';
import { type LaneFacts, type OpenEffect, planLane } from '../../../src/meetings/lane.js';
import type { Effect } from '../../../src/meetings/meeting.js';
import { NOW } from './a-meeting.js';

const put = (start = NOW): Effect => ({
  kind: 'calendar-put',
  optionId: 'a',
  start,
  end: start + 1,
  generation: 1,
});
const remove: Effect = { kind: 'calendar-delete', optionId: 'a', generation: 1 };
const mail: Effect = {
  kind: 'mail',
  template: 'invitation',
  attendeeId: 'anna',
  optionId: 'a',
  offered: [],
  detail: null,
  invitation: {
    method: 'REQUEST',
    uid: 'a@x',
    sequence: 0,
    dtstamp: NOW,
    start: NOW,
    end: NOW + 1,
    status: 'TENTATIVE',
    partstat: 'NEEDS-ACTION',
  },
};
const open = (effectId: string, payload: Effect, more: Partial<OpenEffect> = {}): OpenEffect => ({
  effectId,
  lane: 'option:a',
  payload,
  state: 'pending',
  unsettled: false,
  triedAt: null,
  nextTryAt: NOW,
  leaseUntil: null,
  ...more,
});
const standing: LaneFacts = { written: true, optionState: 'confirmed' };
const fresh: LaneFacts = { written: false, optionState: 'confirmed' };

/** `drop 1, run 2`. */
const plan = (effects: readonly OpenEffect[], facts: LaneFacts, now = NOW): string => {
  const { drop, next } = planLane(effects, facts, now);
  const what = next.kind === 'run' ? `run ${next.effect.effectId}` : next.kind;
  return [...drop.map(({ effectId, reason }) => `drop ${effectId} ${reason}`), what].join(', ');
};

describe('a lane', () => {
  it.each<[string, OpenEffect[], LaneFacts, string]>([
    ['runs the first', [open('1', mail), open('2', mail)], fresh, 'run 1'],
    ['is empty when nothing is open', [], fresh, 'empty'],
    [
      'waits for the first, not for whoever is due',
      [open('1', mail, { nextTryAt: NOW + 1 }), open('2', mail)],
      fresh,
      'wait',
    ],
    [
      'is left to who holds its lease',
      [open('1', mail, { leaseUntil: NOW + 1 }), open('2', mail)],
      fresh,
      'wait',
    ],
    ['goes on when the lease ran out', [open('1', mail, { leaseUntil: NOW })], fresh, 'run 1'],
    [
      'writes only the newest of several',
      [open('1', put()), open('2', put(NOW + 9))],
      fresh,
      'drop 1 superseded, run 2',
    ],
    [
      'writes nothing that is to be deleted',
      [open('1', put()), open('2', remove)],
      fresh,
      'drop 1 superseded, drop 2 nothing-written, empty',
    ],
    [
      'deletes what stands without writing it again',
      [open('1', put()), open('2', remove)],
      standing,
      'drop 1 superseded, run 2',
    ],
    [
      'settles a write that may have happened before deleting',
      [open('1', put(), { state: 'unknown' }), open('2', remove)],
      fresh,
      'run 1',
    ],
    [
      'gives a parked write up for a later one',
      [open('1', put(), { state: 'parked', nextTryAt: NOW + 9 }), open('2', put(NOW + 9))],
      fresh,
      'drop 1 superseded, run 2',
    ],
    [
      'drops the write of a meeting that is over',
      [open('1', put())],
      { ...fresh, optionState: 'withdrawn' },
      'drop 1 meeting-over, empty',
    ],
    ['keeps every mail', [open('1', mail), open('2', mail)], { ...fresh, optionState: 'withdrawn' }, 'run 1'],
  ])('%s', (_, effects, facts, expected) => expect(plan(effects, facts)).toBe(expected));

  it('never lets a later effect run before an earlier one that is kept', () => {
    const anEffect = fc.record({
      payload: fc.constantFrom(put(), put(NOW + 9), remove, mail),
      state: fc.constantFrom('pending', 'unknown', 'parked'),
      nextTryAt: fc.constantFrom(NOW - 1, NOW, NOW + 1),
      leaseUntil: fc.constantFrom(null, NOW - 1, NOW + 1),
    });
    const someFacts = fc.record({
      written: fc.boolean(),
      optionState: fc.constantFrom('confirmed', 'withdrawn', null),
    });
    fc.assert(
      fc.property(fc.array(anEffect, { maxLength: 6 }), someFacts, (shapes, facts) => {
        const effects = shapes.map((shape, i) => open(String(i), shape.payload, shape));
        const { drop, next } = planLane(effects, facts, NOW);
        const kept = effects.filter(({ effectId }) => !drop.some((dropped) => dropped.effectId === effectId));
        if (next.kind === 'run') expect(next.effect).toBe(kept[0]);
        if (next.kind === 'empty') expect(kept).toEqual([]);
        for (const { effectId } of drop) {
          const dropped = effects.find((effect) => effect.effectId === effectId);
          expect(dropped?.state).not.toBe('unknown');
          expect(dropped?.payload.kind).not.toBe('mail');
        }
      }),
    );
  });
});
