import { v7 as uuidv7 } from 'uuid';
import { loadConfig } from '../../src/config.js';
import { createServiceDataSource } from '../../src/db/data-source.js';
import { TenantDatabase } from '../../src/db/tenant.js';
import { PgBossQueue } from '../../src/jobs/pg-boss.queue.js';
import { AddresseeStore } from '../../src/mail/addressee.store.js';
import { IncomingStore } from '../../src/mail/incoming.store.js';
import { IntakeService } from '../../src/mail/intake.service.js';
import { SmtpListener } from '../../src/mail/smtp/smtp-listener.js';
import { formatToken, hashSecret } from '../../src/secrets/token.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { type TcpDoor, tcpDoor } from './tcp-door.js';

export const DOMAIN = 'meet.example';
export const NOW = Date.UTC(2026, 10, 24, 9);

export interface StoredMail {
  readonly agency_id: string;
  readonly state: string;
  readonly direction: string;
  readonly envelope_from: string;
  readonly envelope_to: string;
  readonly raw: Buffer;
  readonly at: Date;
  /** Whether a read-message job waits for it. */
  readonly has_job: boolean;
}

/** A listener with everything behind it; its database is reached through a door that can be shut. */
export interface MailRoom {
  readonly t: TestDatabase;
  readonly door: TcpDoor;
  readonly db: TenantDatabase;
  readonly queue: PgBossQueue;
  readonly intake: IntakeService;
  readonly listener: SmtpListener;
  stored(): Promise<StoredMail[]>;
  makeAgency(): Promise<string>;
  close(): Promise<void>;
}

/** @param settings environment settings on top. */
export const openMailRoom = async (settings: Record<string, string> = {}): Promise<MailRoom> => {
  const t = await createTestDatabase();
  const url = new URL(t.url);
  const door = await tcpDoor(url.hostname, Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(door.port);
  const source = await createServiceDataSource(url.href, 4).initialize();
  const troubles: Error[] = [];
  const queue = new PgBossQueue(t.url, (error) => troubles.push(error));
  await queue.start();
  const loaded = loadConfig({ MAIL_DOMAIN: DOMAIN, ...settings });
  if (!loaded.ok) throw new Error('The settings of the spec are wrong.');
  const db = new TenantDatabase(source);
  const intake = new IntakeService(db, queue, new AddresseeStore(db, loaded.config), new IncomingStore());
  const listener = new SmtpListener(intake, { now: () => NOW }, loaded.config);
  return {
    t,
    door,
    db,
    queue,
    intake,
    listener,
    stored: () =>
      t.asOwner<StoredMail>(
        `select m.*, coalesce(m.raw, r.raw) as raw, exists (select 1 from pgboss.job j where j.name = 'read-message'
             and j.data->>'messageId' = m.message_id::text and j.data->>'agencyId' = m.agency_id::text) as has_job
         from message m left join mail_raw r on r.agency_id = m.agency_id and r.digest = m.raw_digest
         order by m.envelope_to, m.message_id`,
      ),
    makeAgency: async () => {
      const agencyId = uuidv7();
      await t.asOwner(AGENCY, [agencyId]);
      for (const seed of SEEDS) {
        await t.asOwner(
          `insert into attendee (agency_id, attendee_id, meeting_id, email, name, locale, zone, role, address_hash, page_hash)
           select $1, gen_random_uuid(), meeting_id, $2, 'A', 'lv', 'Europe/Riga', 'required', $3, $3
           from meeting where agency_id = $1`,
          [agencyId, `a${seed}@partner.example`, hashSecret(secretOf(seed))],
        );
      }
      return agencyId;
    },
    close: async () => {
      await listener.close();
      if (troubles.length > 0) throw new AggregateError(troubles);
      await queue.stop(1000);
      await source.destroy();
      await t.close();
      await door.shut();
    },
  };
};

/** An agency with a meeting. */
const AGENCY = `
  with a as (insert into agency (agency_id, name, zone, locale) values ($1, 'A', 'Europe/Riga', 'lv') returning *),
  c as (insert into client (agency_id, client_id, name, person, zone, locale, colour)
    select agency_id, gen_random_uuid(), 'C', 'C', 'Europe/Riga', 'lv', '#1f6f8b' from a returning *)
  insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by)
  select agency_id, gen_random_uuid(), client_id, 'proposed', 'Visit', 'Europe/Riga', gen_random_uuid() from c`;

/** The attendees of an agency's meeting. */
const SEEDS = [1, 2, 3];
const secretOf = (seed: number): Uint8Array => new Uint8Array(16).fill(seed);

/** The organizer address of one of the three attendees of an agency; of nobody for any other number. */
export const organizerAddress = (agencyId: string, seed = 1): string =>
  `m+${formatToken({ agencyId, secret: secretOf(seed) })}@${DOMAIN}`;
