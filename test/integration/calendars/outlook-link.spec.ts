import { AccessTokens } from '../../../src/calendars/access-token.service.js';
import { bearerOf } from '../../../src/calendars/bearer.js';
import { DueCalendars } from '../../../src/calendars/due-calendars.service.js';
import { LinkAccount } from '../../../src/calendars/link-account.service.js';
import { UnlinkAccount } from '../../../src/calendars/unlink-account.service.js';
import { ANNA } from '../../support/calendar-house.js';
import { type OutlookRoom, openOutlookRoom } from '../../support/outlook-fixtures.js';

const HOUR = 3_600_000;

describe('linking an Outlook account', () => {
  let room: OutlookRoom;
  let linking: LinkAccount;
  beforeEach(async () => {
    room = await openOutlookRoom();
    linking = room.get(LinkAccount);
  });
  afterEach(() => room.close());

  const begin = async (accountId: string | null = null) =>
    (await linking.begin(room.who, room.clientId, 'microsoft', accountId)).authorizeUrl;
  const finish = (back: URL, provider: 'microsoft' | 'google' = 'microsoft') =>
    linking.complete(room.who, {
      provider,
      state: back.searchParams.get('state') ?? '',
      code: back.searchParams.get('code') ?? undefined,
      error: back.searchParams.get('error') ?? undefined,
      errorText: back.searchParams.get('error_description') ?? undefined,
    });
  const accounts = () => room.t.asOwner<Record<string, unknown>>('select * from account');
  const answered = async (error: string, description = ''): Promise<URL> => {
    const back = new URL('http://localhost/x');
    back.searchParams.set('error', error);
    back.searchParams.set('error_description', description);
    back.searchParams.set('state', new URL(await begin()).searchParams.get('state') ?? '');
    return back;
  };

  test('the main calendar blocks and is written to, in the client’s zone; the first sync is waiting', async () => {
    room.outlook.calendars.addCalendar(ANNA, { name: 'Second' });
    expect(await finish(await room.consent(await begin()))).toMatchObject({ ok: true });
    expect(
      await room.t.asOwner('select name, blocks, write_target, writable, zone from calendar order by name'),
    ).toEqual([
      { name: 'Calendar', blocks: true, write_target: true, writable: true, zone: 'Europe/Riga' },
      { name: 'Second', blocks: false, write_target: false, writable: true, zone: 'Europe/Riga' },
    ]);
    expect(await accounts()).toMatchObject([
      { provider: 'microsoft', email: ANNA, state: 'linked', scopes: expect.arrayContaining(['openid']) },
    ]);
    expect(await room.jobs('sync-calendar')).toHaveLength(1);
  });

  test('each refusal has its own word, and nothing is half linked', async () => {
    expect(await finish(await answered('access_denied', 'AADSTS65004: User declined'))).toMatchObject({
      refusal: 'denied',
    });
    expect(
      await finish(await answered('access_denied', 'AADSTS90094: Admin consent is required')),
    ).toMatchObject({ refusal: 'needs-admin' });
    expect(await finish(await answered('consent_required'))).toMatchObject({ refusal: 'needs-admin' });
    expect(await finish(await room.consent(await begin(), ANNA, 'offline_access'))).toMatchObject({
      refusal: 'scopes-missing',
    });
    const back = await room.consent(await begin());
    room.outlook.faults.add({ kind: '503', path: '/token$' });
    expect(await finish(back)).toMatchObject({ refusal: 'provider-unreachable' });
    room.outlook.faults.clear();
    expect(await accounts()).toEqual([]);
    expect(await room.t.asOwner('select 1 from calendar')).toEqual([]);
  });

  test('an answer that comes to another provider’s door is none of ours', async () => {
    const back = await room.consent(await begin());
    expect(await finish(back, 'google')).toMatchObject({ ok: false, refusal: 'unknown-state' });
    expect(await accounts()).toEqual([]);
  });

  test('reconnecting takes the same account only; the calendar and its mirror stay', async () => {
    const calendarId = await room.link();
    await room.sync(calendarId);
    const accountId = String((await accounts())[0]?.account_id);
    room.outlook.revokeGrants(ANNA);
    expect(await room.sync(calendarId)).toBe('failed');
    expect(await accounts()).toMatchObject([{ state: 'reconnect' }]);
    expect(await room.calendar(calendarId)).toMatchObject({ trouble: 'reconnect', next_sync_at: null });
    expect(await room.get(DueCalendars).enqueue(room.agencyId)).toBe(0);

    const wrong = await room.consent(await begin(accountId), 'bert@example.com');
    expect(await finish(wrong)).toMatchObject({ refusal: 'wrong-account' });
    expect(await finish(await room.consent(await begin(accountId)))).toMatchObject({ ok: true, accountId });
    expect(await room.sync(calendarId)).toBe('done');
    expect(await room.calendar(calendarId)).toMatchObject({ state: 'ok' });
  });

  test('unlinking forgets what was mirrored, and does not claim that Microsoft was told', async () => {
    await room.link();
    const [account] = await accounts();
    const unlinked = await room
      .get(UnlinkAccount)
      .unlink(room.who, room.clientId, String(account?.account_id));
    expect(unlinked).toEqual({ revoked: false });
    expect(await room.t.asOwner('select 1 from calendar')).toEqual([]);
    expect(await accounts()).toMatchObject([{ state: 'unlinked' }]);
  });
});

