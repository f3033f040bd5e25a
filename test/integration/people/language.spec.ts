import { PeopleApp } from '../../support/people-fixtures.js';

describe('the language of each person', () => {
  let house: PeopleApp;
  let calendars: string;
  const sessions = { anna: '', emma: '' };

  beforeAll(async () => {
    house = await PeopleApp.start({ whole: true });
    const { agencyId } = await house.makeAgency('Languages');
    const clientId = await house.makeClient(agencyId, 'Bakery');
    for (const name of ['anna', 'emma'] as const) {
      const userId = await house.makeUser(agencyId, `${name}@languages.example`);
      await house.assign(agencyId, userId, clientId);
      sessions[name] = await house.signIn(`${name}@languages.example`);
    }
    await house.database.asOwner(
      `insert into calendar (agency_id, calendar_id, client_id, provider, external_id, name, zone)
       values ($1, gen_random_uuid(), $2, 'file', 'file', 'File', 'Europe/Riga')`,
      [agencyId, clientId],
    );
    calendars = `/api/clients/${clientId}/calendars`;
  });
  afterAll(() => house.close());

  const speak = (session: string, locale: unknown) =>
    house.request('PATCH', '/api/me', { session, body: { locale } });
  const calendarWords = async (session: string) =>
    JSON.stringify((await house.request('GET', calendars, { session })).body);
  const fault = async (session: string) => {
    const answer = await house.request('PATCH', '/api/me', { session, body: { locale: 'xx' } });
    return answer.body.errors[0]?.detail;
  };

  it('is their own: what the house says is in it from the next answer on', async () => {
    expect((await speak(sessions.anna, 'de')).body).toMatchObject({
      locale: 'de',
      email: 'anna@languages.example',
    });
    expect((await speak(sessions.emma, 'ru')).body).toMatchObject({ locale: 'ru' });
    expect(await calendarWords(sessions.anna)).toContain('Aus einer Datei');
    expect(await calendarWords(sessions.emma)).toContain('Из файла');
    expect(await fault(sessions.anna)).toBe('Wählen Sie eines von lv, en, ru, de.');
    expect(await fault(sessions.emma)).toBe('Выберите одно из: lv, en, ru, de.');

    await speak(sessions.anna, 'lv');
    expect(await calendarWords(sessions.anna)).toContain('No faila');
    expect(await calendarWords(sessions.emma)).toContain('Из файла');
  });

  it('goes with the person to another device, and not to whoever comes after them', async () => {
    const elsewhere = await house.signIn('emma@languages.example');
    expect((await house.request('GET', '/api/me', { session: elsewhere })).body).toMatchObject({
      locale: 'ru',
    });
    expect((await house.request('GET', '/api/me', { session: sessions.anna })).body).toMatchObject({
      locale: 'lv',
    });
  });

  it('is the browser’s in front of the door', async () => {
    const wrong = await house.request('POST', '/api/session', {
      body: { email: 'nobody', password: 'x' },
      headers: { 'accept-language': 'lv-LV,lv;q=0.9' },
    });
    expect(wrong.body.errors[0]?.detail).toBe('Ierakstiet e-pasta adresi, piemēram, anna@example.org.');
  });

  it('is one that the house speaks, and the only thing that people change of themselves', async () => {
    expect((await speak(sessions.anna, 'fr')).status).toBe(422);
    const owner = await house.request('PATCH', '/api/me', {
      session: sessions.anna,
      body: { role: 'owner' },
    });
    expect(owner.status).toBe(422);
    expect((await house.request('GET', '/api/me', { session: sessions.anna })).body).toMatchObject({
      locale: 'lv',
      role: 'secretary',
    });
  });
});
