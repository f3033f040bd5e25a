import { type Answer, json, type Request } from '../http.js';
import { authorize } from './authorize.js';
import { SCOPE_WORDS } from './scopes.js';
import { type TokenParts, tokenEndpoint } from './token-endpoint.js';
import type { MicrosoftWorld } from './world.js';

/** The identity platform's addresses under /{tenant}/: common, organizations, consumers or a tenant's id. */
export const oauth = (parts: TokenParts, request: Request): Answer | undefined => {
  const match =
    /^\/([\w.-]+)\/(oauth2\/v2\.0\/(authorize|token)|v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys)$/.exec(
      request.path,
    );
  const [, tenant, what] = match ?? [];
  if (tenant === undefined || what === undefined) return undefined;
  const verb = request.method;
  if (what === 'oauth2/v2.0/authorize' && (verb === 'GET' || verb === 'POST'))
    return authorize(parts.world, parts.clients, tenant, request);
  if (what === 'oauth2/v2.0/token' && verb === 'POST') return tokenEndpoint(parts, request);
  if (what.endsWith('keys') && verb === 'GET') return json(200, parts.key.jwks());
  if (what.endsWith('openid-configuration') && verb === 'GET')
    return json(200, configuration(parts.origin, tenant));
  return undefined;
};

const configuration = (origin: string, tenant: string): Record<string, unknown> => ({
  issuer: `${origin}/${['common', 'organizations', 'consumers'].includes(tenant) ? '{tenantid}' : tenant}/v2.0`,
  authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
  token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
  jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
  response_types_supported: ['code'],
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: Object.keys(SCOPE_WORDS).slice(0, 4),
});

/** Lets access tokens die of age, for one person or for all. */
export const expireTokens = (world: MicrosoftWorld, user: string | undefined): void => {
  for (const token of Object.values(world.data.accessTokens))
    if (user === undefined || token.user === user) token.expires = Math.min(token.expires, world.now());
};

/**
 * What a person does under "apps and services", or an administrator does: refreshing answers invalid_grant, and
 * access tokens end at once (in the real service some live until they run out).
 */
export const revokeGrants = (world: MicrosoftWorld, user: string | undefined): void => {
  const { accessTokens, refreshTokens } = world.data;
  for (const token of [...Object.values(accessTokens), ...Object.values(refreshTokens)])
    if (user === undefined || token.user === user) token.revoked = true;
};
