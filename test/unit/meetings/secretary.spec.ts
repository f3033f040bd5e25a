import { commitmentsOf } from '../../../src/meetings/commitments.js';
import { decide } from '../../../src/meetings/decide.js';
import type { MeetingEvent } from '../../../src/meetings/meeting.js';
import {
  anna,
  bert,
  confirmedMeeting,
  DAY,
  HOUR,
  having,
  NOW,
  option,
  proposal,
  says,
  told,
} from './a-meeting.js';

const refusal = (meeting: Parameters<typeof decide>[0], event: MeetingEvent, now = NOW) => {
  const decision = decide(meeting, event, now);
  return decision.ok ? 'granted' : decision.refusal;
};

describe('confirming by hand', () => {
  it('records what was heard on the phone and confirms at once', () => {
    const meeting = proposal({ attendees: [anna, bert] });
    const decision = having(meeting, { kind: 'confirm-by-hand', optionId: 'b', attendeeId: 'bert' });
    expect(told(decision.effects).slice(0, 3)).toEqual([
      'put b generation 1',
      'anna: confirmation b REQUEST 1 CONFIRMED NEEDS-ACTION',
      'bert: confirmation b REQUEST 1 CONFIRMED ACCEPTED',
    ]);
    expect(decision.meeting.replies).toMatchObject([
      { attendeeId: 'bert', via: 'phone', partstat: 'ACCEPTED' },
    ]);
  });

  it.each([
    [
      'a time that was never offered',
      { kind: 'confirm-by-hand', optionId: 'z', attendeeId: null },
      'no-such-option',
    ],
    [
      'somebody who is not invited',
      { kind: 'confirm-by-hand', optionId: 'a', attendeeId: 'eve' },
      'not-an-attendee',
    ],
  ] as const)('refuses %s', (_, event, why) => expect(refusal(proposal(), event)).toBe(why));

  it('refuses a time that was taken back', () => {
    const { meeting } = having(proposal(), { kind: 'time-taken', optionId: 'a', attendeeId: 'anna' });
    expect(refusal(meeting, { kind: 'confirm-by-hand', optionId: 'a', attendeeId: null })).toBe(
      'option-withdrawn',
    );
  });
});

describe('a time that somebody else took', () => {
  it('is cancelled for everybody in the mail that names the open ones', () => {
    const decision = having(proposal(), { kind: 'time-taken', optionId: 'a', attendeeId: 'anna' });
    expect(told(decision.effects)).toEqual(['anna: taken a CANCEL 1 CANCELLED NEEDS-ACTION']);
    expect(decision.effects[0]).toMatchObject({
      offered: ['b', 'c'].map((id) => ({
        start: option(decision.meeting, id).start,
        end: option(decision.meeting, id).end,
      })),
    });
    expect(decision.denied).toBe('time-taken');
    expect(decision.meeting).toMatchObject({ state: 'proposed', question: null });
  });

  it('asks the secretary when none is left, and further times answer that', () => {
    const none = having(proposal({ times: 1 }), { kind: 'time-taken', optionId: 'a', attendeeId: 'anna' });
    expect(told(none.effects)).toEqual(['anna: regret a CANCEL 1 CANCELLED NEEDS-ACTION']);
    expect(none.meeting).toMatchObject({ state: 'proposed', question: 'no-times-left' });
    const start = NOW + 5 * DAY;
    const time = { optionId: 'n', uid: 'n@meet.example', start, end: start + HOUR, exclusive: true };
    const more = having(none.meeting, { kind: 'offer', times: [time] });
    expect(more.meeting.question).toBeNull();
    expect(option(more.meeting, 'n')).toMatchObject({ ordinal: 2, sequence: 0, state: 'offered' });
    expect(told(more.effects)).toEqual(['anna: invitation n REQUEST 0 TENTATIVE NEEDS-ACTION']);
  });
});

describe('offering further times', () => {
  const at = (optionId: string, start: number) => ({
    optionId,
    uid: `${optionId}@x`,
    start,
    end: start + HOUR,
    exclusive: true,
  });
  it.each([
    [
      'more than ten open ones',
      [5, 6, 7, 8, 9, 10, 11, 12].map((day) => at(`n${day}`, NOW + day * DAY)),
      'too-many-options',
    ],
    ['one that overlaps an open one', [at('n', NOW + DAY + 1.5 * HOUR)], 'times-overlap'],
    ['one that has begun', [at('n', NOW)], 'time-past'],
  ])('refuses %s', (_, times, why) => expect(refusal(proposal(), { kind: 'offer', times })).toBe(why));
});

