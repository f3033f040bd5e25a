import { decide } from '../../../src/meetings/decide.js';
import {
  anna,
  bert,
  confirmedMeeting,
  DAY,
  HOUR,
  having,
  NOW,
  option,
  optional,
  proposal,
  says,
  told,
} from './a-meeting.js';

const later = { dtstamp: NOW + HOUR };
const move = { kind: 'reschedule', start: NOW + 9 * DAY, end: NOW + 9 * DAY + HOUR } as const;

describe('an answer after the confirmation', () => {
  it('that accepts the same time again changes nothing', () => {
    expect(decide(confirmedMeeting(), says(anna, 'a', 'ACCEPTED', later), NOW)).toEqual({
      ok: false,
      refusal: 'already-answered',
    });
  });

  it('that accepts a time which was not chosen is refused', () => {
    expect(decide(confirmedMeeting(), says(anna, 'b', 'ACCEPTED', later), NOW)).toEqual({
      ok: false,
      refusal: 'already-confirmed',
    });
  });

  it('that declines a time which was not chosen is refused', () => {
    expect(decide(confirmedMeeting(), says(anna, 'b', 'DECLINED', later), NOW)).toEqual({
      ok: false,
      refusal: 'option-withdrawn',
    });
  });

  it.each(['DECLINED', 'TENTATIVE'] as const)(
    '%s by somebody required leaves it standing and asks',
    (word) => {
      const decision = having(confirmedMeeting(), says(anna, 'a', word, later));
      expect(decision.meeting).toMatchObject({ state: 'confirmed', question: 'attendee-changed-mind' });
      expect(decision.effects).toEqual([]);
    },
  );

  it('that returns to yes settles the question by itself', () => {
    const back = says(anna, 'a', 'ACCEPTED', { dtstamp: NOW + DAY });
    expect(having(confirmedMeeting(), says(anna, 'a', 'DECLINED', later), back).meeting.question).toBeNull();
  });

  describe('of several attendees', () => {
    const carl = { ...anna, attendeeId: 'carl', name: 'Carl', email: 'carl@partner.example' };
    const at = (n: number) => ({ dtstamp: NOW + n * HOUR });
    const agreed = having(
      proposal({ attendees: [anna, bert, optional(carl)] }),
      says(carl, 'a', 'ACCEPTED'),
      says(anna, 'a', 'ACCEPTED'),
      says(bert, 'a', 'ACCEPTED'),
    ).meeting;

    it('one who must be there declines: the meeting stands, and nobody else hears of it', () => {
      const { meeting, effects } = having(agreed, says(bert, 'a', 'DECLINED', at(2)));
      expect(meeting).toMatchObject({ state: 'confirmed', question: 'attendee-changed-mind' });
      expect(effects).toEqual([]);
    });

    it('two decline and one comes back: it is asked as long as one is missing', () => {
      const both = having(agreed, says(bert, 'a', 'DECLINED', at(2)), says(anna, 'a', 'DECLINED', at(3)));
      const one = having(both.meeting, says(bert, 'a', 'ACCEPTED', at(4)));
      expect(one.meeting.question).toBe('attendee-changed-mind');
      expect(having(one.meeting, says(anna, 'a', 'ACCEPTED', at(5))).meeting.question).toBeNull();
    });

    it('one who need not come takes a yes back: the secretary hears of it', () => {
      expect(having(agreed, says(carl, 'a', 'DECLINED', at(2))).meeting.question).toBe(
        'attendee-changed-mind',
      );
    });

    it('of a quorum one declines: asked as well, for the client may count on that one', () => {
      const quorum = { ...agreed, consensus: { rule: 'quorum', least: 1 } } as const;
      const { meeting } = having(quorum, says(bert, 'a', 'DECLINED', at(2)));
      expect(meeting).toMatchObject({ state: 'confirmed', question: 'attendee-changed-mind' });
    });
  });

  it('to the first invitation counts, because the confirmation moved nothing', () => {
    const meeting = confirmedMeeting({ attendees: [anna, optional(bert)] });
    const { meeting: now } = having(meeting, says(bert, 'a', 'ACCEPTED', { ...later, sequence: 0 }));
    expect(now.replies).toContainEqual(expect.objectContaining({ attendeeId: 'bert', partstat: 'ACCEPTED' }));
    expect(now.question).toBeNull();
  });

  it('DECLINED by somebody optional who never accepted is recorded without a question', () => {
    const meeting = confirmedMeeting({ attendees: [anna, optional(bert)] });
    expect(having(meeting, says(bert, 'a', 'DECLINED', later)).meeting.question).toBeNull();
  });
});

describe('an answer to the time before a move', () => {
  const moved = having(confirmedMeeting(), move).meeting;

  it('never confirms the new time: the attendee gets the present one again, the secretary is asked', () => {
    const decision = having(moved, says(anna, 'a', 'ACCEPTED', later));
    expect(decision.denied).toBe('older-version');
    expect(decision.meeting).toMatchObject({ state: 'confirmed', question: 'answered-older-version' });
    expect(told(decision.effects)).toEqual(['anna: update a REQUEST 2 CONFIRMED NEEDS-ACTION']);
    expect(option(decision.meeting, 'a').sequence).toBe(2);
  });

  it('is not taken twice', () => {
    const once = having(moved, says(anna, 'a', 'ACCEPTED', later)).meeting;
    expect(decide(once, says(anna, 'a', 'ACCEPTED', later), NOW)).toEqual({
      ok: false,
      refusal: 'already-answered',
    });
  });

  it('does not undo an answer to the present time, however late it was written', () => {
    const fresh = having(moved, says(anna, 'a', 'ACCEPTED', { sequence: 2, dtstamp: NOW + HOUR })).meeting;
    const stale = says(anna, 'a', 'DECLINED', { sequence: 1, dtstamp: NOW + DAY });
    expect(decide(fresh, stale, NOW)).toEqual({ ok: false, refusal: 'already-answered' });
  });

  it('gives way to an answer to the present time, whatever their DTSTAMPs', () => {
    const stale = having(moved, says(anna, 'a', 'DECLINED', { dtstamp: NOW + DAY })).meeting;
    const { meeting } = having(stale, says(anna, 'a', 'ACCEPTED', { sequence: 2, dtstamp: NOW + HOUR }));
    expect(meeting.question).toBeNull();
    expect(meeting.replies).toMatchObject([{ partstat: 'ACCEPTED', sequence: 2 }]);
  });
});
