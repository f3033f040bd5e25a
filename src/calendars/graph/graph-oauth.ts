/**
 * What the identity platform is asked for, and what came back.
 * Source: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow
 */

/** Without it there is no refresh token. It is not named among what was granted: the token itself tells. */
export const OFFLINE = 'offline_access';

export const CALENDAR_SCOPES = ['Calendars.ReadWrite'] as const;

/** openid and email name the person, so that a reconnect with another account is noticed. */
export const REQUESTED_SCOPES = ['openid', 'email', OFFLINE, ...CALENDAR_SCOPES] as const;

/**
 * The scopes that were not granted; `granted` is the token answer's space-separated scope, in which Graph's own may or
 * may not carry its address, in any case of letters.
 */
export const missingScopes = (granted: string, refreshToken: string | undefined): string[] => {
  const given = new Set(granted.split(/\s+/).map((scope) => scope.replace(GRAPH, '').toLowerCase()));
  const missing: string[] = CALENDAR_SCOPES.filter((scope) => !given.has(scope.toLowerCase()));
  return refreshToken === undefined && missing.length === 0 ? [OFFLINE] : missing;
};

const GRAPH = /^https:\/\/graph\.microsoft\.com\//i;
