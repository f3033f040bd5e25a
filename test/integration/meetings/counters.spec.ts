import { Counters } from '../../../src/meetings/counters.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { SettleMessage } from '../../../src/meetings/settle-message.service.js';
import { HOUR, MeetingsHouse, replyMail } from '../../support/meetings-fixtures.js';

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
});
