import { AccessTokens } from '../../../src/calendars/access-token.service.js';
import { bearerOf } from '../../../src/calendars/bearer.js';
import { LinkAccount } from '../../../src/calendars/link-account.service.js';
import { UnlinkAccount } from '../../../src/calendars/unlink-account.service.js';
import { ANNA, type CalendarRoom, openCalendarRoom } from '../../support/calendar-fixtures.js';

const EVENTS = 'https://www.googleapis.com/auth/calendar.events';

describe('linking an account', () => {
  let room: CalendarRoom;
  let linking: LinkAccount;
  beforeEach(async () => {
    room = await openCalendarRoom();
    linking = room.get(LinkAccount);
  });
  afterEach(() => room.close());

  const begin = async (clientId = room.clientId, who = room.who, accountId: string | null = null) =>
    (await linking.begin(who, clientId, 'google', accountId)).authorizeUrl;
  const finish = (back: URL, who = room.who) =>
    linking.complete(who, {
      provider: 'google',
      state: back.searchParams.get('state') ?? '',
      code: back.searchParams.get('code') ?? undefined,
      error: back.searchParams.get('error') ?? undefined,
    });
  const accounts = () => room.t.asOwner<Record<string, unknown>>('select * from account');

  test('the main calendar blocks and is written to, others wait to be chosen; the first sync is waiting', async () => {
    room.google.calendars.addCalendar(ANNA, { summary: 'Second' });
    const url = new URL(await begin());
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('access_type')).toBe('offline');
    expect(url.searchParams.get('prompt')).toBe('consent');
    expect(await finish(await room.consent(url.href))).toMatchObject({ ok: true, clientId: room.clientId });
    const calendars = await room.t.asOwner(
      'select name, blocks, write_target, writable, state, zone from calendar order by name desc',
    );
    expect(calendars).toEqual(
      [
        { name: ANNA, blocks: true, write_target: true, writable: true, state: 'never', zone: 'Europe/Riga' },
        {
          name: 'Second',
          blocks: false,
          write_target: false,
          writable: true,
          state: 'never',
          zone: 'Europe/Riga',
        },
      ].sort((a, b) => (a.name < b.name ? 1 : -1)),
    );
    expect(await room.jobs('sync-calendar')).toHaveLength(1);
  });

  test('neither tokens nor the verifier lie readable in the database', async () => {
    const back = await room.consent(await begin());
    await finish(back);
    const dump = JSON.stringify([
      await room.t.asOwner(`select *, encode(sealed_tokens, 'escape') as text from account`),
      await room.t.asOwner(`select *, encode(sealed_verifier, 'escape') as text from oauth_state`),
    ]);
    expect(dump).not.toContain('ya29.');
    expect(dump).not.toContain('1//0');
    expect(dump).not.toContain(back.searchParams.get('state')?.slice(26) ?? 'none');
  });

  test('a state is good once', async () => {
    const back = await room.consent(await begin());
    expect(await finish(back)).toMatchObject({ ok: true });
    expect(await finish(back)).toEqual({ ok: false, refusal: 'replayed', clientId: room.clientId });
    expect(await accounts()).toHaveLength(1);
  });

  test('another person cannot use it, and the one whose it is still can', async () => {
    const back = await room.consent(await begin());
    const other = await room.makeUser('owner');
    expect(await finish(back, other)).toEqual({ ok: false, refusal: 'other-person', clientId: null });
    expect(await finish(back)).toMatchObject({ ok: true });
  });

  test('states that are none, of another agency, or too old', async () => {
    const back = await room.consent(await begin());
    const with_ = (state: string) =>
      linking.complete(room.who, { provider: 'google', state, code: 'x', error: undefined });
    expect(await with_('')).toMatchObject({ refusal: 'unknown-state' });
    expect(await with_('rubbish')).toMatchObject({ refusal: 'unknown-state' });
    const state = back.searchParams.get('state') ?? '';
    expect(
      await with_(`${state.slice(0, 12)}${state[12] === '7' ? '6' : '7'}${state.slice(13)}`),
    ).toMatchObject({ refusal: 'other-person' });
    expect(await with_(`${state.slice(0, -1)}${state.endsWith('0') ? '1' : '0'}`)).toMatchObject({
      refusal: 'unknown-state',
    });
    room.pass(11 * 60_000);
    expect(await finish(back)).toMatchObject({ refusal: 'expired' });
    expect(await accounts()).toEqual([]);
  });

  test('unticked permissions, and a person who says no: refused, and nothing half linked', async () => {
    expect(await finish(await room.consent(await begin(), ANNA, EVENTS))).toMatchObject({
      refusal: 'scopes-missing',
    });
    const denied = new URL('http://localhost/x?error=access_denied');
    denied.searchParams.set('state', new URL(await begin()).searchParams.get('state') ?? '');
    expect(await finish(denied)).toMatchObject({ refusal: 'denied', clientId: room.clientId });
    expect(await accounts()).toEqual([]);
    expect(await room.t.asOwner('select 1 from calendar')).toEqual([]);
  });

  test('the provider does not answer: said so, nothing half linked, and the next try works', async () => {
    const back = await room.consent(await begin());
    room.google.faults.add({ kind: '503', path: '/token' });
    expect(await finish(back)).toMatchObject({ refusal: 'provider-unreachable' });
    room.google.faults.clear();
    room.google.faults.add({ kind: '503', path: 'calendarList' });
    expect(await finish(await room.consent(await begin()))).toMatchObject({
      refusal: 'provider-unreachable',
    });
    room.google.faults.clear();
    expect(await accounts()).toEqual([]);
    expect(await finish(await room.consent(await begin()))).toMatchObject({ ok: true });
  });

  test('reconnecting takes the same account only; the calendars and their settings stay', async () => {
    const calendarId = await room.link();
    await room.sync(calendarId);
    await room.t.asOwner('update calendar set write_target = false where calendar_id = $1', [calendarId]);
    const [account] = await accounts();
    const accountId = String(account?.account_id);
    room.google.revokeGrants(ANNA);
    room.pass(3_600_000);
    expect((await room.get(AccessTokens).get(room.agencyId, accountId)).ok).toBe(false);
    expect(await accounts()).toMatchObject([{ state: 'reconnect' }]);

    const wrong = await room.consent(await begin(room.clientId, room.who, accountId), 'bert@example.com');
    expect(await finish(wrong)).toMatchObject({ refusal: 'wrong-account' });
    const right = await room.consent(await begin(room.clientId, room.who, accountId), ANNA);
    expect(await finish(right)).toMatchObject({ ok: true, accountId });
    expect(await accounts()).toMatchObject([{ state: 'linked' }]);
    const calendars = await room.t.asOwner<{ calendar_id: string }>('select calendar_id from calendar');
    expect(calendars).toEqual([{ calendar_id: calendarId }]);
  });

  test('an account of one client is not linked to another', async () => {
    await room.link();
    const other = await room.makeClient('Other Ltd');
    const refused = await finish(await room.consent(await begin(other)));
    expect(refused).toEqual({ ok: false, refusal: 'linked-elsewhere', clientId: other });
    expect(await accounts()).toHaveLength(1);
  });

  test('a client that is not hers: there is none, before and after the journey to the provider', async () => {
    const secretary = await room.makeUser('secretary');
    await expect(begin(room.clientId, secretary)).rejects.toMatchObject({ code: 'not-found' });
    await room.t.asOwner(
      `insert into assignment (agency_id, assignment_id, user_id, client_id) values ($1, gen_random_uuid(), $2, $3)`,
      [room.agencyId, secretary.userId, room.clientId],
    );
    room.pass(1000);
    const back = await room.consent(await begin(room.clientId, secretary));
    await room.t.asOwner('update assignment set valid_until = valid_from');
    expect(await finish(back, secretary)).toMatchObject({ refusal: 'not-your-client' });
    expect(await accounts()).toEqual([]);
  });

  test('unlinking gives the grant back and deletes what was mirrored', async () => {
    room.google.calendars.addEvent(ANNA, {
      summary: 'Event',
      start: { dateTime: new Date(room.now() + 86_400_000).toISOString() },
      end: { dateTime: new Date(room.now() + 90_000_000).toISOString() },
    });
    const calendarId = await room.link();
    await room.sync(calendarId);
    expect(await room.busy(calendarId)).toHaveLength(1);
    const [account] = await accounts();
    const unlinked = await room
      .get(UnlinkAccount)
      .unlink(room.who, room.clientId, String(account?.account_id));
    expect(unlinked).toEqual({ revoked: true });
    expect(await room.busy(calendarId)).toEqual([]);
    expect(await room.t.asOwner('select 1 from calendar')).toEqual([]);
    expect(await accounts()).toMatchObject([{ state: 'unlinked' }]);
    expect((await room.get(AccessTokens).get(room.agencyId, String(account?.account_id))).ok).toBe(false);
    await expect(
      room.get(UnlinkAccount).unlink(room.who, await room.makeClient('X'), String(account?.account_id)),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('access tokens', () => {
  let room: CalendarRoom;
  let tokens: AccessTokens;
  let accountId: string;
  beforeEach(async () => {
    room = await openCalendarRoom();
    tokens = room.get(AccessTokens);
    await room.link();
    const [row] = await room.t.asOwner<{ account_id: string }>('select account_id from account');
    accountId = row?.account_id ?? '';
  });
  afterEach(() => room.close());

  const refreshes = () => room.google.log.filter((entry) => entry.path === '/token').length;

  test('twenty at once with an old token: one refresh, one new token for all', async () => {
    room.pass(3_600_000);
    const before = refreshes();
    const got = await Promise.all(Array.from({ length: 20 }, () => tokens.get(room.agencyId, accountId)));
    expect(got.every((outcome) => outcome.ok)).toBe(true);
    expect(new Set(got.map((outcome) => (outcome.ok ? bearerOf(outcome.value) : ''))).size).toBe(1);
    expect(refreshes() - before).toBe(1);
  });

  test('the refresh token stays although the provider repeats none', async () => {
    for (let hour = 0; hour < 3; hour++) {
      room.pass(3_600_000);
      expect((await tokens.get(room.agencyId, accountId)).ok).toBe(true);
    }
  });

  test('a token endpoint in trouble is not a lost grant, and nothing was sent', async () => {
    room.pass(3_600_000);
    room.google.faults.add({ kind: '503', path: '/token', times: 1 });
    const outcome = await tokens.call(room.agencyId, accountId, (access) =>
      room.provider.listCalendars(access),
    );
    expect(outcome).toMatchObject({ ok: false, fault: { kind: 'slow-down' } });
    expect((await room.t.asOwner('select state from account'))[0]).toEqual({ state: 'linked' });
    expect((await tokens.get(room.agencyId, accountId)).ok).toBe(true);
  });
});
