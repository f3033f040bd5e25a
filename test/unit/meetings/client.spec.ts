import { commitmentsOf } from '../../../src/meetings/commitments.js';
import { decide } from '../../../src/meetings/decide.js';
import { confirmedMeeting, DAY, HOUR, having, NOW, option, told } from './a-meeting.js';

const to = { start: NOW + 4 * DAY, end: NOW + 4 * DAY + HOUR };
const moved = { kind: 'client-moved', optionId: 'a', ...to, onto: 'free-time' } as const;
const deleted = { kind: 'client-deleted', optionId: 'a' } as const;

describe('the client drags the meeting', () => {
  it('to a free time: the attendees are told, the calendar is left alone', () => {
    const decision = having(confirmedMeeting(), moved);
    expect(told(decision.effects)).toEqual(['anna: update a REQUEST 2 CONFIRMED NEEDS-ACTION']);
    expect(option(decision.meeting, 'a')).toMatchObject({ ...to, sequence: 2 });
  });

  it('is heard once', () => {
    const { meeting } = having(confirmedMeeting(), moved);
    expect(decide(meeting, moved, NOW)).toEqual({ ok: false, refusal: 'same-time' });
  });

  it('onto another meeting of ours: nobody is told, the secretary is asked, once', () => {
    const decision = having(confirmedMeeting(), { ...moved, onto: 'another-meeting' });
    expect(decision.meeting).toMatchObject({ state: 'confirmed', question: 'moved-onto-another' });
    expect(decision.effects).toEqual([]);
    expect(option(decision.meeting, 'a').start).toBe(option(confirmedMeeting(), 'a').start);
    const again = decide(decision.meeting, { ...moved, onto: 'another-meeting' }, NOW);
    expect(again).toEqual({ ok: false, refusal: 'already-asked' });
  });

  it('back to where it was: that settles the question', () => {
    const { meeting } = having(confirmedMeeting(), { ...moved, onto: 'another-meeting' });
    const { start, end } = option(meeting, 'a');
    expect(having(meeting, { ...moved, start, end }).meeting.question).toBeNull();
  });
});

describe('the client deletes the meeting', () => {
  it('and is to be asked: nobody outside is told, the time is kept', () => {
    const decision = having(confirmedMeeting(), deleted);
    expect(decision.meeting).toMatchObject({ state: 'questioned', question: 'client-deleted' });
    expect(decision.effects).toEqual([]);
    expect(commitmentsOf(decision.meeting)).toHaveLength(1);
    expect(decide(decision.meeting, deleted, NOW)).toEqual({ ok: false, refusal: 'already-asked' });
  });

  it('and that means cancelling: everybody is told, the secretary sees it', () => {
    const decision = having(confirmedMeeting({ onClientDelete: 'cancel' }), deleted);
    expect(decision.meeting).toMatchObject({ state: 'cancelled', question: 'client-cancelled' });
    expect(told(decision.effects)).toEqual(['anna: cancellation a CANCEL 2 CANCELLED ACCEPTED']);
  });

  it('after it took place: only tidying', () => {
    const { end } = option(confirmedMeeting(), 'a');
    expect(decide(confirmedMeeting(), deleted, end)).toEqual({ ok: false, refusal: 'time-past' });
  });

  it('and a person says that it stands: written anew under the next generation, no mail', () => {
    const decision = having(confirmedMeeting(), deleted, { kind: 'restore' });
    expect(decision.meeting).toMatchObject({ state: 'confirmed', question: null });
    expect(told(decision.effects)).toEqual(['put a generation 2']);
  });

  it('and a person calls it off', () => {
    const decision = having(confirmedMeeting(), deleted, { kind: 'cancel', reason: null });
    expect(told(decision.effects)).toEqual([
      'delete a generation 1',
      'anna: cancellation a CANCEL 2 CANCELLED ACCEPTED',
    ]);
  });

  it('and brings it back: the question is answered', () => {
    const { start, end } = option(confirmedMeeting(), 'a');
    const decision = having(confirmedMeeting(), deleted, { ...moved, start, end });
    expect(decision.meeting).toMatchObject({ state: 'confirmed', question: null });
    expect(decision.effects).toEqual([]);
  });

  it('cannot be waved away: the question wants an answer', () => {
    const { meeting } = having(confirmedMeeting(), deleted);
    expect(decide(meeting, { kind: 'settle' }, NOW)).toEqual({ ok: false, refusal: 'question-open' });
  });
});
