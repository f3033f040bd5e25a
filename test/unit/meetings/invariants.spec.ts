import fc from 'fast-check';
import { commitmentsOf } from '../../../src/meetings/commitments.js';
import { decide } from '../../../src/meetings/decide.js';
import {
  type Effect,
  MEETING_REFUSALS,
  type Meeting,
  type MeetingEvent,
} from '../../../src/meetings/meeting.js';
import { offerAll } from '../../../src/meetings/notices.js';
import { overlap } from '../../../src/meetings/options.js';
import { partstatOf } from '../../../src/meetings/replies.js';
import { OVER_STATES } from '../../../src/meetings/transitions.js';
import { anna, bert, DAY, HOUR, NOW, optional, proposal } from './a-meeting.js';

const optionId = fc.constantFrom('a', 'b', 'c', 'z');
const attendeeId = fc.constantFrom('anna', 'bert', 'eve');
const range = fc.integer({ min: -2, max: 20 }).map((slot) => {
  const start = NOW + slot * 12 * HOUR;
  return { start, end: start + HOUR };
});

/** Named by `aLife`: the service gives every option an id and a UID that no other has. */
const A_NEW_TIME = { optionId: 'new', uid: 'new@x' };

const anEvent: fc.Arbitrary<MeetingEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      attendeeId,
      optionId,
      partstat: fc.constantFrom('ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED', 'NEEDS-ACTION'),
      sequence: fc.nat(3),
      dtstamp: fc.integer({ min: NOW, max: NOW + DAY }),
      comment: fc.constantFrom(null, 'late'),
      via: fc.constantFrom('mail', 'page', 'phone'),
    }),
  },
  // Lives that get somewhere: a plain yes, and the client deleting what stands.
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('confirm-by-hand' as const),
      optionId: fc.constantFrom('a', 'b', 'c'),
      attendeeId: fc.constant(null),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('client-deleted' as const),
      optionId: fc.constantFrom('a', 'b', 'c'),
    }),
  },
  range.map((at) => ({ kind: 'offer' as const, times: [{ ...A_NEW_TIME, ...at, exclusive: true }] })),
  fc.record({ kind: fc.constant('share' as const), optionId }),
  fc.record({ kind: fc.constant('confirm-by-hand' as const), optionId, attendeeId: fc.option(attendeeId) }),
  fc.record({ kind: fc.constant('time-taken' as const), optionId, attendeeId: fc.option(attendeeId) }),
  range.map((at) => ({ kind: 'reschedule' as const, ...at })),
  fc.record({ kind: fc.constant('cancel' as const), reason: fc.option(fc.string()) }),
  fc.constant({ kind: 'expire' as const }),
  fc.constant({ kind: 'time-passed' as const }),
  fc.record({ kind: fc.constant('release' as const), optionId: fc.option(optionId) }),
  fc.record({ kind: fc.constant('hold' as const), optionId }),
  range.chain((at) =>
    fc.record({
      kind: fc.constant('late-answer' as const),
      attendeeId,
      optionId,
      sequence: fc.nat(3),
      dtstamp: fc.integer({ min: NOW, max: NOW + DAY }),
      comment: fc.constant(null),
      via: fc.constantFrom('mail', 'page'),
      restore: fc.boolean(),
      substitutes: fc.constantFrom([], [{ ...A_NEW_TIME, ...at, exclusive: true }]),
    }),
  ),
  range.chain((at) =>
    fc.record({
      kind: fc.constant('client-moved' as const),
      optionId,
      start: fc.constant(at.start),
      end: fc.constant(at.end),
      onto: fc.constantFrom('free-time', 'another-meeting'),
    }),
  ),
  fc.record({ kind: fc.constant('client-deleted' as const), optionId }),
  fc.constant({ kind: 'restore' as const }),
  fc.constant({ kind: 'settle' as const }),
);

const named = <T extends { optionId: string; uid: string }>(times: readonly T[], step: number): T[] =>
  times.map((time) => ({ ...time, optionId: `n${step}`, uid: `n${step}@x` }));

const aLife: fc.Arbitrary<(readonly [MeetingEvent, number])[]> = fc
  .array(fc.tuple(anEvent, fc.nat(6 * HOUR)), { maxLength: 25 })
  .map((steps) =>
    steps.map(([event, pause], i) => {
      if (event.kind === 'offer') return [{ ...event, times: named(event.times, i) }, pause];
      if (event.kind === 'late-answer')
        return [{ ...event, substitutes: named(event.substitutes, i) }, pause];
      return [event, pause];
    }),
  );

const aMeeting: fc.Arbitrary<Meeting> = fc
  .record({
    times: fc.integer({ min: 1, max: 3 }),
    attendees: fc.constantFrom([anna], [anna, bert], [anna, optional(bert)]),
    onClientDelete: fc.constantFrom('ask', 'cancel'),
    expiresAt: fc.constantFrom(null, NOW + DAY),
    kind: fc.constantFrom('invitations', 'choose'),
  })
  .map((shape) => proposal(shape));

