import { commitmentsOf } from '../../../src/meetings/commitments.js';
import { decide } from '../../../src/meetings/decide.js';
import { anna, bert, DAY, having, NOW, option, optional, proposal, says, told } from './a-meeting.js';

describe('the first acceptance', () => {
  const decision = having(proposal(), says(anna, 'b', 'ACCEPTED'));

  it('confirms its option, withdraws the others and raises every SEQUENCE', () => {
    expect(decision.meeting.state).toBe('confirmed');
    expect(decision.meeting.confirmedOptionId).toBe('b');
    expect(decision.meeting.options.map(({ state, sequence }) => `${state} ${sequence}`)).toEqual([
      'withdrawn 1',
      'confirmed 1',
      'withdrawn 1',
    ]);
  });

  it('writes the calendar, then mails the confirmation before the withdrawals', () => {
    expect(told(decision.effects)).toEqual([
      'put b generation 1',
      'anna: confirmation b REQUEST 1 CONFIRMED ACCEPTED',
      'anna: withdrawal a CANCEL 1 CANCELLED NEEDS-ACTION',
      'anna: withdrawal c CANCEL 1 CANCELLED NEEDS-ACTION',
    ]);
  });

  it('releases the holds of the other times', () => {
    expect(commitmentsOf(proposal()).map(({ kind, optionId }) => `${kind} ${optionId}`)).toEqual([
      'hold a',
      'hold b',
      'hold c',
    ]);
    expect(commitmentsOf(decision.meeting).map(({ kind, optionId }) => `${kind} ${optionId}`)).toEqual([
      'meeting b',
    ]);
  });

  it('freezes in each mail what it states', () => {
    const [, confirmation] = decision.effects;
    expect(confirmation).toMatchObject({
      invitation: {
        uid: 'b@meet.example',
        dtstamp: NOW + 60_000,
        start: option(decision.meeting, 'b').start,
        end: option(decision.meeting, 'b').end,
      },
      offered: [],
    });
  });
});

describe('several who must be there', () => {
  const two = proposal({ attendees: [anna, bert] });

  it('confirms when all of them accepted the same time', () => {
    const one = having(two, says(anna, 'a', 'ACCEPTED'));
    expect(one.meeting.state).toBe('proposed');
    expect(one.effects).toEqual([]);
    const both = having(one.meeting, says(bert, 'b', 'ACCEPTED'), says(bert, 'a', 'ACCEPTED'));
    expect(both.meeting.confirmedOptionId).toBe('a');
    expect(told(both.effects)).toContain('bert: withdrawal b CANCEL 1 CANCELLED ACCEPTED');
  });

  it('does not wait for the optional ones, nor lets them decide', () => {
    const meeting = proposal({ attendees: [anna, optional(bert)] });
    expect(having(meeting, says(bert, 'a', 'ACCEPTED')).meeting.state).toBe('proposed');
    const decision = having(meeting, says(anna, 'a', 'ACCEPTED'));
    expect(told(decision.effects)).toContain('bert: confirmation a REQUEST 1 CONFIRMED NEEDS-ACTION');
  });
});

