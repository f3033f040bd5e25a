import { randomBytes } from 'node:crypto';
import type { Tx } from '../db/tenant.js';
import { derivedSecret, type KeyRing, openWith, sealWith } from './key-ring.js';
import { formatToken, hashSecret } from './token.js';

export type DerivedPurpose = 'organizer-address' | 'proposal-page';

/**
 * Seals what must not be readable in a dump of the database, with a data key per client: destroying the row in
 * client_key destroys everything that it sealed, in backups too.
 */
export class SecretsService {
  constructor(private readonly ring: KeyRing) {}

  /** @param context what the text is and where it stands, such as `tokens:google`; needed again to unseal. */
  async seal(
    tx: Tx,
    agencyId: string,
    clientId: string,
    plaintext: string,
    context: string,
  ): Promise<Buffer> {
    const key = await this.dataKey(tx, agencyId, clientId);
    return sealWith(key, randomBytes(12), Buffer.from(plaintext, 'utf8'), aad(agencyId, clientId, context));
  }

  /** @throws when the text was sealed for another client or context, or with a key that is gone: never a wrong text. */
  async unseal(tx: Tx, agencyId: string, clientId: string, sealed: Buffer, context: string): Promise<string> {
    const key = await this.dataKey(tx, agencyId, clientId);
    const opened = openWith(key, sealed, aad(agencyId, clientId, context));
    if (opened === null) throw new Error(`A sealed value (${context}) does not open for client ${clientId}`);
    return opened.toString('utf8');
  }

  /** Seals many texts of one client with one look at its key. */
  async sealer(
    tx: Tx,
    agencyId: string,
    clientId: string,
  ): Promise<(plaintext: string, context: string) => Buffer> {
    const key = await this.dataKey(tx, agencyId, clientId);
    const nextIv = manyIvs();
    return (plaintext, context) =>
      sealWith(key, nextIv(), Buffer.from(plaintext, 'utf8'), aad(agencyId, clientId, context));
  }

  /** Opens many texts of one client; null for one that does not open. */
  async opener(
    tx: Tx,
    agencyId: string,
    clientId: string,
  ): Promise<(sealed: Buffer, context: string) => string | null> {
    const key = await this.dataKey(tx, agencyId, clientId);
    return (sealed, context) =>
      openWith(key, sealed, aad(agencyId, clientId, context))?.toString('utf8') ?? null;
  }

  /** The token of an attendee's organizer address or page: the same each time, so that updates keep the ORGANIZER. */
  deriveToken(agencyId: string, purpose: DerivedPurpose, meetingId: string, attendeeId: string): string {
    const secret = derivedSecret(this.ring.tokenKey, [purpose, agencyId, meetingId, attendeeId]);
    return formatToken({ agencyId, secret });
  }

  /** A fresh token with 128 random bits, and the hash to keep. */
  newToken(agencyId: string): { token: string; hash: Buffer } {
    const secret = randomBytes(16);
    return { token: formatToken({ agencyId, secret }), hash: hashSecret(secret) };
  }

  private async dataKey(tx: Tx, agencyId: string, clientId: string): Promise<Buffer> {
    const context = aad(agencyId, clientId, 'data-key');
    const found: { wrapped_key: Buffer; kid: string }[] = await tx.query(
      'select wrapped_key, kid from client_key where agency_id = $1 and client_id = $2',
      [agencyId, clientId],
    );
    const row = found[0] ?? (await this.makeDataKey(tx, agencyId, clientId, context));
    const key = openWith(this.ring.wrappingKey, row.wrapped_key, context);
    if (key === null) {
      throw new Error(
        `The data key of client ${clientId} was wrapped by key ${row.kid}, not by ${this.ring.kid}`,
      );
    }
    return key;
  }

  private async makeDataKey(tx: Tx, agencyId: string, clientId: string, context: string) {
    const wrapped = sealWith(this.ring.wrappingKey, randomBytes(12), randomBytes(32), context);
    await tx.query(
      `insert into client_key (agency_id, client_id, kid, wrapped_key) values ($1, $2, $3, $4)
       on conflict (agency_id, client_id) do nothing`,
      [agencyId, clientId, this.ring.kid, wrapped],
    );
    const [row]: { wrapped_key: Buffer; kid: string }[] = await tx.query(
      'select wrapped_key, kid from client_key where agency_id = $1 and client_id = $2',
      [agencyId, clientId],
    );
    if (row === undefined) throw new Error(`The data key of client ${clientId} could not be made`);
    return row;
  }
}

const IV = 12;
const IVS = 256;

/** Random bytes by the hundred: to ask the system for each few of them costs more than to seal with them. */
const manyIvs = (): (() => Buffer) => {
  let bytes = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === bytes.length) {
      bytes = randomBytes(IV * IVS);
      at = 0;
    }
    at += IV;
    return bytes.subarray(at - IV, at);
  };
};

const aad = (agencyId: string, clientId: string, context: string): string =>
  `${agencyId}/${clientId}/${context}`;
