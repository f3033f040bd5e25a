import { createHash } from 'node:crypto';
import type {
  Access,
  CalendarProvider,
  ChangePage,
  EventTime,
  LinkedAccount,
  OAuthLinking,
  Outcome,
  OwnEvent,
  RemoteChange,
  RemoteEvent,
  Tokens,
} from '../../src/calendars/calendar.port.js';

/** The provider's other side: the person whose calendar it is, and what befalls the provider. */
export interface Harness {
  readonly provider: CalendarProvider;
  /** The person's writable main calendar, in Europe/Riga, and one that can only be read. */
  readonly main: string;
  readonly readOnly: string;
  /** The id of a calendar that is not there. */
  readonly missing: string;
  /** What a call is made with, after a person has let us in. */
  signIn(): Promise<Access>;
  /** Something that looks like the above and is nobody's. */
  readonly stranger: Access;
  readonly strangerFault: 'expired' | 'reconnect';
  /** Whether the provider still knows what was deleted: the key stays taken then, and reads as cancelled. */
  readonly remembersDeleted: boolean;
  /** Whether events in a list carry our mark; where not, they are told by the id that was recorded. */
  readonly listsMarks: boolean;
  /** The person makes or changes the event of this name. @returns the provider's id of it. */
  put(edit: {
    id: string;
    title: string;
    start: EventTime;
    end: EventTime;
    recurrence?: string[];
  }): Promise<string>;
  remove(id: string): Promise<void>;
  /** Every sync token given out so far is worthless from now on. */
  forgetSyncTokens(): Promise<void>;
  close(): Promise<void>;
}

/** The person before a consent page. */
export interface OAuthHarness {
  readonly provider: CalendarProvider & { readonly linking: OAuthLinking };
  readonly main: string;
  readonly readOnly: string;
  /** The main calendar's zone; empty where the provider does not tell. */
  readonly zone: string;
  /** True when each refresh gives a new refresh token and ends the old one. */
  readonly rotates: boolean;
  /** The person agrees on the page at `authorizeUrl`, perhaps without the calendars; gives back what the redirect carries. */
  consent(authorizeUrl: string, how?: { untick: boolean }): Promise<{ code: string; state: string }>;
  expireAccessTokens(): Promise<void>;
  withdraw(): Promise<void>;
  close(): Promise<void>;
}

export const grantOf = (harness: Pick<OAuthHarness, 'provider' | 'consent'>, how?: { untick: boolean }) =>
  harness.consent(
    harness.provider.linking.authorizeUrl({
      redirectUri: REDIRECT,
      state: 'the-state',
      codeChallenge: CHALLENGE,
    }),
    how,
  );

export const linkOf = async (
  harness: Pick<OAuthHarness, 'provider' | 'consent'>,
): Promise<LinkedAccount<Tokens>> => {
  const { code } = await grantOf(harness);
  return value(await harness.provider.linking.redeemCode(code, VERIFIER, REDIRECT));
};

const REDIRECT = 'http://localhost:3000/api/oauth/google/callback';
const VERIFIER = 'a-verifier-that-is-long-enough-for-rfc-7636-0123456789';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

const HOUR = 3_600_000;
const NOON = Date.UTC(2027, 2, 1, 12);
const WINDOW = { from: NOON - 40 * 24 * HOUR, to: NOON + 400 * 24 * HOUR };
const at = (ms: number): EventTime => ({ kind: 'instant', at: ms, zone: 'Europe/Riga' });

