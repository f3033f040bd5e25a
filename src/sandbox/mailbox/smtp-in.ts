import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { MailStore } from './mail-store.js';
import { type SmtpFaults, SmtpRefusal } from './smtp-faults.js';

const LARGEST_MAIL = 20_000_000;

export interface SmtpIn {
  port: number;
  close(): Promise<void>;
}

/** Takes every mail for everybody, without sign-in and without TLS: it listens on the loopback address only. */
export const startSmtp = async (
  host: string,
  port: number,
  store: MailStore,
  faults: SmtpFaults,
  now: () => number,
): Promise<SmtpIn> => {
  const sockets = new Map<number, Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    closeTimeout: 500,
    banner: 'sandbox mailbox, nothing is delivered',
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anybody' }),
    onRcptTo: ({ address }, _session, done) => {
      const fault = faults.take((rule) => rule.kind === 'reject' && rule.at !== 'data', [address]);
      done(fault ? new SmtpRefusal(fault.code ?? 550, fault.text ?? 'the sandbox was told to refuse') : null);
    },
    onData: (stream, session, done) => {
      take(stream, session).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });

  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(Buffer.from(part));
    if (stream.sizeExceeded) throw new SmtpRefusal(552, 'too large');
    const recipients = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
    const refused = faults.take((rule) => rule.kind === 'reject' && rule.at === 'data', recipients);
    if (refused) throw new SmtpRefusal(refused.code ?? 451, refused.text ?? 'the sandbox was told to refuse');
    const slow = faults.take((rule) => rule.kind === 'slow', recipients);
    if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms ?? 5_000).unref());
    const dropped = faults.take((rule) => rule.kind === 'drop-after-data', recipients);
    const { mailFrom } = session.envelope;
    const from = mailFrom === false ? '' : mailFrom.address;
    if (!dropped || dropped.keep)
      for (const to of recipients)
        store.add({ at: now(), from, to, raw: Buffer.concat(parts).toString('latin1') });
    if (dropped) sockets.get(session.remotePort)?.destroy();
  };

  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, host, resolve);
  });
  server.on('error', (error) => process.stderr.write(`sandbox mailbox: ${error.message}\n`));
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
};
