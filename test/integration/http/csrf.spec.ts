import { PASSWORD, PeopleApp } from '../../support/people-fixtures.js';

/** Providers push from their own machines, with a secret of their own and without any session. */
const OPEN_TO_OTHERS = ['/api/push/google', '/api/push/microsoft'];

describe('requests that another site causes', () => {
  let house: PeopleApp;
  let session: string;
  let ownerEmail: string;
  beforeAll(async () => {
    house = await PeopleApp.start({ whole: true });
    ({ ownerEmail } = await house.makeAgency('Csrf'));
    session = await house.signIn(ownerEmail);
  });
  afterAll(() => house.close());

  const rename = async (headers: Record<string, string | undefined>) => {
    const response = await house.app.inject({
      method: 'PATCH',
      url: '/api/agency',
      headers: { 'content-type': 'application/json', cookie: `session=${session}`, ...headers },
      payload: JSON.stringify({ name: `Named ${JSON.stringify(headers).length}` }),
    });
    return response.statusCode;
  };

  it('are refused, whatever they look like, and change nothing', async () => {
    const before = await house.database.asOwner('select * from agency');
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://other.localhost:3000' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3001' },
      { origin: 'https://localhost:3000' },
      { origin: 'http://localhost:3000', 'x-http-method-override': 'DELETE' },
      { 'sec-fetch-site': 'same-origin', 'x-method-override': 'PATCH' },
    ]) {
      expect([headers, await rename(headers)]).toEqual([headers, 403]);
    }
    expect(await house.database.asOwner('select * from agency')).toEqual(before);
  });

  it('are told from our own', async () => {
    expect(await rename({ origin: 'http://localhost:3000' })).toBe(200);
    expect(await rename({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await rename({ 'sec-fetch-site': 'same-origin', origin: 'null' })).toBe(200);
  });

  it('cannot sign anybody in: a planted session is an attack as well', async () => {
    const body = { email: ownerEmail, password: PASSWORD };
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }]) {
      const answer = await house.request('POST', '/api/session', { body, headers });
      expect(answer.status).toBe(403);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    const form = await house.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      payload: `email=${encodeURIComponent(ownerEmail)}&password=${encodeURIComponent(PASSWORD)}`,
    });
    expect(form.statusCode).toBe(403);
  });

  it('are not what a program without cookies sends', async () => {
    const response = await house.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: ownerEmail, password: PASSWORD },
    });
    expect(response.statusCode).toBe(200);
  });

  it('are refused on every route that changes something, for people who are signed in', async () => {
    const { paths } = await house.description();
    let tried = 0;
    for (const [path, item] of Object.entries(paths)) {
      for (const method of Object.keys(item)) {
        if (method === 'get' || OPEN_TO_OTHERS.includes(path)) continue;
        const response = await house.app.inject({
          method: method.toUpperCase() as 'POST',
          url: path.replace(/\{\w+\}/g, '0198f000-0000-7000-8000-000000000000'),
          headers: { cookie: `session=${session}`, 'sec-fetch-site': 'cross-site' },
        });
        expect([method, path, response.statusCode]).toEqual([method, path, 403]);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(15);
  });
});