const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.fault.kind}: ${outcome.fault.detail}`);
  return outcome.value;
};
const faultOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'none' : outcome.fault.kind);
const idOf = (change: RemoteChange): string => (change.kind === 'event' ? change.event.id : change.id);
const eventsIn = (change: RemoteChange | undefined): readonly RemoteEvent[] =>
  change?.kind === 'event' ? [change.event] : change?.kind === 'series' ? change.events : [];

/** Linking over OAuth, for the providers that have it. */
export const describeOAuthLinking = (name: string, make: () => Promise<OAuthHarness>): void => {
  describe(`linking over OAuth: ${name}`, () => {
    let harness: OAuthHarness;
    let provider: OAuthHarness['provider'];
    beforeEach(async () => {
      harness = await make();
      provider = harness.provider;
    });
    afterEach(() => harness.close());

    test('linking gives the account, its tokens and its calendars; the state comes back untouched', async () => {
      const { code, state } = await grantOf(harness);
      expect(state).toBe('the-state');
      const account = value(await provider.linking.redeemCode(code, VERIFIER, REDIRECT));
      expect(account.externalId).not.toBe('');
      expect(account.tokens.expiresAt).toBeGreaterThan(Date.now());
      const access = { accessToken: account.tokens.accessToken, accountId: 'account' };
      const calendars = value(await provider.listCalendars(access));
      expect(calendars.filter((calendar) => calendar.primary)).toEqual([
        expect.objectContaining({ id: harness.main, zone: harness.zone, writable: true }),
      ]);
      expect(calendars.find((calendar) => calendar.id === harness.readOnly)?.writable).toBe(false);
    });

    test('a code is good once, and only with its verifier', async () => {
      const first = await grantOf(harness);
      expect(faultOf(await provider.linking.redeemCode(first.code, `${VERIFIER}x`, REDIRECT))).toBe(
        'reconnect',
      );
      const second = await grantOf(harness);
      expect(faultOf(await provider.linking.redeemCode(second.code, VERIFIER, REDIRECT))).toBe('none');
      expect(faultOf(await provider.linking.redeemCode(second.code, VERIFIER, REDIRECT))).toBe('reconnect');
    });

    test('unticked permissions are refused and named', async () => {
      const { code } = await grantOf(harness, { untick: true });
      const outcome = await provider.linking.redeemCode(code, VERIFIER, REDIRECT);
      expect(outcome).toMatchObject({ ok: false, fault: { kind: 'scopes-missing' } });
      expect(outcome.ok || outcome.fault.kind !== 'scopes-missing' ? [] : outcome.fault.missing).not.toEqual(
        [],
      );
    });

    test('the refresh token outlives access tokens, until the person takes the grant back', async () => {
      const { tokens } = await linkOf(harness);
      await harness.expireAccessTokens();
      const old = { accessToken: tokens.accessToken, accountId: 'account' };
      expect(faultOf(await provider.listCalendars(old))).toBe('expired');
      const fresh = value(await provider.linking.refresh(tokens));
      expect(fresh.refreshToken === tokens.refreshToken).toBe(!harness.rotates);
      value(await provider.listCalendars({ accessToken: fresh.accessToken, accountId: 'account' }));
      await harness.withdraw();
      expect(faultOf(await provider.linking.refresh(fresh))).toBe('reconnect');
    });

    test('a grant that is given back is gone, and giving it back twice is success', async () => {
      if (!provider.linking.revokes) {
        // There is no such call: forgetting the tokens is all that can be done, and that never fails.
        value(await provider.linking.revoke((await linkOf(harness)).tokens));
        return;
      }
      const { tokens } = await linkOf(harness);
      value(await provider.linking.revoke(tokens));
      value(await provider.linking.revoke(tokens));
      expect(faultOf(await provider.linking.refresh(tokens))).toBe('reconnect');
    });
  });
};

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

    const signIn = () => harness.signIn();
    type From = { kind: 'start' } | { kind: 'token'; token: string };
    const known = async () => {
      throw new Error('this provider tells what changed');
    };
    const asked = (from: From, page?: string) => ({
      ...(from.kind === 'start' ? { ...from, window: WINDOW } : { ...from, known }),
      ...(page === undefined ? {} : { page }),
    });
    /** Follows the pages; the sync token of the last one. */
    const listAll = async (access: Access, from: From) => {
      const changes: RemoteChange[] = [];
      let page: ChangePage;
      let next: string | undefined;
      do {
        page = value(await provider.listChanges(access, harness.main, asked(from, next)));
        changes.push(...page.changes);
        next = page.nextPage;
        // Only the last page carries the token.
        expect(page.nextSync === undefined).toBe(next !== undefined);
      } while (next !== undefined);
      return { changes, token: page.nextSync ?? '' };
    };
    const ownEvent = (key: string, change: Partial<OwnEvent> = {}): OwnEvent => ({
      key,
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
    const newKey = (generation = 1) =>
      provider.ownKey('0199aaaa-0000-7000-8000-000000000002', harness.main, generation);

    test('a full list comes in pages without tombstones; a token lists what changed since', async () => {
      const access = await signIn();
      const ids = new Map<string, string>();
      for (let i = 0; i < 7; i++) {
        const name = `event0${i}`;
        const id = await harness.put({
          id: name,
          title: `E${i}`,
          start: at(NOON + i * HOUR),
          end: at(NOON + (i + 1) * HOUR),
        });
        ids.set(id, name);
      }
      const named = (changes: readonly RemoteChange[]) =>
        [...new Set(changes.map((change) => ids.get(idOf(change))))].sort();
      await harness.remove('event03');
      const full = await listAll(access, { kind: 'start' });
      expect(named(full.changes)).toEqual([0, 1, 2, 4, 5, 6].map((i) => `event0${i}`));
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
      const byName = new Map(since.changes.map((change) => [ids.get(idOf(change)), change]));
      expect([...byName.keys()].sort()).toEqual(['event01', 'event02']);
      expect(byName.get('event02')?.kind).toBe('removed');
      expect(eventsIn(byName.get('event01'))).toMatchObject([
        { title: 'moved', start: { kind: 'instant', at: NOON + 30 * HOUR }, blocking: 'busy' },
      ]);
      // The old token again: the same answer, so a replay after a crash loses nothing.
      expect(named((await listAll(access, { kind: 'token', token: full.token })).changes)).toEqual([
        'event01',
        'event02',
      ]);
    });

    test('series and whole days arrive as they are', async () => {
      const access = await signIn();
      const series = await harness.put({
        id: 'series1',
        title: 'Weekly',
        start: at(NOON),
        end: at(NOON + HOUR),
        recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO'],
      });
      const feast = await harness.put({
        id: 'feast1',
        title: 'Holiday',
        start: { kind: 'date', date: '2027-06-23' },
        end: { kind: 'date', date: '2027-06-25' },
      });
      const { changes } = await listAll(access, { kind: 'start' });
      const events = changes.flatMap(eventsIn);
      expect(events.find(({ id }) => id === feast)).toMatchObject({
        start: { kind: 'date', date: '2027-06-23' },
        end: { kind: 'date', date: '2027-06-25' },
      });
      if (provider.mirrors === 'series') {
        expect(events.find(({ id }) => id === series)).toMatchObject({
          recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO'],
          start: { at: NOON, zone: 'Europe/Riga' },
        });
        return;
      }
      // The provider expands: one event a week, at the same hour by the clocks of Riga, as far as the window reaches.
      const starts = events
        .filter(({ recurringEventId }) => recurringEventId === series)
        .flatMap(({ start }) => (start.kind === 'instant' ? [start.at] : []))
        .sort((a, b) => a - b);
      const summerTime = Date.UTC(2027, 2, 28, 1);
      const weeks = Array.from({ length: 60 }, (_, week) => NOON + week * 7 * 24 * HOUR);
      const expected = weeks.map((ms) => (ms > summerTime ? ms - HOUR : ms));
      expect(starts.slice(0, 20)).toEqual(expected.slice(0, 20));
    });

    test('a sync token that the provider has forgotten asks for a reset', async () => {
      const access = await signIn();
      const { token } = await listAll(access, { kind: 'start' });
      await harness.forgetSyncTokens();
      expect(faultOf(await provider.listChanges(access, harness.main, asked({ kind: 'token', token })))).toBe(
        'reset',
      );
    });

    test('an own event is made once under its own id, and read back whole', async () => {
      const access = await signIn();
      const event = ownEvent(newKey());
      const made = value(await provider.createEvent(access, harness.main, event));
      const id = provider.ownId(harness.main, event.key);
      if (id !== null) expect(made.id).toBe(id);
      expect(made).toMatchObject({
        title: event.title,
        description: event.description,
        location: event.location,
        mark: event.mark,
        status: 'confirmed',
        blocking: 'busy',
        start: { kind: 'instant', at: event.start },
        end: { kind: 'instant', at: event.end },
      });
      // Sent again it is not made again: refused as taken, or answered with the one that is there.
      const again = await provider.createEvent(access, harness.main, event);
      expect(again.ok ? again.value.id : again.fault.kind).toBe(again.ok ? made.id : 'exists');
      const read = value(await provider.getEvent(access, harness.main, made.id));
      expect(read.etag).toBe(made.etag);
      expect(value(await provider.findOwn(access, harness.main, event))).toMatchObject({
        id: made.id,
        mark: event.mark,
      });
      const { changes } = await listAll(access, { kind: 'start' });
      const listed = changes.filter((change) => idOf(change) === made.id);
      expect(listed).toHaveLength(1);
      if (harness.listsMarks) expect(listed[0]).toMatchObject({ event: { mark: event.mark } });
    });

    test('an update needs the etag of what it changes, and keeps what is not ours', async () => {
      const access = await signIn();
      const event = ownEvent(newKey());
      const made = value(await provider.createEvent(access, harness.main, event));
      const moved = ownEvent(event.key, { start: NOON + 2 * HOUR, end: NOON + 3 * HOUR });
      const updated = value(
        await provider.updateEvent(access, harness.main, made.id, moved, made.etag ?? ''),
      );
      expect(updated.start).toMatchObject({ at: NOON + 2 * HOUR });
      expect(updated.etag).not.toBe(made.etag);
      expect(faultOf(await provider.updateEvent(access, harness.main, made.id, event, made.etag ?? ''))).toBe(
        'changed',
      );
      expect(value(await provider.getEvent(access, harness.main, made.id)).start).toMatchObject({
        at: NOON + 2 * HOUR,
      });
    });

    test('deleting is done once and again, and what is deleted is never brought back by an update', async () => {
      const access = await signIn();
      const event = ownEvent(newKey());
      const made = value(await provider.createEvent(access, harness.main, event));
      value(await provider.deleteEvent(access, harness.main, made.id));
      value(await provider.deleteEvent(access, harness.main, made.id));
      const found = await provider.findOwn(access, harness.main, event);
      const read = await provider.getEvent(access, harness.main, made.id);
      if (harness.remembersDeleted) {
        expect(faultOf(await provider.createEvent(access, harness.main, event))).toBe('exists');
        expect(value(read).status).toBe('cancelled');
        expect(value(found).status).toBe('cancelled');
      } else {
        expect([faultOf(read), faultOf(found)]).toEqual(['not-found', 'not-found']);
      }
      expect(['changed', 'forbidden', 'not-found']).toContain(
        faultOf(await provider.updateEvent(access, harness.main, made.id, event, made.etag ?? '')),
      );
      const next = value(await provider.createEvent(access, harness.main, ownEvent(newKey(2))));
      expect(next.id).not.toBe(made.id);
    });

    test('what is not there, not allowed or not signed in has its own word', async () => {
      const access = await signIn();
      const nothing = ownEvent(newKey(7));
      expect(faultOf(await provider.findOwn(access, harness.main, nothing))).toBe('not-found');
      const id = provider.ownId(harness.main, nothing.key) ?? 'no-such-event';
      expect(faultOf(await provider.getEvent(access, harness.main, id))).toBe('not-found');
      value(await provider.deleteEvent(access, harness.main, id));
      expect(faultOf(await provider.listChanges(access, harness.missing, asked({ kind: 'start' })))).toBe(
        'not-found',
      );
      expect(faultOf(await provider.createEvent(access, harness.readOnly, ownEvent(newKey())))).toBe(
        'forbidden',
      );
      expect(faultOf(await provider.getEvent(harness.stranger, harness.main, id))).toBe(
        harness.strangerFault,
      );
    });

    test('keys are the same for every try and differ by option, calendar and generation', () => {
      const key = provider.ownKey('m', 'c', 1);
      expect(provider.ownKey('m', 'c', 1)).toBe(key);
      expect(
        new Set([
          key,
          provider.ownKey('n', 'c', 1),
          provider.ownKey('m', 'd', 1),
          provider.ownKey('m', 'c', 2),
        ]).size,
      ).toBe(4);
      if (name === 'google') expect(key).toMatch(/^[a-v0-9]{5,1024}$/);
    });
  });
};
