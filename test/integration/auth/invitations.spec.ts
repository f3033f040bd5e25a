import { ORIGIN, PASSWORD, PeopleApp } from '../../support/people-fixtures.js';

describe('invitations', () => {
  let house: PeopleApp;
  let owner: string;
  let agencyId: string;
  beforeAll(async () => {
    house = await PeopleApp.start();
    const agency = await house.makeAgency('Invite');
    agencyId = agency.agencyId;
    owner = await house.signIn(agency.ownerEmail);
  });
  afterAll(() => house.close());

  const invite = async (userId: string) =>
    house.request('POST', `/api/users/${userId}/invitation`, { session: owner });
  const accept = (url: string, password = 'my own long password') =>
    house.request('POST', '/api/invitations/accept', { body: { token: url.split('#')[1], password } });

  it('make a user who can sign in with a password of their own', async () => {
    const user = await house.request('POST', '/api/users', {
      session: owner,
      body: { email: 'Zane@Invite.example', name: 'Zane' },
    });
    expect(user.status).toBe(201);
    expect(user.body).toMatchObject({ role: 'secretary', locale: 'lv', hasPassword: false, disabled: false });
    const invitation = await invite(user.body.userId);
    expect(invitation.status).toBe(201);
    expect(invitation.body.url).toMatch(new RegExp(`^${ORIGIN}/invitation#[0-9a-z]{52}$`));
    expect(invitation.body.expiresAt).toBe('2026-03-09T08:00:00.000Z');
    const accepted = await accept(invitation.body.url);
    expect(accepted.status).toBe(200);
    expect(accepted.body).toMatchObject({ email: 'zane@invite.example', role: 'secretary' });
    expect(house.sessionOf(accepted)).toMatch(/^[0-9a-z]{52}$/);
    await house.signIn('zane@invite.example', 'my own long password');
    expect((await accept(invitation.body.url)).status).toBe(410);
  });

  it('end the sessions under the old password', async () => {
    const userId = await house.makeUser(agencyId, 'forgot@invite.example');
    const session = await house.signIn('forgot@invite.example');
    const { body } = await invite(userId);
    expect((await accept(body.url)).status).toBe(200);
    expect((await house.request('GET', '/api/me', { session })).status).toBe(401);
    const old = { email: 'forgot@invite.example', password: PASSWORD };
    expect((await house.request('POST', '/api/session', { body: old })).status).toBe(401);
  });

  it('are withdrawn by the next one, by time, and by disabling the user', async () => {
    const userId = await house.makeUser(agencyId, 'slow@invite.example', 'secretary', null);
    const first = (await invite(userId)).body.url;
    const second = (await invite(userId)).body.url;
    expect((await accept(first)).status).toBe(410);
    await house.request('PATCH', `/api/users/${userId}`, { session: owner, body: { disabled: true } });
    expect((await accept(second)).status).toBe(410);
    expect((await invite(userId)).status).toBe(404);
    await house.request('PATCH', `/api/users/${userId}`, { session: owner, body: { disabled: false } });
    expect((await accept(second)).status).toBe(200);
    const late = await house.makeUser(agencyId, 'late@invite.example', 'secretary', null);
    const third = (await invite(late)).body.url;
    house.clock.pass(7 * 24 * 3600_000);
    expect((await accept(third)).status).toBe(410);
    owner = await house.signIn('owner@invite.example');
  });

  it('never overwrite an account: an address that is there is a conflict', async () => {
    await house.makeUser(agencyId, 'taken@invite.example');
    const answer = await house.request('POST', '/api/users', {
      session: owner,
      body: { email: 'TAKEN@invite.example', name: 'Somebody', role: 'owner' },
    });
    expect(answer.status).toBe(409);
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/email' });
    await house.signIn('taken@invite.example');
  });

  it('are no use for setting the house up, and the other way round', async () => {
    const userId = await house.makeUser(agencyId, 'cross@invite.example', 'secretary', null);
    const token = (await invite(userId)).body.url.split('#')[1];
    const answer = await house.request('POST', '/api/setup', {
      body: {
        token,
        agencyName: 'X',
        name: 'X',
        email: 'x@x.example',
        password: 'a long enough one',
        zone: 'UTC',
      },
    });
    expect(answer.status).toBe(410);
  });
});
