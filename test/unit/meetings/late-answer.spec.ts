import { commitmentsOf } from '../../../src/meetings/commitments.js';
import { decide } from '../../../src/meetings/decide.js';
import type { Meeting, MeetingEvent } from '../../../src/meetings/meeting.js';
import { anna, bert, DAY, HOUR, having, NOW, option, proposal, told } from './a-meeting.js';

const late = (optionId: string, more: Partial<MeetingEvent<'late-answer'>> = {}): MeetingEvent => ({
  kind: 'late-answer',
  attendeeId: 'anna',
  optionId,
  sequence: 0,
  dtstamp: NOW + 60_000,
  comment: null,
  via: 'mail',
  restore: true,
  substitutes: [],
  ...more,
});
const LATER = NOW + DAY / 2;
const expired = (attendees: Meeting['attendees'] = [anna]): Meeting => {
  const decision = decide(proposal({ attendees, expiresAt: NOW + HOUR }), { kind: 'expire' }, NOW + HOUR);
  if (!decision.ok) throw new Error(decision.refusal);
  return decision.meeting;
};
const granted = (meeting: Meeting, event: MeetingEvent, now = LATER) => {
  const decision = decide(meeting, event, now);
  if (!decision.ok) throw new Error(decision.refusal);
  return decision;
};
const other = { optionId: 'n', uid: 'n@x', start: NOW + 9 * DAY, end: NOW + 9 * DAY + HOUR, exclusive: true };

it('gets the time of a proposal that ran out, above the SEQUENCE of the withdrawal', () => {
  const { meeting, effects, denied } = granted(expired(), late('b'));
  expect(meeting).toMatchObject({ state: 'confirmed', question: null, confirmedOptionId: 'b' });
  expect(told(effects)).toEqual(['put b generation 1', 'anna: confirmation b REQUEST 2 CONFIRMED ACCEPTED']);
  expect(denied).toBeNull();
});

it('of one among several opens the time again, held, and waits for the others', () => {
  const { meeting, effects } = granted(expired([anna, bert]), late('b'));
  expect(meeting).toMatchObject({ state: 'proposed', question: null });
  expect(commitmentsOf(meeting)).toMatchObject([{ optionId: 'b', kind: 'hold' }]);
  // The calendars of both have the withdrawal (SEQUENCE 1): only a newer version brings the time back there.
  expect(told(effects)).toEqual([
    'anna: update b REQUEST 2 TENTATIVE ACCEPTED',
    'bert: update b REQUEST 2 TENTATIVE NEEDS-ACTION',
  ]);
});

it('is answered with other times when that one is gone', () => {
  const { meeting, effects, denied } = granted(
    expired([anna, bert]),
    late('b', { restore: false, substitutes: [other] }),
  );
  expect(meeting).toMatchObject({ state: 'proposed', question: null, expiresAt: other.start });
  expect(option(meeting, 'n')).toMatchObject({ state: 'offered', exclusive: true, invited: false });
  expect(told(effects)).toEqual(['anna: too-late', 'bert: choose']);
  expect(effects[0]).toMatchObject({
    offered: [{ optionId: 'n' }],
    about: { start: option(meeting, 'b').start },
  });
  expect(denied).toBe('time-taken');
});

it('is put before the secretary when there is nothing to offer, and the answerer hears of it', () => {
  const { meeting, effects } = granted(expired(), late('b', { restore: false }));
  expect(meeting).toMatchObject({ state: 'expired', question: 'answered-too-late' });
  expect(told(effects)).toEqual(['anna: too-late']);
});

it('names the times that are still open', () => {
  const without = having(proposal(), { kind: 'time-taken', optionId: 'a', attendeeId: null }).meeting;
  const { meeting, effects } = granted(without, late('a', { restore: false, substitutes: [other] }));
  expect(meeting).toMatchObject({ state: 'proposed', question: null });
  expect(effects).toMatchObject([{ template: 'too-late', offered: [{ optionId: 'b' }, { optionId: 'c' }] }]);
});

it('sends nothing to a program', () => {
  const robot = { ...anna, email: 'no-reply@partner.example' };
  expect(granted(expired([robot]), late('b', { restore: false })).effects).toEqual([]);
});

it('is heard once', () => {
  const { meeting } = granted(expired(), late('b', { restore: false }));
  expect(decide(meeting, late('b', { restore: false, dtstamp: NOW + 90_000 }), LATER)).toMatchObject({
    refusal: 'already-answered',
  });
});

it('gets no time that has begun, and nothing of a meeting that was called off', () => {
  const begun = option(expired(), 'a').start;
  expect(granted(expired(), late('a'), begun).meeting.state).toBe('expired');
  const off = having(proposal(), { kind: 'cancel', reason: null }).meeting;
  expect(decide(off, late('a'), LATER)).toMatchObject({ refusal: 'meeting-over' });
});
