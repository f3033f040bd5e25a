import { createServer, type Socket } from 'node:net';

interface Session {
  /** The tag of the IDLE that goes on. */
  idling: string | null;
  /** Mails that the client knows of; null before EXAMINE. */
  told: number | null;
}

interface StoredMail {
  readonly uid: number;
  readonly raw: Buffer;
  /** What FETCH says of its size. */
  readonly size: number;
}

/**
 * An IMAP server (RFC 3501, as much of it as is asked for here) with one folder, that can be told to misbehave. What it
 * was asked for is kept in `commands`.
 */
export class ImapServer {
  readonly commands: string[] = [];
  uidValidity = 1;
  password = 'secret';
  /** Ends the connection when this UID's whole mail is asked for, before the last octet. */
  breakAt: number | null = null;
  /** What FETCH says of when a mail came, whichever it is. */
  internalDate = '24-Nov-2026 09:00:00 +0000';
  /** Offers IDLE. */
  idle = true;
  private uidNext = 1;
  private mails: StoredMail[] = [];
  private readonly sockets = new Map<Socket, Session>();
  private readonly server = createServer((socket) => this.serve(socket));

  static async start(): Promise<ImapServer> {
    const server = new ImapServer();
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  get url(): string {
    return `imap://meet:${this.password}@127.0.0.1:${this.port}/INBOX`;
  }

  get connections(): number {
    return this.sockets.size;
  }

  /** A mail arrives. @returns its UID. */
  put(raw: string | Buffer, size?: number): number {
    const bytes = typeof raw === 'string' ? Buffer.from(raw.replace(/\r?\n/g, '\r\n')) : raw;
    const uid = this.uidNext++;
    this.mails.push({ uid, raw: bytes, size: size ?? bytes.length });
    for (const [socket, session] of this.sockets) if (session.idling !== null) this.tell(socket, session);
    return uid;
  }

  /** As after a restored backup: the same mails under new UIDs. */
  renumber(): void {
    this.uidValidity++;
    this.mails = this.mails.map((mail, i) => ({ ...mail, uid: i + 1 }));
    this.uidNext = this.mails.length + 1;
  }

  expunge(uid: number): void {
    this.mails = this.mails.filter((mail) => mail.uid !== uid);
  }

  dropAll(): void {
    for (const socket of this.sockets.keys()) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.dropAll();
    await closed;
  }

  /** News come with any command (RFC 3501 section 5.2), and at once to whoever idles. */
  private tell(socket: Socket, session: Session): void {
    if (session.told === null || session.told === this.mails.length) return;
    session.told = this.mails.length;
    socket.write(`* ${this.mails.length} EXISTS\r\n`);
  }

  private serve(socket: Socket): void {
    const session: Session = { idling: null, told: null };
    this.sockets.set(socket, session);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    let pending = '';
    socket.setEncoding('latin1');
    socket.write('* OK ready\r\n');
    socket.on('data', (chunk: string) => {
      pending += chunk;
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        this.answer(socket, session, line);
      }
    });
  }

  private answer(socket: Socket, session: Session, line: string): void {
    if (session.idling !== null) {
      if (/^DONE$/i.test(line)) socket.write(`${session.idling} OK idle over\r\n`);
      session.idling = null;
      return;
    }
    const [tag = '', verb = '', ...rest] = line.split(' ');
    const args = rest.join(' ');
    this.commands.push(`${verb} ${args}`.trim());
    if (verb.toUpperCase() === 'UID') this.uidCommand(socket, tag, args);
    else socket.write(this.reply(session, tag, verb.toUpperCase(), args));
    if (session.idling !== null || verb.toUpperCase() === 'NOOP') this.tell(socket, session);
    if (verb.toUpperCase() === 'LOGOUT') socket.end();
  }

