import { FirstOwnerService } from '../../../src/auth/first-owner.service.js';
import { ORIGIN, PeopleApp } from '../../support/people-fixtures.js';

const OWNER = {
  agencyName: 'Ābele un meitas',
  name: 'Anna Ābele',
  email: 'Anna@Abele.example',
  password: 'a long enough one',
  locale: 'lv',
  zone: 'europe/riga',
};

describe('the first owner', () => {
  let house: PeopleApp;
  beforeEach(async () => {
    house = await PeopleApp.start();
  });
  afterEach(() => house.close());

  const link = async () => {
    const address = await house.app.get(FirstOwnerService).linkIfNeeded();
    if (address === null) throw new Error('no link was made');
    return address;
  };
  const tokenIn = (address: string) => address.split('#')[1] ?? '';
  const setUp = (token: string, more: object = {}) =>
    house.request('POST', '/api/setup', { body: { ...OWNER, token, ...more } });

  it('sets the house up by the link, is signed in, and comes back with the password', async () => {
    const address = await link();
    expect(address).toMatch(new RegExp(`^${ORIGIN}/setup#[0-9a-z]{52}$`));
    const answer = await setUp(tokenIn(address));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      agencyName: 'Ābele un meitas',
      name: 'Anna Ābele',
      email: 'anna@abele.example',
      role: 'owner',
      zone: 'Europe/Riga',
    });
    const me = await house.request('GET', '/api/me', { session: house.sessionOf(answer) });
    expect(me.body).toEqual(answer.body);
    await house.signIn('ANNA@abele.example', OWNER.password);
    expect(await house.app.get(FirstOwnerService).linkIfNeeded()).toBeNull();
  });

  it('can use a link once, for a day, and no other link after that', async () => {
    const [first, second] = [await link(), await link()];
    const old = await link();
    house.clock.pass(24 * 3600_000);
    expect((await setUp(tokenIn(old))).status).toBe(410);
    const [third, fourth] = [await link(), await link()];
    expect((await setUp(tokenIn(third))).status).toBe(201);
    for (const used of [first, second, third, fourth]) {
      const refused = await setUp(tokenIn(used));
      expect(refused.status).toBe(410);
      expect(refused.body.type).toBe('urn:meetbroker:problem:stale-link');
    }
    expect(await house.database.asOwner('select 1 from agency')).toHaveLength(1);
  });

  it('is one, when two links are used at once', async () => {
    const links = [await link(), await link(), await link()];
    const answers = await Promise.all(links.map((address) => setUp(tokenIn(address))));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 410, 410]);
  });

  it('hears what is wrong with each field, and the link stays good', async () => {
    const token = tokenIn(await link());
    const answer = await setUp(token, {
      agencyName: '  ',
      name: 'Anna\r\nBcc: all@example.org',
      email: 'anna@',
      password: 'short',
      locale: 'fr',
      zone: '+02:00',
      role: 'owner',
    });
    expect(answer.status).toBe(422);
    const faults = [...answer.body.errors].map((error) => [error.pointer, error.detail]);
    expect(new Map(faults as [string, string][])).toEqual(
      new Map([
        ['/agencyName', 'This is empty: give a text.'],
        ['/name', 'Leave out line breaks, control characters and direction marks.'],
        ['/email', 'Give an e-mail address such as anna@example.org.'],
        ['/password', 'Give at least 12 characters.'],
        ['/locale', 'Give one of lv, en, ru, de.'],
        ['/zone', 'Give a time zone by its IANA name, such as Europe/Riga.'],
        ['/role', 'There is no field of this name; leave it out or mend the name.'],
      ]),
    );
    expect((await setUp(token)).status).toBe(201);
  });

  it('is nobody without a link', async () => {
    for (const token of ['x', 'u'.repeat(52), '0'.repeat(52)]) expect((await setUp(token)).status).toBe(410);
    expect((await setUp('')).status).toBe(422);
  });
});
