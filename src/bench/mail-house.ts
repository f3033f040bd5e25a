import { join } from 'node:path';
import pg from 'pg';
import type { Cleanup } from '../boot/cleanup.js';
import { startEmbeddedPostgres } from '../db/embedded-postgres.js';
import { MAIL_INTAKE, type MailIntake } from '../mail/mail.port.js';
import { MailReader } from '../mail/mime/mail-reader.service.js';
import { AttendeeAddressBook } from '../meetings/attendee-addresses.service.js';
import { ReceiveReply } from '../meetings/receive-reply.service.js';
import { temporaryFolder } from './leave-nothing.js';
import { openOffice } from './office.js';
import { addClients, proposeHour } from './proposals.js';

/** One invitation that mails can answer. Instants are epoch ms. */
export interface Invited {
  readonly meetingId: string;
  /** Where answers go: the organizer's address of this attendee. */
  readonly organizer: string;
  readonly attendee: string;
  readonly uid: string;
  readonly start: number;
  readonly end: number;
}

/** The service's own rooms of mail and meetings on a database of their own; nothing works in the background. */
export interface MailHouse {
  readonly agencyId: string;
  readonly intake: MailIntake;
  readonly receiver: ReceiveReply;
  readonly reader: MailReader;
  /** Asks the database as its owner, past every policy. */
  sql<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Proposals of one hour each, at times of their own. */
  invite(count: number): Promise<Invited[]>;
}

/** The site's own mail server, whose verdict counts. */
export const AUTHSERV = 'mx.bench.example';
/** No mail is on its way: what a proof costs and how much is kept on the disc are other programs' questions. */
export const FAST_AND_FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

const HOUR = 3_600_000;
const AT_ONCE = 8;
/** Whatever happens to one client's time happens one after the other; an agency has several. */
const CLIENTS = 8;

/**
 * @param database where it is to work; without it, a PostgreSQL of its own with these settings.
 */
export const openMailHouse = async (
  cleanup: Cleanup,
  { database, flags = [] }: { readonly database?: string | undefined; readonly flags?: readonly string[] },
): Promise<MailHouse> => {
  const folder = await temporaryFolder(cleanup);
  const url = database ?? (await ownDatabase(folder, flags, cleanup));
  const { running, agencyId, cookie } = await openOffice(cleanup, {
    DATA_DIR: join(folder, 'service'),
    DATABASE_URL: url,
    ROLE: 'api',
    SEED: 'off',
    SANDBOX: 'off',
    LOG_LEVEL: 'fatal',
    SMTP_URL: 'smtp://127.0.0.1:9',
    SMTP_LISTEN: 'off',
    MAIL_DOMAIN: 'meet.example',
    MAIL_AUTHSERV_ID: AUTHSERV,
    MAIL_DNS: 'off',
  });
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  cleanup.add(() => pool.end());

  const owner = { url: running.url, cookie };
  const clientIds = await addClients(owner, CLIENTS);
  const addresses = running.app.get(AttendeeAddressBook, { strict: false });

  let made = 0;
  const invite = async (): Promise<Invited> => {
    const n = ++made;
    const start = Math.ceil(Date.now() / HOUR) * HOUR + 48 * HOUR + n * HOUR;
    const attendee = `anna${n}@partner.example`;
    const clientId = clientIds[n % CLIENTS] ?? '';
    const proposal = { title: `Visit ${n}`, start, email: attendee };
    const { meetingId, option, attendeeId } = await proposeHour(owner, clientId, proposal);
    const { organizer } = addresses.of(agencyId, meetingId, attendeeId);
    return { meetingId, organizer, attendee, uid: option.uid, start, end: start + HOUR };
  };
  return {
    agencyId,
    intake: running.app.get<MailIntake>(MAIL_INTAKE, { strict: false }),
    receiver: running.app.get(ReceiveReply, { strict: false }),
    reader: running.app.get(MailReader, { strict: false }),
    sql: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
    invite: (count) => atOnce(AT_ONCE, Array.from({ length: count }), invite),
  };
};

const ownDatabase = async (folder: string, flags: readonly string[], cleanup: Cleanup): Promise<string> => {
  const database = await startEmbeddedPostgres(folder, flags);
  cleanup.add(() => database.stop());
  return database.url;
};

/** Works on all items, so many at a time; the results in the order of the items. */
export const atOnce = async <T, R>(
  most: number,
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  const left = items.entries();
  const hand = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: most }, hand));
  return results;
};
