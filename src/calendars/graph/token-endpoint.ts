import type { OAuthProviderConfig } from '../../config.js';
import type { Clock } from '../../time/clock.port.js';
import type { AuthorizeRequest, LinkedAccount, OAuthLinking, Outcome, Tokens } from '../calendar.port.js';
import { readIdToken } from '../id-token.js';
import { type HttpAnswer, isNoAnswer, type Json, readAnswer } from './answer.js';
import { type GraphFailure, toFault } from './graph-fault.js';
import { missingScopes, REQUESTED_SCOPES } from './graph-oauth.js';

/** Tokens live for an hour or so; an answer that does not say how long is treated as short-lived. */
const DEFAULT_LIFE_S = 300;

/**
 * Microsoft's identity platform: the code flow of OAuth 2.0 with PKCE. Each refresh gives a new refresh token; the old
 * one goes on working until it ends by itself, so that an answer that is lost on its way costs nothing.
 * Sources: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow,
 * https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens
 */
export class TokenEndpoint implements OAuthLinking {
  readonly kind = 'oauth';
  readonly revokes = false;

  constructor(
    private readonly settings: OAuthProviderConfig,
    private readonly timeoutMs: number,
    private readonly clock: Clock,
  ) {}

  authorizeUrl(request: AuthorizeRequest): string {
    const url = new URL(this.settings.authUrl);
    const parameters = {
      client_id: this.settings.clientId,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: request.redirectUri,
      scope: REQUESTED_SCOPES.join(' '),
      state: request.state,
      code_challenge: request.codeChallenge,
      code_challenge_method: 'S256',
      // Whoever is signed in to this browser need not be whose calendar it is.
      prompt: 'select_account',
      ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  async redeemCode(
    code: string,
    verifier: string,
    redirectUri: string,
  ): Promise<Outcome<LinkedAccount<Tokens>>> {
    const answer = await this.ask({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    });
    if (!answer.ok) return answer;
    const { scope = '', id_token: idToken = '', refresh_token: refreshToken } = answer.value;
    const missing = missingScopes(scope, refreshToken);
    if (missing.length > 0 || refreshToken === undefined) {
      const detail = `not granted: ${missing.join(', ')}`;
      return { ok: false, fault: { kind: 'scopes-missing', missing, detail } };
    }
    const claims = readIdToken(idToken, this.settings.clientId);
    if (claims === null) return refuse('the answer does not say whose account it is');
    return {
      ok: true,
      value: {
        externalId: claims.subject,
        email: claims.email,
        scopes: scope.split(/\s+/),
        tokens: this.tokensOf(answer.value, refreshToken),
      },
    };
  }

  async refresh(tokens: Tokens): Promise<Outcome<Tokens>> {
    const answer = await this.ask({ grant_type: 'refresh_token', refresh_token: tokens.refreshToken });
    if (!answer.ok) return answer;
    return {
      ok: true,
      value: this.tokensOf(answer.value, answer.value.refresh_token ?? tokens.refreshToken),
    };
  }

  /** There is no call for it: the person takes the app off on the own account page. */
  async revoke(): Promise<Outcome<void>> {
    return { ok: true, value: undefined };
  }

  private async ask(parameters: Readonly<Record<string, string>>): Promise<Outcome<TokenAnswer>> {
    const { clientId, clientSecret, tokenUrl } = this.settings;
    const body = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      scope: REQUESTED_SCOPES.join(' '),
      ...parameters,
    });
    const failed = (failure: GraphFailure): Outcome<never> => ({
      ok: false,
      fault: toFault(failure, 'token', this.clock.now()),
    });
    let answer: HttpAnswer;
    try {
      const signal = AbortSignal.timeout(this.timeoutMs);
      answer = await readAnswer(await fetch(tokenUrl, { method: 'POST', body, redirect: 'manual', signal }));
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
      return failed({ status: null, code: '', message: error.message, retryAfter: null });
    }
    const fields = fieldsOf(answer.json ?? {});
    if (answer.ok && fields.access_token !== undefined) {
      return { ok: true, value: { ...fields, access_token: fields.access_token } };
    }
    const { status, retryAfter } = answer;
    return failed({ status, code: fields.error ?? '', message: fields.error_description ?? '', retryAfter });
  }

  private tokensOf(answer: TokenAnswer, refreshToken: string): Tokens {
    const life = (answer.expires_in ?? DEFAULT_LIFE_S) * 1000;
    return { accessToken: answer.access_token, refreshToken, expiresAt: this.clock.now() + life };
  }
}

interface TokenFields {
  readonly access_token?: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly scope?: string;
  readonly expires_in?: number;
  readonly error?: string;
  readonly error_description?: string;
}
type TokenAnswer = TokenFields & { readonly access_token: string };

/** Whatever has another type than the protocol says is as good as not there. */
const fieldsOf = (json: Json): TokenFields =>
  Object.fromEntries(
    Object.entries(json).filter(
      ([name, field]) => typeof field === (name === 'expires_in' ? 'number' : 'string') && field !== '',
    ),
  ) as TokenFields;

const refuse = (detail: string): Outcome<never> => ({ ok: false, fault: { kind: 'refused', detail } });
