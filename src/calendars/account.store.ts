import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import { SecretsService } from '../secrets/secrets.service.js';
import type { Grant, LinkedAccount, ProviderName, Tokens } from './calendar.port.js';

export type AccountState = 'linked' | 'reconnect' | 'unlinked';

export interface AccountRow {
  readonly accountId: string;
  readonly clientId: string;
  readonly provider: ProviderName;
  readonly externalId: string;
  readonly email: string | null;
  readonly state: AccountState;
  readonly stateReason: string | null;
  readonly linkedAt: Date;
}

const COLUMNS = `account_id as "accountId", client_id as "clientId", provider, external_id as "externalId",
  email, state, state_reason as "stateReason", linked_at as "linkedAt"`;

const NO_TOKENS: Tokens = { accessToken: '', refreshToken: '', expiresAt: 0 };

/** Linked logins at calendar providers, their tokens sealed for the client that they belong to. */
@Injectable()
export class AccountStore {
  constructor(@Inject(SecretsService) private readonly secrets: SecretsService) {}

  async find(tx: Tx, agencyId: string, accountId: string): Promise<AccountRow | null> {
    const [row]: AccountRow[] = await tx.query(
      `select ${COLUMNS} from account where agency_id = $1 and account_id = $2`,
      [agencyId, accountId],
    );
    return row ?? null;
  }

  async ofClient(tx: Tx, agencyId: string, clientId: string): Promise<AccountRow[]> {
    return tx.query(
      `select ${COLUMNS} from account
       where agency_id = $1 and client_id = $2 and state <> 'unlinked' order by linked_at, account_id`,
      [agencyId, clientId],
    );
  }

  /** Clients of the agency that have this login linked now. */
  async linkedClients(
    tx: Tx,
    agencyId: string,
    provider: ProviderName,
    externalId: string,
  ): Promise<string[]> {
    const rows: { clientId: string }[] = await tx.query(
      `select client_id as "clientId" from account
       where agency_id = $1 and provider = $2 and external_id = $3 and state <> 'unlinked'`,
      [agencyId, provider, externalId],
    );
    return rows.map((row) => row.clientId);
  }

  /** Links a login, or links it again: the same login of a client keeps its row, and so its calendars. */
  async link(
    tx: Tx,
    agencyId: string,
    clientId: string,
    provider: ProviderName,
    account: LinkedAccount,
    now: number,
  ): Promise<string> {
    const [found]: { accountId: string }[] = await tx.query(
      `select account_id as "accountId" from account
       where agency_id = $1 and client_id = $2 and provider = $3 and external_id = $4`,
      [agencyId, clientId, provider, account.externalId],
    );
    const accountId = found?.accountId ?? uuidv7();
    const sealed = await this.seal(tx, agencyId, clientId, accountId, account.tokens);
    await tx.query(
      `insert into account (agency_id, account_id, client_id, provider, external_id, email, scopes, sealed_tokens,
                            linked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (agency_id, account_id) do update set email = excluded.email, scopes = excluded.scopes,
         sealed_tokens = excluded.sealed_tokens, linked_at = excluded.linked_at, state = 'linked', state_reason = null`,
      [
        agencyId,
        accountId,
        clientId,
        provider,
        account.externalId,
        account.email,
        account.scopes,
        sealed,
        new Date(now),
      ],
    );
    return accountId;
  }

  /** The tokens of an account that is linked; with `lock`, nobody else changes them until this transaction ends. */
  async tokens(
    tx: Tx,
    agencyId: string,
    accountId: string,
    lock: boolean,
  ): Promise<{ account: AccountRow; tokens: Grant } | null> {
    const [row]: (AccountRow & { sealed: Buffer })[] = await tx.query(
      `select ${COLUMNS}, sealed_tokens as sealed from account
       where agency_id = $1 and account_id = $2 ${lock ? 'for update' : ''}`,
      [agencyId, accountId],
    );
    if (row === undefined) return null;
    const { sealed, ...account } = row;
    const text = await this.secrets.unseal(tx, agencyId, account.clientId, sealed, contextOf(accountId));
    // Written by `seal` below and authenticated, so its shape is known.
    return { account, tokens: JSON.parse(text) as Grant };
  }

  async saveTokens(tx: Tx, agencyId: string, account: AccountRow, tokens: Grant): Promise<void> {
    await tx.query('update account set sealed_tokens = $3 where agency_id = $1 and account_id = $2', [
      agencyId,
      account.accountId,
      await this.seal(tx, agencyId, account.clientId, account.accountId, tokens),
    ]);
  }

  /** `unlinked` forgets the tokens, too. */
  async setState(
    tx: Tx,
    agencyId: string,
    account: AccountRow,
    state: AccountState,
    reason: string | null,
  ): Promise<void> {
    if (state === 'unlinked') await this.saveTokens(tx, agencyId, account, NO_TOKENS);
    await tx.query(
      'update account set state = $3, state_reason = $4 where agency_id = $1 and account_id = $2',
      [agencyId, account.accountId, state, reason],
    );
  }

  private seal(
    tx: Tx,
    agencyId: string,
    clientId: string,
    accountId: string,
    tokens: Grant,
  ): Promise<Buffer> {
    return this.secrets.seal(tx, agencyId, clientId, JSON.stringify(tokens), contextOf(accountId));
  }
}

const contextOf = (accountId: string): string => `account-tokens:${accountId}`;
