import type { MailSender, OutgoingMail, SendOutcome } from '../mail.port.js';
import { composeMail } from '../smtp/compose-mail.js';

/** Keeps mails instead of sending them, with the same bytes; under the same contract suite as the one for SMTP. */
export class MemorySender implements MailSender {
  readonly sent: { readonly mail: OutgoingMail; readonly raw: Buffer }[] = [];
  private readonly troubles = new Map<string, Exclude<SendOutcome, { kind: 'sent' }>>();

  /** The next mails to this address end so, until `answerNormally`. */
  answer(address: string, outcome: Exclude<SendOutcome, { kind: 'sent' }>): void {
    this.troubles.set(address.toLowerCase(), outcome);
  }

  answerNormally(address: string): void {
    this.troubles.delete(address.toLowerCase());
  }

  async send(mail: OutgoingMail): Promise<SendOutcome> {
    const trouble = this.troubles.get(mail.to.address.toLowerCase());
    if (trouble !== undefined) return trouble;
    const raw = await composeMail(mail);
    this.sent.push({ mail, raw });
    return { kind: 'sent', answer: '250 kept in memory', raw };
  }
}
