import type { Attendee, OfferedTime } from '../../../src/meetings/meeting.js';
import { type ProposalInput, propose } from '../../../src/meetings/propose.js';
import { anna, bert, DAY, HOUR, NOW, optional, told } from './a-meeting.js';

const time = (optionId: string, start: number, end = start + HOUR): OfferedTime => ({
  optionId,
  uid: `${optionId}@meet.example`,
  start,
  end,
  exclusive: true,
});

const input = (more: Partial<ProposalInput> = {}): ProposalInput => ({
  meetingId: 'm',
  clientId: 'c',
  title: ' Site visit ',
  options: [time('b', NOW + 2 * DAY), time('a', NOW + DAY)],
  attendees: [anna, { ...bert, email: 'Bert@Partner.Example' }],
  expiresAt: null,
  onClientDelete: 'ask',
  ...more,
});

it('orders the times, invites everybody to each of them, and ends when the last begins', () => {
  const proposed = propose(input(), NOW);
  if (!proposed.ok) throw new Error('refused');
  expect(proposed.meeting).toMatchObject({
    state: 'proposed',
    title: 'Site visit',
    expiresAt: NOW + 2 * DAY,
    options: [
      { optionId: 'a', ordinal: 1, sequence: 0, state: 'offered' },
      { optionId: 'b', ordinal: 2, sequence: 0, state: 'offered' },
    ],
    attendees: [{ email: 'anna@partner.example' }, { email: 'bert@partner.example' }],
  });
  expect(told(proposed.effects)).toEqual([
    'anna: invitation a REQUEST 0 TENTATIVE NEEDS-ACTION',
    'bert: invitation a REQUEST 0 TENTATIVE NEEDS-ACTION',
    'anna: invitation b REQUEST 0 TENTATIVE NEEDS-ACTION',
    'bert: invitation b REQUEST 0 TENTATIVE NEEDS-ACTION',
  ]);
});

const days = (n: number): OfferedTime[] =>
  Array.from({ length: n }, (_, i) => time(`${i}`, NOW + (i + 1) * DAY));

describe('names the field that is wrong', () => {
  const one = NOW + DAY;
  const people = (...attendees: Attendee[]) => ({ attendees });
  const times = (...options: OfferedTime[]) => ({ options });
  it.each<[string, Partial<ProposalInput>, string]>([
    ['no title', { title: ' ' }, '/title'],
    ['no time', times(), '/options'],
    ['eleven times', times(...days(11)), '/options'],
    ['four invitations', { ...times(...days(4)), kind: 'invitations' }, '/options'],
    ['two fixed times', { ...times(...days(2)), kind: 'fixed' }, '/options'],
    ['a list that is agreed on', { ...times(...days(2)), kind: 'choose', agreed: true }, '/agreed'],
    ['a time that has begun', times(time('a', NOW)), '/options/0/start'],
    ['an end before its start', times(time('a', one, one - HOUR)), '/options/0/end'],
    ['no length', times(time('a', one, one)), '/options/0/end'],
    ['more than a day', times(time('a', one, one + DAY + HOUR)), '/options/0/end'],
    ['half a minute', times(time('a', one + 30_000)), '/options/0/start'],
    ['times that overlap', times(time('a', one), time('b', one + HOUR / 2)), '/options/1/start'],
    ['nobody', people(), '/attendees'],
    ['nobody who must be there', people(optional(anna)), '/attendees'],
    ['no e-mail address', people({ ...anna, email: '' }), '/attendees/0/email'],
    ['one address twice', people(anna, { ...bert, email: anna.email.toUpperCase() }), '/attendees/1/email'],
    ['an end that is over', { expiresAt: NOW }, '/expiresAt'],
    ['an end after the last time', { expiresAt: NOW + 3 * DAY }, '/expiresAt'],
  ])('%s', (_, more, pointer) => {
    const proposed = propose(input(more), NOW);
    expect(proposed.ok ? [] : proposed.faults.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('takes times that only touch', () => {
    expect(propose(input(times(time('a', one), time('b', one + HOUR))), NOW).ok).toBe(true);
  });
});
