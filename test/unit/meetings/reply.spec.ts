import type { ItipMessage } from '../../../src/itip/message.js';
import {
  foremost,
  knownInvitations,
  ofAnswer,
  ofOutcome,
  underPresentSequence,
} from '../../../src/meetings/reply.js';
import { anna, confirmedMeeting, DAY, HOUR, having, NOW, proposal, says } from './a-meeting.js';

const move = { kind: 'reschedule', start: NOW + 9 * DAY, end: NOW + 9 * DAY + HOUR } as const;
const message = (uid: string, sequence: number): ItipMessage => ({
  method: 'REPLY',
  uid,
  sequence,
  sequenceGiven: true,
  dtstamp: NOW,
  organizer: null,
  attendees: [],
  recurrenceId: null,
  recurs: false,
  start: null,
  end: null,
  comment: null,
  summary: null,
  location: null,
  status: null,
});
const lifted = (sequence: number, meeting = confirmedMeeting()): number | undefined => {
  const read = { ok: true, messages: [message('a@meet.example', sequence)], notes: [] } as const;
  const [calendar] = underPresentSequence([{ ...read, messages: [...read.messages], notes: [] }], meeting);
  return calendar?.ok ? calendar.messages[0]?.sequence : undefined;
};

describe('the SEQUENCE of a reply', () => {
  it('of an invitation whose time stands counts as the present one', () => {
    expect(lifted(0)).toBe(1);
    expect(lifted(1)).toBe(1);
  });
  it('of a time that was left stays what it is', () => {
    const moved = having(confirmedMeeting(), move).meeting;
    expect([0, 1, 2].map((sequence) => lifted(sequence, moved))).toEqual([0, 1, 2]);
  });
  it('that was never sent stays what it is', () => expect(lifted(5)).toBe(5));
});

it('knows what was sent to an attendee and answered last, under the present SEQUENCE', () => {
  const known = knownInvitations(confirmedMeeting(), 'anna');
  expect([...known]).toEqual([
    [
      'a@meet.example',
      { sequence: 1, state: 'confirmed', lastReplySequence: 1, lastReplyDtstamp: NOW + 60_000 },
    ],
    ['b@meet.example', { sequence: 1, state: 'withdrawn', lastReplySequence: null, lastReplyDtstamp: null }],
    ['c@meet.example', { sequence: 1, state: 'withdrawn', lastReplySequence: null, lastReplyDtstamp: null }],
  ]);
  expect(knownInvitations(confirmedMeeting(), 'bert').get('a@meet.example')?.lastReplyDtstamp).toBeNull();
});

describe('what becomes of a mail', () => {
  const open = proposal();
  const declined = having(proposal({ times: 1 }), says(anna, 'a', 'DECLINED')).meeting;
  it.each([
    ['ACCEPTED', null, open, 'applied null'],
    ['DELEGATED', null, open, 'review delegated'],
    ['ACCEPTED', 'time-taken', open, 'applied time-taken'],
    ['ACCEPTED', 'already-answered', open, 'no-change already-answered'],
    ['ACCEPTED', 'older-version', open, 'review older-version'],
    ['ACCEPTED', 'meeting-over', declined, 'review late-acceptance'],
    ['DECLINED', 'meeting-over', declined, 'refused meeting-over'],
    ['ACCEPTED', 'already-confirmed', confirmedMeeting(), 'refused already-confirmed'],
    ['ACCEPTED', 'time-past', open, 'review late-acceptance'],
  ] as const)('%s with %s', (partstat, refusal, meeting, expected) => {
    const { state, reason } = ofAnswer(partstat, refusal, meeting);
    expect(`${state} ${reason}`).toBe(expected);
  });

  it('shows a counter-proposal to a person', () => {
    const counter = {
      kind: 'counter',
      uid: 'a',
      sequence: 0,
      dtstamp: NOW,
      start: NOW,
      end: null,
      comment: null,
      trusted: true,
    } as const;
    expect(ofOutcome(counter, open)).toEqual({ state: 'review', reason: 'counter' });
  });

  it('with several parts is what a person has to see, else what changed something', () => {
    const no = { state: 'no-change', reason: 'x' } as const;
    const yes = { state: 'applied', reason: null } as const;
    const look = { state: 'review', reason: 'y' } as const;
    expect(foremost([no, yes])).toBe(yes);
    expect(foremost([no, yes, look])).toBe(look);
    expect(foremost([])).toEqual({ state: 'unmatched', reason: 'nothing-in-it' });
  });
});
