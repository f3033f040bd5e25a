import { PasswordService } from '../../../src/auth/password.service.js';
import type { Signed } from '../../../src/auth/signed.js';
import { PagesModule } from '../../../src/pages/pages.module.js';
import { MeetingsHouse, rangeAt } from '../../support/meetings-fixtures.js';

const PASSWORD = 'correct horse battery';
const ORIGIN = 'http://localhost:3000';

describe('what people ask for', () => {
  let house: MeetingsHouse;
  let who: Signed;
  let clientId: string;
  let cookie: string;
  let stranger: string;

  beforeAll(async () => {
    house = await MeetingsHouse.open([PagesModule]);
    const hash = await new PasswordService().hash(PASSWORD);
    ({ who, clientId } = await house.agency());
    await house.database.asOwner('update app_user set password_hash = $1', [hash]);
    await house.database.asOwner(
      `insert into app_user (agency_id, user_id, email, name, role, locale, password_hash)
       values ($1, gen_random_uuid(), 'other@agency.example', 'Olga', 'secretary', 'en', $2)`,
      [who.agencyId, hash],
    );
    cookie = await signIn(who.email);
    stranger = await signIn('other@agency.example');
  });
  afterAll(() => house.close());

  const signIn = async (email: string): Promise<string> => {
    const response = await house.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: ORIGIN },
      payload: { email, password: PASSWORD },
    });
    return String([response.headers['set-cookie']].flat()[0]).split(';')[0] ?? '';
  };
  const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, as = cookie) => {
    const response = await house.app.inject({
      method,
      url: `/api${url}`,
      headers: { origin: ORIGIN, cookie: as },
      ...(payload === undefined ? {} : { payload }),
    });
    const json = String(response.headers['content-type'] ?? '').includes('json');
    return { status: response.statusCode, body: json ? response.json() : response.body };
  };
  const open = async (): Promise<{ requestId: string; name: string }[]> =>
    (await call('GET', '/requests?state=open')).body.items;
  const enter = async (more: object = {}) =>
    call('POST', `/clients/${clientId}/requests`, { name: 'Māra', phone: '+371 2000 0001', ...more });
  const newPage = async (): Promise<string> =>
    new URL((await call('POST', `/clients/${clientId}/request-page`)).body.url).pathname;
  const send = (path: string, fields: Record<string, string>, from = '192.0.2.1') =>
    house.app.inject({
      method: 'POST',
      url: path,
      remoteAddress: from,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'lv' },
      payload: new URLSearchParams(fields).toString(),
    });

  test('one that came by phone waits for those who have the client, until it is put aside', async () => {
    const entered = await enter({ words: 'Otrdien ap desmitiem', durationMinutes: 30 });
    expect(entered).toMatchObject({
      status: 201,
      body: { via: 'phone', state: 'open', enteredBy: 'Sigrid', words: 'Otrdien ap desmitiem' },
    });
    const { requestId } = entered.body;
    expect((await open()).map((one) => one.requestId)).toContain(requestId);
    expect((await call('GET', '/requests', undefined, stranger)).body.items).toEqual([]);
    expect((await call('POST', `/requests/${requestId}/dismiss`, undefined, stranger)).status).toBe(404);
    expect((await call('POST', `/requests/${requestId}/dismiss`)).body.state).toBe('dismissed');
    expect((await call('POST', `/requests/${requestId}/dismiss`)).status).toBe(409);
    expect((await open()).map((one) => one.requestId)).not.toContain(requestId);
  });

  test('who is known already is recognised by address or number, and only when it is one person', async () => {
    const add = async (name: string, email: string, phone: string) =>
      house.database.asOwner(
        `insert into contact (agency_id, contact_id, client_id, name, email, phone, locale, zone)
         values ($1, gen_random_uuid(), $2, $3, $4, $5, 'lv', 'Europe/Riga')`,
        [who.agencyId, clientId, name, email, phone],
      );
    await add('Dace', 'dace@known.example', '+371 2222 3333');
    await add('Twin one', 'one@twin.example', '+371 2444 5555');
    await add('Twin two', 'two@twin.example', '+371 2444-5555');
    const contactOf = async (more: object) => (await enter(more)).body.contactId;
    expect(await contactOf({ email: 'DACE@known.example', phone: null })).not.toBeNull();
    expect(await contactOf({ phone: '+371 (2222) 3333' })).not.toBeNull();
    expect(await contactOf({ phone: '+371 2444 5555' })).toBeNull();
    expect(await contactOf({ phone: '+371 2999 9999' })).toBeNull();
  });

  test('a contact or a mail of somebody else is refused by the field', async () => {
    const nobodys = '0198f000-0000-7000-8000-000000000001';
    expect(await enter({ contactId: nobodys })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/contactId' }] },
    });
    expect(await enter({ messageId: nobodys })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/messageId' }] },
    });
  });

  test('a proposal answers one, once; taken back, it waits again', async () => {
    const { requestId } = (await enter()).body;
    const proposal = (day: number) => ({
      title: 'Site visit',
      attendees: [{ name: 'Anna', email: 'anna@partner.example' }],
      options: [rangeAt(day, 10)],
      requestId,
    });
    const made = await call('POST', `/clients/${clientId}/meetings`, proposal(2));
    expect(made.status).toBe(201);
    const { meetingId } = made.body;
    const shown = (await call('GET', '/requests?state=proposed')).body.items;
    expect(shown).toMatchObject([{ requestId, meetingId }]);
    expect(await call('POST', `/clients/${clientId}/meetings`, proposal(3))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/requestId' }] },
    });
    expect((await call('POST', `/meetings/${meetingId}/undo`)).status).toBe(200);
    expect((await open()).map((one) => one.requestId)).toContain(requestId);
  });

  test('the client’s page takes a request, says thank you, and shows only', async () => {
    const page = await newPage();
    const before = (await open()).length;
    const shown = await house.app.inject({ url: `${page}?lang=de` });
    expect(shown.statusCode).toBe(200);
    expect(shown.body).toContain('Worum es geht');
    expect(shown.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await open()).length).toBe(before);

    const sent = await send(page, {
      name: 'Jānis <b>',
      email: 'janis@new.example',
      title: 'Jumts',
      words: 'Rītos',
    });
    expect(sent.statusCode).toBe(303);
    expect((await house.app.inject({ url: String(sent.headers.location) })).body).toContain('Paldies');
    expect((await call('GET', '/requests?state=open')).body.items[0]).toMatchObject({
      via: 'web',
      name: 'Jānis <b>',
      email: 'janis@new.example',
      title: 'Jumts',
      words: 'Rītos',
      locale: 'lv',
      enteredBy: null,
    });
  });

  test('what is wrong is marked and nothing that was typed is lost; a program’s form is kept by nobody', async () => {
    const page = await newPage();
    const before = (await open()).length;
    const unreachable = await send(page, { name: 'Jānis "x"', title: 'Jumts', words: 'Rītos & vakaros' });
    expect(unreachable.statusCode).toBe(422);
    expect(unreachable.body).toContain('value="Jānis &quot;x&quot;"');
    expect(unreachable.body).toContain('Rītos &amp; vakaros</textarea>');
    expect(unreachable.body).toContain('lai varam atbildēt');
    const wrongs: Record<string, string>[] = [
      { name: '', email: 'a@b.example', title: 'x' },
      { name: 'A', email: 'no address', title: 'x' },
      { name: 'A', email: 'a@b.example', phone: 'call me', title: 'x' },
      { name: 'A', email: 'a@b.example', title: '' },
    ];
    for (const wrong of wrongs) expect((await send(page, wrong)).statusCode).toBe(422);
    const filled = { name: 'Bot', email: 'bot@spam.example', title: 'x', website: 'http://spam.example' };
    expect((await send(page, filled)).statusCode).toBe(303);
    expect((await open()).length).toBe(before);
  });

  test('one network cannot fill the desk, and the others still get through', async () => {
    const page = await newPage();
    const ask = async (n: number, from: string) =>
      (await send(page, { name: `N${n}`, email: `n${n}@many.example`, title: 'x' }, from)).statusCode;
    const codes: number[] = [];
    for (let n = 0; n < 7; n++) codes.push(await ask(n, '198.51.100.7'));
    expect(codes).toEqual([303, 303, 303, 303, 303, 429, 429]);
    expect(await ask(8, '198.51.100.8')).toBe(303);
  });

  test('a new address ends the one before, and no page is like one that never was', async () => {
    const first = await newPage();
    const second = await newPage();
    const text = async (path: string) => house.app.inject({ url: `${path}?lang=en` });
    expect((await text(first)).statusCode).toBe(404);
    expect((await text(second)).statusCode).toBe(200);
    expect((await call('DELETE', `/clients/${clientId}/request-page`)).status).toBe(204);
    expect((await text(second)).statusCode).toBe(404);
    expect((await send(second, { name: 'A', email: 'a@b.example', title: 'x' })).statusCode).toBe(404);
    expect((await text(second)).body).toBe((await text('/request/nonsense')).body);
  });
});
