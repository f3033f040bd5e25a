/**
 * The error documents of Calendar API v3.
 * https://developers.google.com/workspace/calendar/api/guides/errors
 */
export class GoogleFailure extends Error {
  override readonly name = 'GoogleFailure';

  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    readonly detail: {
      domain?: string;
      location?: string;
      locationType?: 'header' | 'parameter';
      headers?: Record<string, string>;
      extra?: Record<string, unknown>;
    } = {},
  ) {
    super(message);
  }

  body(): unknown {
    const { domain = 'global', location, locationType, extra } = this.detail;
    const entry = {
      domain,
      reason: this.reason,
      message: this.message,
      ...(location ? { locationType: locationType ?? 'parameter', location } : {}),
    };
    return { error: { errors: [entry], code: this.status, message: this.message, ...extra } };
  }
}

export const badRequest = (message: string, location?: string, reason = 'invalid') =>
  new GoogleFailure(400, reason, message, location ? { location } : {});

export const required = (message: string) => new GoogleFailure(400, 'required', message);

export const emptyTimeRange = () =>
  new GoogleFailure(400, 'timeRangeEmpty', 'The specified time range is empty.', {
    domain: 'calendar',
    location: 'timeMax',
  });

export const invalidCredentials = () =>
  new GoogleFailure(401, 'authError', 'Invalid Credentials', {
    location: 'Authorization',
    locationType: 'header',
    headers: {
      'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"',
    },
  });

export const loginRequired = () =>
  new GoogleFailure(401, 'required', 'Login Required', {
    location: 'Authorization',
    locationType: 'header',
    headers: { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/"' },
  });

export const insufficientScopes = () =>
  new GoogleFailure(403, 'insufficientPermissions', 'Insufficient Permission', {
    extra: {
      status: 'PERMISSION_DENIED',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
          domain: 'googleapis.com',
        },
      ],
    },
    headers: {
      'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="insufficient_scope"',
    },
  });

export const writerNeeded = () =>
  new GoogleFailure(403, 'requiredAccessLevel', 'You need to have writer access to this calendar.', {
    domain: 'calendar',
  });

/** A deleted id stays taken, and what is deleted cannot be edited back to life. */
export const deletedCannotChange = () => new GoogleFailure(403, 'forbidden', 'Forbidden');

export const notFound = () => new GoogleFailure(404, 'notFound', 'Not Found');

export const duplicateId = () =>
  new GoogleFailure(409, 'duplicate', 'The requested identifier already exists.');

export const alreadyDeleted = () => new GoogleFailure(410, 'deleted', 'Resource has been deleted');

export const fullSyncRequired = () =>
  new GoogleFailure(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
    domain: 'calendar',
    location: 'syncToken',
  });

export const updatedMinTooLongAgo = () =>
  new GoogleFailure(
    410,
    'updatedMinTooLongAgo',
    'The requested minimum modification time lies too far in the past.',
    { domain: 'calendar', location: 'updatedMin' },
  );

export const conditionNotMet = () =>
  new GoogleFailure(412, 'conditionNotMet', 'Precondition Failed', {
    location: 'If-Match',
    locationType: 'header',
  });

export const rateLimited = (status: 403 | 429, reason = 'rateLimitExceeded', retryAfter?: number) =>
  new GoogleFailure(
    status,
    reason,
    reason === 'userRateLimitExceeded' ? 'User Rate Limit Exceeded' : 'Rate Limit Exceeded',
    {
      domain: 'usageLimits',
      ...(retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) } }),
    },
  );

export const calendarLimit = () =>
  new GoogleFailure(403, 'quotaExceeded', 'Calendar usage limits exceeded.', { domain: 'usageLimits' });

export const backendError = (status: 500 | 503) =>
  new GoogleFailure(status, 'backendError', status === 500 ? 'Backend Error' : 'Service unavailable');
