import { createHash } from 'node:crypto';
import { type Answer, json, type Request } from '../http.js';
import { type OAuthClient, scopesIn } from './clients.js';
import * as refusal from './oauth-failure.js';
import { shownScopes } from './scopes.js';
import type { SigningKey } from './signing.js';
import { tenantOf } from './tenant.js';
import { stamp } from './times.js';
import type { Grant, MicrosoftWorld, StoredUser } from './world.js';

/** Access tokens live for 60 to 90 minutes, drawn for each. */
const SHORTEST_LIFE = 3_600;
const LIFE_SPREAD = 1_800;
/** A refresh token that nobody uses for this long is dead. */
const IDLE_LIFE = 90 * 86_400_000;

export interface TokenParts {
  world: MicrosoftWorld;
  clients: readonly OAuthClient[];
  key: SigningKey;
  origin: string;
  /** How long a refresh token is still taken after a newer one was given, ms. */
  overlapMs: () => number;
}

/** Client id and secret from the form or from HTTP Basic. */
const credentials = (request: Request, form: URLSearchParams): { id: string; secret: string } => {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined)
    return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  return { id, secret };
};

/** POST /{tenant}/oauth2/v2.0/token, for codes and refresh tokens. */
export const tokenEndpoint = (parts: TokenParts, request: Request): Answer => {
  const { world, clients } = parts;
  const form = new URLSearchParams(request.body);
  const fail = (failure: refusal.OAuthFailure) => refusal.oauthFailed(world, failure);
  const { id, secret } = credentials(request, form);
  const type = form.get('grant_type');
  if (id === '') return fail(refusal.missing('client_id'));
  if (type === null) return fail(refusal.missing('grant_type'));
  const client = clients.find((one) => one.clientId === id);
  if (!client) return fail(refusal.unknownClient(id));
  if (client.clientSecret !== undefined && client.clientSecret !== secret) return fail(refusal.wrongSecret());
  if (type === 'authorization_code') return redeem(parts, client, form, fail);
  if (type === 'refresh_token') return refresh(parts, client, form, fail);
  return fail(refusal.unsupportedGrant(type));
};

type Fail = (failure: refusal.OAuthFailure) => Answer;

const redeem = (parts: TokenParts, client: OAuthClient, form: URLSearchParams, fail: Fail): Answer => {
  const { world } = parts;
  for (const parameter of ['code', 'redirect_uri'])
    if (!form.get(parameter)) return fail(refusal.missing(parameter));
  const value = form.get('code') ?? '';
  const code = Object.hasOwn(world.data.codes, value) ? world.data.codes[value] : undefined;
  if (!code || code.clientId !== client.clientId) return fail(refusal.malformedGrant());
  if (code.redeemed) return fail(refusal.codeRedeemed());
  if (code.expires <= world.now()) return fail(refusal.codeExpired());
  if (code.redirectUri !== form.get('redirect_uri')) return fail(refusal.redirectMismatch());
  if (code.challenge !== undefined) {
    const verifier = form.get('code_verifier');
    if (!verifier) return fail(refusal.missing('code_verifier'));
    const made =
      code.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
    if (made !== code.challenge) return fail(refusal.verifierMismatch());
  }
  code.redeemed = true;
  return issue(parts, { user: code.user, clientId: code.clientId, scopes: code.scopes }, code.nonce);
};

/** The answer carries a new refresh token; the old one is good for the overlap only. */
const refresh = (parts: TokenParts, client: OAuthClient, form: URLSearchParams, fail: Fail): Answer => {
  const { world } = parts;
  const value = form.get('refresh_token');
  if (!value) return fail(refusal.missing('refresh_token'));
  const now = world.now();
  const old = Object.hasOwn(world.data.refreshTokens, value) ? world.data.refreshTokens[value] : undefined;
  if (!old || old.clientId !== client.clientId) return fail(refusal.malformedGrant());
  if (old.revoked) return fail(refusal.grantRevoked(stamp(old.issued)));
  if (old.expires <= now) return fail(refusal.refreshExpired(stamp(old.issued)));
  if (old.ends !== undefined && old.ends <= now) return fail(refusal.refreshReplaced());
  const { scopes: asked, unknown } = scopesIn(form.get('scope') ?? '');
  const missing = unknown ?? asked.find((name) => !old.scopes.includes(name));
  if (missing !== undefined) return fail(refusal.notConsented(client.clientId));
  old.ends ??= now + parts.overlapMs();
  return issue(parts, { user: old.user, clientId: old.clientId, scopes: old.scopes }, undefined);
};

const issue = (parts: TokenParts, grant: Grant, nonce: string | undefined): Answer => {
  const { world, key, origin } = parts;
  const user = world.user(grant.user);
  const now = world.now();
  prune(world);
  const draw = Number.parseInt(world.guid().slice(0, 8), 16) / 0xffff_ffff;
  const seconds = SHORTEST_LIFE - 1 + Math.floor(draw * LIFE_SPREAD);
  const personal = user?.kind === 'personal';
  // As long as real ones are, so that they are stored and sent the way real ones will be.
  const access = world.token(personal ? 'EwBY' : 'eyJ0eXAi', 1_400);
  world.data.accessTokens[access] = { ...grant, expires: now + seconds * 1000 };
  const offline = grant.scopes.includes('offline_access');
  const refreshToken = world.token(personal ? 'M.C5_BL2.0.U.-' : '1.AX', 1_000);
  if (offline) world.data.refreshTokens[refreshToken] = { ...grant, issued: now, expires: now + IDLE_LIFE };
  return json(
    200,
    {
      token_type: 'Bearer',
      scope: shownScopes(grant.scopes, personal),
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: access,
      ...(offline ? { refresh_token: refreshToken } : {}),
      ...(user && grant.scopes.includes('openid')
        ? { id_token: key.sign(claims(world, origin, grant, user, nonce)) }
        : {}),
    },
    { 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' },
  );
};

const claims = (
  world: MicrosoftWorld,
  origin: string,
  grant: Grant,
  user: StoredUser,
  nonce: string | undefined,
): Record<string, unknown> => {
  const seconds = Math.floor(world.now() / 1000);
  const tid = tenantOf(user);
  return {
    aud: grant.clientId,
    iss: `${origin}/${tid}/v2.0`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + 3_900,
    oid: user.oid,
    sub: createHash('sha256').update(`${user.oid} ${grant.clientId}`).digest('base64url'),
    tid,
    ver: '2.0',
    ...(grant.scopes.includes('profile') ? { name: user.name, preferred_username: user.address } : {}),
    ...(grant.scopes.includes('email') ? { email: user.address } : {}),
    ...(nonce === undefined ? {} : { nonce }),
  };
};

/** Forgets what has been of no use for a day, so that the file does not grow with every refresh. */
const prune = (world: MicrosoftWorld): void => {
  const { accessTokens, refreshTokens, codes } = world.data;
  const long = world.now() - 86_400_000;
  for (const [token, { expires }] of Object.entries(accessTokens))
    if (expires <= long) delete accessTokens[token];
  for (const [token, { ends }] of Object.entries(refreshTokens))
    if (ends !== undefined && ends <= long) delete refreshTokens[token];
  for (const [code, { expires }] of Object.entries(codes)) if (expires <= long) delete codes[code];
};
