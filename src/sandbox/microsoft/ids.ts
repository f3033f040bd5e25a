import { createHash } from 'node:crypto';

/**
 * Ids in the shape of Exchange's: base64 of binary entries, case-sensitive, '-' for '/' and '_' for '+'. A default id
 * holds the folder and so changes when an item is moved; an immutable id holds the mailbox and the item only. The id
 * of an occurrence also holds its original day. https://learn.microsoft.com/graph/outlook-immutable-id
 */
export interface ItemId {
  kind: 'default' | 'immutable';
  /** GUID of the mailbox. */
  mailbox: string;
  /** Digest of the folder, in default ids. */
  folder?: string;
  item: string;
  /** Original day of an occurrence, YYYY-MM-DD. */
  day?: string;
}

export type IdType = ItemId['kind'];

const TICKS_AT_EPOCH = 621_355_968_000_000_000n;
const FOLDER_BYTES = 22;

const hash = (text: string, bytes: number): Buffer =>
  createHash('sha256').update(text).digest().subarray(0, bytes);

const encode = (...parts: (Buffer | number[])[]): string =>
  Buffer.concat(parts.map((part) => Buffer.from(part)))
    .toString('base64')
    .replaceAll('/', '-')
    .replaceAll('+', '_');

const decode = (id: string): Buffer | undefined => {
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(id)) return undefined;
  const bytes = Buffer.from(id.replaceAll('-', '/').replaceAll('_', '+'), 'base64');
  return encode(bytes) === id ? bytes : undefined;
};

/** The day as .NET ticks, which is how an occurrence's id carries it. */
const ticks = (day: string): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64BE(BigInt(Date.parse(`${day}T00:00:00Z`)) * 10_000n + TICKS_AT_EPOCH);
  return buffer;
};

const dayOf = (bytes: Buffer): string | undefined => {
  const ms = Number((bytes.readBigInt64BE() - TICKS_AT_EPOCH) / 10_000n);
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString().slice(0, 10) : undefined;
};

const DEFAULT = [0x00, 0x03, 0x24, 0x00];
const OCCURRENCE = [0x01, 0x51, 0x00, 0x08];
const ITEM = [0x00, 0x46, 0x00, 0x00, 0x00, 0x00];
const FOLDER = [0x00, 0x2e, 0x00, 0x00, 0x00, 0x00];
const IMMUTABLE = Buffer.from('0009002e00000000001d840311aa6611cd9bc800aa002fc45a0d00', 'hex');
const IMMUTABLE_OCCURRENCE = [0x00, 0x0a, ...OCCURRENCE];

const folderDigest = (calendarKey: string): Buffer => hash(`folder ${calendarKey}`, FOLDER_BYTES);

export const calendarId = (mailbox: string, calendarKey: string): string =>
  encode(
    DEFAULT,
    Buffer.from(mailbox, 'latin1'),
    FOLDER,
    hash(mailbox, 16),
    [1, 0],
    folderDigest(calendarKey),
    [0, 0],
  );

/** @param item 32 hex digits. @param day of an occurrence or exception, YYYY-MM-DD. */
export const itemId = (
  type: IdType,
  at: { mailbox: string; calendarKey: string; item: string; day?: string | undefined },
): string => {
  const item = Buffer.from(at.item, 'hex');
  const occurrence = at.day === undefined ? undefined : ticks(at.day);
  if (type === 'immutable') {
    const guid = Buffer.from(at.mailbox.replaceAll('-', ''), 'hex');
    return occurrence
      ? encode(IMMUTABLE_OCCURRENCE, occurrence, IMMUTABLE, guid, item, [0, 0])
      : encode(IMMUTABLE, guid, item, [0, 0]);
  }
  const mailbox = Buffer.from(at.mailbox, 'latin1');
  const rest = [hash(at.mailbox, 16), Buffer.from([7, 0]), folderDigest(at.calendarKey), item];
  return occurrence
    ? encode(DEFAULT, mailbox, OCCURRENCE, occurrence, ITEM, ...rest, [0x10])
    : encode(DEFAULT, mailbox, ITEM, ...rest, [0, 0]);
};

/** The folder part of default ids, to tell whether an item is still where an id says. */
export const folderOf = (calendarKey: string): string => folderDigest(calendarKey).toString('hex');

const guidText = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const startsWith = (bytes: Buffer, head: readonly number[] | Buffer): boolean =>
  bytes.subarray(0, head.length).equals(Buffer.from(head));

/** Undefined for what is no id of this shape at all. */
export const readItemId = (id: string): ItemId | undefined => {
  let bytes = decode(id);
  if (!bytes) return undefined;
  let day: string | undefined;
  const occurrence = (head: readonly number[]) => {
    if (!bytes || !startsWith(bytes, head) || bytes.length < head.length + 8) return;
    day = dayOf(bytes.subarray(head.length, head.length + 8));
    bytes = bytes.subarray(head.length + 8);
  };
  if (startsWith(bytes, DEFAULT)) {
    const mailbox = bytes.subarray(4, 40).toString('latin1');
    bytes = bytes.subarray(40);
    occurrence(OCCURRENCE);
    if (!startsWith(bytes, ITEM) || bytes.length < 24 + FOLDER_BYTES + 16) return undefined;
    const folder = bytes.subarray(24, 24 + FOLDER_BYTES).toString('hex');
    const item = bytes.subarray(24 + FOLDER_BYTES, 40 + FOLDER_BYTES).toString('hex');
    return { kind: 'default', mailbox, folder, item, ...(day === undefined ? {} : { day }) };
  }
  occurrence(IMMUTABLE_OCCURRENCE);
  if (!startsWith(bytes, IMMUTABLE) || bytes.length < IMMUTABLE.length + 32) return undefined;
  const rest = bytes.subarray(IMMUTABLE.length);
  return {
    kind: 'immutable',
    mailbox: guidText(rest.subarray(0, 16)),
    item: rest.subarray(16, 32).toString('hex'),
    ...(day === undefined ? {} : { day }),
  };
};

const keyBytes = (mailbox: string, revision: number): Buffer => {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(revision % 0xffff_ffff);
  return Buffer.concat([hash(`replica ${mailbox}`, 16), Buffer.from([0, 0]), number]);
};

/** What changes with every change of the item. */
export const changeKey = (mailbox: string, revision: number): string =>
  keyBytes(mailbox, revision).toString('base64');

export const etag = (mailbox: string, revision: number): string => `W/"${changeKey(mailbox, revision)}"`;

/** The longer writing of the same change key, seen in notifications and on occurrences in delta answers. */
export const longEtag = (mailbox: string, revision: number): string =>
  `W/"${Buffer.concat([Buffer.from([0x0f, 0, 0, 0, 0x16, 0, 0, 0]), keyBytes(mailbox, revision)]).toString('base64')}"`;

/** If-Match takes either writing, with or without the W/, and '*'. */
export const matches = (ifMatch: string, mailbox: string, revision: number): boolean => {
  const asked = ifMatch.trim().replace(/^W\//, '');
  return (
    asked === '*' ||
    [etag(mailbox, revision), longEtag(mailbox, revision)].some((known) => known === `W/${asked}`)
  );
};
