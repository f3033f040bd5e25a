import { IDLE_MS } from '../../../src/auth/session.store.js';
import type { Answer } from '../../support/people-fixtures.js';
import { AvailabilityHouse } from './house.js';

/** Slots and explain look up the session in the same trip as the facts: nothing of it may be laxer for that. */
describe('a look at a client in one trip', () => {
  let house: AvailabilityHouse;
  let email: string;
  let userId: string;

  beforeAll(async () => {
    house = await AvailabilityHouse.start();
    email = 'look@hours.example';
    userId = await house.people.makeUser(house.agencyId, email);
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    await house.newClient();
    await house.people.assign(house.agencyId, userId, house.clientId);
  });

  const PATHS = [
    'slots?from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z',
    'slots?from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z&placeId=0198f000-0000-7000-8000-000000000001',
    'explain?at=2026-03-03T07:00:00Z',
  ];
  const statuses = async (session: string | undefined, clientId = house.clientId): Promise<number[]> => {
    const found: number[] = [];
    for (const path of PATHS) {
      const answer: Answer = await house.people.request('GET', `/api/clients/${clientId}/${path}`, {
        session,
      });
      found.push(answer.status);
    }
    return found;
  };
  const inDatabase = (sql: string, values: readonly unknown[]) =>
    house.people.database.asOwner<{ seen: Date }>(sql, [...values]);

  it('shows the client to the owner and to whom it is assigned', async () => {
    // The place is nobody's: that much is found out after the session, and only then.
    expect(await statuses(house.session)).toEqual([200, 422, 200]);
    expect(await statuses(await house.people.signIn(email))).toEqual([200, 422, 200]);
  });

  it('is closed without a session, and to one that has ended', async () => {
    const session = await house.people.signIn(email);
    expect(await statuses(undefined)).toEqual([401, 401, 401]);
    await house.people.request('DELETE', '/api/session', { session });
    expect(await statuses(session)).toEqual([401, 401, 401]);
  });

  it('is closed to a session that was not used for too long', async () => {
    const session = await house.people.signIn(email);
    house.people.clock.pass(IDLE_MS);
    expect(await statuses(session)).toEqual([401, 401, 401]);
    house.people.clock.pass(-IDLE_MS);
    expect(await statuses(session)).toEqual([200, 422, 200]);
  });

  it('is closed to a user who was disabled, at once', async () => {
    const session = await house.people.signIn(email);
    await inDatabase('update app_user set disabled_at = now() where user_id = $1', [userId]);
    expect(await statuses(session)).toEqual([401, 401, 401]);
    await inDatabase('update app_user set disabled_at = null where user_id = $1', [userId]);
  });

  it('knows no client whose assignment has ended, nor one of another agency', async () => {
    const session = await house.people.signIn(email);
    await inDatabase(
      "update assignment set valid_until = valid_from + interval '1 second' where client_id = $1",
      [house.clientId],
    );
    expect(await statuses(session)).toEqual([404, 404, 404]);
    const other = await house.people.makeAgency('Elsewhere');
    const foreign = await house.people.makeClient(other.agencyId, 'Foreign');
    expect(await statuses(house.session, foreign)).toEqual([404, 404, 404]);
  });

  it('notes that a session is in use', async () => {
    const session = await house.people.signIn(email);
    const seen = async () =>
      (await inDatabase('select max(last_seen_at) as seen from session where user_id = $1', [userId]))[0]
        ?.seen;
    const before = await seen();
    house.people.clock.pass(10 * 60_000);
    await statuses(session);
    expect(await seen()).toEqual(new Date((before?.getTime() ?? 0) + 10 * 60_000));
    house.people.clock.pass(-10 * 60_000);
  });
});