describe('declining', () => {
  it('one of several keeps the others open and releases the hold of that one', () => {
    const { meeting, effects } = having(proposal(), says(anna, 'a', 'DECLINED'));
    expect(meeting.state).toBe('proposed');
    expect(effects).toEqual([]);
    expect(commitmentsOf(meeting).map(({ optionId }) => optionId)).toEqual(['b', 'c']);
  });

  it('can be taken back: the latest word counts', () => {
    const later = says(anna, 'a', 'ACCEPTED', { dtstamp: NOW + 120_000 });
    expect(having(proposal(), says(anna, 'a', 'DECLINED'), later).meeting.confirmedOptionId).toBe('a');
  });

  it('all of them ends the proposal, asks the secretary, and mails nothing to the decliner', () => {
    const meeting = proposal({ times: 2, attendees: [anna, optional(bert)] });
    const decision = having(meeting, says(anna, 'a', 'DECLINED'), says(anna, 'b', 'DECLINED'));
    expect(decision.meeting).toMatchObject({ state: 'declined', question: 'all-declined' });
    expect(commitmentsOf(decision.meeting)).toEqual([]);
    expect(told(decision.effects)).toEqual([
      'bert: withdrawal a CANCEL 1 CANCELLED NEEDS-ACTION',
      'bert: withdrawal b CANCEL 1 CANCELLED NEEDS-ACTION',
    ]);
  });

  it('by somebody optional rules nothing out', () => {
    const meeting = proposal({ times: 1, attendees: [anna, optional(bert)] });
    const decision = having(meeting, says(bert, 'a', 'DECLINED'));
    expect(decision.meeting.state).toBe('proposed');
    expect(commitmentsOf(decision.meeting)).toHaveLength(1);
  });

  it('leaves the decliner out of the withdrawal when another time is confirmed', () => {
    const decision = having(proposal(), says(anna, 'a', 'DECLINED'), says(anna, 'b', 'ACCEPTED'));
    expect(told(decision.effects)).toEqual([
      'put b generation 1',
      'anna: confirmation b REQUEST 1 CONFIRMED ACCEPTED',
      'anna: withdrawal c CANCEL 1 CANCELLED NEEDS-ACTION',
    ]);
  });
});

describe('other answers', () => {
  it('records TENTATIVE and holds on', () => {
    const { meeting, effects } = having(proposal(), says(anna, 'a', 'TENTATIVE', { comment: 'Probably' }));
    expect(meeting.replies).toMatchObject([{ partstat: 'TENTATIVE', comment: 'Probably' }]);
    expect(meeting.state).toBe('proposed');
    expect(effects).toEqual([]);
  });

  it('asks the secretary about DELEGATED', () => {
    expect(having(proposal(), says(anna, 'a', 'DELEGATED')).meeting.question).toBe('attendee-delegated');
  });
});

describe('what changes nothing', () => {
  const meeting = proposal({ attendees: [anna, bert] });
  const accepted = having(meeting, says(anna, 'a', 'ACCEPTED')).meeting;
  const cases = [
    ['the same REPLY again', accepted, says(anna, 'a', 'ACCEPTED'), 'already-answered'],
    [
      'the same word, said later',
      accepted,
      says(anna, 'a', 'ACCEPTED', { dtstamp: NOW + DAY }),
      'already-answered',
    ],
    ['an older DTSTAMP', accepted, says(anna, 'a', 'DECLINED', { dtstamp: NOW }), 'already-answered'],
    ['an equal DTSTAMP', accepted, says(anna, 'a', 'DECLINED'), 'already-answered'],
    ['NEEDS-ACTION', meeting, says(anna, 'a', 'NEEDS-ACTION'), 'says-nothing'],
    [
      'a SEQUENCE that was never sent',
      meeting,
      says(anna, 'a', 'ACCEPTED', { sequence: 1 }),
      'newer-version',
    ],
    ['a time that was never offered', meeting, says(anna, 'z', 'ACCEPTED'), 'no-such-option'],
    [
      'somebody who is not invited',
      meeting,
      says({ ...anna, attendeeId: 'eve' }, 'a', 'ACCEPTED'),
      'not-an-attendee',
    ],
  ] as const;
  it.each(cases)('%s', (_, before, event, refusal) => {
    expect(decide(before, event, NOW + 60_000)).toEqual({ ok: false, refusal });
  });

  it('accepting a time that has begun', () => {
    const { start } = option(meeting, 'a');
    expect(decide(meeting, says(anna, 'a', 'ACCEPTED'), start)).toEqual({ ok: false, refusal: 'time-past' });
  });

  it('but a new comment with the same word is kept', () => {
    const again = says(anna, 'a', 'ACCEPTED', { dtstamp: NOW + DAY, comment: 'Five minutes late' });
    expect(having(accepted, again).meeting.replies).toMatchObject([{ comment: 'Five minutes late' }]);
  });
});

it('takes the word on the page even when the clock of the mail program ran ahead', () => {
  const ahead = says(anna, 'a', 'DECLINED', { dtstamp: NOW + DAY });
  const onPage = says(anna, 'a', 'ACCEPTED', { via: 'page', dtstamp: NOW + 60_000 });
  expect(having(proposal(), ahead, onPage).meeting.confirmedOptionId).toBe('a');
});
