import { randomUUID } from 'node:crypto';
import { PasswordService } from '../../../src/auth/password.service.js';
import type { Signed } from '../../../src/auth/signed.js';
import { PageViewService } from '../../../src/meetings/page-view.service.js';
import { HOUR, MeetingsHouse, rangeAt, replyMail } from '../../support/meetings-fixtures.js';

const PASSWORD = 'correct horse battery';

describe('meetings over HTTP', () => {
  let house: MeetingsHouse;
  let who: Signed;
  let clientId: string;
  let cookie: string;
  let stranger: string;

  beforeAll(async () => {
    house = await MeetingsHouse.open();
    const hash = await new PasswordService().hash(PASSWORD);
    ({ who, clientId } = await house.agency());
    await house.database.asOwner('update app_user set password_hash = $1', [hash]);
    cookie = await signIn(who.email);
    // Another secretary of the same agency, with no client of her own.
    await house.database.asOwner(
      `insert into app_user (agency_id, user_id, email, name, role, locale, password_hash)
       values ($1, gen_random_uuid(), 'other@agency.example', 'Olga', 'secretary', 'en', $2)`,
      [who.agencyId, hash],
    );
    stranger = await signIn('other@agency.example');
  });
  afterAll(() => house.close());

  const signIn = async (email: string): Promise<string> => {
    const response = await house.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'http://localhost:3000' },
      payload: { email, password: PASSWORD },
    });
    return String([response.headers['set-cookie']].flat()[0]).split(';')[0] ?? '';
  };
  const call = async (method: 'GET' | 'POST', url: string, payload?: object, as = cookie) => {
    const response = await house.app.inject({
      method,
      url: `/api${url}`,
      headers: { origin: 'http://localhost:3000', cookie: as },
      ...(payload === undefined ? {} : { payload }),
    });
    const json = String(response.headers['content-type'] ?? '').includes('json');
    return { status: response.statusCode, body: json ? response.json() : response.body, response };
  };
  const proposal = (hours: readonly (readonly [number, number])[], more: object = {}) => ({
    title: 'Site visit',
    note: 'Bring boots.',
    attendees: [{ name: 'Anna', email: 'Anna@Partner.example' }],
    options: hours.map(([day, hour]) => rangeAt(day, hour)),
    ...more,
  });
  const proposed = async (hours: readonly (readonly [number, number])[]) => {
    const { status, body } = await call('POST', `/clients/${clientId}/meetings`, proposal(hours));
    expect(status).toBe(201);
    return body;
  };

  const inWords = (to: string, text: string): string =>
    [
      'From: Anna <anna@partner.example>',
      `To: ${to}`,
      'Subject: Re: Site visit',
      `Message-ID: <${randomUUID()}@partner.example>`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
    ].join('\r\n');

  it('proposes, shows, confirms by hand, moves and cancels', async () => {
    const meeting = await proposed([
      [2, 10],
      [3, 10],
    ]);
    expect(meeting).toMatchObject({
      state: 'proposed',
      note: 'Bring boots.',
      options: [
        { ...rangeAt(2, 10), state: 'offered', exclusive: true, sequence: 0 },
        { ...rangeAt(3, 10), state: 'offered' },
      ],
      attendees: [{ email: 'anna@partner.example', role: 'required' }],
      effects: [
        { kind: 'mail', template: 'invitation', state: 'pending' },
        { kind: 'mail', template: 'invitation' },
      ],
      journal: [{ kind: 'proposed', actor: 'secretary', userName: 'Sigrid' }],
    });
    const at = `/meetings/${meeting.meetingId}`;
    const { optionId } = meeting.options[0];
    const { attendeeId } = meeting.attendees[0];
    const confirmed = await call('POST', `${at}/confirm`, { optionId, attendeeId });
    expect(confirmed).toMatchObject({
      status: 200,
      body: { state: 'confirmed', replies: [{ via: 'phone', partstat: 'ACCEPTED', outdated: false }] },
    });
    const moved = await call('POST', `${at}/reschedule`, rangeAt(4, 12));
    expect(moved.body.options[0]).toMatchObject({ ...rangeAt(4, 12), sequence: 2 });
    expect(moved.body.replies).toMatchObject([{ outdated: true }]);
    expect(await call('POST', `${at}/cancel`, { reason: 'Ill' })).toMatchObject({
      status: 200,
      body: { state: 'cancelled' },
    });
    expect(await call('POST', `${at}/cancel`, {})).toMatchObject({
      status: 409,
      body: { refusal: 'meeting-over' },
    });
  });

  it('names every wrong field', async () => {
    const { status, body } = await call('POST', `/clients/${clientId}/meetings`, {
      ...proposal([
        [-3, 10],
        [2, 12],
        [2, 12],
      ]),
      attendees: [],
    });
    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/options/0/start',
      '/options/2/start',
      '/attendees',
    ]);
  });

  it('says what is in the way', async () => {
    await proposed([[7, 10]]);
    const { status, body } = await call('POST', `/clients/${clientId}/meetings`, proposal([[7, 10]]));
    expect(status).toBe(409);
    expect(body).toMatchObject({
      errors: [{ pointer: '/options/0/start', detail: 'This time is offered in the proposal "Site visit".' }],
      clashes: [{ kind: 'hold', ...rangeAt(7, 10) }],
    });
    const twice = proposal([[7, 10]], { alsoOffered: true });
    expect((await call('POST', `/clients/${clientId}/meetings`, twice)).status).toBe(201);
  });

  it('holds the times against the client’s rules, unless the secretary has seen it', async () => {
    const careful = await house.client(who);
    await house.database.asOwner(
      `insert into availability (agency_id, client_id, settings) values ($1, $2, $3)`,
      [
        who.agencyId,
        careful,
        JSON.stringify({
          zone: 'Europe/Riga',
          durationMinutes: 60,
          stepMinutes: 30,
          alignment: 'clock',
          horizonDays: 60,
        }),
      ],
    );
    await house.database.asOwner(
      `insert into availability_rule (agency_id, rule_id, client_id, kind, spec)
       values ($1, gen_random_uuid(), $2, 'weekly', $3)`,
      [
        who.agencyId,
        careful,
        JSON.stringify({
          kind: 'weekly',
          windows: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '17:00' }],
        }),
      ],
    );
    const late = proposal([
      [2, 10],
      [3, 18],
    ]);
    const refused = await call('POST', `/clients/${careful}/meetings`, late);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        errors: [{ pointer: '/options/1/start', detail: 'This is outside the client’s hours.' }],
        clashes: [{ kind: 'rule', because: 'hours' }],
      },
    });
    const seen = await call('POST', `/clients/${careful}/meetings`, { ...late, override: true });
    expect(seen.status).toBe(201);
    // What was broken on purpose stays on record, time by time.
    const { body } = await call('GET', `/meetings/${seen.body.meetingId}`);
    const start = new Date(rangeAt(3, 18).start).toISOString();
    const overridden = body.journal.filter(({ kind }: { kind: string }) => kind === 'rules-overridden');
    expect(overridden).toMatchObject([{ detail: { start, rules: 'hours' } }]);
  });

  it('holds a proposal against what the client said about the day, by how people meet and by its kind', async () => {
    const said = await house.client(who);
    const kindId = randomUUID();
    await house.database.asOwner(
      `insert into meeting_kind (agency_id, kind_id, client_id, name, mode) values ($1, $2, $3, 'Call', 'phone')`,
      [who.agencyId, kindId, said],
    );
    const date = new Date(rangeAt(2, 10).start).toISOString().slice(0, 10);
    const told = await call('POST', `/clients/${said}/instructions`, {
      kind: 'only_by_phone',
      date,
      said: { by: 'Anna', how: 'phone' },
    });
    expect(told.status).toBe(201);
    const path = `/clients/${said}/meetings`;
    expect(await call('POST', path, proposal([[2, 10]]))).toMatchObject({
      status: 409,
      body: { clashes: [{ kind: 'rule', because: 'instruction' }] },
    });
    expect((await call('POST', path, proposal([[2, 10]], { mode: 'phone' }))).status).toBe(201);
    const byKind = await call('POST', path, proposal([[2, 13]], { kindId }));
    expect(byKind.status).toBe(201);
    const { body } = await call('GET', `/meetings/${byKind.body.meetingId}`);
    expect(body.meetingKind).toEqual({ kindId, name: 'Call' });
    // Further times are of the same kind without anybody saying so again.
    const more = await call('POST', `/meetings/${byKind.body.meetingId}/offer`, {
      options: [rangeAt(2, 15)],
    });
    expect(more.status).toBe(200);
    // Another client's kind is none.
    expect(
      await call('POST', `/clients/${clientId}/meetings`, proposal([[20, 10]], { kindId })),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/kindId' }] } });
  });

  it('offers further times when the first ones went', async () => {
    const meeting = await proposed([[8, 10]]);
    const more = await call('POST', `/meetings/${meeting.meetingId}/offer`, { options: [rangeAt(9, 10)] });
    expect(more).toMatchObject({ status: 200, body: { options: [{ ordinal: 1 }, { ordinal: 2 }] } });
  });

  it('looks like nothing to somebody whose client it is not', async () => {
    const { meetingId } = await proposed([[11, 10]]);
    for (const [method, url] of [
      ['GET', `/meetings/${meetingId}`],
      ['POST', `/meetings/${meetingId}/cancel`],
      ['POST', `/clients/${clientId}/meetings`],
    ] as const) {
      const body = method === 'GET' ? undefined : url.endsWith('cancel') ? {} : proposal([[12, 10]]);
      expect((await call(method, url, body, stranger)).status).toBe(404);
    }
    expect((await call('GET', '/meetings', undefined, stranger)).body.items).toEqual([]);
    expect((await call('GET', '/desk', undefined, stranger)).body).toMatchObject({
      waiting: [],
      messages: [],
    });
  });

  it('pages the list, newest first', async () => {
    const first = await call('GET', `/meetings?clientId=${clientId}&limit=2`);
    expect(first.body.items).toHaveLength(2);
    const second = await call('GET', `/meetings?clientId=${clientId}&limit=2&after=${first.body.next}`);
    const ids = [...first.body.items, ...second.body.items].map(
      ({ meetingId }: { meetingId: string }) => meetingId,
    );
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    const confirmed = await call('GET', '/meetings?state=cancelled');
    expect(confirmed.body.items.map(({ state }: { state: string }) => state)).toEqual(['cancelled']);
  });

  it('shows a mail that wants a look, its bytes, and settles it by one press', async () => {
    const meeting = await proposed([[14, 10]]);
    await house.work();
    const to = house.sender.sent.at(-1)?.mail.from.address ?? '';
    house.now += HOUR;
    const raw = replyMail({
      to,
      uid: meeting.options[0].uid,
      partstat: 'ACCEPTED',
      dtstamp: house.now - 1_000,
      from: 'anna@partner.example',
      verdict: null,
    });
    const messageId = await house.arrives(to, raw);
    await house.work();
    const desk = await call('GET', '/desk');
    expect(desk.body.messages).toMatchObject([{ messageId, state: 'review', reason: 'sender-unproven' }]);
    const shown = await call('GET', `/messages/${messageId}`);
    expect(shown.body.answers).toMatchObject([
      { optionId: meeting.options[0].optionId, attendee: 'anna@partner.example', partstat: 'ACCEPTED' },
    ]);
    const bytes = await call('GET', `/messages/${messageId}/raw`);
    expect(bytes.response.headers).toMatchObject({
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${messageId}.eml"`,
    });
    expect(bytes.body).toContain('METHOD:REPLY');
    expect((await call('GET', `/messages/${messageId}`, undefined, stranger)).status).toBe(404);

    const answer = {
      action: 'answer',
      meetingId: meeting.meetingId,
      attendeeId: meeting.attendees[0].attendeeId,
      optionId: meeting.options[0].optionId,
      partstat: 'ACCEPTED',
    };
    expect((await call('POST', `/messages/${messageId}/settle`, answer)).status).toBe(204);
    expect((await call('GET', `/meetings/${meeting.meetingId}`)).body.state).toBe('confirmed');
    expect((await call('GET', '/messages')).body.items).toEqual([]);
  });

  it('shows what a mail in words seems to mean, and who stands behind it; one press accepts', async () => {
    const meeting = await proposed([[23, 10]]);
    await house.work();
    const to = house.sender.sent.at(-1)?.mail.from.address ?? '';
    house.now += HOUR;
    const messageId = await house.arrives(to, inWords(to, 'The first one works.\r\n> The second one?'));
    await house.work();
    const shown = (await call('GET', `/messages/${messageId}`)).body;
    const [{ optionId }] = meeting.options;
    expect(shown).toMatchObject({
      state: 'review',
      reason: 'plain-answer',
      meetingId: meeting.meetingId,
      said: { meaning: 'yes', options: [{ optionId, says: 'yes' }], named: [] },
      verdict: { aligned: 'unknown', by: 'none', dkim: [] },
    });
    expect(shown.origin).toMatchObject({ via: expect.any(String), relay: expect.any(Boolean) });
    const [{ from, to: end }] = shown.said.options[0].ranges;
    expect(shown.text.slice(from, end)).toBe('The first one');
    expect((await call('GET', `/meetings/${meeting.meetingId}`)).body.state).toBe('proposed');

    const { attendeeId, meetingId } = shown;
    const answer = { action: 'answer', meetingId, attendeeId, optionId, partstat: 'ACCEPTED' };
    expect((await call('POST', `/messages/${messageId}/settle`, answer)).status).toBe(204);
    expect((await call('GET', `/meetings/${meetingId}`)).body.state).toBe('confirmed');
    expect((await call('GET', `/messages/${messageId}`)).body).toMatchObject({
      state: 'settled',
      said: null,
    });
  });

  it('attaches a mail to a meeting without an answer, for which it is then read', async () => {
    const meeting = await proposed([[20, 10]]);
    const other = await proposed([[20, 14]]);
    await house.work();
    const to = house.sender.sent.at(-1)?.mail.from.address ?? '';
    house.now += HOUR;
    const messageId = await house.arrives(to, inWords(to, 'The first one does not work.'));
    await house.work();
    const attach = { action: 'attach', meetingId: meeting.meetingId };
    const settle = (body: object, as = cookie) => call('POST', `/messages/${messageId}/settle`, body, as);
    expect((await settle(attach, stranger)).status).toBe(404);
    const foreign = { ...attach, attendeeId: other.attendees[0].attendeeId };
    expect((await settle(foreign)).status).toBe(409);

    expect((await settle(attach)).status).toBe(204);
    const alone = (await call('GET', `/messages/${messageId}`)).body;
    expect(alone).toMatchObject({
      state: 'review',
      meetingId: meeting.meetingId,
      attendeeId: null,
      said: null,
    });
    expect((await settle({ ...attach, attendeeId: meeting.attendees[0].attendeeId })).status).toBe(204);
    const story = (await call('GET', `/meetings/${meeting.meetingId}`)).body;
    expect(story.state).toBe('proposed');
    expect(story.messages.map((message: { messageId: string }) => message.messageId)).toContain(messageId);
    const { said } = (await call('GET', `/messages/${messageId}`)).body;
    expect(said.options).toMatchObject([{ optionId: meeting.options[0].optionId, says: 'no' }]);
  });

  it('settles a question once', async () => {
    const meeting = await proposed([[16, 10]]);
    await house.database.asOwner(`update meeting set question = 'no-times-left' where meeting_id = $1`, [
      meeting.meetingId,
    ]);
    const desk = await call('GET', '/desk');
    expect(desk.body.questions).toMatchObject([
      { meetingId: meeting.meetingId, questionText: expect.stringMatching(/^Every offered time/) },
    ]);
    const settle = () => call('POST', `/meetings/${meeting.meetingId}/settle`);
    expect(await settle()).toMatchObject({ status: 200, body: { question: null } });
    expect(await settle()).toMatchObject({ status: 409, body: { refusal: 'nothing-to-settle' } });
  });

  it('gives the public page what its token may see, and nothing for another token', async () => {
    await proposed([[18, 10]]);
    await house.work();
    const mail = house.sender.sent.at(-1)?.mail;
    const token = /\/p\/([0-9a-z]{52})/.exec(mail?.text ?? '')?.[1] ?? '';
    const pages = house.app.get(PageViewService, { strict: false });
    expect(await pages.byToken(token.toUpperCase())).toMatchObject({
      title: 'Site visit',
      attendee: { email: 'anna@partner.example' },
      client: { name: 'Kalni Ltd', person: 'Karl Kalns' },
      secretary: { name: 'Sigrid' },
      takenOptionIds: [],
    });
    expect(await pages.byToken(`${token.slice(0, 51)}${token.endsWith('0') ? '1' : '0'}`)).toBeNull();
    expect(await pages.byToken('no token')).toBeNull();
  });
});
