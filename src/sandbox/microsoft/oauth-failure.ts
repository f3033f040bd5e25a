import { type Answer, json } from '../http.js';
import type { MicrosoftWorld } from './world.js';

/**
 * Errors of the token endpoint: an OAuth error, and in words and numbers one of the service's own AADSTS codes.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export interface OAuthFailure {
  status: number;
  error: string;
  code: number;
  description: string;
  suberror?: string;
}

export const described = (world: MicrosoftWorld, failure: Pick<OAuthFailure, 'code' | 'description'>) => {
  const timestamp = `${new Date(world.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const [traceId, correlationId] = [world.guid(), world.guid()];
  return {
    timestamp,
    traceId,
    correlationId,
    text: `AADSTS${failure.code}: ${failure.description} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
  };
};

export const oauthFailed = (world: MicrosoftWorld, failure: OAuthFailure): Answer => {
  const { timestamp, traceId, correlationId, text } = described(world, failure);
  return json(
    failure.status,
    {
      error: failure.error,
      error_description: text,
      error_codes: [failure.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${failure.code}`,
      ...(failure.suberror ? { suberror: failure.suberror } : {}),
    },
    { 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' },
  );
};

const refuse =
  (status: number, error: string, code: number) =>
  (description: string, suberror?: string): OAuthFailure => ({
    status,
    error,
    code,
    description,
    ...(suberror ? { suberror } : {}),
  });

export const unknownClient = (id: string) =>
  refuse(
    400,
    'unauthorized_client',
    700016,
  )(
    `Application with identifier '${id}' was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  );

export const wrongSecret = () =>
  refuse(
    401,
    'invalid_client',
    7000215,
  )(
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app.',
  );

export const missing = (parameter: string) =>
  refuse(
    400,
    'invalid_request',
    900144,
  )(`The request body must contain the following parameter: '${parameter}'.`);

export const unsupportedGrant = (type: string) =>
  refuse(400, 'unsupported_grant_type', 70003)(`The app requested an unsupported grant type '${type}'.`);

export const malformedGrant = () =>
  refuse(400, 'invalid_grant', 9002313)('Invalid request. Request is malformed or invalid.');

export const codeExpired = () =>
  refuse(
    400,
    'invalid_grant',
    70008,
  )(
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  );

export const codeRedeemed = () =>
  refuse(
    400,
    'invalid_grant',
    54005,
  )(
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  );

export const redirectMismatch = () =>
  refuse(
    400,
    'invalid_grant',
    50011,
  )('The redirect URI specified in the request does not match the one the code was issued for.');

export const verifierMismatch = () =>
  refuse(
    400,
    'invalid_grant',
    501481,
  )('The Code_Verifier does not match the code_challenge supplied in the authorization request.');

export const refreshExpired = (issued: string) =>
  refuse(
    400,
    'invalid_grant',
    700082,
  )(
    `The refresh token has expired due to inactivity. The token was issued on ${issued} and was inactive for 90.00:00:00.`,
  );

export const refreshReplaced = () =>
  refuse(
    400,
    'invalid_grant',
    70000,
  )("The provided value for the input parameter 'refresh_token' or 'assertion' is not valid.");

export const grantRevoked = (issued: string) =>
  refuse(
    400,
    'invalid_grant',
    50173,
  )(
    `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${issued}'.`,
    'bad_token',
  );

export const notConsented = (clientId: string) =>
  refuse(
    400,
    'invalid_grant',
    65001,
  )(
    `The user or administrator has not consented to use the application with ID '${clientId}'. Send an interactive authorization request for this user and resource.`,
    'consent_required',
  );
