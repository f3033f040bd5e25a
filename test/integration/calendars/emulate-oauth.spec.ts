import { createEmulator, type Emulator } from 'emulate';
import { GoogleCalendar } from '../../../src/calendars/google/google-calendar.js';
import { challengeOf } from '../../../src/calendars/pkce.js';
import { systemClock } from '../../../src/time/clock.port.js';
import { freePort } from '../../support/app.js';

const REDIRECT = 'http://localhost:3000/api/oauth/google/callback';
const VERIFIER = 'a-verifier-that-is-long-enough-for-rfc-7636-0123456789';
const ANNA = 'anna@example.com';

/**
 * The sign-in against an emulation of Google that others wrote, so that client and simulator do not agree on a mistake.
 * Its calendars know neither sync tokens nor etags, so no more than their list is asked for.
 */
describe('Google’s sign-in, as an independent emulator has it', () => {
  let emulator: Emulator;
  let provider: GoogleCalendar;
  beforeAll(async () => {
    emulator = await createEmulator({
      service: 'google',
      port: await freePort(),
      seed: {
        google: {
          users: [{ email: ANNA, name: 'Anna' }],
          oauth_clients: [
            { client_id: 'us', client_secret: 'secret', name: 'Us', redirect_uris: [REDIRECT] },
          ],
          calendars: [
            {
              id: ANNA,
              user_email: ANNA,
              summary: ANNA,
              primary: true,
              selected: true,
              time_zone: 'Europe/Riga',
            },
          ],
        },
      },
    });
    const base = emulator.url.replace('localhost', '127.0.0.1');
    provider = new GoogleCalendar(
      {
        clientId: 'us',
        clientSecret: 'secret',
        apiUrl: `${base}/`,
        authUrl: `${base}/o/oauth2/v2/auth`,
        tokenUrl: `${base}/oauth2/token`,
      },
      systemClock,
    );
  });
  afterAll(async () => {
    provider.close();
    await emulator.close();
  });

  /** Presses the person's button on the page. */
  const consent = async (): Promise<URL> => {
    const address = provider.authorizeUrl({
      redirectUri: REDIRECT,
      state: 'the-state',
      codeChallenge: challengeOf(VERIFIER),
    });
    const page = await (await fetch(address)).text();
    const form = page.split('<form').find((part) => part.includes(ANNA)) ?? '';
    const fields = new URLSearchParams();
    for (const input of form.match(/<input[^>]*>/g) ?? []) {
      const [name, value] = ['name', 'value'].map(
        (attribute) => new RegExp(`${attribute}="([^"]*)"`).exec(input)?.[1],
      );
      if (name !== undefined) fields.set(name, (value ?? '').replaceAll('&amp;', '&'));
    }
    const action = /action="([^"]*)"/.exec(form)?.[1] ?? '';
    const answer = await fetch(new URL(action, address), {
      method: 'POST',
      body: fields,
      redirect: 'manual',
    });
    return new URL(answer.headers.get('location') ?? '');
  };

  test('code, tokens, calendars, refresh', async () => {
    const back = await consent();
    expect(back.searchParams.get('state')).toBe('the-state');
    const linked = await provider.redeemCode(back.searchParams.get('code') ?? '', VERIFIER, REDIRECT);
    if (!linked.ok) throw new Error(linked.fault.detail);
    expect(linked.value).toMatchObject({ email: ANNA, externalId: expect.stringMatching(/./) });
    const { tokens } = linked.value;
    const listed = await provider.listCalendars({ accessToken: tokens.accessToken, accountId: 'a' });
    expect(listed).toMatchObject({ ok: true, value: [{ id: ANNA, zone: 'Europe/Riga', primary: true }] });
    const fresh = await provider.refresh(tokens);
    if (!fresh.ok) throw new Error(fresh.fault.detail);
    expect(fresh.value.accessToken).not.toBe(tokens.accessToken);
    // Google takes the token to revoke from the address; the emulator only from a form. That it is gone afterwards is
    // for the contract suite to see.
    expect((await provider.revoke(fresh.value)).ok).toBe(true);
  });

  test('the code is worth nothing without its verifier', async () => {
    const back = await consent();
    const refused = await provider.redeemCode(back.searchParams.get('code') ?? '', `${VERIFIER}x`, REDIRECT);
    expect(refused).toMatchObject({ ok: false, fault: { kind: 'reconnect' } });
  });
});
