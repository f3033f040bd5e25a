import { toFault, type Verb } from '../../../src/calendars/google/google-fault.js';
import { missingScopes } from '../../../src/calendars/google/google-oauth.js';
import { readIdToken } from '../../../src/calendars/id-token.js';

const NOW = Date.UTC(2026, 5, 1, 7);
const fault = (status: number | null, reason = '', verb: Verb = 'event', retryAfter: string | null = null) =>
  toFault(
    {
      status,
      body: {
        error: {
          code: status,
          message: reason === 'sync' ? 'Invalid sync token value.' : 'Words',
          errors: [{ reason }],
        },
      },
      retryAfter,
      message: 'call failed',
    },
    verb,
    NOW,
  );

describe('faults of the calendar API', () => {
  const cases: [string, ReturnType<typeof fault>, string][] = [
    ['no answer', fault(null), 'unknown'],
    ['500', fault(500, 'backendError'), 'unknown'],
    ['503', fault(503), 'unknown'],
    ['408', fault(408), 'unknown'],
    ['400', fault(400, 'invalid'), 'refused'],
    ['400 for a sync token', fault(400, 'sync', 'list'), 'reset'],
    ['400 with these words for an event', fault(400, 'sync', 'event'), 'refused'],
    ['401', fault(401, 'authError'), 'expired'],
    ['403', fault(403, 'forbidden'), 'forbidden'],
    [
      '403 without a reason',
      toFault({ status: 403, body: '<html>', retryAfter: null, message: '' }, 'event', NOW),
      'forbidden',
    ],
    ['403 rate', fault(403, 'rateLimitExceeded'), 'slow-down'],
    ['403 rate of the user', fault(403, 'userRateLimitExceeded'), 'slow-down'],
    ['403 quota', fault(403, 'quotaExceeded'), 'quota'],
    ['404', fault(404, 'notFound', 'list'), 'not-found'],
    ['409', fault(409, 'duplicate'), 'exists'],
    ['410 of a list', fault(410, 'fullSyncRequired', 'list'), 'reset'],
    ['410 of an event', fault(410, 'deleted'), 'not-found'],
    ['412', fault(412, 'conditionNotMet'), 'changed'],
    ['429', fault(429, 'rateLimitExceeded'), 'slow-down'],
  ];
  test.each(cases)('%s', (_, found, kind) => {
    expect(found.kind).toBe(kind);
    expect(found.detail).not.toBe('');
  });

  test('Retry-After in seconds, as a date, or nonsense', () => {
    expect(fault(429, '', 'event', '7')).toMatchObject({ retryAfterMs: 7000 });
    expect(fault(429, '', 'event', 'Mon, 01 Jun 2026 07:00:30 GMT')).toMatchObject({ retryAfterMs: 30_000 });
    expect(fault(429, '', 'event', 'soon')).toMatchObject({ retryAfterMs: null });
    expect(fault(429)).toMatchObject({ retryAfterMs: null });
  });
});

describe('the token endpoint', () => {
  const token = (status: number | null, error: string) =>
    toFault(
      { status, body: { error, error_description: 'Words' }, retryAfter: null, message: '' },
      'token',
      NOW,
    ).kind;

  test('a grant that is gone asks for a new link; a server in trouble does not', () => {
    expect(token(400, 'invalid_grant')).toBe('reconnect');
    expect(token(401, 'invalid_client')).toBe('refused');
    expect(token(503, '')).toBe('unknown');
    expect(token(null, '')).toBe('unknown');
    expect(token(429, '')).toBe('slow-down');
  });

  test('unticked scopes are named', () => {
    const all =
      'openid https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.calendarlist.readonly';
    expect(missingScopes(all)).toEqual([]);
    expect(missingScopes('openid https://www.googleapis.com/auth/calendar.events')).toEqual([
      'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
    ]);
  });

  test('an ID token names the person, for us only', () => {
    const tokenOf = (claims: unknown) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;
    expect(readIdToken(tokenOf({ sub: '7', email: 'a@b.c', aud: 'we' }), 'we')).toEqual({
      subject: '7',
      email: 'a@b.c',
    });
    expect(readIdToken(tokenOf({ sub: '7', aud: ['we', 'they'] }), 'we')).toEqual({
      subject: '7',
      email: null,
    });
    expect(readIdToken(tokenOf({ sub: '7', aud: 'they' }), 'we')).toBeNull();
    expect(readIdToken(tokenOf({ aud: 'we' }), 'we')).toBeNull();
    expect(readIdToken('rubbish', 'we')).toBeNull();
    expect(readIdToken('x.rubbish.y', 'we')).toBeNull();
  });
});
