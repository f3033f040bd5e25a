import { type Answer, html, type Request, redirect } from '../http.js';
import { mayReturnTo, type OAuthClient, scopesIn } from './clients.js';
import { consentPage, formPostPage, signInErrorPage } from './consent-page.js';
import { described } from './oauth-failure.js';
import { isIdentity } from './scopes.js';
import type { MicrosoftWorld } from './world.js';

const CODE_LIFE = 10 * 60_000;

/**
 * /{tenant}/oauth2/v2.0/authorize: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 * GET shows the page; `sandbox_user` (and `sandbox_untick`, scopes with spaces between) answer it without a person.
 * A client or address that is not known never gets a redirect.
 */
export const authorize = (
  world: MicrosoftWorld,
  clients: readonly OAuthClient[],
  tenant: string,
  request: Request,
): Answer => {
  const { query } = request;
  const form = request.method === 'POST' ? new URLSearchParams(request.body) : undefined;
  const stop = (code: number, description: string): Answer =>
    html(400, signInErrorPage(described(world, { code, description }).text));
  const clientId = query.get('client_id') ?? '';
  const client = clients.find((one) => one.clientId === clientId);
  if (!client)
    return stop(700016, `Application with identifier '${clientId}' was not found in the directory.`);
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!mayReturnTo(client, redirectUri))
    return stop(
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
    );
  for (const parameter of ['response_type', 'scope'])
    if (!query.get(parameter))
      return stop(900144, `The request body must contain the following parameter: '${parameter}'.`);

  const back = (answer: Record<string, string>): Answer => {
    const state = query.get('state');
    const fields = { ...answer, ...(state === null ? {} : { state }) };
    const mode = query.get('response_mode') ?? 'query';
    if (mode === 'form_post') return html(200, formPostPage(redirectUri, fields));
    const url = new URL(redirectUri);
    if (mode === 'fragment') url.hash = new URLSearchParams(fields).toString();
    else for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
    return redirect(url.href);
  };
  const refuse = (error: string, code: number, description: string): Answer =>
    back({ error, error_description: described(world, { code, description }).text });

  if (query.get('response_type') !== 'code')
    return refuse(
      'unsupported_response_type',
      700054,
      `response_type '${query.get('response_type')}' is not enabled for the application.`,
    );
  const { scopes: asked, unknown } = scopesIn(query.get('scope') ?? '');
  if (unknown !== undefined)
    return refuse(
      'invalid_client',
      650053,
      `The application asked for scope '${unknown}' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'.`,
    );
  const challenge = query.get('code_challenge') ?? undefined;
  const method = query.get('code_challenge_method') ?? (challenge === undefined ? undefined : 'plain');
  if (method !== undefined && method !== 'S256' && method !== 'plain')
    return refuse('invalid_request', 501491, `Invalid size or method of Code_Challenge parameter.`);
  if (client.clientSecret === undefined && challenge === undefined)
    return refuse(
      'invalid_request',
      9002325,
      'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
    );

  const address = (form?.get('user') ?? query.get('sandbox_user'))?.toLowerCase();
  if (form?.get('decision') === 'deny')
    return refuse('access_denied', 65004, 'User declined to consent to access the app.');
  if (address === undefined) {
    if (query.get('prompt') === 'none')
      return refuse('login_required', 50058, 'A silent sign-in request was sent but no user is signed in.');
    const kind = { organizations: 'work', consumers: 'personal' }[tenant];
    const users = Object.values(world.data.users).filter((user) => !kind || user.kind === kind);
    return html(200, consentPage(users, asked, client.name, query));
  }
  const user = world.user(address);
  if (!user) return stop(50034, `The user account ${address} does not exist in the sandbox.`);
  const unticked = (query.get('sandbox_untick') ?? '').split(' ');
  const scopes = form
    ? asked.filter(
        (name) => ['openid', 'email', 'profile'].includes(name) || form.getAll('scope').includes(name),
      )
    : asked.filter((name) => !unticked.includes(name));
  if (scopes.every(isIdentity) && !asked.every(isIdentity))
    return refuse('access_denied', 65004, 'User declined to consent to access the app.');

  const code = world.token(user.kind === 'personal' ? 'M.C5_BL2.2.U.' : '1.A', 600);
  const nonce = query.get('nonce') ?? undefined;
  world.data.codes[code] = {
    user: user.address,
    clientId,
    scopes,
    redirectUri,
    ...(challenge === undefined ? {} : { challenge, method: method ?? 'plain' }),
    ...(nonce === undefined ? {} : { nonce }),
    expires: world.now() + CODE_LIFE,
    redeemed: false,
  };
  return back({ code, session_state: world.guid() });
};