  private reply(session: Session, tag: string, verb: string, args: string): string {
    const ok = `${tag} OK done\r\n`;
    switch (verb) {
      case 'CAPABILITY':
        return `* CAPABILITY IMAP4rev1${this.idle ? ' IDLE' : ''}\r\n${ok}`;
      case 'LOGIN':
        return args.includes(this.password) ? ok : `${tag} NO [AUTHENTICATIONFAILED] wrong\r\n`;
      case 'LIST':
      case 'LSUB':
        return `* ${verb} () "/" INBOX\r\n${ok}`;
      case 'EXAMINE':
        session.told = this.mails.length;
        return [
          '* FLAGS (\\Seen)',
          `* ${this.mails.length} EXISTS`,
          `* OK [UIDVALIDITY ${this.uidValidity}] x`,
          `* OK [UIDNEXT ${this.uidNext}] x`,
          `${tag} OK [READ-ONLY] examined\r\n`,
        ].join('\r\n');
      case 'IDLE':
        session.idling = tag;
        return '+ idling\r\n';
      case 'NOOP':
        return ok;
      case 'LOGOUT':
        return `* BYE\r\n${ok}`;
      default:
        return `${tag} BAD unknown\r\n`;
    }
  }

  private uidCommand(socket: Socket, tag: string, args: string): void {
    const [verb = '', set = '', ...rest] = args.split(' ');
    if (verb.toUpperCase() === 'SEARCH') {
      const range = rest.join(' ') || set;
      const found = this.within(range.replace(/^UID /i, '')).map(({ uid }) => uid);
      socket.write(`* SEARCH${found.map((uid) => ` ${uid}`).join('')}\r\n${tag} OK searched\r\n`);
      return;
    }
    const items = rest.join(' ');
    for (const mail of this.within(set)) {
      if (this.fetched(socket, mail, items)) return;
    }
    socket.write(`${tag} OK fetched\r\n`);
  }

  /** `n:*` always holds the highest UID (RFC 3501 section 9). */
  private within(set: string): StoredMail[] {
    const highest = this.mails.at(-1)?.uid ?? 0;
    const ranges = set.split(',').map((part) => {
      const [from = 0, to = from] = part.split(':').map((end) => (end === '*' ? highest : Number(end)));
      return [Math.min(from, to), Math.max(from, to)] as const;
    });
    return this.mails.filter(({ uid }) => ranges.some(([from, to]) => uid >= from && uid <= to));
  }

  /** @returns true when the connection is gone. */
  private fetched(socket: Socket, { uid, raw, size }: StoredMail, items: string): boolean {
    const seq = this.mails.findIndex((mail) => mail.uid === uid) + 1;
    socket.write(`* ${seq} FETCH (UID ${uid}`);
    if (/RFC822\.SIZE/i.test(items)) socket.write(` RFC822.SIZE ${size}`);
    if (/INTERNALDATE/i.test(items)) socket.write(` INTERNALDATE "${this.internalDate}"`);
    const fields = /BODY\.PEEK\[HEADER\.FIELDS \(([^)]*)\)\]/i.exec(items)?.[1];
    if (fields !== undefined) literal(socket, `BODY[HEADER.FIELDS (${fields})]`, headerLines(raw, fields));
    const part = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(items);
    if (part !== null) {
      const [, from, length] = part;
      const bytes = from === undefined ? raw : raw.subarray(Number(from), Number(from) + Number(length));
      if (from === undefined && this.breakAt === uid) {
        socket.write(` BODY[] {${bytes.length}}\r\n`);
        socket.write(bytes.subarray(0, -1));
        socket.destroySoon();
        return true;
      }
      literal(socket, from === undefined ? 'BODY[]' : `BODY[]<${from}>`, bytes);
    }
    socket.write(')\r\n');
    return false;
  }
}

const literal = (socket: Socket, name: string, bytes: Buffer): void => {
  socket.write(` ${name} {${bytes.length}}\r\n`);
  socket.write(bytes);
};

const headerLines = (raw: Buffer, fields: string): Buffer => {
  const wanted = fields.toLowerCase().split(/\s+/);
  const head = raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
  const lines = head.replace(/\r\n(?=[ \t])/g, '\u0000').split('\r\n');
  const kept = lines.filter((line) => wanted.includes((line.split(':')[0] ?? '').trim().toLowerCase()));
  return Buffer.from(`${kept.join('\r\n').replaceAll('\u0000', '\r\n')}\r\n\r\n`, 'latin1');
};
