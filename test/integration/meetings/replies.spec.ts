import { DecideByHand } from '../../../src/meetings/decide-by-hand.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { ReceiveReply } from '../../../src/meetings/receive-reply.service.js';
import { DAY, HOUR, MeetingsHouse, replyMail } from '../../support/meetings-fixtures.js';

const ANNA = 'anna@partner.example';

describe('mail that comes in', () => {
  let house: MeetingsHouse;
  let meeting: Meeting;
  let who: Awaited<ReturnType<MeetingsHouse['agency']>>['who'];
  let to: string;

  beforeAll(async () => {
    house = await MeetingsHouse.open();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    const agency = await house.agency();
    who = agency.who;
    house.sender.sent.length = 0;
    meeting = await house.propose(who, agency.clientId, [
      [2, 10],
      [3, 10],
    ]);
    await house.work();
    to = house.sender.sent[0]?.mail.from.address ?? '';
    house.now += HOUR;
  });

  const uid = (i: number): string => meeting.options[i]?.uid ?? '';
  const state = async () => {
    const [row] = await house.database.asOwner<{ state: string; question: string | null }>(
      'select state, question from meeting where meeting_id = $1',
      [meeting.meetingId],
    );
    return row;
  };
  /** @returns what became of the mail, and of the meeting. */
  const receive = async (raw: string, address = to) => {
    const messageId = await house.arrives(address, raw);
    await house.work();
    return { messageId, ...(await house.message(messageId)), meeting: await state() };
  };
  const reply = (partstat: string, more: Partial<Parameters<typeof replyMail>[0]> = {}, i = 0) =>
    replyMail({ to, uid: uid(i), partstat, dtstamp: house.now - 60_000, ...more });

  it('accepts: the meeting is confirmed, the other time withdrawn', async () => {
    expect(await receive(reply('ACCEPTED'))).toMatchObject({
      state: 'applied',
      reason: null,
      meeting: { state: 'confirmed' },
    });
    expect(house.sentTo(ANNA).map(({ method, sequence }) => `${method} ${sequence}`)).toEqual([
      'REQUEST 0',
      'REQUEST 0',
      'REQUEST 1',
      'CANCEL 1',
    ]);
  });

  it('is put in front of a person when the program fails on it, however often it is tried', async () => {
    await house.database.asOwner(`
      create function fail_on_reply() returns trigger language plpgsql as
        $$ begin raise exception 'secret words of the mail' using errcode = '22008'; end $$;
      create trigger fail_on_reply before insert on attendee_reply for each row execute function fail_on_reply();
    `);
    try {
      expect(await receive(reply('ACCEPTED'))).toMatchObject({
        state: 'review',
        reason: 'program-failed',
        meeting: { state: 'proposed' },
      });
    } finally {
      await house.database.asOwner(
        'drop trigger fail_on_reply on attendee_reply; drop function fail_on_reply()',
      );
    }
  });

  it('is worked on once, however often the job comes or the mail is delivered', async () => {
    const first = await receive(reply('ACCEPTED'));
    await house.app.get(ReceiveReply, { strict: false }).receive(who.agencyId, first.messageId);
    expect(await house.message(first.messageId)).toEqual({ state: 'applied', reason: null });
    const again = await receive(reply('ACCEPTED'));
    expect(again).toMatchObject({ state: 'no-change', reason: 'same-message' });
    const other = await receive(reply('ACCEPTED', { messageId: 'another@copy' }));
    expect(other).toMatchObject({ state: 'no-change', reason: 'not-newer' });
    expect(house.sentTo(ANNA)).toHaveLength(4);
  });

  it('works on one mail once when two workers take it', async () => {
    const messageId = await house.arrives(to, reply('ACCEPTED'));
    const receiveReply = house.app.get(ReceiveReply, { strict: false });
    await Promise.all([1, 2, 3].map(() => receiveReply.receive(who.agencyId, messageId)));
    await house.work();
    expect(house.sentTo(ANNA)).toHaveLength(4);
  });

  it('declines both times: the proposal is over and the secretary sees it', async () => {
    await receive(reply('DECLINED'));
    expect(await receive(reply('DECLINED', {}, 1))).toMatchObject({
      state: 'applied',
      meeting: { state: 'declined', question: 'all-declined' },
    });
    expect(house.sentTo(ANNA)).toHaveLength(2);
  });

  it('accepts after all was declined: the time is restored, since nobody else has it', async () => {
    await receive(reply('DECLINED'));
    await receive(reply('DECLINED', {}, 1));
    house.now += HOUR;
    expect(await receive(reply('ACCEPTED'))).toMatchObject({
      state: 'applied',
      meeting: { state: 'confirmed', question: null },
    });
  });

  it('answers the first invitation after the confirmation: a change of mind, not an older version', async () => {
    await receive(reply('ACCEPTED'));
    house.now += HOUR;
    expect(await receive(reply('DECLINED'))).toMatchObject({
      state: 'applied',
      meeting: { state: 'confirmed', question: 'attendee-changed-mind' },
    });
  });

  it('answers the time before a move: shown to a person, and the present time is sent again', async () => {
    await receive(reply('ACCEPTED'));
    const start = Date.UTC(2026, 8, 9, 10);
    await house.app
      .get(DecideByHand, { strict: false })
      .decide(who, meeting.meetingId, { kind: 'reschedule', start, end: start + HOUR });
    await house.work();
    house.now += HOUR;
    expect(await receive(reply('ACCEPTED', { sequence: 1 }))).toMatchObject({
      state: 'review',
      reason: 'older-version',
      meeting: { state: 'confirmed', question: 'answered-older-version' },
    });
    const sent = house.sentTo(ANNA).map(({ method, sequence }) => `${method} ${sequence}`);
    expect(sent.slice(-2)).toEqual(['REQUEST 2', 'REQUEST 2']);
    house.now += HOUR;
    expect(await receive(reply('ACCEPTED', { sequence: 2 }))).toMatchObject({
      state: 'applied',
      meeting: { question: null },
    });
  });

  it.each([
    ['nobody vouches for', { verdict: null }, 'sender-unproven'],
    ['fails DMARC', { verdict: 'fail' }, 'sender-not-aligned'],
  ] as const)('from a sender that %s waits for a person', async (_, more, reason) => {
    expect(await receive(reply('ACCEPTED', more))).toMatchObject({
      state: 'review',
      reason,
      meeting: { state: 'proposed' },
    });
  });

  it('in the name of the attendee by somebody else is refused', async () => {
    const forged = reply('ACCEPTED', { from: 'eve@elsewhere.example', attendee: ANNA });
    expect(await receive(forged)).toMatchObject({
      state: 'refused',
      reason: 'sender-is-not-attendee',
      meeting: { state: 'proposed' },
    });
  });

  it('from somebody the invitation was forwarded to waits for a person', async () => {
    expect(await receive(reply('ACCEPTED', { from: 'colleague@partner.example' }))).toMatchObject({
      state: 'review',
      reason: 'attendee-not-invited',
      meeting: { state: 'proposed' },
    });
  });

  it('with a SEQUENCE that was never sent waits for a person', async () => {
    expect(await receive(reply('ACCEPTED', { sequence: 7 }))).toMatchObject({
      state: 'review',
      reason: 'newer-version',
    });
  });

  it('with a UID of another meeting is unmatched', async () => {
    expect(await receive(reply('ACCEPTED', { uid: 'somebody@else' }))).toMatchObject({ state: 'unmatched' });
  });

  it('to a token that nobody has is not taken: its sender hears of that at once', async () => {
    const stranger = `m+${to.slice(2, 28)}${'0'.repeat(26)}@meet.example`;
    await expect(receive(reply('ACCEPTED'), stranger)).rejects.toThrow('no-such-address');
  });

  it('in plain words waits for a person', async () => {
    const words = `From: ${ANNA}\nTo: ${to}\nSubject: Re: Site visit\nMessage-ID: <w${house.now}@x>\n\nTuesday is fine.\n`;
    expect(await receive(words)).toMatchObject({ state: 'review', reason: 'plain-answer' });
  });

  it('that is no mail at all is kept as unmatched', async () => {
    expect(await receive('\u0000\u0001\u0002 nothing of the kind')).toMatchObject({ state: 'unmatched' });
  });

  it('out of office is a note', async () => {
    const note = `From: ${ANNA}\nTo: ${to}\nSubject: Automatic reply\nAuto-Submitted: auto-replied\nMessage-ID: <o${house.now}@x>\n\nBack on Monday.\n`;
    expect(await receive(note)).toMatchObject({ state: 'no-change', reason: 'out-of-office' });
  });

  it('that bounces marks the attendee', async () => {
    const bounce = `Return-Path: <>
From: MAILER-DAEMON@partner.example
To: ${to}
Subject: Undelivered Mail
Message-ID: <b${house.now}@x>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.partner.example

Final-Recipient: rfc822; ${ANNA}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user

--b--
`;
    expect(await receive(bounce)).toMatchObject({ state: 'applied', reason: 'bounce' });
    const [person] = await house.database.asOwner<{ undeliverable: string }>(
      'select undeliverable from attendee where meeting_id = $1',
      [meeting.meetingId],
    );
    expect(person?.undeliverable).toContain('550 no such user');
  });

  it('is never lost: every mail has an end, and none is still waiting', async () => {
    const waiting = await house.database.asOwner(
      `select 1 from message where direction = 'in' and state not in
         ('applied', 'no-change', 'refused', 'review', 'unmatched')`,
    );
    expect(waiting).toEqual([]);
  });

  it('asks to have the invitation again: the same SEQUENCE, to the invited address alone', async () => {
    const refresh = reply('NEEDS-ACTION').replaceAll('REPLY', 'REFRESH');
    expect(await receive(refresh)).toMatchObject({ state: 'applied', reason: 'sent-again' });
    expect(house.sentTo(ANNA).at(-1)).toMatchObject({ method: 'REQUEST', sequence: '0', uid: uid(0) });
  });

  it('arrives late, after the proposal ran out', async () => {
    house.now += 30 * DAY;
    const { ExpireProposals } = await import('../../../src/meetings/expire-proposals.service.js');
    expect(await house.app.get(ExpireProposals, { strict: false }).run(who.agencyId)).toBe(1);
    await house.work();
    expect(await receive(reply('ACCEPTED'))).toMatchObject({
      state: 'applied',
      reason: 'time-taken',
      meeting: { state: 'expired', question: 'answered-too-late' },
    });
  });
});
