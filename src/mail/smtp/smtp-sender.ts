import type { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import type { MailSender, OutgoingMail, SendOutcome } from '../mail.port.js';
import { composeMail } from './compose-mail.js';
import { outcomeOf } from './send-outcome.js';

const SECOND = 1000;

/** Milliseconds. */
export interface SmtpTimeouts {
  readonly connect: number;
  readonly greeting: number;
  readonly silence: number;
  /** For one mail, waiting for a connection included: a server that trickles is silent for no timeout of its own. */
  readonly whole: number;
}

/** Shorter than RFC 5321 section 4.5.3.2 allows: a mail that is tried again later is better than a queue that stands. */
const TIMEOUTS: SmtpTimeouts = {
  connect: 15 * SECOND,
  greeting: 15 * SECOND,
  silence: 60 * SECOND,
  whole: 180 * SECOND,
};

/**
 * Sends over SMTP with a few connections that are kept open. Does not retry a mail of which anything was sent; a kept
 * connection that the server has closed meanwhile is replaced silently.
 */
export class SmtpSender implements MailSender {
  private readonly transport: Transporter;
  /** The stream of each mail on its way: once it is read, the server has asked for the mail. */
  private readonly streams = new Map<string, Readable>();

  /** @param url smtp: or smtps:, with user and password if the server wants them. */
  constructor(
    url: string,
    private readonly timeouts: SmtpTimeouts = TIMEOUTS,
  ) {
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: 3,
      maxMessages: 200,
      maxRequeues: 2,
      connectionTimeout: timeouts.connect,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.silence,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transport.use('stream', (mail, done) => {
      const { message } = mail;
      const key = String(mail.data.messageId);
      const create = message.createReadStream.bind(message);
      message.createReadStream = (options) => {
        const stream = create(options);
        this.streams.set(key, stream);
        return stream;
      };
      done();
    });
  }

  async send(mail: OutgoingMail): Promise<SendOutcome> {
    const raw = await composeMail(mail);
    const key = `${mail.messageId}#${crypto.randomUUID()}`;
    try {
      const info = await this.transport.sendMail({
        messageId: key,
        envelope: { from: mail.from.address, to: [mail.to.address] },
        raw,
        signal: AbortSignal.timeout(this.timeouts.whole),
      });
      return { kind: 'sent', answer: String(info.response), raw };
    } catch (error) {
      return outcomeOf(error, this.streams.get(key)?.readableDidRead === true);
    } finally {
      this.streams.delete(key);
    }
  }

  /** Lets a mail on its way finish and closes the connections. */
  close(): void {
    this.transport.close();
  }
}
