import { createHash, createHmac } from 'node:crypto';
import { type Answer, html, json, type Request, redirect } from '../http.js';
import { consentPage, oauthErrorPage } from './consent-page.js';
import { scope } from './scopes.js';
import type { GoogleWorld, Grant } from './world.js';

export interface OAuthClient {
  clientId: string;
  clientSecret: string;
  /** Exact redirect addresses; `loopback` takes any path and port on localhost, as for installed programs. */
  redirectUris: string[] | 'loopback';
  /** An app that Google has not reviewed yet: its refresh tokens die after seven days. */
  testing?: boolean;
}

export const DEFAULT_CLIENT: OAuthClient = {
  clientId: 'meetbroker-sandbox.apps.googleusercontent.com',
  clientSecret: 'sandbox-secret',
  redirectUris: 'loopback',
};

const CODE_LIFE = 10 * 60_000;
const ACCESS_LIFE = 3_600_000;
const TESTING_LIFE = 7 * 86_400_000;
/** A refresh token that nobody uses for six months is dropped. */
const IDLE_LIFE = 183 * 86_400_000;

/** Google's OAuth 2.0 endpoints for web server programs: https://developers.google.com/identity/protocols/oauth2/web-server */
export const oauth = (
  world: GoogleWorld,
  clients: readonly OAuthClient[],
  issuer: string,
  request: Request,
): Answer | undefined => {
  switch (`${request.method} ${request.path}`) {
    case 'GET /o/oauth2/v2/auth':
    case 'GET /o/oauth2/auth':
      return authorize(world, clients, request.query, undefined);
    case 'POST /o/oauth2/v2/auth':
      return authorize(world, clients, request.query, new URLSearchParams(request.body));
    case 'POST /token':
    case 'POST /oauth2/v4/token':
      return exchange(world, clients, issuer, request);
    case 'POST /revoke':
      return revoke(
        world,
        new URLSearchParams(request.body).get('token') ?? request.query.get('token') ?? '',
      );
    case 'GET /oauth2/v2/userinfo':
    case 'GET /oauth2/v3/userinfo':
    case 'GET /v1/userinfo':
      return userInfo(world, request);
    case 'GET /tokeninfo':
    case 'POST /tokeninfo':
    case 'GET /oauth2/v3/tokeninfo':
      return tokenInfo(world, request);
    default:
      return undefined;
  }
};

const isLoopback = (address: string): boolean => {
  const url = URL.parse(address);
  return url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
};

const mayReturnTo = (client: OAuthClient, address: string): boolean =>
  client.redirectUris === 'loopback' ? isLoopback(address) : client.redirectUris.includes(address);

/** The consent page, and what follows from it: a code, or access_denied. Bad clients never get a redirect. */
const authorize = (
  world: GoogleWorld,
  clients: readonly OAuthClient[],
  query: URLSearchParams,
  form: URLSearchParams | undefined,
): Answer => {
  const client = clients.find((one) => one.clientId === query.get('client_id'));
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!client) return html(401, oauthErrorPage('invalid_client', 'The OAuth client was not found.'));
  if (!mayReturnTo(client, redirectUri))
    return html(
      400,
      oauthErrorPage('redirect_uri_mismatch', `The redirect URI ${redirectUri} is not registered.`),
    );
  const asked = (query.get('scope') ?? '').split(' ').filter(Boolean);
  const challenge = query.get('code_challenge') ?? undefined;
  const method = query.get('code_challenge_method') ?? (challenge === undefined ? undefined : 'plain');
  if (query.get('response_type') !== 'code')
    return html(400, oauthErrorPage('invalid_request', 'Required parameter is missing: response_type'));
  if (asked.length === 0)
    return html(400, oauthErrorPage('invalid_request', 'Missing required parameter: scope'));
  if (method !== undefined && method !== 'S256' && method !== 'plain')
    return html(400, oauthErrorPage('invalid_request', 'Invalid code_challenge_method.'));

  const back = (answer: Record<string, string>): Answer => {
    const url = new URL(redirectUri);
    const state = query.get('state');
    if (state !== null) url.searchParams.set('state', state);
    for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
    return redirect(url.href);
  };

  const user = form?.get('user') ?? query.get('sandbox_user');
  if (form?.get('decision') === 'deny') return back({ error: 'access_denied' });
  if (user === null || user === undefined)
    return html(200, consentPage(Object.values(world.data.users), asked, query));
  if (!Object.hasOwn(world.data.users, user))
    return html(400, oauthErrorPage('invalid_request', `The sandbox has no user ${user}.`));
  const headless = form === undefined;
  const unticked = (query.get('sandbox_untick') ?? '').split(' ');
  const granted = headless
    ? asked.filter((name) => !unticked.includes(name))
    : asked.filter((name) => isIdentity(name) || form.getAll('scope').includes(name));
  if (granted.every(isIdentity) && !asked.every(isIdentity)) return back({ error: 'access_denied' });

  const key = `${client.clientId} ${user}`;
  const before = world.data.grants[key];
  const scopes =
    query.get('include_granted_scopes') === 'true' ? union(before?.scopes ?? [], granted) : granted;
  const code = world.token('4/0A');
  const nonce = query.get('nonce') ?? undefined;
  world.data.codes[code] = {
    user,
    clientId: client.clientId,
    scopes,
    redirectUri,
    ...(challenge === undefined ? {} : { challenge, method: method ?? 'plain' }),
    ...(nonce === undefined ? {} : { nonce }),
    // A refresh token comes with the first consent, and later only when consent is asked for again.
    offline:
      query.get('access_type') === 'offline' &&
      (before === undefined || (query.get('prompt') ?? '').split(' ').includes('consent')),
    expires: world.now() + CODE_LIFE,
  };
  world.data.grants[key] = { user, clientId: client.clientId, scopes: union(before?.scopes ?? [], scopes) };
  return back({ code, scope: scopes.join(' '), authuser: '0', prompt: query.get('prompt') ?? 'none' });
};

