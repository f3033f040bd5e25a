/**
 * The error documents of Microsoft Graph: https://learn.microsoft.com/graph/errors. The codes beginning with Error
 * are Exchange's own; a client goes by the code, the message is for developers.
 */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  body(about: { requestId: string; clientRequestId: string; date: string }): unknown {
    return {
      error: {
        code: this.code,
        message: this.message,
        innerError: {
          date: about.date,
          'request-id': about.requestId,
          'client-request-id': about.clientRequestId,
        },
      },
    };
  }
}

const challenge = (extra = ''): Record<string, string> => ({
  'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"${extra}`,
});

export const tokenMissing = () =>
  new GraphFailure(401, 'InvalidAuthenticationToken', 'Access token is empty.', challenge());

export const tokenUnknown = () =>
  new GraphFailure(
    401,
    'InvalidAuthenticationToken',
    'IDX14100: JWT is not well formed, there are no dots (.).',
    challenge(),
  );

export const tokenExpired = () =>
  new GraphFailure(
    401,
    'InvalidAuthenticationToken',
    'Lifetime validation failed, the token is expired.',
    challenge(),
  );

export const tokenRevoked = () =>
  new GraphFailure(
    401,
    'InvalidAuthenticationToken',
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
    challenge(', error="insufficient_claims"'),
  );

export const accessDenied = () =>
  new GraphFailure(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');

/** The directory's answer, where Exchange says ErrorAccessDenied. */
export const requestDenied = () =>
  new GraphFailure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

export const itemNotFound = () =>
  new GraphFailure(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

export const idMalformed = () => new GraphFailure(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');

export const resourceNotFound = (segment: string) =>
  new GraphFailure(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);

export const objectNotFound = () => new GraphFailure(404, 'ResourceNotFound', 'The object was not found.');

export const changeKeyConflict = () =>
  new GraphFailure(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  );

export const crossingBoundary = () =>
  new GraphFailure(
    400,
    'ErrorOccurrenceCrossingBoundary',
    'Modified occurrence is crossing or overlapping adjacent occurrence.',
  );

export const invalid = (message: string, code = 'ErrorInvalidRequest') =>
  new GraphFailure(400, code, message);

export const propertyFailed = () =>
  invalid('At least one property failed validation.', 'ErrorPropertyValidationFailure');

export const unknownProperty = (name: string, type = 'microsoft.graph.event') =>
  invalid(
    `The property '${name}' does not exist on type '${type}'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
    'RequestBodyRead',
  );

export const unreadableBody = () =>
  invalid('Unable to read JSON request payload. Please ensure Content-Type header is set.', 'BadRequest');

export const zoneNotSupported = (zone: string) =>
  invalid(
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${zone}'.`,
    'TimeZoneNotSupportedException',
  );

export const throttled = (limit: 'MailboxConcurrency' | 'request', retryAfter: number) =>
  new GraphFailure(429, 'ApplicationThrottled', `Application is over its ${limit} limit.`, {
    'Retry-After': String(retryAfter),
  });

export const serverFailure = (status: 500 | 502 | 503, retryAfter?: number) =>
  new GraphFailure(
    status,
    status === 500 ? 'ErrorInternalServerError' : 'ServiceUnavailable',
    status === 500
      ? 'An internal server error occurred. The operation failed.'
      : 'The service is unavailable.',
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  );

/** The gateway gave up on the mailbox's server; its body says nothing of use. */
export const gatewayTimeout = () => new GraphFailure(504, 'UnknownError', '');
