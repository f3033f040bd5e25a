/**
 * What Google is asked for, and what came back. Source: https://developers.google.com/identity/protocols/oauth2 and
 * https://developers.google.com/workspace/calendar/api/auth.
 */
export const CALENDAR_SCOPES = [
  'https://www.googleapis.com/auth/calendar.events',
  'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
] as const;

/** openid and email name the person, so that a reconnect with another account is noticed. */
export const REQUESTED_SCOPES = ['openid', 'email', ...CALENDAR_SCOPES] as const;

/** The calendar scopes that the person unticked; `granted` is the token answer's space-separated scope. */
export const missingScopes = (granted: string): string[] => {
  const given = new Set(granted.split(/\s+/));
  return CALENDAR_SCOPES.filter((scope) => !given.has(scope));
};