const isIdentity = (name: string): boolean =>
  ['openid', 'email', 'profile', scope('userinfo.email'), scope('userinfo.profile')].includes(name);

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

const oauthError = (status: number, error: string, description: string): Answer =>
  json(status, { error, error_description: description }, { 'Cache-Control': 'no-store' });

/** Client id and secret from the form or from HTTP Basic. */
const credentials = (request: Request, form: URLSearchParams): { id: string; secret: string } => {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined)
    return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  return { id, secret };
};

const exchange = (
  world: GoogleWorld,
  clients: readonly OAuthClient[],
  issuer: string,
  request: Request,
): Answer => {
  const form = new URLSearchParams(request.body);
  const { id, secret } = credentials(request, form);
  const client = clients.find((one) => one.clientId === id);
  if (!client) return oauthError(401, 'invalid_client', 'The OAuth client was not found.');
  if (client.clientSecret !== secret) return oauthError(401, 'invalid_client', 'Unauthorized');
  const type = form.get('grant_type');
  if (type === 'authorization_code') return redeem(world, client, issuer, form);
  if (type === 'refresh_token') return refresh(world, client, issuer, form);
  return oauthError(400, 'unsupported_grant_type', `Invalid grant_type: ${type ?? ''}`);
};

const redeem = (world: GoogleWorld, client: OAuthClient, issuer: string, form: URLSearchParams): Answer => {
  const value = form.get('code') ?? '';
  const code = Object.hasOwn(world.data.codes, value) ? world.data.codes[value] : undefined;
  if (!code || code.clientId !== client.clientId)
    return oauthError(400, 'invalid_grant', 'Malformed auth code.');
  // Single use, also when the attempt fails: a stolen code must not be tried twice.
  delete world.data.codes[value];
  if (code.expires <= world.now()) return oauthError(400, 'invalid_grant', 'Bad Request');
  if (code.redirectUri !== form.get('redirect_uri'))
    return oauthError(400, 'redirect_uri_mismatch', 'Bad Request');
  if (code.challenge !== undefined) {
    const verifier = form.get('code_verifier');
    if (verifier === null) return oauthError(400, 'invalid_grant', 'Missing code verifier.');
    const made =
      code.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
    if (made !== code.challenge) return oauthError(400, 'invalid_grant', 'Invalid code verifier.');
  }
  const grant: Grant = { user: code.user, clientId: code.clientId, scopes: code.scopes };
  const refreshToken = code.offline ? world.token('1//0') : undefined;
  if (refreshToken !== undefined)
    world.data.refreshTokens[refreshToken] = { ...grant, issued: world.now(), used: world.now() };
  return issue(world, issuer, client, grant, refreshToken, {
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(refreshToken !== undefined && client.testing
      ? { refresh_token_expires_in: TESTING_LIFE / 1000 }
      : {}),
    nonce: code.nonce,
  });
};

/** The answer repeats no refresh token: the old one stays good. */
const refresh = (world: GoogleWorld, client: OAuthClient, issuer: string, form: URLSearchParams): Answer => {
  const value = form.get('refresh_token') ?? '';
  const grant = Object.hasOwn(world.data.refreshTokens, value) ? world.data.refreshTokens[value] : undefined;
  const now = world.now();
  const dead =
    grant?.clientId !== client.clientId ||
    grant.used + IDLE_LIFE < now ||
    (client.testing === true && grant.issued + TESTING_LIFE <= now);
  if (dead) return oauthError(400, 'invalid_grant', 'Token has been expired or revoked.');
  grant.used = now;
  const { user, clientId, scopes } = grant;
  return issue(world, issuer, client, { user, clientId, scopes }, value, {});
};

