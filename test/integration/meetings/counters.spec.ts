import { AliasesController } from '../../../src/meetings/aliases.controller.js';
import { AnswerService } from '../../../src/meetings/answer.service.js';
import { Counters } from '../../../src/meetings/counters.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { MeetingDetailsService } from '../../../src/meetings/meeting-details.service.js';
import { MessageDetailsService } from '../../../src/meetings/message-details.service.js';
import { SetRole } from '../../../src/meetings/set-role.service.js';
import { SettleMessage } from '../../../src/meetings/settle-message.service.js';
import { HOUR, MeetingsHouse, rangeAt, replyMail, unfolded } from '../../support/meetings-fixtures.js';

const ANNA = 'anna@partner.example';

describe('what a partner proposes or says otherwise', () => {
  let house: MeetingsHouse;
  let meeting: Meeting;
  let who: Awaited<ReturnType<MeetingsHouse['agency']>>['who'];
  let clientId: string;
  let to: string;

  beforeAll(async () => {
    house = await MeetingsHouse.open();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    ({ who, clientId } = await house.agency());
    await proposed();
  });

  const proposed = async (): Promise<void> => {
    house.sender.sent.length = 0;
    meeting = await house.propose(who, clientId, [[2, 10]], { override: true });
    house.now += HOUR;
    await house.work();
    to = house.sender.sent[0]?.mail.from.address ?? '';
  };

  const reply = (more: Partial<Parameters<typeof replyMail>[0]> = {}): string =>
    replyMail({
      to,
      uid: meeting.options[0]?.uid ?? '',
      partstat: 'ACCEPTED',
      dtstamp: house.now - 60_000,
      messageId: `${crypto.randomUUID()}@x`,
      ...more,
    });
  const counterMail = (start: number): string => {
    const stamp = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
    return reply({ partstat: 'TENTATIVE' })
      .replaceAll('REPLY', 'COUNTER')
      .replace('END:VEVENT', `DTSTART:${stamp(start)}\nDTEND:${stamp(start + HOUR)}\nEND:VEVENT`);
  };
  const receive = async (raw: string) => {
    const messageId = await house.arrives(to, raw);
    await house.work();
    return { messageId, ...(await house.message(messageId)) };
  };
  const details = () => house.app.get(MeetingDetailsService, { strict: false }).get(who, meeting.meetingId);
  const counters = () => house.app.get(Counters, { strict: false });
  const last = () => house.sentTo(ANNA).at(-1);

  it('a counter-proposal is kept beside the client’s day, taken with one press, and sent with SEQUENCE + 1', async () => {
    const wanted = (meeting.options[0]?.start ?? 0) + 3 * HOUR;
    const mail = await receive(counterMail(wanted));
    expect(mail).toMatchObject({ state: 'review', reason: 'counter' });
    const [counter, ...more] = await counters().list(who, meeting.meetingId);
    expect(more).toEqual([]);
    expect(counter).toMatchObject({
      start: new Date(wanted).toISOString(),
      state: 'open',
      stale: false,
      trusted: true,
      inTheWay: [],
    });
    await counters().take(who, meeting.meetingId, counter?.counterId ?? '', false);
    await house.work();
    expect(last()).toMatchObject({ method: 'REQUEST', sequence: '1' });
    expect(await house.message(mail.messageId)).toMatchObject({ state: 'settled' });
    await expect(counters().take(who, meeting.meetingId, counter?.counterId ?? '', false)).rejects.toThrow();
  });

  it('or refused, by a DECLINECOUNTER', async () => {
    await receive(counterMail((meeting.options[0]?.start ?? 0) + 3 * HOUR));
    const [counter] = await counters().list(who, meeting.meetingId);
    await counters().refuse(who, meeting.meetingId, counter?.counterId ?? '', 'Andris is abroad.');
    await house.work();
    expect(last()).toMatchObject({ method: 'DECLINECOUNTER', sequence: '0' });
    expect(await counters().list(who, meeting.meetingId)).toMatchObject([{ state: 'refused' }]);
  });

  it('a newer one of the same attendee takes the place of the older one', async () => {
    const start = meeting.options[0]?.start ?? 0;
    await receive(counterMail(start + 3 * HOUR));
    await receive(counterMail(start + 4 * HOUR));
    expect(await counters().list(who, meeting.meetingId)).toMatchObject([
      { state: 'superseded' },
      { state: 'open' },
    ]);
  });

  it('a delegate is invited with an address of their own, and the delegator’s word is kept', async () => {
    const delegated = reply({ partstat: 'DELEGATED' }).replace(
      'PARTSTAT=DELEGATED',
      'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:bob@citi.example"',
    );
    expect(await receive(delegated)).toMatchObject({ state: 'applied', reason: 'delegated' });
    const [invited] = house.sender.sent.filter(({ mail }) => mail.to.address === 'bob@citi.example');
    expect(invited?.mail.calendar?.method).toBe('REQUEST');
    expect(invited?.mail.from.address).not.toBe(to);
  });

  it('another address counts once a person has said whose it is', async () => {
    const alias = 'a.ozola@other.example';
    const fromAlias = () => reply({ from: alias });
    const first = await receive(fromAlias());
    expect(first).toMatchObject({ state: 'review', reason: 'attendee-not-invited' });
    await house.app.get(SettleMessage, { strict: false }).settle(who, first.messageId, {
      action: 'answer',
      meetingId: meeting.meetingId,
      attendeeId: meeting.attendees[0]?.attendeeId ?? '',
      optionId: meeting.options[0]?.optionId ?? '',
      partstat: 'DECLINED',
      comment: null,
      alias,
    });
    await proposed();
    expect(await receive(fromAlias())).toMatchObject({ state: 'applied', reason: null });
  });

  it('of an address that was learned can be forgotten: then a person is asked again', async () => {
    const contactId = crypto.randomUUID();
    await house.database.asOwner(
      `insert into contact (agency_id, contact_id, client_id, name, email, locale, zone)
       values ($1, $2, $3, 'Anna Ozola', $4, 'en', 'Europe/Riga')`,
      [who.agencyId, contactId, clientId, ANNA],
    );
    const alias = 'a.ozola@other.example';
    const first = await receive(reply({ from: alias }));
    await house.app.get(SettleMessage, { strict: false }).settle(who, first.messageId, {
      action: 'answer',
      meetingId: meeting.meetingId,
      attendeeId: meeting.attendees[0]?.attendeeId ?? '',
      optionId: meeting.options[0]?.optionId ?? '',
      partstat: 'DECLINED',
      comment: null,
      alias,
    });
    const known = house.app.get(AliasesController, { strict: false });
    const list = () => known.list(who, clientId, contactId);
    expect(await list()).toEqual({
      items: [{ address: alias, saidBy: 'Sigrid', saidAt: new Date(house.now).toISOString() }],
    });
    await known.forget(who, clientId, contactId, alias);
    expect(await list()).toEqual({ items: [] });
    await expect(known.forget(who, clientId, contactId, alias)).rejects.toMatchObject({ code: 'not-found' });
    await proposed();
    expect(await receive(reply({ from: alias }))).toMatchObject({ reason: 'attendee-not-invited' });
  });

  describe('a delegate', () => {
    const BOB = 'bob@citi.example';
    const delegate = () =>
      receive(
        reply({ partstat: 'DELEGATED' }).replace(
          'PARTSTAT=DELEGATED',
          `PARTSTAT=DELEGATED;DELEGATED-TO="mailto:${BOB}"`,
        ),
      );
    const state = async () => {
      const [row] = await house.database.asOwner<{ state: string; question: string | null }>(
        'select state, question from meeting where meeting_id = $1',
        [meeting.meetingId],
      );
      return row?.state;
    };

    it('who answers to the address of the one who sent them is heard all the same', async () => {
      await delegate();
      const answered = await receive(
        reply({ from: BOB }).replace(
          'PARTSTAT=ACCEPTED',
          `DELEGATED-FROM="mailto:${ANNA}";PARTSTAT=ACCEPTED`,
        ),
      );
      expect(answered).toMatchObject({ state: 'applied', reason: null });
      expect(await state()).toBe('confirmed');
    });

    it('is not whoever says so: without a proven sender a person decides, and nobody else speaks for them', async () => {
      await delegate();
      expect(await receive(reply({ from: BOB, verdict: null }))).toMatchObject({ state: 'review' });
      expect(await receive(reply({ from: 'mallory@else.example', attendee: BOB }))).toMatchObject({
        state: 'review',
      });
      expect(await state()).toBe('proposed');
    });
  });

  it('whoever was not invited is shown by name, and invited with one press, with what they said', async () => {
    const stranger = await receive(reply({ from: 'olga@partner.example' }));
    expect(stranger).toMatchObject({ state: 'review', reason: 'attendee-not-invited' });
    const messages = house.app.get(MessageDetailsService, { strict: false });
    expect((await messages.get(who, stranger.messageId)).uninvited).toEqual([
      { email: 'olga@partner.example', name: 'olga@partner.example' },
    ]);
    const settle = house.app.get(SettleMessage, { strict: false });
    await settle.settle(who, stranger.messageId, {
      action: 'invite',
      meetingId: meeting.meetingId,
      email: 'olga@partner.example',
      name: 'Olga',
      role: 'optional',
      optionId: meeting.options[0]?.optionId ?? '',
      partstat: 'ACCEPTED',
    });
    await house.work();
    expect(house.sentTo('olga@partner.example')).toMatchObject([{ method: 'REQUEST', sequence: '0' }]);
    expect(await house.message(stranger.messageId)).toMatchObject({ state: 'settled' });
    const { replies, attendees } = await details();
    const olga = attendees.find(({ email }) => email === 'olga@partner.example');
    expect(olga).toMatchObject({ name: 'Olga', role: 'optional' });
    expect(replies).toMatchObject([{ attendeeId: olga?.attendeeId, partstat: 'ACCEPTED' }]);
    expect((await messages.get(who, stranger.messageId)).uninvited).toEqual([]);
  });

  it('whoever was not invited can be ignored: nothing changes, and nobody is told', async () => {
    const stranger = await receive(reply({ from: 'olga@partner.example' }));
    const before = house.sender.sent.length;
    await house.app.get(SettleMessage, { strict: false }).settle(who, stranger.messageId, {
      action: 'dismiss',
    });
    await house.work();
    expect(house.sender.sent).toHaveLength(before);
    expect((await details()).attendees).toHaveLength(1);
  });

  it('a proposal says by whom it is agreed, from the beginning', async () => {
    const people = ['anna', 'bert', 'carl'].map((name) => ({
      name,
      email: `${name}@partner.example`,
      role: 'required' as const,
    }));
    const options = [rangeAt(12, 10)];
    const more = { attendees: people, options };
    const least = (n: number) => ({ ...more, consensus: { rule: 'quorum' as const, least: n } });
    await expect(house.propose(who, clientId, [], least(4))).rejects.toMatchObject({
      more: { fields: [{ pointer: '/consensus/least' }] },
    });
    meeting = await house.propose(who, clientId, [], least(2));
    expect((await details()).consensus).toEqual({ rule: 'quorum', least: 2 });
    for (const attendee of meeting.attendees.slice(0, 2)) {
      expect((await details()).state).toBe('proposed');
      await house.app.get(AnswerService, { strict: false }).answer({
        agencyId: who.agencyId,
        meetingId: meeting.meetingId,
        attendeeId: attendee.attendeeId,
        optionId: meeting.options[0]?.optionId ?? '',
        partstat: 'ACCEPTED',
        via: 'page',
        comment: null,
      });
    }
    expect((await details()).state).toBe('confirmed');
  });

  it('a role is changed after sending, and only of somebody who is invited', async () => {
    const roles = house.app.get(SetRole, { strict: false });
    const { meetingId } = meeting;
    const attendeeId = meeting.attendees[0]?.attendeeId ?? '';
    await expect(roles.set(who, meetingId, attendeeId, 'optional')).rejects.toMatchObject({
      more: { extra: { refusal: 'nobody-required' } },
    });
    expect((await details()).attendees).toMatchObject([{ role: 'required' }]);
    await expect(roles.set(who, meetingId, crypto.randomUUID(), 'optional')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('a changed role sends nothing by itself; the next invitation carries it, under the SEQUENCE that it has anyway', async () => {
    const attendees = ['anna', 'bert'].map((name) => ({
      ...{ name, email: `${name}@partner.example` },
      role: 'required' as const,
    }));
    meeting = await house.propose(who, clientId, [], { attendees, options: [rangeAt(14, 10)] });
    await house.work();
    const before = house.sender.sent.length;
    const bert = meeting.attendees.find(({ email }) => email === 'bert@partner.example')?.attendeeId ?? '';
    await house.app.get(SetRole, { strict: false }).set(who, meeting.meetingId, bert, 'optional');
    await house.work();
    expect(house.sender.sent).toHaveLength(before);
    await house.app.get(AnswerService, { strict: false }).answer({
      ...{ agencyId: who.agencyId, meetingId: meeting.meetingId, via: 'page', comment: null },
      attendeeId: meeting.attendees.find(({ attendeeId }) => attendeeId !== bert)?.attendeeId ?? '',
      optionId: meeting.options[0]?.optionId ?? '',
      partstat: 'ACCEPTED',
    });
    await house.work();
    const told = house.sender.sent.slice(before).map(({ mail }) => {
      const text = unfolded(mail.calendar?.text ?? '');
      return [mail.to.address, /ROLE=([A-Z-]+)/.exec(text)?.[1], /SEQUENCE:(\d+)/.exec(text)?.[1]];
    });
    expect(told.sort()).toEqual([
      ['anna@partner.example', 'REQ-PARTICIPANT', '1'],
      ['bert@partner.example', 'OPT-PARTICIPANT', '1'],
    ]);
  });
});
