import type { Consensus } from '../../../src/meetings/consensus.js';
import { decide } from '../../../src/meetings/decide.js';
import type { Attendee, Meeting, MeetingEvent, PartStat } from '../../../src/meetings/meeting.js';
import { anna, bert, DAY, HOUR, having, NOW, proposal, says } from './a-meeting.js';

const carl: Attendee = { ...anna, attendeeId: 'carl', name: 'Carl', email: 'carl@partner.example' };
const agreeing = (consensus: Consensus, attendees = [anna, bert, carl]): Meeting => ({
  ...proposal({ times: 2, attendees }),
  consensus,
});

const say = (
  meeting: Meeting,
  who: Attendee,
  optionId: string,
  partstat: PartStat,
  at = NOW + HOUR,
): Meeting => {
  const option = meeting.options.find((each) => each.optionId === optionId);
  const event: MeetingEvent = {
    kind: 'answer',
    attendeeId: who.attendeeId,
    optionId,
    partstat,
    sequence: option?.sequence ?? 0,
    dtstamp: at,
    comment: null,
    via: 'mail',
  };
  const decision = decide(meeting, event, at);
  if (!decision.ok) throw new Error(decision.refusal);
  return decision.meeting;
};

describe('a time is agreed on', () => {
  it('by the first one', () => {
    expect(say(agreeing({ rule: 'first' }), bert, 'b', 'ACCEPTED')).toMatchObject({
      state: 'confirmed',
      confirmedOptionId: 'b',
    });
  });

  it('by a quorum, and not before', () => {
    const once = say(agreeing({ rule: 'quorum', least: 2 }), bert, 'b', 'ACCEPTED');
    expect(once.state).toBe('proposed');
    expect(say(once, carl, 'b', 'ACCEPTED')).toMatchObject({ state: 'confirmed', confirmedOptionId: 'b' });
  });

  it('by all', () => {
    const two = say(say(agreeing({ rule: 'all' }), bert, 'b', 'ACCEPTED'), carl, 'b', 'ACCEPTED');
    expect(two.state).toBe('proposed');
    expect(say(two, anna, 'b', 'ACCEPTED').state).toBe('confirmed');
  });

  it('by the answers that are there, when the rule changes', () => {
    const one = say(agreeing({ rule: 'all' }), bert, 'b', 'ACCEPTED');
    const decision = decide({ ...one, consensus: { rule: 'first' } }, { kind: 'roster-changed' }, NOW + HOUR);
    expect(decision).toMatchObject({ ok: true, meeting: { state: 'confirmed', confirmedOptionId: 'b' } });
  });

  it('by the delegate, in place of who sent them', () => {
    const start = agreeing({ rule: 'all' }, [anna, bert]);
    const sent = say(start, anna, 'a', 'DELEGATED');
    const delegate: Attendee = { ...carl, delegatedFrom: 'anna' };
    const roster = [{ ...anna, delegatedTo: 'carl' }, bert, delegate];
    const joined = decide({ ...sent, attendees: roster }, { kind: 'joined', attendeeId: 'carl' }, NOW + HOUR);
    if (!joined.ok) throw new Error(joined.refusal);
    // Invited to what was delegated, and to nothing else.
    expect(joined.effects).toMatchObject([{ attendeeId: 'carl', optionId: 'a', template: 'invitation' }]);
    const one = say(joined.meeting, bert, 'a', 'ACCEPTED');
    expect(one.state).toBe('proposed');
    expect(say(one, delegate, 'a', 'ACCEPTED').state).toBe('confirmed');
  });
});

describe('when nobody can', () => {
  it('the proposal is over if all have declined everything', () => {
    const meeting = [anna, bert].reduce(
      (so, who) => say(say(so, who, 'a', 'DECLINED'), who, 'b', 'DECLINED'),
      agreeing({ rule: 'all' }, [anna, bert]),
    );
    expect(meeting).toMatchObject({ state: 'declined', question: 'all-declined' });
  });

  it('the secretary is asked if some want one time and others another', () => {
    const meeting = say(
      say(agreeing({ rule: 'all' }, [anna, bert]), anna, 'a', 'DECLINED'),
      bert,
      'b',
      'DECLINED',
    );
    expect(meeting).toMatchObject({ state: 'proposed', question: 'no-common-time' });
    expect(meeting.options.every(({ state, exclusive }) => state === 'offered' && !exclusive)).toBe(true);
  });

  it('one refusal is no obstacle to a quorum', () => {
    const meeting = say(
      say(agreeing({ rule: 'quorum', least: 2 }), anna, 'a', 'DECLINED'),
      anna,
      'b',
      'DECLINED',
    );
    expect(meeting).toMatchObject({ state: 'proposed', question: null });
  });
});

