import { v7 as uuidv7 } from 'uuid';
import { loadConfig } from '../../src/config.js';
import { createServiceDataSource } from '../../src/db/data-source.js';
import { TenantDatabase } from '../../src/db/tenant.js';
import { PgBossQueue } from '../../src/jobs/pg-boss.queue.js';
import { IntakeService } from '../../src/mail/intake.service.js';
import { SmtpListener } from '../../src/mail/smtp/smtp-listener.js';
import { formatToken } from '../../src/secrets/token.js';
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
  readonly intake: IntakeService;
  readonly listener: SmtpListener;
  stored(): Promise<StoredMail[]>;
  makeAgency(): Promise<string>;
  close(): Promise<void>;
}

export const openMailRoom = async (): Promise<MailRoom> => {
  const t = await createTestDatabase();
  const url = new URL(t.url);
  const door = await tcpDoor(url.hostname, Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(door.port);
  const source = await createServiceDataSource(url.href, 4).initialize();
  const troubles: Error[] = [];
  const queue = new PgBossQueue(t.url, (error) => troubles.push(error));
  await queue.start();
  const loaded = loadConfig({ MAIL_DOMAIN: DOMAIN });
  if (!loaded.ok) throw new Error('The settings of the spec are wrong.');
  const intake = new IntakeService(new TenantDatabase(source), queue, loaded.config);
  const listener = new SmtpListener(intake, { now: () => NOW }, loaded.config);
  return {
    t,
    door,
    intake,
    listener,
    stored: () =>
      t.asOwner<StoredMail>(
        `select m.*, exists (select 1 from pgboss.job j where j.name = 'read-message'
             and j.data->>'messageId' = m.message_id::text and j.data->>'agencyId' = m.agency_id::text) as has_job
         from message m order by m.envelope_to, m.message_id`,
      ),
    makeAgency: async () => {
      const agencyId = uuidv7();
      await t.asOwner(
        `insert into agency (agency_id, name, zone, locale) values ($1, 'A', 'Europe/Riga', 'lv')`,
        [agencyId],
      );
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

/** An organizer address of an agency, for a secret that nobody has. */
export const organizerAddress = (agencyId: string, seed = 1): string =>
  `m+${formatToken({ agencyId, secret: new Uint8Array(16).fill(seed) })}@${DOMAIN}`;
