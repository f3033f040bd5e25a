import type { Server } from 'node:net';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { CONFIG, type Config } from '../../config.js';
import { CLOCK, type Clock } from '../../time/clock.port.js';
import { type IncomingMail, MAIL_INTAKE, type MailIntake, type Stored } from '../mail.port.js';
import { readMail } from './read-stream.js';
import { originOf, SessionTrust } from './session-trust.js';
import { type Answer, answerTo, FULL, forAll, LATER, NO_SUCH_ADDRESS, TOO_LARGE } from './smtp-answer.js';

export interface ListenOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Takes any free port when this one is in use. */
  readonly fallbackToFreePort: boolean;
  /** LMTP (RFC 2033) instead of SMTP: one answer a recipient after DATA. */
  readonly lmtp?: boolean;
}

const MEGABYTE = 1024 * 1024;
const SECOND = 1000;

export const LISTENER_LIMITS = {
  /** The mail as it is stored, in bytes; RFC 1870 SIZE. */
  mailBytes: 5 * MEGABYTE,
  connections: 100,
  recipients: 20,
  commandBytes: 2048,
  idleMs: 60 * SECOND,
  /** How long a mail that is on its way in may take when the service stops. */
  drainMs: 10 * SECOND,
} as const;

/**
 * Takes mail from the site's own mail server, over SMTP or LMTP. What it answers 250 is committed; what it could not
 * commit for every recipient it answers 451, so that the other side keeps the mail and comes again: a mail stored twice
 * is worked on once, a mail lost is an answer that nobody hears.
 */
@Injectable()
export class SmtpListener implements BeforeApplicationShutdown {
  private readonly log = new Logger('SmtpListener');
  private readonly receiving = new Set<string>();
  private readonly trust: SessionTrust;
  private server: SMTPServer | null = null;

  constructor(
    @Inject(MAIL_INTAKE) private readonly intake: MailIntake,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.trust = new SessionTrust(config.mail.trustedRelays);
  }

  /** @throws the system's error (EADDRINUSE, EACCES, EADDRNOTAVAIL) when it cannot listen there. */
  async start(options: ListenOptions): Promise<{ port: number }> {
    const server = this.make(options.lmtp === true);
    try {
      await listen(server, options.host, options.port);
    } catch (error) {
      if (!options.fallbackToFreePort || !isInUse(error)) throw error;
      return this.start({ ...options, port: 0, fallbackToFreePort: false });
    }
    server.on('error', (error) => this.log.warn(`A connection failed: ${error.message}`));
    this.server = server;
    return { port: portOf(server.server) };
  }

  /** Takes no new connections, lets mails that are on their way in be answered, and says 421 to the rest. */
  async close(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    const dismissIdle = (): void => {
      for (const connection of server.connections) {
        if (this.receiving.has(connection.id)) continue;
        connection.send(421, 'Shutting down, please come again');
        connection.close();
      }
    };
    dismissIdle();
    const again = setInterval(dismissIdle, 50);
    await closed;
    clearInterval(again);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.close();
  }

  private make(lmtp: boolean): SMTPServer {
    return new SMTPServer({
      lmtp,
      name: this.config.mail.domain,
      banner: 'Meetbroker',
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      hideENHANCEDSTATUSCODES: false,
      size: LISTENER_LIMITS.mailBytes,
      rejectOversized: true,
      maxClients: LISTENER_LIMITS.connections,
      maxRecipients: LISTENER_LIMITS.recipients,
      maxCommandLength: LISTENER_LIMITS.commandBytes,
      socketTimeout: LISTENER_LIMITS.idleMs,
      closeTimeout: LISTENER_LIMITS.drainMs,
      // Offered to the site's own server alone: see session-trust.ts.
      useXForward: true,
      onConnect: (session, done) => {
        this.trust.admit(session);
        done();
      },
      onClose: (session) => this.trust.forget(session),
      onRcptTo: ({ address }, _session, done) => {
        this.check(address).then(done, done);
      },
      onData: (stream, session, done) => {
        this.receiving.add(session.id);
        this.receive(stream, session, lmtp)
          .then((answers) => {
            if (lmtp) return done(null, answers);
            const answer = forAll(answers);
            return typeof answer === 'string' ? done(null, answer) : done(answer);
          }, done)
          .finally(() => this.receiving.delete(session.id));
      },
    });
  }

  private async check(address: string): Promise<Error | null> {
    try {
      const accepted = await this.intake.accepts(address);
      if (accepted === 'full')
        this.log.warn('Mail was turned away: there is no room for more at an address.');
      return accepted === 'yes' ? null : accepted === 'full' ? FULL : NO_SUCH_ADDRESS;
    } catch (error) {
      this.log.warn(`A recipient could not be looked up: ${messageOf(error)}`);
      return LATER;
    }
  }

  private async receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    lmtp: boolean,
  ): Promise<Answer[]> {
    const { mailFrom, rcptTo } = session.envelope;
    const raw = await readMail(stream);
    if (raw === null) return rcptTo.map(() => TOO_LARGE);
    const stored = await this.store({
      raw,
      envelopeFrom: mailFrom === false ? '' : mailFrom.address,
      envelopeTo: rcptTo.map(({ address }) => address),
      receivedAt: this.clock.now(),
      origin: originOf(session, this.trust.isRelay(session), lmtp),
    });
    return stored.map(answerTo);
  }

  private async store(mail: IncomingMail): Promise<readonly Stored[]> {
    try {
      return await this.intake.store(mail);
    } catch (error) {
      this.log.error(`A mail could not be stored: ${messageOf(error)}`);
      return mail.envelopeTo.map(() => 'try-later');
    }
  }
}

const listen = (server: SMTPServer, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

const isInUse = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail listener has no port.');
  return address.port;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
