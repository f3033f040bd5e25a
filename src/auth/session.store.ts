import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { epochMs } from '../db/epoch.js';
import type { Read } from '../db/read.js';
import type { Tx } from '../db/tenant.js';
import { SecretsService } from '../secrets/secrets.service.js';
import type { Presented, Signed } from './signed.js';

/** Unused for half a day, a session is over: the next morning begins with a sign-in. */
export const IDLE_MS = 12 * 3600_000;
/** However busy, a session ends after two weeks. */
export const ABSOLUTE_MS = 14 * 24 * 3600_000;
/** Use is noted this often at most, so that reading a page is not a write. */
const NOTE_EVERY_MS = 5 * 60_000;

/** Sessions in the database; the browser has the token, the table its hash. */
@Injectable()
export class SessionStore {
  constructor(@Inject(SecretsService) private readonly secrets: SecretsService) {}

  /** Opens a session under a new token, whatever token the browser sent (no fixation). */
  async open(tx: Tx, agencyId: string, userId: string, now: number): Promise<string> {
    await tx.query(
      `delete from session where agency_id = $1 and user_id = $2
         and (expires_at <= $3 or last_seen_at <= $4)`,
      [agencyId, userId, new Date(now), new Date(now - IDLE_MS)],
    );
    const { token, hash } = this.secrets.newToken(agencyId);
    await tx.query(
      `insert into session (agency_id, session_id, user_id, token_hash, created_at, last_seen_at, expires_at)
       values ($1, $2, $3, $4, $5, $5, $6)`,
      [agencyId, uuidv7(), userId, hash, new Date(now), new Date(now + ABSOLUTE_MS)],
    );
    return token;
  }

  /** Who a token stands for now, with the user's present role; null when it is over or the user is disabled. */
  finding(presented: Presented, now: number): Read<Found | null> {
    return {
      name: 'session-find',
      text: SESSION,
      values: sessionValues(presented, now),
      result: ([row]) => (row === undefined ? null : foundIn(row as SessionRow, now)),
    };
  }

  /** Keeps a session that is in use from ending. */
  async note(tx: Tx, who: Signed, now: number): Promise<void> {
    await tx.query('update session set last_seen_at = $3 where agency_id = $1 and session_id = $2', [
      who.agencyId,
      who.sessionId,
      new Date(now),
    ]);
  }

  async close(tx: Tx, agencyId: string, tokenHash: Buffer): Promise<void> {
    await tx.query('delete from session where agency_id = $1 and token_hash = $2', [agencyId, tokenHash]);
  }

  /** Ends all sessions of a user: the password changed, or the user was disabled. */
  async closeAll(tx: Tx, agencyId: string, userId: string): Promise<void> {
    await tx.query('delete from session where agency_id = $1 and user_id = $2', [agencyId, userId]);
  }
}

export interface Found {
  readonly who: Signed;
  /** True when the use of the session is to be noted. */
  readonly toNote: boolean;
}

export type SessionRow = Signed & { readonly seen: number };

export const foundIn = ({ seen, ...row }: SessionRow, now: number): Found => {
  const { agencyId, userId, role, name, email, locale, sessionId } = row;
  const who = { agencyId, userId, role, name, email, locale, sessionId };
  return { who, toNote: now - seen >= NOTE_EVERY_MS };
};

/** $1 agency, $2 hash of the token, $3 now, $4 since when a session has to have been used. No row, no session. */
export const SESSION = `
  select u.agency_id as "agencyId", u.user_id as "userId", u.role, u.name, u.email, u.locale,
         s.session_id as "sessionId", ${epochMs('s.last_seen_at')} as seen
  from session s join app_user u on u.agency_id = s.agency_id and u.user_id = s.user_id
  where s.agency_id = $1 and s.token_hash = $2 and u.disabled_at is null
    and s.expires_at > $3 and s.last_seen_at > $4`;

export const sessionValues = ({ agencyId, tokenHash }: Presented, now: number): unknown[] => [
  agencyId,
  tokenHash,
  new Date(now),
  new Date(now - IDLE_MS),
];
