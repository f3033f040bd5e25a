import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { SecretsService } from '../secrets/secrets.service.js';
import { hashSecret, parseToken } from '../secrets/token.js';
import type { ProviderName } from './calendar.port.js';
import type { LinkRefusal } from './link-refusal.js';

/** Long enough for two-factor sign-ins, short enough that a state that leaked is worthless soon. */
const LIFE_MS = 10 * 60_000;

export interface NewState {
  readonly provider: ProviderName;
  readonly clientId: string;
  readonly userId: string;
  readonly verifier: string;
  /** Of the account to reconnect; null links any. */
  readonly expectedExternalId: string | null;
}

export interface SpentState {
  readonly provider: ProviderName;
  readonly clientId: string;
  readonly verifier: string;
  readonly expectedExternalId: string | null;
}

/** OAuth states: kept as a hash, good once, for ten minutes, for one person and one client (RFC 6749 10.12). */
@Injectable()
export class OAuthStateStore {
  constructor(@Inject(SecretsService) private readonly secrets: SecretsService) {}

  /** @returns the state for the provider's address; it says its agency by itself. */
  async open(tx: Tx, agencyId: string, state: NewState, now: number): Promise<string> {
    const { token, hash } = this.secrets.newToken(agencyId);
    await tx.query(
      `insert into oauth_state (agency_id, state_hash, provider, client_id, user_id, sealed_verifier,
                                expected_external_id, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        agencyId,
        hash,
        state.provider,
        state.clientId,
        state.userId,
        await this.secrets.seal(tx, agencyId, state.clientId, state.verifier, CONTEXT),
        state.expectedExternalId,
        new Date(now + LIFE_MS),
      ],
    );
    await tx.query('delete from oauth_state where agency_id = $1 and expires_at < $2', [
      agencyId,
      new Date(now - 24 * 60 * LIFE_MS),
    ]);
    return token;
  }

  /** Uses a state up, whatever comes of it: a second use finds it spent. */
  async spend(
    tx: Tx,
    agencyId: string,
    userId: string,
    text: string,
    now: number,
  ): Promise<{ ok: true; state: SpentState } | { ok: false; refusal: LinkRefusal; clientId: string | null }> {
    const token = parseToken(text);
    if (token === null) return { ok: false, refusal: 'unknown-state', clientId: null };
    // Another agency's state cannot be seen from here, and nothing is said about it.
    if (token.agencyId !== agencyId) return { ok: false, refusal: 'other-person', clientId: null };
    const [row]: StateRow[] = await tx.query(
      `select provider, client_id as "clientId", user_id as "userId", sealed_verifier as sealed,
              expected_external_id as "expectedExternalId", expires_at as "expiresAt", used_at as "usedAt"
       from oauth_state where agency_id = $1 and state_hash = $2 for update`,
      [agencyId, hashSecret(token.secret)],
    );
    if (row === undefined) return { ok: false, refusal: 'unknown-state', clientId: null };
    // Not used up: the person whose it is can still go on.
    if (row.userId !== userId) return { ok: false, refusal: 'other-person', clientId: null };
    if (row.usedAt !== null) return { ok: false, refusal: 'replayed', clientId: row.clientId };
    await tx.query('update oauth_state set used_at = $3 where agency_id = $1 and state_hash = $2', [
      agencyId,
      hashSecret(token.secret),
      new Date(now),
    ]);
    if (row.expiresAt.getTime() <= now) return { ok: false, refusal: 'expired', clientId: row.clientId };
    const verifier = await this.secrets.unseal(tx, agencyId, row.clientId, row.sealed, CONTEXT);
    const { provider, clientId, expectedExternalId } = row;
    return { ok: true, state: { provider, clientId, verifier, expectedExternalId } };
  }
}

interface StateRow {
  readonly provider: ProviderName;
  readonly clientId: string;
  readonly userId: string;
  readonly sealed: Buffer;
  readonly expectedExternalId: string | null;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

const CONTEXT = 'oauth-verifier';