/** Runs random events, ever later, and hands each granted step to `check`. */
const alongEveryLife = (
  check: (
    before: Meeting,
    event: MeetingEvent,
    decided: Extract<ReturnType<typeof decide>, { ok: true }>,
  ) => void,
) =>
  fc.assert(
    fc.property(aMeeting, aLife, (born, events) => {
      let meeting = born;
      let now = NOW;
      for (const [event, pause] of events) {
        now += pause;
        const decision = decide(meeting, event, now);
        if (!decision.ok) {
          expect(MEETING_REFUSALS).toContain(decision.refusal);
          continue;
        }
        check(meeting, event, decision);
        meeting = decision.meeting;
      }
    }),
    { numRuns: 2_000 },
  );

const isOver = ({ state }: Meeting): boolean => OVER_STATES.some((over) => over === state);

describe('whatever happens to a meeting', () => {
  it('has one confirmed option exactly while it stands, and no open one beside it', () => {
    alongEveryLife((_before, _event, { meeting }) => {
      const states = meeting.options.map(({ state }) => state);
      const stands = meeting.state === 'confirmed' || meeting.state === 'questioned';
      expect(states.filter((state) => state === 'confirmed')).toHaveLength(stands ? 1 : 0);
      if (meeting.state !== 'proposed') expect(states).not.toContain('offered');
      if (stands) {
        expect(meeting.options.find(({ state }) => state === 'confirmed')?.optionId).toBe(
          meeting.confirmedOptionId,
        );
      }
    });
  });

  it('never lowers a SEQUENCE, and raises it with every change of time or state', () => {
    alongEveryLife((before, _event, { meeting }) => {
      for (const was of before.options) {
        const is = meeting.options.find(({ optionId: id }) => id === was.optionId);
        if (is === undefined) throw new Error('an option got lost');
        const changed = is.state !== was.state || is.start !== was.start || is.end !== was.end;
        expect(is.sequence).toBe(was.sequence + (changed ? 1 : 0));
        expect(is.timeSequence).toBeLessThanOrEqual(is.sequence);
        expect(is.generation).toBeGreaterThanOrEqual(was.generation);
      }
    });
  });

  it('occupies no time twice, and none once it is over', () => {
    alongEveryLife((_before, _event, { meeting }) => {
      const held = commitmentsOf(meeting);
      if (isOver(meeting)) expect(held).toEqual([]);
      for (const [i, one] of held.entries()) {
        for (const other of held.slice(i + 1)) expect(overlap(one, other)).toBe(false);
      }
    });
  });

  it('does nothing outside once it is over, but for a late yes to what found no time', () => {
    alongEveryLife((before, event, { meeting, effects }) => {
      if (!isOver(before) || event.kind === 'late-answer') return;
      expect(effects).toEqual([]);
      expect(meeting.state).toBe(before.state);
    });
  });

  it('mails each attendee about a UID with a SEQUENCE that is the option’s own', () => {
    alongEveryLife((_before, _event, { meeting, effects }) => {
      for (const effect of effects) {
        if (effect.kind !== 'mail' || effect.invitation === null) continue;
        const option = meeting.options.find(({ optionId: id }) => id === effect.optionId);
        expect(effect.invitation).toMatchObject({
          uid: option?.uid,
          sequence: option?.sequence,
          start: option?.start,
          end: option?.end,
          method: option?.state === 'withdrawn' ? 'CANCEL' : 'REQUEST',
        });
      }
    });
  });

  it('cancels what was requested, and nothing else', () => {
    fc.assert(
      fc.property(aMeeting, aLife, (born, events) => {
        const inCalendar = new Set<string>();
        const follow = (effects: readonly Effect[]) => {
          for (const effect of effects) {
            if (effect.kind !== 'mail' || effect.invitation === null) continue;
            const key = `${effect.attendeeId} ${effect.invitation.uid}`;
            if (effect.invitation.method === 'REQUEST') inCalendar.add(key);
            else expect(inCalendar.delete(key)).toBe(true);
          }
        };
        follow(offerAll(born, born.options, NOW));
        let meeting = born;
        let now = NOW;
        for (const [event, pause] of events) {
          now += pause;
          const decision = decide(meeting, event, now);
          if (!decision.ok) continue;
          follow(decision.effects);
          ({ meeting } = decision);
        }
        if (!isOver(meeting)) return;
        // Whoever declined a time has taken it out by that.
        const left = [...inCalendar].filter((key) =>
          meeting.options.some(
            (option) =>
              key.endsWith(` ${option.uid}`) &&
              partstatOf(meeting, key.split(' ')[0] ?? '', option) !== 'DECLINED',
          ),
        );
        expect(left).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not grant the same answer twice by mail', () => {
    alongEveryLife((_before, event, { meeting }) => {
      if (event.kind !== 'answer' || event.via !== 'mail') return;
      expect(decide(meeting, event, NOW).ok).toBe(false);
    });
  });
});
