import { isIP } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import { spf } from 'mailauth/lib/spf/index.js';
import { CONFIG, type Config } from '../../config.js';
import { alignmentOf } from '../../itip/alignment.js';
import type { MailOrigin } from '../mail.port.js';
import { keyName } from '../mime/dkim-signatures.js';
import type { DkimFinding, DkimKey, ReadMail } from '../mime/mail.js';
import { MailReader } from '../mime/mail-reader.service.js';
import { SenderDns } from './dns.service.js';
import { NOT_ASKED, type SenderFindings, type SenderVerdict, verdictOf } from './verdict.js';

export interface MailToCheck {
  readonly raw: Buffer;
  readonly mail: Pick<ReadMail, 'from' | 'authenticationResults' | 'signatures'>;
  readonly envelopeFrom: string;
  readonly receivedAt: number;
  readonly origin: MailOrigin;
}

const SPF_MS = 8_000;

/**
 * Whether the domain in From stands behind a received mail: by the word of the site's own mail server, or, where it has
 * none to say, by asking the domain itself (SPF, DKIM, DMARC: RFC 7208, 6376, 9989).
 */
@Injectable()
export class SenderCheck {
  private readonly log = new Logger('SenderCheck');

  constructor(
    @Inject(MailReader) private readonly reader: MailReader,
    @Inject(SenderDns) private readonly dns: SenderDns,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Asks name servers: not for inside a transaction. Never rejects. */
  async check(given: MailToCheck): Promise<SenderVerdict> {
    const { mail, origin } = given;
    const [from, ...more] = mail.from;
    // Several From addresses prove nobody.
    const sender = from === undefined || more.length > 0 ? null : from.address;
    const authservId = origin.relay ? this.config.mail.authservId : null;
    const server = alignmentOf(mail.authenticationResults, authservId, sender);
    if (server !== 'unknown' || sender === null || !this.dns.on) return verdictOf({ server, ...NOT_ASKED });
    return verdictOf({ server, ...(await this.ask(given, sender)) });
  }

  private async ask(given: MailToCheck, sender: string): Promise<Omit<SenderFindings, 'server'>> {
    const [spfResult, dkim] = await Promise.all([this.spf(given), this.dkim(given)]);
    try {
      const policy = await dmarc({
        headerFrom: [sender],
        spfDomains: spfResult?.result === 'pass' ? [spfResult.domain] : [],
        dkimDomains: dkim
          .filter(({ result, whole }) => result === 'pass' && whole)
          .map(({ domain, aligned }) => ({ domain, aligned: aligned ? domain : false })),
        resolver: this.dns.ask,
      });
      const found = policy === false ? null : policy.status.result;
      return { spf: spfResult?.result ?? null, dkim, dmarc: found };
    } catch (error) {
      this.log.warn(`A sender's policy could not be read: ${nameOf(error)}`);
      return { spf: spfResult?.result ?? null, dkim, dmarc: null };
    }
  }

  private async dkim({ raw, mail, receivedAt }: MailToCheck): Promise<DkimFinding[]> {
    if (mail.signatures.length === 0) return [];
    const keys: Record<string, DkimKey> = {};
    await Promise.all(
      mail.signatures.map(async (signature) => {
        const name = keyName(signature);
        keys[name] = await this.dns.key(name);
      }),
    );
    return (await this.reader.verifyDkim(raw, keys, receivedAt)) ?? [];
  }

  /** Null where the host is not known, or is this machine or a private network, of which no domain says anything. */
  private async spf({
    envelopeFrom,
    origin,
  }: MailToCheck): Promise<{ result: string; domain: string } | null> {
    const { clientIp, helo } = origin;
    if (clientIp === null || isLocal(clientIp)) return null;
    try {
      const { status, domain } = await spf({
        sender: envelopeFrom,
        ip: clientIp,
        ...(helo === null ? {} : { helo }),
        mta: this.config.mail.domain,
        resolver: this.dns.ask,
        maxElapsedTime: SPF_MS,
      });
      return { result: status.result, domain };
    } catch (error) {
      this.log.warn(`SPF could not be evaluated: ${nameOf(error)}`);
      return null;
    }
  }
}

const isLocal = (address: string): boolean =>
  isIP(address) === 0 ||
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|0\.|::1$|f[cd]|fe80)/i.test(address);

/** The words of an error may hold what the mail said. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
