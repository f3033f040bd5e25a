import { connect, type Socket } from 'node:net';

/** An SMTP or LMTP client that says exactly what the spec says. */
export interface SmtpTalk {
  readonly greeting: string;
  /** Sends a line and resolves with the reply, its lines joined by \n. */
  say(line: string): Promise<string>;
  /** Sends bytes as they are. */
  write(bytes: Buffer | string): void;
  /** The next reply. */
  reply(): Promise<string>;
  /** Ends without a word. */
  drop(): void;
  readonly closed: Promise<void>;
}

export const talkSmtp = async (port: number): Promise<SmtpTalk> => {
  const socket: Socket = connect(port, '127.0.0.1');
  const replies: string[] = [];
  const waiting: ((reply: string) => void)[] = [];
  let pending = '';
  let lines: string[] = [];
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    pending += chunk;
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      lines.push(line);
      if (line[3] === '-') continue;
      const reply = lines.join('\n');
      lines = [];
      const next = waiting.shift();
      if (next === undefined) replies.push(reply);
      else next(reply);
    }
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const reply = (): Promise<string> => {
    const [ready] = replies.splice(0, 1);
    if (ready !== undefined) return Promise.resolve(ready);
    const next = new Promise<string>((resolve) => waiting.push(resolve));
    return Promise.race([next, closed.then(() => 'closed')]);
  };
  return {
    greeting: await reply(),
    say: (line) => {
      socket.write(`${line}\r\n`);
      return reply();
    },
    write: (bytes) => void socket.write(bytes),
    reply,
    drop: () => void socket.destroy(),
    closed,
  };
};