const issue = (
  world: GoogleWorld,
  issuer: string,
  client: OAuthClient,
  grant: Grant,
  refreshToken: string | undefined,
  {
    nonce,
    ...extra
  }: { refresh_token?: string; refresh_token_expires_in?: number; nonce?: string | undefined },
): Answer => {
  const now = world.now();
  for (const [token, { expires }] of Object.entries(world.data.accessTokens))
    if (expires <= now - ACCESS_LIFE) delete world.data.accessTokens[token];
  const accessToken = world.token('ya29.');
  world.data.accessTokens[accessToken] = {
    ...grant,
    expires: now + ACCESS_LIFE,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
  return json(
    200,
    {
      access_token: accessToken,
      expires_in: ACCESS_LIFE / 1000,
      scope: grant.scopes.join(' '),
      token_type: 'Bearer',
      ...extra,
      ...(grant.scopes.includes('openid') ? { id_token: idToken(world, issuer, client, grant, nonce) } : {}),
    },
    { 'Cache-Control': 'no-store' },
  );
};

/**
 * Signed with HS256 and the client's secret, where Google signs with RS256 and published keys. Good enough for a
 * client that takes the token straight from the token endpoint; one that checks signatures has to know this.
 */
const idToken = (
  world: GoogleWorld,
  issuer: string,
  client: OAuthClient,
  grant: Grant,
  nonce: string | undefined,
): string => {
  const user = world.data.users[grant.user];
  const seconds = Math.floor(world.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = part({ alg: 'HS256', typ: 'JWT' });
  const body = part({
    iss: issuer,
    azp: client.clientId,
    aud: client.clientId,
    sub: user?.sub,
    ...(sees(grant, 'email') ? { email: grant.user, email_verified: true } : {}),
    ...(sees(grant, 'profile') ? { name: user?.name } : {}),
    ...(nonce === undefined ? {} : { nonce }),
    iat: seconds,
    exp: seconds + ACCESS_LIFE / 1000,
  });
  const signature = createHmac('sha256', client.clientSecret).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
};

const sees = (grant: Grant, what: 'email' | 'profile'): boolean =>
  grant.scopes.includes(what) || grant.scopes.includes(scope(`userinfo.${what}`));

/** Revoking either token of a pair ends both, and the consent with them. */
export const revoke = (world: GoogleWorld, token: string): Answer => {
  const { accessTokens, refreshTokens, grants } = world.data;
  const access = Object.hasOwn(accessTokens, token) ? accessTokens[token] : undefined;
  const grant = access ?? (Object.hasOwn(refreshTokens, token) ? refreshTokens[token] : undefined);
  if (!grant) return oauthError(400, 'invalid_token', 'Token expired or revoked');
  delete grants[`${grant.clientId} ${grant.user}`];
  const ends = (other: Grant) => other.user === grant.user && other.clientId === grant.clientId;
  for (const [key, other] of Object.entries(refreshTokens)) if (ends(other)) delete refreshTokens[key];
  for (const [key, other] of Object.entries(accessTokens)) if (ends(other)) delete accessTokens[key];
  return json(200, {});
};

const bearer = (world: GoogleWorld, request: Request): (Grant & { expires: number }) | undefined => {
  const token =
    /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ??
    request.query.get('access_token') ??
    '';
  const known = Object.hasOwn(world.data.accessTokens, token) ? world.data.accessTokens[token] : undefined;
  return known && known.expires > world.now() ? known : undefined;
};

const userInfo = (world: GoogleWorld, request: Request): Answer => {
  const grant = bearer(world, request);
  const user = grant && world.data.users[grant.user];
  if (!grant || !user)
    return json(401, {
      error: {
        code: 401,
        message:
          'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
        status: 'UNAUTHENTICATED',
      },
    });
  const who =
    request.path === '/oauth2/v2/userinfo'
      ? { id: user.sub, verified_email: true }
      : { sub: user.sub, email_verified: true };
  const { verified_email, email_verified, ...id } = {
    verified_email: undefined,
    email_verified: undefined,
    ...who,
  };
  return json(200, {
    ...id,
    ...(sees(grant, 'email') ? { email: user.email, verified_email, email_verified } : {}),
    ...(sees(grant, 'profile') ? { name: user.name } : {}),
  });
};

const tokenInfo = (world: GoogleWorld, request: Request): Answer => {
  const grant = bearer(world, request);
  if (!grant) return oauthError(400, 'invalid_token', 'Invalid Value');
  const user = world.data.users[grant.user];
  return json(200, {
    azp: grant.clientId,
    aud: grant.clientId,
    sub: user?.sub,
    scope: grant.scopes.join(' '),
    exp: String(Math.floor(grant.expires / 1000)),
    expires_in: String(Math.ceil((grant.expires - world.now()) / 1000)),
    ...(sees(grant, 'email') ? { email: grant.user, email_verified: 'true' } : {}),
    access_type: 'offline',
  });
};
