import { createHash } from 'node:crypto';
import type {
  Access,
  CalendarProvider,
  ChangePage,
  ChangesFrom,
  EventTime,
  LinkedAccount,
  Outcome,
  OwnEvent,
  RemoteChange,
} from '../../src/calendars/calendar.port.js';

/** The provider's other side: the person whose calendar it is, and what befalls the provider. */
export interface Harness {
  readonly provider: CalendarProvider;
  /** The person's writable main calendar, in Europe/Riga, and one that can only be read. */
  readonly main: string;
  readonly readOnly: string;
  /** The person agrees on the page at `authorizeUrl`, perhaps without the calendars; gives back what the redirect carries. */
  consent(authorizeUrl: string, how?: { untick: boolean }): Promise<{ code: string; state: string }>;
  put(edit: {
    id: string;
    title: string;
    start: EventTime;
    end: EventTime;
    recurrence?: string[];
  }): Promise<void>;
  remove(id: string): Promise<void>;
  /** Every sync token given out so far is worthless from now on. */
  forgetSyncTokens(): Promise<void>;
  expireAccessTokens(): Promise<void>;
  withdraw(): Promise<void>;
  close(): Promise<void>;
}

const REDIRECT = 'http://localhost:3000/api/oauth/google/callback';
const VERIFIER = 'a-verifier-that-is-long-enough-for-rfc-7636-0123456789';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

const HOUR = 3_600_000;
const NOON = Date.UTC(2027, 2, 1, 12);
const at = (ms: number): EventTime => ({ kind: 'instant', at: ms, zone: 'Europe/Riga' });

