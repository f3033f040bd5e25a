import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import { SecretsService } from '../secrets/secrets.service.js';

export type LinkKind = 'first-owner' | 'invitation' | 'calendar-link';

/** Whom and what a link is about. */
export interface LinkSubject {
  readonly userId?: string;
  readonly clientId?: string;
}

/** Links that work once and for a while; the person has the token, the table its hash. */
@Injectable()
export class OneTimeLinkStore {
  constructor(@Inject(SecretsService) private readonly secrets: SecretsService) {}

  /** @param subject for an invitation `{ userId }`, for a page to link calendars on the maker and the client. */
  async make(
    tx: Tx,
    agencyId: string,
    kind: LinkKind,
    subject: LinkSubject,
    now: number,
    expiresAt: number,
  ): Promise<string> {
    const { token, hash } = this.secrets.newToken(agencyId);
    await tx.query(
      `insert into one_time_link (agency_id, link_id, kind, token_hash, subject, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [agencyId, uuidv7(), kind, hash, JSON.stringify(subject), new Date(now), new Date(expiresAt)],
    );
    return token;
  }

  /** Uses a link up. Null when there is none of this kind, or it was used, or is too old: the same to whoever tries. */
  async redeem(
    tx: Tx,
    agencyId: string,
    kind: LinkKind,
    tokenHash: Buffer,
    now: number,
  ): Promise<LinkSubject | null> {
    const [rows]: [{ subject: LinkSubject }[], number] = await tx.query(
      `update one_time_link set used_at = $4
       where agency_id = $1 and kind = $2 and token_hash = $3 and used_at is null and expires_at > $4
       returning subject`,
      [agencyId, kind, tokenHash, new Date(now)],
    );
    return rows[0]?.subject ?? null;
  }

  /** Looks at a link that is not over, without using it up. */
  async look(
    tx: Tx,
    agencyId: string,
    kind: LinkKind,
    tokenHash: Buffer,
    now: number,
  ): Promise<LinkSubject | null> {
    const [row]: { subject: LinkSubject }[] = await tx.query(
      `select subject from one_time_link
       where agency_id = $1 and kind = $2 and token_hash = $3 and used_at is null and expires_at > $4`,
      [agencyId, kind, tokenHash, new Date(now)],
    );
    return row?.subject ?? null;
  }

  /** @returns how many of them were still open. */
  async withdrawCalendarLinks(tx: Tx, agencyId: string, clientId: string, now: number): Promise<number> {
    const [, ended]: [unknown, number] = await tx.query(
      `update one_time_link set used_at = $3
       where agency_id = $1 and kind = 'calendar-link' and used_at is null and expires_at > $3
         and subject->>'clientId' = $2`,
      [agencyId, clientId, new Date(now)],
    );
    return ended;
  }

  /** Withdraws the invitations of a user that nobody has used. */
  async withdrawInvitations(tx: Tx, agencyId: string, userId: string): Promise<void> {
    await tx.query(
      `delete from one_time_link
       where agency_id = $1 and kind = 'invitation' and used_at is null and subject->>'userId' = $2`,
      [agencyId, userId],
    );
  }
}
