import { createSocket } from 'node:dgram';

/** What a name has; TXT strings may be longer than 255 octets. */
export interface DnsRecords {
  readonly TXT?: readonly string[];
  readonly A?: readonly string[];
  readonly MX?: readonly (readonly [priority: number, host: string])[];
}

/** A name server (RFC 1035, over UDP) that knows what it is told, and NXDOMAIN for everything else. */
export interface DnsAnswerer {
  /** For MAIL_DNS. */
  readonly address: string;
  readonly asked: string[];
  put(name: string, records: DnsRecords): void;
  /** Questions about this name end in SERVFAIL from now on, or are answered again. */
  fail(name: string, failing?: boolean): void;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<number, keyof DnsRecords>> = { 1: 'A', 15: 'MX', 16: 'TXT' };
const SERVFAIL = 2;
const NXDOMAIN = 3;

export const startDns = async (): Promise<DnsAnswerer> => {
  const records = new Map<string, DnsRecords>();
  const failing = new Set<string>();
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query);
    const kind = TYPES[type] ?? 'A';
    asked.push(`${TYPES[type] ?? type} ${name}`);
    const known = records.get(name);
    const data = type in TYPES ? rdata(kind, known) : [];
    const rcode = failing.has(name) ? SERVFAIL : known === undefined ? NXDOMAIN : 0;
    const answers = rcode === 0 ? data.map((bytes) => answer(type, bytes)) : [];
    const header = Buffer.alloc(12);
    header.writeUInt16BE(query.readUInt16BE(0), 0);
    header.writeUInt16BE(0x8580 | rcode, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    put: (name, has) => void records.set(name.toLowerCase(), has),
    fail: (name, on = true) => void (on ? failing.add(name) : failing.delete(name)),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
};

const questionOf = (query: Buffer) => {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
};

/** The name is a pointer to the question's. */
const answer = (type: number, data: Buffer): Buffer => {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
};

const rdata = (kind: keyof DnsRecords, has: DnsRecords | undefined): Buffer[] => {
  switch (kind) {
    case 'A':
      return (has?.A ?? []).map((address) => Buffer.from(address.split('.').map(Number)));
    case 'MX':
      return (has?.MX ?? []).map(([priority, host]) => {
        const number = Buffer.alloc(2);
        number.writeUInt16BE(priority);
        return Buffer.concat([number, encoded(host)]);
      });
    case 'TXT':
      return (has?.TXT ?? []).map((text) =>
        Buffer.concat(
          (text.match(/.{1,255}/gs) ?? ['']).flatMap((part) => [
            Buffer.from([part.length]),
            Buffer.from(part),
          ]),
        ),
      );
  }
};

const encoded = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]),
    Buffer.from([0]),
  ]);
