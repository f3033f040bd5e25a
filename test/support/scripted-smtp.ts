import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** What the server does with a mail, by the recipient's local part; anything else is taken. */
export const TROUBLES = [
  'later-at-rcpt',
  'later-at-data',
  'refused-at-rcpt',
  'refused-at-data',
  'lost-before-data',
  'lost-after-data',
  'silent-after-data',
] as const;

export type Trouble = (typeof TROUBLES)[number];

export interface ScriptedSmtp {
  readonly port: number;
  /** The mails whose final dot arrived, without dot-stuffing, answered or not. */
  readonly received: { readonly from: string; readonly to: string; readonly raw: Buffer }[];
  readonly connections: () => number;
  /** Ends every connection that is open, as a server does after idling. */
  hangUp(): void;
  close(): Promise<void>;
}

/** A mail server of few words that fails as it is told, written against RFC 5321 and not with the library under test. */
export const startScriptedSmtp = async (): Promise<ScriptedSmtp> => {
  const received: { from: string; to: string; raw: Buffer }[] = [];
  const sockets = new Set<Socket>();
  let count = 0;
  const server: Server = createServer((socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, (mail) => received.push(mail));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    connections: () => count,
    hangUp: () => {
      for (const socket of sockets) socket.end();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
};

const converse = (socket: Socket, keep: (mail: { from: string; to: string; raw: Buffer }) => void): void => {
  let pending = '';
  let data: string | null = null;
  let from = '';
  let to = '';
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const trouble = (): string => to.split('@')[0] ?? '';

  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') say('250 scripted.example');
    else if (verb === 'MAIL') {
      from = /<([^>]*)>/.exec(line)?.[1] ?? '';
      say('250 2.1.0 fine');
    } else if (verb === 'RCPT') {
      to = /<([^>]*)>/.exec(line)?.[1] ?? '';
      if (trouble() === 'later-at-rcpt') say('451 4.7.1 greylisted');
      else if (trouble() === 'refused-at-rcpt') say('550 5.1.1 no such user');
      else say('250 2.1.5 fine');
    } else if (verb === 'DATA') {
      if (trouble() === 'lost-before-data') {
        socket.destroy();
        return;
      }
      data = '';
      say('354 go on');
    } else if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say('250 fine');
  };

  const dataLine = (line: string): void => {
    if (line !== '.') {
      data += `${line.startsWith('.') ? line.slice(1) : line}\r\n`;
      return;
    }
    keep({ from, to, raw: Buffer.from(data ?? '', 'latin1') });
    data = null;
    if (trouble() === 'later-at-data') say('452 4.3.1 disk full');
    else if (trouble() === 'refused-at-data') say('554 5.7.1 looks like spam');
    else if (trouble() === 'lost-after-data') socket.destroy();
    else if (trouble() !== 'silent-after-data') say('250 2.0.0 taken as 42');
  };

  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    pending += chunk;
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (data === null) command(line);
      else dataLine(line);
    }
  });
  say('220 scripted.example');
};
