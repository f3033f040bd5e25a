import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase, type Tx } from '../../db/tenant.js';

/** The table is no tenant's; a transaction for no agency shows no tenant's rows. */
const NO_AGENCY = '00000000-0000-0000-0000-000000000000';

/** A holder that died is waited out; one that lives renews three times in that time. By the database's clock. */
const LEASE_SECONDS = 30;

/** The right to read a mailbox, and how far it was read. */
export interface MailboxLease {
  readonly mailbox: string;
  readonly token: string;
}

export interface Cursor {
  /** Null before the first mail. */
  readonly uidValidity: string | null;
  readonly lastUid: number;
  readonly rereadUntil: number;
}

export type MailboxState = 'never' | 'connecting' | 'fetching' | 'watching' | 'failing';

export interface MailboxStatus {
  readonly mailbox: string;
  readonly state: MailboxState;
  readonly reason: string | null;
  readonly since: Date | null;
  /** When all that was there had been taken, last. */
  readonly lookedAt: Date | null;
  readonly leftAlone: number;
  readonly leftBehind: number;
  /** Some process has it in hand. */
  readonly held: boolean;
}

/** How far mailboxes were read: moved on in the transaction that keeps the mail, by the one holder of the lease only. */
@Injectable()
export class MailboxStore {
  constructor(@Inject(TenantDatabase) private readonly db: TenantDatabase) {}

  /** @param token of this process, which may take again what it holds. Null while another process reads it. */
  async take(mailbox: string, token: string): Promise<MailboxLease | null> {
    const rows = await this.query<unknown>(
      `insert into mailbox (mailbox, lease_token, lease_until)
       values ($1, $2, now() + make_interval(secs => $3))
       on conflict (mailbox) do update set lease_token = excluded.lease_token, lease_until = excluded.lease_until
       where mailbox.lease_until is null or mailbox.lease_until < now() or mailbox.lease_token = $2 returning 1`,
      [mailbox, token, LEASE_SECONDS],
    );
    return rows.length === 0 ? null : { mailbox, token };
  }

  /** False: another process has taken it. */
  async renew({ mailbox, token }: MailboxLease): Promise<boolean> {
    const rows = await this.changed(
      `update mailbox set lease_until = now() + make_interval(secs => $3) where mailbox = $1 and lease_token = $2
       returning 1`,
      [mailbox, token, LEASE_SECONDS],
    );
    return rows.length > 0;
  }

  async release({ mailbox, token }: MailboxLease): Promise<void> {
    await this.changed(
      'update mailbox set lease_token = null, lease_until = null where mailbox = $1 and lease_token = $2 returning 1',
      [mailbox, token],
    );
  }

  async cursor({ mailbox }: MailboxLease): Promise<Cursor> {
    const [row] = await this.query<{ uid_validity: string | null; last_uid: string; reread_until: string }>(
      'select uid_validity, last_uid, reread_until from mailbox where mailbox = $1',
      [mailbox],
    );
    if (row === undefined) throw new Error(`The mailbox ${mailbox} is not there.`);
    return {
      uidValidity: row.uid_validity,
      lastUid: Number(row.last_uid),
      rereadUntil: Number(row.reread_until),
    };
  }

  /** UIDs mean something else from now on (RFC 9051 section 2.3.1.1): everything is looked at again. */
  async startOver({ mailbox, token }: MailboxLease, uidValidity: string, rereadUntil: number): Promise<void> {
    await this.changed(
      `update mailbox set uid_validity = $3, last_uid = 0, reread_until = $4
       where mailbox = $1 and lease_token = $2 returning 1`,
      [mailbox, token, uidValidity, rereadUntil],
    );
  }

  /**
   * The mail with this UID has been seen to. In the transaction that keeps it.
   * @returns false when the lease is another's by now, or it has been seen to before: nothing may be kept then.
   */
  async advance(
    tx: Tx,
    { mailbox, token }: MailboxLease,
    uidValidity: string,
    uid: number,
  ): Promise<boolean> {
    const [rows]: [unknown[], number] = await tx.query(
      `update mailbox set last_uid = $4 where mailbox = $1 and lease_token = $2 and uid_validity = $3 and last_uid < $4
       returning 1`,
      [mailbox, token, uidValidity, uid],
    );
    return rows.length > 0;
  }

  /** The same without a mail to keep. */
  async pass(lease: MailboxLease, uidValidity: string, uid: number): Promise<boolean> {
    return this.db.inAgency(NO_AGENCY, (tx) => this.advance(tx, lease, uidValidity, uid));
  }

  async leftAlone({ mailbox, token }: MailboxLease, mails: number): Promise<void> {
    await this.changed(
      'update mailbox set left_alone = left_alone + $3 where mailbox = $1 and lease_token = $2 returning 1',
      [mailbox, token, mails],
    );
  }

  async leftBehind(tx: Tx, { mailbox }: MailboxLease): Promise<void> {
    await tx.query('update mailbox set left_behind = left_behind + 1 where mailbox = $1', [mailbox]);
  }

  /**
   * An agency of several gets a mail.
   * @returns false when it has had it: the process that gave it stopped before the others had theirs.
   */
  async claim(tx: Tx, agencyId: string, mailbox: string, uidValidity: string, uid: number): Promise<boolean> {
    await tx.query(
      'delete from fetched_mail where agency_id = $1 and mailbox = $2 and (uid_validity <> $3 or uid < $4)',
      [agencyId, mailbox, uidValidity, uid],
    );
    const rows: unknown[] = await tx.query(
      `insert into fetched_mail (agency_id, mailbox, uid_validity, uid) values ($1, $2, $3, $4)
       on conflict do nothing returning 1`,
      [agencyId, mailbox, uidValidity, uid],
    );
    return rows.length > 0;
  }

  async note(
    { mailbox, token }: MailboxLease,
    state: MailboxState,
    reason: string | null,
    looked: boolean,
  ): Promise<void> {
    await this.changed(
      `update mailbox set state = $3, state_reason = $4,
         state_since = case when state = $3 and state_reason is not distinct from $4 then state_since else now() end,
         looked_at = case when $5 then now() else looked_at end
       where mailbox = $1 and lease_token = $2 returning 1`,
      [mailbox, token, state, reason, looked],
    );
  }

  async status(mailbox: string): Promise<MailboxStatus | null> {
    const [row] = await this.query<MailboxStatus>(
      `select mailbox, state, state_reason as reason, state_since as since, looked_at as "lookedAt",
         left_alone::integer as "leftAlone", left_behind::integer as "leftBehind",
         lease_until is not null and lease_until > now() as held
       from mailbox where mailbox = $1`,
      [mailbox],
    );
    return row ?? null;
  }

  private query<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    return this.db.inAgency(NO_AGENCY, async (tx): Promise<Row[]> => tx.query(sql, values));
  }

  /** TypeORM answers an update with [rows, count]. */
  private async changed(sql: string, values: unknown[]): Promise<unknown[]> {
    const [rows] = await this.db.inAgency(
      NO_AGENCY,
      async (tx): Promise<[unknown[], number]> => tx.query(sql, values),
    );
    return rows;
  }
}
