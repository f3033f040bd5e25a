import { toFault, type Verb } from '../../../src/calendars/graph/graph-fault.js';
import { missingScopes } from '../../../src/calendars/graph/graph-oauth.js';

const NOW = Date.UTC(2026, 5, 1, 7);
const fault = (status: number | null, code = '', verb: Verb = 'read', retryAfter: string | null = null) =>
  toFault({ status, code, message: 'Words', retryAfter }, verb, NOW);

describe('faults of Graph', () => {
  const cases: [string, ReturnType<typeof fault>, string][] = [
    ['no answer', fault(null), 'unknown'],
    ['no answer to a write', fault(null, '', 'create'), 'unknown'],
    ['500', fault(500, 'InternalServerError'), 'unknown'],
    ['504 of an endless series', fault(504, 'UnknownError', 'list'), 'unknown'],
    ['an answer that cannot be read', fault(200, '', 'create'), 'unknown'],
    ['a redirect', fault(302), 'unknown'],
    ['400', fault(400, 'ErrorInvalidRequest'), 'refused'],
    ['401', fault(401, 'InvalidAuthenticationToken'), 'expired'],
    ['403', fault(403, 'ErrorAccessDenied'), 'forbidden'],
    ['403 of a full mailbox', fault(403, 'ErrorQuotaExceeded', 'create'), 'quota'],
    ['404', fault(404, 'ErrorItemNotFound'), 'not-found'],
    ['400 for what is no id', fault(400, 'ErrorInvalidIdMalformed'), 'not-found'],
    ['404 of a calendar', fault(404, 'ErrorItemNotFound', 'list'), 'not-found'],
    ['410 of a delta', fault(410, 'resyncRequired', 'list'), 'reset'],
    ['410 of a delta without a word', fault(410, '', 'list'), 'reset'],
    ['410 of an event', fault(410, ''), 'not-found'],
    ['40x of a delta, by its word', fault(404, 'syncStateNotFound', 'list'), 'reset'],
    ['40x of a delta, by another word', fault(400, 'SyncStateInvalid', 'list'), 'reset'],
    ['the same words elsewhere', fault(404, 'syncStateNotFound', 'read'), 'not-found'],
    ['a transactionId that is taken', fault(409, 'ErrorDuplicateTransactionId', 'create'), 'exists'],
    ['the same as an older 400', fault(400, 'ErrorDuplicateTransactionId', 'create'), 'exists'],
    ['409 of an update', fault(409, 'ErrorIrresolvableConflict', 'write'), 'changed'],
    ['412', fault(412, 'ErrorIrresolvableConflict', 'write'), 'changed'],
    ['429', fault(429, 'ApplicationThrottled'), 'slow-down'],
    ['429 of a write: it was not carried out', fault(429, 'ApplicationThrottled', 'create'), 'slow-down'],
    ['503 of a read that says when', fault(503, 'serviceNotAvailable', 'list', '20'), 'slow-down'],
    ['503 of a read that does not', fault(503, 'serviceNotAvailable', 'list'), 'unknown'],
    ['503 of a write: it may have been carried out', fault(503, '', 'create', '20'), 'unknown'],
    ['503 of an update', fault(503, '', 'write', '20'), 'unknown'],
  ];
  test.each(cases)('%s', (_, found, kind) => {
    expect(found.kind).toBe(kind);
    expect(found.detail).not.toBe('');
  });

  test('Retry-After is honoured', () => {
    expect(fault(429, '', 'read', '7')).toMatchObject({ retryAfterMs: 7000 });
    expect(fault(429)).toMatchObject({ retryAfterMs: null });
    expect(fault(503, '', 'list', 'Mon, 01 Jun 2026 07:00:30 GMT')).toMatchObject({ retryAfterMs: 30_000 });
  });

  test('details are one bounded line', () => {
    const long = toFault(
      { status: 400, code: 'C', message: `a\r\nb${'x'.repeat(999)}`, retryAfter: null },
      'read',
      NOW,
    );
    expect(long.detail).toMatch(/^400 C a bx+$/);
    expect(long.detail).toHaveLength(300);
  });
});

describe('the token endpoint', () => {
  const token = (status: number | null, error = '') => fault(status, error, 'token').kind;

  test('a grant that is gone, or a second factor that is wanted, takes a person; a server in trouble does not', () => {
    expect(token(400, 'invalid_grant')).toBe('reconnect');
    expect(token(400, 'interaction_required')).toBe('reconnect');
    expect(token(400, 'consent_required')).toBe('reconnect');
    expect(token(401, 'invalid_client')).toBe('refused');
    expect(token(400, 'temporarily_unavailable')).toBe('unknown');
    expect(token(503)).toBe('unknown');
    expect(token(200)).toBe('unknown');
    expect(token(null)).toBe('unknown');
    expect(token(429)).toBe('slow-down');
  });

  test('what was not granted is named; Graph’s address and the case of letters do not matter', () => {
    expect(missingScopes('openid email Calendars.ReadWrite', 'r')).toEqual([]);
    expect(missingScopes('https://graph.microsoft.com/Calendars.ReadWrite openid', 'r')).toEqual([]);
    expect(missingScopes('https://graph.microsoft.com/calendars.readwrite', 'r')).toEqual([]);
    expect(missingScopes('openid email Calendars.Read', 'r')).toEqual(['Calendars.ReadWrite']);
    expect(missingScopes('Calendars.ReadWrite', undefined)).toEqual(['offline_access']);
  });
});