const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.fault.kind}: ${outcome.fault.detail}`);
  return outcome.value;
};
const faultOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'none' : outcome.fault.kind);
const idOf = (change: RemoteChange): string => (change.kind === 'event' ? change.event.id : change.id);

/** What every calendar provider must do, whatever it talks to. */
export const describeCalendarProvider = (name: string, make: () => Promise<Harness>): void => {
  describe(`calendar provider: ${name}`, () => {
    let harness: Harness;
    let provider: CalendarProvider;
    beforeEach(async () => {
      harness = await make();
      provider = harness.provider;
    });
    afterEach(() => harness.close());

    const grant = (how?: { untick: boolean }) =>
      harness.consent(
        provider.authorizeUrl({ redirectUri: REDIRECT, state: 'the-state', codeChallenge: CHALLENGE }),
        how,
      );
    const link = async (): Promise<LinkedAccount> => {
      const { code } = await grant();
      return value(await provider.redeemCode(code, VERIFIER, REDIRECT));
    };
    const signIn = async (): Promise<Access> => {
      const { tokens } = await link();
      return { accessToken: tokens.accessToken, accountId: 'account' };
    };
    /** Follows the pages; the sync token of the last one. */
    const listAll = async (access: Access, from: ChangesFrom) => {
      const changes: RemoteChange[] = [];
      let page: ChangePage;
      let next: string | undefined;
      do {
        page = value(
          await provider.listChanges(
            access,
            harness.main,
            next === undefined ? from : { ...from, page: next },
          ),
        );
        changes.push(...page.changes);
        next = page.nextPage;
        // Only the last page carries the token.
        expect(page.nextSync === undefined).toBe(next !== undefined);
      } while (next !== undefined);
      return { changes, token: page.nextSync ?? '' };
    };
    const ownEvent = (id: string, change: Partial<OwnEvent> = {}): OwnEvent => ({
      id,
      mark: {
        meetingId: '0199aaaa-0000-7000-8000-000000000001',
        optionId: '0199aaaa-0000-7000-8000-000000000002',
      },
      icalUid: 'uid-1@meet.example',
      title: 'Visit: Bērziņš & Co',
      description: 'line one\nline two',
      location: 'Brīvības iela 1, Rīga',
      start: NOON,
      end: NOON + HOUR,
      zone: 'Europe/Riga',
      status: 'confirmed',
      ...change,
    });
    const newId = (generation = 1) =>
      provider.eventIdFor('0199aaaa-0000-7000-8000-000000000001', harness.main, generation);

    test('linking gives the account, its tokens and its calendars; the state comes back untouched', async () => {
      const { code, state } = await grant();
      expect(state).toBe('the-state');
      const account = value(await provider.redeemCode(code, VERIFIER, REDIRECT));
      expect(account.externalId).not.toBe('');
      expect(account.tokens.expiresAt).toBeGreaterThan(Date.now());
      const access = { accessToken: account.tokens.accessToken, accountId: 'account' };
      const calendars = value(await provider.listCalendars(access));
      expect(calendars.filter((calendar) => calendar.primary)).toEqual([
        expect.objectContaining({ id: harness.main, zone: 'Europe/Riga', writable: true }),
      ]);
      expect(calendars.find((calendar) => calendar.id === harness.readOnly)?.writable).toBe(false);
    });

    test('a code is good once, and only with its verifier', async () => {
      const first = await grant();
      expect(faultOf(await provider.redeemCode(first.code, `${VERIFIER}x`, REDIRECT))).toBe('reconnect');
      const second = await grant();
      expect(faultOf(await provider.redeemCode(second.code, VERIFIER, REDIRECT))).toBe('none');
      expect(faultOf(await provider.redeemCode(second.code, VERIFIER, REDIRECT))).toBe('reconnect');
    });

    test('unticked permissions are refused and named', async () => {
      const { code } = await grant({ untick: true });
      const outcome = await provider.redeemCode(code, VERIFIER, REDIRECT);
      expect(outcome).toMatchObject({ ok: false, fault: { kind: 'scopes-missing' } });
      expect(outcome.ok || outcome.fault.kind !== 'scopes-missing' ? [] : outcome.fault.missing).not.toEqual(
        [],
      );
    });

    test('the refresh token outlives access tokens, until the person takes the grant back', async () => {
      const { tokens } = await link();
      await harness.expireAccessTokens();
      const old = { accessToken: tokens.accessToken, accountId: 'account' };
      expect(faultOf(await provider.listCalendars(old))).toBe('expired');
      const fresh = value(await provider.refresh(tokens));
      expect(fresh.refreshToken).toBe(tokens.refreshToken);
      value(await provider.listCalendars({ accessToken: fresh.accessToken, accountId: 'account' }));
      await harness.withdraw();
      expect(faultOf(await provider.refresh(fresh))).toBe('reconnect');
    });

    test('a grant that is given back is gone, and giving it back twice is success', async () => {
      const { tokens } = await link();
      value(await provider.revoke(tokens));
      value(await provider.revoke(tokens));
      expect(faultOf(await provider.refresh(tokens))).toBe('reconnect');
    });

    test('a full list comes in pages without tombstones; a token lists what changed since', async () => {
      const access = await signIn();
      for (let i = 0; i < 7; i++) {
        await harness.put({
          id: `event0${i}`,
          title: `E${i}`,
          start: at(NOON + i * HOUR),
          end: at(NOON + (i + 1) * HOUR),
        });
      }
      await harness.remove('event03');
      const full = await listAll(access, { kind: 'start' });
      expect(full.changes.map(idOf).sort()).toEqual([0, 1, 2, 4, 5, 6].map((i) => `event0${i}`));
      expect(full.changes.every((change) => change.kind === 'event')).toBe(true);

      expect((await listAll(access, { kind: 'token', token: full.token })).changes).toEqual([]);
      await harness.put({
        id: 'event01',
        title: 'moved',
        start: at(NOON + 30 * HOUR),
        end: at(NOON + 31 * HOUR),
      });
      await harness.remove('event02');
      const since = await listAll(access, { kind: 'token', token: full.token });
      const byId = new Map(since.changes.map((change) => [idOf(change), change]));
      expect([...byId.keys()].sort()).toEqual(['event01', 'event02']);
      expect(byId.get('event02')?.kind).toBe('removed');
      expect(byId.get('event01')).toMatchObject({
        kind: 'event',
        event: { title: 'moved', start: { kind: 'instant', at: NOON + 30 * HOUR }, blocking: 'busy' },
      });
      // The old token again: the same answer, so a replay after a crash loses nothing.
      expect((await listAll(access, { kind: 'token', token: full.token })).changes.map(idOf).sort()).toEqual([
        'event01',
        'event02',
      ]);
    });

    test('series and whole days arrive as they are', async () => {
      const access = await signIn();
      await harness.put({
        id: 'series1',
        title: 'Weekly',
        start: at(NOON),
        end: at(NOON + HOUR),
        recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO'],
      });
      await harness.put({
        id: 'feast1',
        title: 'Holiday',
        start: { kind: 'date', date: '2027-06-23' },
        end: { kind: 'date', date: '2027-06-25' },
      });
      const { changes } = await listAll(access, { kind: 'start' });
      const events = new Map(changes.map((change) => [idOf(change), change]));
      expect(events.get('series1')).toMatchObject({
        event: { recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO'], start: { at: NOON, zone: 'Europe/Riga' } },
      });
      expect(events.get('feast1')).toMatchObject({
        event: { start: { kind: 'date', date: '2027-06-23' }, end: { kind: 'date', date: '2027-06-25' } },
      });
    });

    test('a sync token that the provider has forgotten asks for a reset', async () => {
      const access = await signIn();
      const { token } = await listAll(access, { kind: 'start' });
      await harness.forgetSyncTokens();
      expect(faultOf(await provider.listChanges(access, harness.main, { kind: 'token', token }))).toBe(
        'reset',
      );
    });

    test('an own event is made once under its own id, and read back whole', async () => {
      const access = await signIn();
      const event = ownEvent(newId());
      const made = value(await provider.createEvent(access, harness.main, event));
      expect(made).toMatchObject({
        id: event.id,
        title: event.title,
        description: event.description,
        location: event.location,
        mark: event.mark,
        status: 'confirmed',
        blocking: 'busy',
        start: { kind: 'instant', at: event.start },
        end: { kind: 'instant', at: event.end },
      });
      expect(faultOf(await provider.createEvent(access, harness.main, event))).toBe('exists');
      const read = value(await provider.getEvent(access, harness.main, event.id));
      expect(read.etag).toBe(made.etag);
      const { changes } = await listAll(access, { kind: 'start' });
      expect(changes).toContainEqual(
        expect.objectContaining({ event: expect.objectContaining({ mark: event.mark }) }),
      );
    });

    test('an update needs the etag of what it changes, and keeps what is not ours', async () => {
      const access = await signIn();
      const event = ownEvent(newId());
      const made = value(await provider.createEvent(access, harness.main, event));
      const moved = ownEvent(event.id, { start: NOON + 2 * HOUR, end: NOON + 3 * HOUR });
      const updated = value(await provider.updateEvent(access, harness.main, moved, made.etag ?? ''));
      expect(updated.start).toMatchObject({ at: NOON + 2 * HOUR });
      expect(updated.etag).not.toBe(made.etag);
      expect(faultOf(await provider.updateEvent(access, harness.main, event, made.etag ?? ''))).toBe(
        'changed',
      );
      expect(value(await provider.getEvent(access, harness.main, event.id)).start).toMatchObject({
        at: NOON + 2 * HOUR,
      });
    });

    test('deleting is done once and again; the id stays taken and the tombstone says cancelled', async () => {
      const access = await signIn();
      const event = ownEvent(newId());
      const made = value(await provider.createEvent(access, harness.main, event));
      value(await provider.deleteEvent(access, harness.main, event.id));
      value(await provider.deleteEvent(access, harness.main, event.id));
      value(await provider.deleteEvent(access, harness.main, newId(99)));
      expect(faultOf(await provider.createEvent(access, harness.main, event))).toBe('exists');
      expect(value(await provider.getEvent(access, harness.main, event.id)).status).toBe('cancelled');
      // What is deleted is never brought back by an update.
      expect(['changed', 'forbidden', 'not-found']).toContain(
        faultOf(await provider.updateEvent(access, harness.main, event, made.etag ?? '')),
      );
      value(await provider.createEvent(access, harness.main, ownEvent(newId(2))));
    });

    test('what is not there, not allowed or not signed in has its own word', async () => {
      const access = await signIn();
      expect(faultOf(await provider.getEvent(access, harness.main, newId(7)))).toBe('not-found');
      expect(faultOf(await provider.listChanges(access, 'no-such-calendar', { kind: 'start' }))).toBe(
        'not-found',
      );
      expect(faultOf(await provider.createEvent(access, harness.readOnly, ownEvent(newId())))).toBe(
        'forbidden',
      );
      const stranger = { accessToken: 'not-a-token', accountId: 'account' };
      expect(faultOf(await provider.getEvent(stranger, harness.main, newId()))).toBe('expired');
    });

    test('event ids are the same for every try and differ by meeting, calendar and generation', () => {
      const id = provider.eventIdFor('m', 'c', 1);
      expect(provider.eventIdFor('m', 'c', 1)).toBe(id);
      expect(
        new Set([
          id,
          provider.eventIdFor('n', 'c', 1),
          provider.eventIdFor('m', 'd', 1),
          provider.eventIdFor('m', 'c', 2),
        ]).size,
      ).toBe(4);
      expect(id).toMatch(/^[a-v0-9]{5,1024}$/);
    });
  });
};