describe('another time that was proposed is taken', () => {
  const counter = (optionId = 'a', attendeeId = 'anna'): MeetingEvent => ({
    kind: 'take-counter',
    attendeeId,
    optionId,
    start: NOW + 5 * DAY,
    end: NOW + 5 * DAY + HOUR,
    dtstamp: NOW,
    comment: null,
  });

  it('of a proposal to one: one REQUEST with a raised SEQUENCE confirms it, and the other time is withdrawn', () => {
    const decision = decide(proposal({ times: 2 }), counter(), NOW + HOUR);
    if (!decision.ok) throw new Error(decision.refusal);
    expect(decision.meeting).toMatchObject({ state: 'confirmed', confirmedOptionId: 'a' });
    const mails = decision.effects.filter(({ kind }) => kind === 'mail');
    expect(mails).toMatchObject([
      {
        optionId: 'a',
        invitation: { method: 'REQUEST', sequence: 1, status: 'CONFIRMED', partstat: 'ACCEPTED' },
      },
      { optionId: 'b', invitation: { method: 'CANCEL', sequence: 1 } },
    ]);
    expect(decision.meeting.options[0]).toMatchObject({ sequence: 1, timeSequence: 1, start: NOW + 5 * DAY });
  });

  it('of a proposal to two: the other one is asked anew', () => {
    const meeting = say(proposal({ times: 1, attendees: [anna, bert] }), bert, 'a', 'ACCEPTED');
    const decision = decide(meeting, counter(), NOW + 2 * HOUR);
    if (!decision.ok) throw new Error(decision.refusal);
    expect(decision.meeting.state).toBe('proposed');
    expect(decision.effects).toMatchObject([
      { attendeeId: 'anna', invitation: { sequence: 1, status: 'TENTATIVE', partstat: 'ACCEPTED' } },
      { attendeeId: 'bert', invitation: { sequence: 1, status: 'TENTATIVE', partstat: 'NEEDS-ACTION' } },
    ]);
  });

  it('of a confirmed meeting: it moves, on the calendar too', () => {
    const meeting = say(proposal({ times: 1 }), anna, 'a', 'ACCEPTED');
    const decision = decide(meeting, counter(), NOW + 2 * HOUR);
    if (!decision.ok) throw new Error(decision.refusal);
    expect(decision.meeting.state).toBe('confirmed');
    expect(decision.effects).toMatchObject([
      { kind: 'calendar-put', start: NOW + 5 * DAY },
      { kind: 'mail', template: 'update', invitation: { sequence: 2, partstat: 'ACCEPTED' } },
    ]);
  });

  it('but not when it is past, the present one, or of a time that was taken back', () => {
    const meeting = proposal({ times: 2 });
    expect(decide(meeting, counter(), NOW + 6 * DAY)).toEqual({ ok: false, refusal: 'time-past' });
    const [a] = meeting.options;
    const same = { ...counter(), start: a?.start ?? 0, end: a?.end ?? 0 } as MeetingEvent;
    expect(decide(meeting, same, NOW)).toEqual({ ok: false, refusal: 'same-time' });
    const chosen = say(meeting, anna, 'b', 'ACCEPTED');
    expect(decide(chosen, counter('a'), NOW + 2 * HOUR)).toEqual({ ok: false, refusal: 'option-withdrawn' });
  });
});

describe('who must be there, changed after sending', () => {
  const roleOf = (meeting: Meeting, attendeeId: string, role: 'required' | 'optional'): Meeting => ({
    ...meeting,
    attendees: meeting.attendees.map((attendee) =>
      attendee.attendeeId === attendeeId ? { ...attendee, role } : attendee,
    ),
  });
  const changed = (meeting: Meeting, attendeeId: string, role: 'required' | 'optional') =>
    having(roleOf(meeting, attendeeId, role), { kind: 'role-changed', attendeeId, role });

  it('confirms what the others have agreed on already', () => {
    const { meeting } = having(proposal({ attendees: [anna, bert] }), says(anna, 'b', 'ACCEPTED'));
    expect(meeting.state).toBe('proposed');
    const after = changed(meeting, 'bert', 'optional');
    expect(after.meeting).toMatchObject({ state: 'confirmed', confirmedOptionId: 'b' });
    expect(after.journal.map(({ kind }) => kind)).toEqual(['role-changed', 'confirmed']);
  });

  it('waits for whoever must be there now', () => {
    const optionalBert = { ...bert, role: 'optional' } as const;
    const { meeting } = changed(proposal({ attendees: [anna, optionalBert] }), 'bert', 'required');
    expect(having(meeting, says(anna, 'a', 'ACCEPTED')).meeting.state).toBe('proposed');
  });

  it('leaves nobody who could accept: refused', () => {
    const event = { kind: 'role-changed', attendeeId: 'anna', role: 'optional' } as const;
    expect(decide(roleOf(proposal(), 'anna', 'optional'), event, NOW)).toEqual({
      ok: false,
      refusal: 'nobody-required',
    });
  });

  it('of a confirmed meeting asks when somebody is missing now, and no more when nobody is', () => {
    const optionalBert = { ...bert, role: 'optional' } as const;
    const { meeting } = having(
      proposal({ attendees: [anna, optionalBert] }),
      says(bert, 'a', 'DECLINED'),
      says(anna, 'a', 'ACCEPTED'),
    );
    const asked = changed(meeting, 'bert', 'required');
    expect(asked.meeting).toMatchObject({ state: 'confirmed', question: 'attendee-changed-mind' });
    expect(asked.effects).toEqual([]);
    expect(changed(asked.meeting, 'bert', 'optional').meeting.question).toBeNull();
  });
});
