import { PasswordService } from '../../../src/auth/password.service.js';
import type { Signed } from '../../../src/auth/signed.js';
import { ExpireProposals } from '../../../src/meetings/expire-proposals.service.js';
import { TakeSteps } from '../../../src/meetings/take-steps.service.js';
import {
  DAY,
  HOUR,
  MeetingsHouse,
  rangeAt,
  replyMail,
  START,
  standing,
} from '../../support/meetings-fixtures.js';

const PASSWORD = 'correct horse battery';
const ANNA = 'anna@partner.example';
const SECOND = 1_000;

describe('what goes out to partners', () => {
  let house: MeetingsHouse;
  let who: Signed;
  let clientId: string;
  let cookie: string;
  let owner: string;
  let ownerEmail: string;
  let hash: string;

  beforeAll(async () => {
    house = await MeetingsHouse.open();
    hash = await new PasswordService().hash(PASSWORD);
  });
  afterAll(() => house.close());

  /** An agency of its own for each, on the same Monday. */
  beforeEach(async () => {
    house.now = START;
    house.sender.sent.length = 0;
    house.queue.waiting.length = 0;
    ({ who, clientId } = await house.agency());
    await house.database.asOwner('update app_user set password_hash = $1', [hash]);
    ownerEmail = `owner-${who.userId}@agency.example`;
    await house.database.asOwner(
      `insert into app_user (agency_id, user_id, email, name, role, locale, password_hash)
       values ($1, gen_random_uuid(), $3, 'Olga', 'owner', 'en', $2)`,
      [who.agencyId, hash, ownerEmail],
    );
    await signAllIn();
  });

  const signAllIn = async (): Promise<void> => {
    cookie = await signIn(who.email);
    owner = await signIn(ownerEmail);
  };
  /** Time passes, and the sessions that ended meanwhile are begun anew. */
  const later = async (ms: number): Promise<void> => {
    house.now += ms;
    await signAllIn();
  };

  const signIn = async (email: string): Promise<string> => {
    const response = await house.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'http://localhost:3000' },
      payload: { email, password: PASSWORD },
    });
    return String([response.headers['set-cookie']].flat()[0]).split(';')[0] ?? '';
  };
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    url: string,
    payload?: object,
    as = cookie,
  ) => {
    const response = await house.app.inject({
      method,
      url: `/api${url}`,
      headers: { origin: 'http://localhost:3000', cookie: as },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: response.statusCode, body: response.body === '' ? null : response.json() };
  };
  const hours = (n: number) => Array.from({ length: n }, (_, i) => rangeAt(i + 2, 10));
  const proposal = (times: number, more: object = {}) => ({
    title: 'Site visit',
    note: 'Bring boots.',
    attendees: [{ name: 'Anna Ozola', email: ANNA, locale: 'en' }],
    options: hours(times),
    ...more,
  });
  const propose = async (times: number, more: object = {}) => {
    const { status, body } = await call('POST', `/clients/${clientId}/meetings`, proposal(times, more));
    expect([status, body.detail]).toEqual([201, undefined]);
    return body;
  };
  const rules = (body: object, of = 'agency') =>
    call('PUT', of === 'agency' ? '/agency/proposal-rules' : `/clients/${of}/proposal-rules`, body, owner);
  const mails = () => house.sender.sent.map(({ mail }) => mail);
  const steps = () => house.app.get(TakeSteps, { strict: false }).run(who.agencyId);
  const show = async (meetingId: string) => (await call('GET', `/meetings/${meetingId}`)).body;

  describe('a list to choose from', () => {
    /** The mailto: link of the nth time, as a mail program reads it. */
    const prepared = (text: string, n: number) => {
      const [url = ''] = text.match(/mailto:\S+answer|mailto:\S+\?subject=\S+/g)?.slice(n) ?? [];
      const { pathname, searchParams } = new URL(url);
      return {
        to: decodeURIComponent(pathname),
        subject: searchParams.get('subject') ?? '',
        body: searchParams.get('body') ?? '',
      };
    };
    const sent = (
      answer: { to: string; subject: string; body: string },
      more: { from?: string; verdict?: 'pass' | 'fail'; added?: string } = {},
    ) => {
      const from = more.from ?? ANNA;
      return `Authentication-Results: mx.meet.example; dmarc=${more.verdict ?? 'pass'} header.from=${from.split('@')[1]}
From: ${from}
To: ${answer.to}
Subject: ${answer.subject.replace(/[^\x20-\x7e]/g, '-')}
Message-ID: <${Math.random()}@partner.example>
Date: ${new Date(house.now).toUTCString()}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

${more.added ?? ''}${answer.body}`;
    };

    it('is one mail without an invitation, and a prepared answer makes the meeting', async () => {
      const meeting = await propose(5, { kind: 'choose' });
      await house.work();
      expect(mails()).toHaveLength(1);
      const [mail] = mails();
      expect(mail?.calendar).toBeUndefined();
      expect(mail?.text).toContain('5 times to choose from');
      const answer = prepared(mail?.text ?? '', 2);
      expect(answer.to).toBe(mail?.from.address);
      const messageId = await house.arrives(answer.to, sent(answer));
      await house.work();
      expect(await house.message(messageId)).toEqual({ state: 'applied', reason: null });
      const after = await show(meeting.meetingId);
      expect(after).toMatchObject({
        state: 'confirmed',
        confirmedOptionId: meeting.options[2].optionId,
        replies: [{ partstat: 'ACCEPTED', via: 'mail', comment: null }],
      });
      expect(house.sentTo(ANNA).map(({ method, sequence, uid }) => [method, sequence, uid])).toEqual([
        ['', '', ''],
        ['REQUEST', '1', meeting.options[2].uid],
      ]);
      expect(mails()[1]?.references).toEqual([mail?.messageId]);
    });

    it('takes "none of them", and what somebody adds is a remark', async () => {
      const meeting = await propose(3, { kind: 'choose' });
      await house.work();
      const answer = prepared(mails()[0]?.text ?? '', 3);
      await house.arrives(answer.to, sent(answer, { added: 'I am away until October.\n\n' }));
      await house.work();
      const after = await show(meeting.meetingId);
      expect(after).toMatchObject({ state: 'declined', question: 'all-declined' });
      expect(after.replies.map((reply: { comment: string | null }) => reply.comment)).toEqual([
        'I am away until October.',
        null,
        null,
      ]);
    });

    it.each([
      ['a sender whose domain does not stand behind it', { verdict: 'fail' as const }, 'sender-not-aligned'],
      ['somebody else', { from: 'eve@elsewhere.example' }, 'attendee-not-invited'],
    ])('puts the answer of %s before a person', async (_, more, reason) => {
      const meeting = await propose(3, { kind: 'choose' });
      await house.work();
      const answer = prepared(mails()[0]?.text ?? '', 0);
      const messageId = await house.arrives(answer.to, sent(answer, more));
      await house.work();
      expect(await house.message(messageId)).toEqual({ state: 'review', reason });
      expect((await show(meeting.meetingId)).state).toBe('proposed');
    });

    it('does not take an answer to another meeting', async () => {
      await propose(2, { kind: 'choose' });
      const other = await propose(2, {
        kind: 'choose',
        options: [rangeAt(8, 8), rangeAt(9, 8)],
        title: 'Another',
      });
      await house.work();
      const [first, second] = mails();
      const foreign = { ...prepared(first?.text ?? '', 0), to: second?.from.address ?? '' };
      const messageId = await house.arrives(foreign.to, sent(foreign));
      await house.work();
      expect(await house.message(messageId)).toEqual({ state: 'review', reason: 'plain-answer' });
      expect((await show(other.meetingId)).state).toBe('proposed');
    });
  });

  it('remembers the kind for the contact, and forgets it where the times do not fit', async () => {
    const { body: contact } = await call('POST', `/clients/${clientId}/contacts`, {
      name: 'Anna',
      email: ANNA,
    });
    expect(contact.proposalKind).toBeNull();
    const attendees = [{ contactId: contact.contactId }];
    expect((await propose(2, { kind: 'choose', attendees })).kind).toBe('choose');
    expect((await call('GET', `/clients/${clientId}/contacts/${contact.contactId}`)).body.proposalKind).toBe(
      'choose',
    );
    expect((await propose(1, { attendees, options: [rangeAt(9, 8)] })).kind).toBe('choose');
    await propose(1, { kind: 'fixed', attendees, options: [rangeAt(10, 8)] });
    expect((await propose(2, { attendees, options: [rangeAt(11, 8), rangeAt(12, 8)] })).kind).toBe(
      'invitations',
    );
  });

  it('sends what was agreed on the phone as one confirmed invitation', async () => {
    const calendar = await house.link(who, clientId);
    const meeting = await propose(1, { kind: 'fixed', agreed: true });
    expect(meeting.state).toBe('confirmed');
    await house.work();
    expect(mails()).toHaveLength(1);
    expect(mails()[0]).toMatchObject({ calendar: { method: 'REQUEST' } });
    expect(mails()[0]?.calendar?.text).toContain('STATUS:CONFIRMED');
    expect(standing(calendar)).toHaveLength(1);
  });

  describe('second thoughts', () => {
    it('take a proposal back entirely before anything has left, and give it to be sent again', async () => {
      await rules({ undoSeconds: 10 });
      const meeting = await propose(2, { kind: 'choose' });
      expect(Date.parse(meeting.undoUntil)).toBe(house.now + 10 * SECOND);
      house.now += 9 * SECOND;
      await house.work();
      expect(mails()).toEqual([]);
      const undone = await call('POST', `/meetings/${meeting.meetingId}/undo`);
      expect(undone).toMatchObject({
        status: 200,
        body: {
          kind: 'choose',
          title: 'Site visit',
          note: 'Bring boots.',
          options: hours(2),
          expiresAt: null,
        },
      });
      await later(HOUR);
      await house.work();
      expect(mails()).toEqual([]);
      expect((await call('GET', `/meetings/${meeting.meetingId}`)).status).toBe(404);
      expect((await call('GET', '/holds')).body.items).toEqual([]);
      const journal = await house.database.asOwner(
        `select kind from journal where kind = 'undone' and agency_id = $1`,
        [who.agencyId],
      );
      expect(journal).toHaveLength(1);
      await propose(2);
    });

    it('come too late once something has left', async () => {
      await rules({ undoSeconds: 10 });
      const meeting = await propose(1);
      house.now += 10 * SECOND;
      await house.work();
      expect(mails()).toHaveLength(1);
      expect(await call('POST', `/meetings/${meeting.meetingId}/undo`)).toMatchObject({
        status: 409,
        body: { refusal: 'already-sent' },
      });
      expect((await show(meeting.meetingId)).undoUntil).toBeNull();
    });

    it('are not for a proposal that somebody has decided on', async () => {
      await rules({ undoSeconds: 10 });
      const meeting = await propose(1);
      const [{ optionId }] = meeting.options;
      await call('POST', `/meetings/${meeting.meetingId}/confirm`, { optionId });
      expect((await call('POST', `/meetings/${meeting.meetingId}/undo`)).status).toBe(409);
    });
  });

  describe('the pace of an agency', () => {
    it('lets a minute’s worth go at once; the rest waits, and none is lost', async () => {
      await rules({ undoSeconds: 0, mailsPerMinute: 3 });
      for (let day = 2; day < 7; day++) await propose(1, { options: [rangeAt(day, 10)] });
      await house.work();
      expect(mails()).toHaveLength(3);
      const waiting = await house.database.asOwner<{ state: string; reason: string; attempts: number }>(
        `select state, reason, attempts from effect where state <> 'done' and agency_id = $1`,
        [who.agencyId],
      );
      expect(waiting).toEqual(Array(2).fill({ state: 'pending', reason: 'paced', attempts: 0 }));
      house.now += 20 * SECOND;
      await house.work();
      expect(mails()).toHaveLength(4);
      house.now += 20 * SECOND;
      await house.work();
      expect(mails()).toHaveLength(5);
      expect(new Set(mails().map(({ messageId }) => messageId)).size).toBe(5);
    });
  });

  describe('without being asked', () => {
    it('asks again after one and three working days, and never a program or somebody who has answered', async () => {
      // START is a Monday, 11:00 in Riga.
      const meeting = await propose(2, {
        options: [rangeAt(14, 10), rangeAt(15, 10)],
        attendees: [
          { name: 'Anna', email: ANNA, locale: 'en' },
          { name: 'Robot', email: 'no-reply@partner.example', locale: 'en' },
          { name: 'Bert', email: 'bert@partner.example', locale: 'de' },
        ],
      });
      await house.work();
      const before = mails().length;
      await later(DAY - SECOND);
      expect(await steps()).toBe(0);
      house.now += SECOND;
      expect(await steps()).toBe(1);
      expect(await steps()).toBe(0);
      await house.work();
      expect(
        mails()
          .slice(before)
          .map(({ to, subject }) => [to.address, subject]),
      ).toEqual([
        [ANNA, 'Does one of these times suit you? Site visit'],
        ['bert@partner.example', 'Passt Ihnen einer dieser Termine? Site visit'],
      ]);
      const bert = meeting.attendees.find(({ name }: { name: string }) => name === 'Bert');
      await call('POST', `/meetings/${meeting.meetingId}/settle`);
      await house.database.asOwner(
        `insert into attendee_reply (agency_id, attendee_id, option_id, partstat, sequence, dtstamp, via, answered_at)
         values ($1, $2, $3, 'TENTATIVE', 0, $4, 'mail', $4)`,
        [who.agencyId, bert.attendeeId, meeting.options[0].optionId, new Date(house.now)],
      );
      await later(2 * DAY);
      await steps();
      await house.work();
      expect(
        mails()
          .slice(before + 2)
          .map(({ to }) => to.address),
      ).toEqual([ANNA]);
    });

    it('reminds of the meeting, in the same conversation', async () => {
      await propose(1, { kind: 'fixed', agreed: true, options: [rangeAt(5, 10)] });
      await house.work();
      await later(4 * DAY + 2 * HOUR);
      expect(await steps()).toBe(1);
      await house.work();
      expect(mails()[1]).toMatchObject({
        subject: 'Reminder: Site visit – Saturday 5 September, 13:00',
        references: [mails()[0]?.messageId],
      });
      expect(mails()[1]?.calendar).toBeUndefined();
    });

    it('follows new rules at once', async () => {
      await propose(1, { options: [rangeAt(14, 10)] });
      expect((await rules({ chaseDays: [] }, clientId)).body).toMatchObject({
        given: { chaseDays: [] },
        inForce: { chaseDays: [], reminderMinutes: 1_440, workFrom: '09:00' },
      });
      await later(DAY);
      expect(await steps()).toBe(0);
      await rules({ chaseDays: [1] }, clientId);
      expect(await steps()).toBe(1);
    });

    it('names every rule that is wrong, and lets only the owner change the agency’s', async () => {
      const wrong = { chaseDays: [0], workFrom: '17:00', workUntil: '09:00', reminderMinutes: 1, x: 1 };
      expect((await rules(wrong)).status).toBe(422);
      expect((await rules({ undoSeconds: 5 }, clientId)).status).toBe(422);
      expect((await call('PUT', '/agency/proposal-rules', {})).status).toBe(403);
    });
  });

  describe('held times', () => {
    it('are in the ledger with their age, and released and held again with one press', async () => {
      const meeting = await propose(2);
      const made = house.now;
      await later(2 * DAY);
      const { items } = (await call('GET', `/holds?clientId=${clientId}`)).body;
      expect(items).toMatchObject([
        { meetingId: meeting.meetingId, held: true, ...rangeAt(2, 10), attendees: ['Anna Ozola'] },
        { held: true, ...rangeAt(3, 10), heldSince: new Date(made).toISOString() },
      ]);
      const { optionId } = items.at(-1);
      const released = await call('POST', `/meetings/${meeting.meetingId}/release`, { optionId });
      expect(
        released.body.options.find((one: { optionId: string }) => one.optionId === optionId),
      ).toMatchObject({
        state: 'offered',
        exclusive: false,
      });
      expect(await call('POST', `/meetings/${meeting.meetingId}/release`, { optionId })).toMatchObject({
        status: 409,
        body: { refusal: 'nothing-held' },
      });
      expect((await call('POST', `/meetings/${meeting.meetingId}/hold`, { optionId })).status).toBe(200);
      await call('POST', `/meetings/${meeting.meetingId}/release`, { optionId });
      await propose(1, { options: [rangeAt(3, 10)], title: 'Another' });
      expect(await call('POST', `/meetings/${meeting.meetingId}/hold`, { optionId })).toMatchObject({
        status: 409,
        body: { clashes: [{ kind: 'hold', title: 'Another' }] },
      });
    });

    it('stand on the client’s calendar as tentative events if the client wants that, and vanish', async () => {
      await rules({ holdsOnCalendar: true }, clientId);
      const calendar = await house.link(who, clientId);
      const shown = () =>
        [...calendar.events.values()]
          .filter(({ event }) => event.status !== 'cancelled')
          .map(({ event }) => event.status);
      const meeting = await propose(2);
      await house.work();
      expect(shown()).toEqual(['tentative', 'tentative']);
      await call('POST', `/meetings/${meeting.meetingId}/release`, { optionId: meeting.options[1].optionId });
      await house.work();
      expect(shown()).toEqual(['tentative']);
      const { optionId } = meeting.options[0];
      await call('POST', `/meetings/${meeting.meetingId}/confirm`, { optionId });
      await house.work();
      expect(shown()).toEqual(['confirmed']);
      await call('POST', `/meetings/${meeting.meetingId}/cancel`, {});
      await house.work();
      expect(shown()).toEqual([]);
    });

    it('are asked about after days of silence, and again after as many; a word of anybody begins the count anew', async () => {
      await rules({ undoSeconds: 0, chaseDays: [], holdDays: 3, holdAsk: true });
      const meeting = await propose(1, { options: [rangeAt(20, 10)] });
      await later(3 * DAY - HOUR);
      expect(await steps()).toBe(0);
      await later(HOUR);
      expect(await steps()).toBe(1);
      expect(await show(meeting.meetingId)).toMatchObject({
        question: 'holds-aged',
        options: [{ exclusive: true }],
      });
      await call('POST', `/meetings/${meeting.meetingId}/settle`, {});
      await later(2 * DAY);
      expect(await steps()).toBe(0);
      await later(DAY);
      expect(await steps()).toBe(1);
      expect((await show(meeting.meetingId)).question).toBe('holds-aged');
    });

    it('are given back without a question where the client’s rule says so, over the agency’s; a late yes gets the time if it is free', async () => {
      await rules({ undoSeconds: 0, chaseDays: [], holdDays: 30, holdAsk: true });
      await rules({ holdDays: 2, holdAsk: false }, clientId);
      const free = await propose(1, { options: [rangeAt(20, 10)] });
      const lost = await propose(1, { options: [rangeAt(21, 10)] });
      await house.work();
      const before = mails().length;
      await later(2 * DAY);
      expect(await steps()).toBe(2);
      for (const { meetingId } of [free, lost]) {
        expect(await show(meetingId)).toMatchObject({
          state: 'proposed',
          question: null,
          options: [{ state: 'offered', exclusive: false }],
        });
      }
      await house.work();
      expect(mails()).toHaveLength(before);
      const other = await propose(1, { options: [rangeAt(21, 10)], title: 'Another' });
      await call('POST', `/meetings/${other.meetingId}/confirm`, { optionId: other.options[0].optionId });
      const yes = ({ meetingId, options, attendees }: typeof free) =>
        call('POST', `/meetings/${meetingId}/confirm`, {
          optionId: options[0].optionId,
          attendeeId: attendees[0].attendeeId,
        });
      expect((await yes(free)).body.state).toBe('confirmed');
      expect(await yes(lost)).toMatchObject({ status: 409, body: { clashes: [{ kind: 'meeting' }] } });
    });

    it('are held to the end where nobody wants them back', async () => {
      await rules({ undoSeconds: 0, chaseDays: [], holdDays: null });
      const meeting = await propose(1, { options: [rangeAt(40, 10)] });
      await later(30 * DAY);
      expect(await steps()).toBe(0);
      expect(await show(meeting.meetingId)).toMatchObject({ question: null, options: [{ exclusive: true }] });
    });

    it('of a time offered to two: the first acceptance wins, the other hears; the last one left holds it again', async () => {
      const first = await propose(1);
      const second = await propose(1, {
        alsoOffered: true,
        title: 'Second',
        attendees: [{ name: 'Bert', email: 'bert@partner.example' }],
      });
      expect((await call('GET', '/holds')).body.items).toMatchObject([
        { meetingId: first.meetingId, held: false, priority: 1 },
        { meetingId: second.meetingId, held: false, priority: 2 },
      ]);
      await call('POST', `/meetings/${first.meetingId}/cancel`, {});
      expect((await call('GET', '/holds')).body.items).toMatchObject([
        { meetingId: second.meetingId, held: true, priority: null },
      ]);
    });
  });

  describe('a yes that comes too late', () => {
    const expire = () => house.app.get(ExpireProposals, { strict: false }).run(who.agencyId);
    const accepts = async (uid: string, sequence: number) => {
      const messageId = await house.arrives(
        mails()[0]?.from.address ?? '',
        replyMail({
          to: mails()[0]?.from.address ?? '',
          uid,
          partstat: 'ACCEPTED',
          sequence,
          dtstamp: house.now,
        }),
      );
      await house.work();
      return house.message(messageId);
    };

    it('gets the time of a proposal that ran out, if it is still free', async () => {
      const meeting = await propose(1, { options: [rangeAt(5, 10)], expiresAt: rangeAt(1, 10).start });
      await house.work();
      await later(2 * DAY);
      expect(await expire()).toBe(1);
      await house.work();
      expect(await accepts(meeting.options[0].uid, 0)).toEqual({ state: 'applied', reason: null });
      expect((await show(meeting.meetingId)).state).toBe('confirmed');
      expect(house.sentTo(ANNA).map(({ method, sequence }) => `${method} ${sequence}`)).toEqual([
        'REQUEST 0',
        'CANCEL 1',
        'REQUEST 2',
      ]);
    });

    it('is put before the secretary where the rule says so, though the time is free', async () => {
      await rules({ undoSeconds: 0, lateAnswer: 'ask' });
      const meeting = await propose(1, { options: [rangeAt(5, 10)], expiresAt: rangeAt(1, 10).start });
      await house.work();
      await later(2 * DAY);
      await expire();
      await house.work();
      expect(await accepts(meeting.options[0].uid, 0)).toEqual({ state: 'applied', reason: 'time-taken' });
      expect(await show(meeting.meetingId)).toMatchObject({
        state: 'expired',
        question: 'answered-too-late',
      });
    });

    it('is answered, and put before the secretary, when another has the time', async () => {
      const meeting = await propose(1, { options: [rangeAt(5, 10)], expiresAt: rangeAt(1, 10).start });
      await house.work();
      await later(2 * DAY);
      await expire();
      await propose(1, {
        options: [rangeAt(5, 10)],
        title: 'Another',
        attendees: [{ name: 'B', email: 'b@x.example' }],
      });
      await house.work();
      const before = house.sentTo(ANNA).length;
      expect(await accepts(meeting.options[0].uid, 0)).toEqual({ state: 'applied', reason: 'time-taken' });
      expect(await accepts(meeting.options[0].uid, 0)).toMatchObject({ state: 'no-change' });
      expect(await show(meeting.meetingId)).toMatchObject({
        state: 'expired',
        question: 'answered-too-late',
      });
      expect(house.sentTo(ANNA)).toHaveLength(before + 1);
      expect(mails().at(-1)?.subject).toBe('No longer free: Site visit – Saturday 5 September, 13:00');
    });
  });

  describe('the agency’s own look', () => {
    const PIXEL =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const design = {
      greeting: { en: 'Hello {name}, <b>you</b>!' },
      signature: { en: 'Yours\nThe "Alfa" desk' },
      accent: '#7a1f3d',
      ground: '#f6f0f2',
      logo: `data:image/png;base64,${PIXEL}`,
    };

    it('is in the mails: greeting, signature, colours, and the logo as a part of the mail', async () => {
      expect((await call('PUT', '/agency/mail-design', design, owner)).status).toBe(200);
      await propose(1);
      await house.work();
      const [sent] = house.sender.sent;
      expect(sent?.mail.text).toContain('Hello Anna Ozola, <b>you</b>!');
      expect(sent?.mail.text).toContain('Yours\nThe "Alfa" desk');
      expect(sent?.mail.html).toContain('Hello Anna Ozola, &lt;b&gt;you&lt;/b&gt;!');
      expect(sent?.mail.html).toContain('background:#7a1f3d');
      expect(sent?.mail.html).toContain('src="cid:logo@mail"');
      expect(sent?.raw.toString()).toMatch(/^content-id: <logo@mail>/im);
      expect(sent?.mail.html).not.toContain(PIXEL);
    });

    it('is shown before it is kept, and before a proposal is sent', async () => {
      const example = await call('POST', '/agency/mail-design/preview', {
        template: 'choose',
        locale: 'ru',
        design: { ...design, greeting: { ru: 'Добрый день, {name}!' } },
      });
      expect(example.body.text).toContain('Добрый день, Анна Соколова!');
      expect(example.body.text).toContain('На выбор 3 варианта');
      expect(example.body.html).toContain(`src="data:image/png;base64,${PIXEL}"`);
      expect((await call('GET', '/agency/mail-design')).body).toEqual({});

      const preview = await call('POST', `/clients/${clientId}/meetings/preview`, proposal(2));
      expect(preview.body.mails).toMatchObject([
        { template: 'invitation', to: { address: ANNA }, from: 'Sigrid for Kalni Ltd', refusal: null },
        { template: 'invitation' },
      ]);
      expect(preview.body.mails[0].calendar).toContain('METHOD:REQUEST');
      expect((await call('GET', '/meetings')).body.items).toEqual([]);
    });

    it.each([
      ['a light colour', { accent: '#ffee00' }, '/accent'],
      ['a script as a picture', { logo: 'data:image/svg+xml;base64,PHN2Zz4=' }, '/logo'],
      ['a text that calls itself a picture', { logo: `data:image/png;base64,${btoa('<html>')}` }, '/logo'],
      ['too large a picture', { logo: `data:image/png;base64,${'A'.repeat(100_000)}` }, '/logo'],
      ['two lines of greeting', { greeting: { lv: 'a\nb' } }, '/greeting/lv'],
    ])('refuses %s', async (_, body, pointer) => {
      const { status, body: problem } = await call('PUT', '/agency/mail-design', body, owner);
      expect(status).toBe(422);
      expect(problem.errors[0].pointer).toBe(pointer);
    });
  });

  it('refuses what no calendar could show as it was typed, before anything is kept', async () => {
    const attendees = [{ name: 'Anna \\ Ozola', email: ANNA }];
    const { status, body } = await call('POST', `/clients/${clientId}/meetings`, proposal(1, { attendees }));
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: '/attendees/0/name' }]);
    expect((await call('GET', '/meetings')).body.items).toEqual([]);
  });

  it('shows a refused address at the attendee and in the journal', async () => {
    house.sender.answer(ANNA, { kind: 'refused', answer: '550 5.1.1 no such user' });
    const meeting = await propose(1);
    await house.work();
    house.sender.answerNormally(ANNA);
    const after = await show(meeting.meetingId);
    expect(after.attendees[0].undeliverable).toContain('550');
    expect(after.journal.map(({ kind }: { kind: string }) => kind)).toContain('undeliverable');
  });
});