it('gives up the hold of a time that is offered to somebody else too', () => {
  const { meeting, effects } = having(proposal(), { kind: 'share', optionId: 'b' });
  expect(commitmentsOf(meeting).map(({ optionId }) => optionId)).toEqual(['a', 'c']);
  expect(option(meeting, 'b').state).toBe('offered');
  expect(effects).toEqual([]);
});

describe('moving the meeting', () => {
  const to = { kind: 'reschedule', start: NOW + 9 * DAY, end: NOW + 9 * DAY + HOUR } as const;

  it('raises SEQUENCE, asks everybody again and moves the event', () => {
    const decision = having(confirmedMeeting(), to);
    expect(told(decision.effects)).toEqual([
      'put a generation 1',
      'anna: update a REQUEST 2 CONFIRMED NEEDS-ACTION',
    ]);
    expect(decision.effects[0]).toMatchObject({ start: to.start, end: to.end });
    expect(commitmentsOf(decision.meeting)).toEqual([
      { optionId: 'a', kind: 'meeting', start: to.start, end: to.end },
    ]);
  });

  it('settles a change of mind, because everybody is asked anew', () => {
    const { meeting } = having(confirmedMeeting(), says(anna, 'a', 'DECLINED', { dtstamp: NOW + HOUR }));
    expect(having(meeting, to).meeting.question).toBeNull();
  });

  it('refuses the time it is at, and the past', () => {
    const { start, end } = option(confirmedMeeting(), 'a');
    expect(refusal(confirmedMeeting(), { kind: 'reschedule', start, end })).toBe('same-time');
    expect(refusal(confirmedMeeting(), { ...to, start: NOW - HOUR })).toBe('time-past');
  });
});

describe('cancelling', () => {
  it('a proposal withdraws every open time, with the reason', () => {
    const decision = having(proposal({ times: 2 }), { kind: 'cancel', reason: 'The client is ill.' });
    expect(decision.meeting.state).toBe('cancelled');
    expect(told(decision.effects)).toEqual([
      'anna: withdrawal a CANCEL 1 CANCELLED NEEDS-ACTION',
      'anna: withdrawal b CANCEL 1 CANCELLED NEEDS-ACTION',
    ]);
    expect(decision.effects[0]).toMatchObject({ detail: 'The client is ill.' });
  });

  it('a confirmed meeting deletes the event and cancels its UID with SEQUENCE + 1', () => {
    const decision = having(confirmedMeeting(), { kind: 'cancel', reason: null });
    expect(told(decision.effects)).toEqual([
      'delete a generation 1',
      'anna: cancellation a CANCEL 2 CANCELLED ACCEPTED',
    ]);
    expect(commitmentsOf(decision.meeting)).toEqual([]);
  });
});

describe('expiry', () => {
  const meeting = proposal({ times: 2, expiresAt: NOW + HOUR });
  it('waits for its hour', () => expect(refusal(meeting, { kind: 'expire' }, NOW)).toBe('not-yet-expired'));
  it('withdraws what is open and tells the secretary', () => {
    const decision = decide(meeting, { kind: 'expire' }, NOW + HOUR);
    if (!decision.ok) throw new Error(decision.refusal);
    expect(decision.meeting).toMatchObject({ state: 'expired', question: 'nobody-answered' });
    expect(decision.effects).toHaveLength(2);
    expect(commitmentsOf(decision.meeting)).toEqual([]);
  });
});

describe('settling', () => {
  it('clears the question, also of a meeting that is over', () => {
    const over = having(proposal({ times: 1 }), says(anna, 'a', 'DECLINED')).meeting;
    const settled = having(over, { kind: 'settle' });
    expect(settled.meeting).toMatchObject({ state: 'declined', question: null });
    expect(settled.effects).toEqual([]);
    expect(refusal(settled.meeting, { kind: 'settle' })).toBe('nothing-to-settle');
  });
});
