import fc from 'fast-check';
import { commitmentsOf } from '../../../src/meetings/commitments.js';
import { decide } from '../../../src/meetings/decide.js';
import type { Attendee, Effect, Meeting, MeetingEvent } from '../../../src/meetings/meeting.js';
import { DEFAULT_RULES } from '../../../src/meetings/proposal-rules.js';
import { propose } from '../../../src/meetings/propose.js';
import { anna, bert, DAY, HOUR, having, NOW, option, says, told } from './a-meeting.js';

const held = (holdsOnCalendar: boolean, attendees: readonly Attendee[] = [anna]) => {
  const made = propose(
    {
      meetingId: 'm',
      clientId: 'c',
      title: 'Visit',
      options: ['a', 'b'].map((optionId, i) => ({
        optionId,
        uid: `${optionId}@x`,
        start: NOW + (i + 1) * DAY,
        end: NOW + (i + 1) * DAY + HOUR,
        exclusive: true,
      })),
      attendees,
      expiresAt: NOW + DAY - 1,
      onClientDelete: 'ask',
      rules: { ...DEFAULT_RULES, holdsOnCalendar },
    },
    NOW,
  );
  if (!made.ok) throw new Error('refused');
  return made;
};
const onCalendar = (effects: readonly Effect[]) => told(effects.filter(({ kind }) => kind !== 'mail'));

it('held times stand on the calendar as tentative events only for who wants that', () => {
  expect(onCalendar(held(true).effects)).toEqual([
    'put a generation 1 tentative',
    'put b generation 1 tentative',
  ]);
  expect(onCalendar(held(false).effects)).toEqual([]);
});

it.each<[string, MeetingEvent, string[]]>([
  ['accepted', says(anna, 'a', 'ACCEPTED'), ['put a generation 1', 'delete b generation 1']],
  ['declined', says(anna, 'a', 'DECLINED'), ['delete a generation 1']],
  ['released', { kind: 'release', optionId: null }, ['delete a generation 1', 'delete b generation 1']],
  ['shared', { kind: 'share', optionId: 'b' }, ['delete b generation 1']],
  ['taken', { kind: 'time-taken', optionId: 'a', attendeeId: null }, ['delete a generation 1']],
  ['called off', { kind: 'cancel', reason: null }, ['delete a generation 1', 'delete b generation 1']],
])('when the time is %s', (_, event, effects) => {
  expect(onCalendar(having(held(true).meeting, event).effects)).toEqual(effects);
});

it('a hold that comes back is a new event', () => {
  const gone = having(held(true).meeting, { kind: 'release', optionId: 'a' }).meeting;
  expect(onCalendar(having(gone, { kind: 'hold', optionId: 'a' }).effects)).toEqual([
    'put a generation 2 tentative',
  ]);
  expect(onCalendar(having(gone, says(anna, 'a', 'ACCEPTED')).effects)).toEqual([
    'put a generation 2',
    'delete b generation 1',
  ]);
});

it('the client’s hand on a held event is a question, and nobody outside hears of it', () => {
  const moved = {
    kind: 'client-moved',
    optionId: 'a',
    start: NOW + 5 * DAY,
    end: NOW + 5 * DAY + HOUR,
  } as const;
  const decision = having(held(true).meeting, { ...moved, onto: 'free-time' });
  expect(decision).toMatchObject({ meeting: { state: 'proposed', question: 'hold-touched' }, effects: [] });
  expect(option(decision.meeting, 'a').start).toBe(NOW + DAY);
  const deleted = having(held(true).meeting, { kind: 'client-deleted', optionId: 'b' });
  expect(deleted).toMatchObject({ meeting: { question: 'hold-touched' }, effects: [] });
});

it('something that lands on an offered time is a question', () => {
  const event = {
    kind: 'event-landed',
    optionId: 'b',
    start: NOW + 2 * DAY,
    end: NOW + 2 * DAY + HOUR,
  } as const;
  expect(having(held(false).meeting, event)).toMatchObject({
    meeting: { state: 'proposed', question: 'offered-time-taken' },
    effects: [],
    journal: [{ kind: 'offered-time-taken' }],
  });
});

it('and is none any more when it has left, or when other times are offered', () => {
  const landed = { kind: 'event-landed', optionId: 'b', start: NOW, end: NOW + 9 * DAY } as const;
  const { meeting } = having(held(false).meeting, landed);
  expect(having(meeting, { kind: 'event-left' }).meeting.question).toBeNull();
  const start = NOW + 20 * DAY;
  const times = [{ optionId: 'n', uid: 'n@meet.example', start, end: start + HOUR, exclusive: true }];
  expect(having(meeting, { kind: 'offer', times }).meeting.question).toBeNull();
  expect(decide({ ...meeting, question: 'hold-touched' }, { kind: 'event-left' }, NOW)).toMatchObject({
    ok: false,
    refusal: 'nothing-to-settle',
  });
});

it('whatever happens, the calendar shows exactly the holds and the meeting', () => {
  const optionId = fc.constantFrom('a', 'b', 'n');
  const anEvent: fc.Arbitrary<MeetingEvent> = fc.oneof(
    fc
      .record({
        who: fc.constantFrom(anna, bert),
        optionId,
        partstat: fc.constantFrom('ACCEPTED' as const, 'DECLINED' as const, 'TENTATIVE' as const),
      })
      .map(({ who, optionId: id, partstat }) => says(who, id, partstat, { via: 'page' })),
    fc.record({ kind: fc.constant('release' as const), optionId: fc.option(optionId) }),
    fc.record({ kind: fc.constant('hold' as const), optionId }),
    fc.record({ kind: fc.constant('share' as const), optionId }),
    fc.record({ kind: fc.constant('time-taken' as const), optionId, attendeeId: fc.constant(null) }),
    fc.constant({ kind: 'expire' as const }),
    fc.constant({ kind: 'cancel' as const, reason: null }),
    fc.constant({ kind: 'time-passed' as const }),
    fc.constant({
      kind: 'late-answer' as const,
      attendeeId: 'anna',
      optionId: 'a',
      sequence: 0,
      dtstamp: NOW,
      comment: null,
      via: 'page' as const,
      restore: true,
      substitutes: [],
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom([anna], [anna, bert]),
      fc.array(fc.tuple(anEvent, fc.nat(10 * HOUR)), { maxLength: 15 }),
      (attendees, events) => {
        const born = held(true, attendees);
        const shown = new Map<string, string>();
        const dead = new Set<string>();
        const follow = (effects: readonly Effect[]) => {
          for (const effect of effects) {
            if (effect.kind === 'mail') continue;
            const key = `${effect.optionId} ${effect.generation}`;
            if (effect.kind === 'calendar-delete') {
              shown.delete(key);
              dead.add(key);
            } else {
              expect(dead).not.toContain(key);
              shown.set(key, effect.status ?? 'confirmed');
            }
          }
        };
        follow(born.effects);
        let meeting: Meeting = born.meeting;
        let now = NOW;
        for (const [event, pause] of events) {
          now += pause;
          const decision = decide(meeting, event, now);
          if (!decision.ok) continue;
          follow(decision.effects);
          ({ meeting } = decision);
          const wanted = commitmentsOf(meeting).map(({ optionId: id, kind }) => [
            `${id} ${option(meeting, id).generation}`,
            kind === 'hold' ? 'tentative' : 'confirmed',
          ]);
          expect([...shown].sort()).toEqual(wanted.sort());
        }
      },
    ),
    { numRuns: 1_000 },
  );
});
