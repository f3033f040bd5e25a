import type { Decided, Meeting, ProposalKind } from '../../../src/meetings/meeting.js';
import { propose } from '../../../src/meetings/propose.js';
import { anna, bert, DAY, HOUR, having, NOW, option, says, told } from './a-meeting.js';

const at = (optionId: string, day: number) => ({
  optionId,
  uid: `${optionId}@meet.example`,
  start: NOW + day * DAY,
  end: NOW + day * DAY + HOUR,
  exclusive: true,
});

const proposed = (
  kind: ProposalKind,
  times: number,
  more: { agreed?: boolean; attendees?: Meeting['attendees'] } = {},
): Decided => {
  const made = propose(
    {
      meetingId: 'm',
      clientId: 'c',
      kind,
      title: 'Site visit',
      options: 'abcdefghij'
        .slice(0, times)
        .split('')
        .map((id, i) => at(id, i + 1)),
      attendees: [anna],
      expiresAt: null,
      onClientDelete: 'ask',
      ...more,
    },
    NOW,
  );
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made;
};

describe('a list to choose from', () => {
  it('is one mail an attendee with all ten times, and no invitation', () => {
    const { effects } = proposed('choose', 10, { attendees: [anna, bert] });
    expect(told(effects)).toEqual(['anna: choose', 'bert: choose']);
    const [mail] = effects;
    expect(mail?.kind === 'mail' && mail.offered.map(({ optionId }) => optionId)).toEqual([...'abcdefghij']);
  });

  it('becomes one invitation, the confirmation, and cancels nothing that was never requested', () => {
    const { effects, meeting } = having(proposed('choose', 3).meeting, says(anna, 'b', 'ACCEPTED'));
    expect(told(effects)).toEqual([
      'put b generation 1',
      'anna: confirmation b REQUEST 1 CONFIRMED ACCEPTED',
    ]);
    expect(option(meeting, 'b').invited).toBe(true);
  });

  it('cancels the meeting that came of it', () => {
    const confirmed = having(proposed('choose', 2).meeting, says(anna, 'a', 'ACCEPTED')).meeting;
    expect(told(having(confirmed, { kind: 'cancel', reason: null }).effects)).toEqual([
      'delete a generation 1',
      'anna: cancellation a CANCEL 2 CANCELLED ACCEPTED',
    ]);
  });

  it('is taken back in one plain mail', () => {
    expect(told(having(proposed('choose', 4).meeting, { kind: 'cancel', reason: null }).effects)).toEqual([
      'anna: withdrawal',
    ]);
  });

  it('tells of a time that was taken in one plain mail that names the others', () => {
    const { effects } = having(proposed('choose', 3).meeting, {
      kind: 'time-taken',
      optionId: 'a',
      attendeeId: 'anna',
    });
    expect(told(effects)).toEqual(['anna: taken']);
    expect(effects).toMatchObject([
      { about: { start: NOW + DAY }, invitation: null, offered: [{ optionId: 'b' }, { optionId: 'c' }] },
    ]);
  });

  it('beside invitations: those are cancelled, the listed times need no word', () => {
    const more = having(proposed('invitations', 3).meeting, { kind: 'offer', times: [at('n', 8)] });
    expect(more.meeting.kind).toBe('choose');
    expect(told(more.effects)).toEqual(['anna: choose']);
    expect(told(having(more.meeting, says(anna, 'n', 'ACCEPTED')).effects)).toEqual([
      'put n generation 1',
      'anna: confirmation n REQUEST 1 CONFIRMED ACCEPTED',
      'anna: withdrawal a CANCEL 1 CANCELLED NEEDS-ACTION',
      'anna: withdrawal b CANCEL 1 CANCELLED NEEDS-ACTION',
      'anna: withdrawal c CANCEL 1 CANCELLED NEEDS-ACTION',
    ]);
  });
});

describe('a fixed time', () => {
  it('that is asked for is one invitation', () => {
    const { meeting, effects } = proposed('fixed', 1);
    expect(meeting.state).toBe('proposed');
    expect(told(effects)).toEqual(['anna: invitation a REQUEST 0 TENTATIVE NEEDS-ACTION']);
  });

  it('that is agreed on the phone is confirmed at once, in one mail', () => {
    const { meeting, effects } = proposed('fixed', 1, {
      agreed: true,
      attendees: [anna, { ...bert, role: 'optional' }],
    });
    expect(meeting).toMatchObject({ state: 'confirmed', confirmedOptionId: 'a' });
    expect(meeting.replies).toMatchObject([{ attendeeId: 'anna', via: 'phone', partstat: 'ACCEPTED' }]);
    expect(told(effects)).toEqual([
      'put a generation 1',
      'anna: agreed a REQUEST 0 CONFIRMED ACCEPTED',
      'bert: agreed a REQUEST 0 CONFIRMED NEEDS-ACTION',
    ]);
    expect(told(having(meeting, { kind: 'cancel', reason: null }).effects)[1]).toBe(
      'anna: cancellation a CANCEL 1 CANCELLED ACCEPTED',
    );
  });

  it('that gets company is an invitation among others', () => {
    const { meeting } = having(proposed('fixed', 1).meeting, { kind: 'offer', times: [at('n', 8)] });
    expect(meeting.kind).toBe('invitations');
  });
});