describe('tokens that rotate', () => {
  let room: OutlookRoom;
  let tokens: AccessTokens;
  let accountId: string;
  const open = async (refreshOverlapMs?: number) => {
    room = await openOutlookRoom(refreshOverlapMs === undefined ? {} : { refreshOverlapMs });
    tokens = room.get(AccessTokens);
    await room.link();
    const [row] = await room.t.asOwner<{ account_id: string }>('select account_id from account');
    accountId = row?.account_id ?? '';
  };
  afterEach(() => room.close());

  const refreshes = () => room.outlook.log.filter(({ path }) => path.endsWith('/token')).length;
  const state = async () => (await room.t.asOwner('select state from account'))[0];
  /** The next so many writes of tokens fail, as the server's own failures do. */
  const breakSaving = async (times: number, sqlstate: string) => {
    await room.t.asOwner('create sequence if not exists broken');
    await room.t.asOwner(`select setval('broken', 1, false)`);
    await room.t.asOwner(`
      create or replace function break_saving() returns trigger language plpgsql security definer as $$
      begin
        if nextval('broken') <= ${times} then raise exception 'broken' using errcode = '${sqlstate}'; end if;
        return new;
      end $$`);
    await room.t.asOwner(
      `create or replace trigger break_saving before update of sealed_tokens on account
       for each row execute function break_saving()`,
    );
  };

  test('each refresh keeps the new token: hour after hour, though the old one ends at once', async () => {
    await open(0);
    for (let hour = 0; hour < 4; hour++) {
      room.pass(2 * HOUR);
      expect((await tokens.get(room.agencyId, accountId)).ok).toBe(true);
    }
    expect(await state()).toEqual({ state: 'linked' });
  });

  test('twenty at once with an old token: one refresh, one new token for all', async () => {
    await open(0);
    room.pass(2 * HOUR);
    const before = refreshes();
    const got = await Promise.all(Array.from({ length: 20 }, () => tokens.get(room.agencyId, accountId)));
    expect(new Set(got.map((outcome) => (outcome.ok ? bearerOf(outcome.value) : ''))).size).toBe(1);
    expect(refreshes() - before).toBe(1);
  });

  test('a transaction that has to be run again asks once, and loses nothing though the old token is dead', async () => {
    await open(0);
    room.pass(2 * HOUR);
    await breakSaving(2, '40001');
    const before = refreshes();
    expect((await tokens.get(room.agencyId, accountId)).ok).toBe(true);
    expect(refreshes() - before).toBe(1);
    room.pass(2 * HOUR);
    expect((await tokens.get(room.agencyId, accountId)).ok).toBe(true);
    expect(await state()).toEqual({ state: 'linked' });
  });

  test('a process that dies between the answer and its commit: the old token still serves, as documented', async () => {
    await open();
    room.pass(2 * HOUR);
    await breakSaving(1, 'XX000');
    await expect(tokens.get(room.agencyId, accountId)).rejects.toThrow('broken');
    expect(await state()).toEqual({ state: 'linked' });
    expect((await tokens.get(room.agencyId, accountId)).ok).toBe(true);
    room.pass(2 * HOUR);
    expect((await tokens.get(room.agencyId, accountId)).ok).toBe(true);
  });

  test('a token endpoint in trouble is not a lost grant', async () => {
    await open();
    room.pass(2 * HOUR);
    room.outlook.faults.add({ kind: '503', path: '/token$', times: 1 });
    const outcome = await tokens.call(room.agencyId, accountId, (access) =>
      room.provider.listCalendars(access),
    );
    expect(outcome).toMatchObject({ ok: false, fault: { kind: 'slow-down' } });
    expect(await state()).toEqual({ state: 'linked' });
    expect((await tokens.get(room.agencyId, accountId)).ok).toBe(true);
  });
});
