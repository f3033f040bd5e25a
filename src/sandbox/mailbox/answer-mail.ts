import { createTransport } from 'nodemailer';
import type { StoredMail } from './mail-store.js';
import { readStored } from './read-stored.js';
import { type ComposedReply, composeReply, type ReplyPartstat, type ReplyShape } from './reply-shapes.js';

export interface ReplyOrder {
  partstat: ReplyPartstat;
  shape: ReplyShape;
  comment?: string;
  /** Answer as somebody else than the recipient: a forwarded invitation, an alias. */
  as?: string;
  zone?: string;
  /** The sender's domain does not stand behind this answer. */
  forged?: boolean;
}

/** Writes the answer to a stored invitation. Throws RangeError when the mail carries none. */
export const replyTo = async (mail: StoredMail, order: ReplyOrder, now: number): Promise<ComposedReply> => {
  const read = await readStored(mail);
  if (read.ics === undefined) throw new RangeError('this mail carries no invitation');
  return composeReply(read.ics, { address: order.as ?? mail.to }, order.partstat, order.shape, now, {
    ...(order.comment ? { comment: order.comment } : {}),
    ...(order.zone ? { zone: order.zone } : {}),
    mailFrom: read.replyTo ?? read.from.address,
    ...(read.messageId ? { inReplyTo: read.messageId } : {}),
  });
};

/** The mail as a receiving server hands it on: with its verdict about the sender's domain on top. */
export const withVerdict = (mail: ComposedReply, authservId: string | undefined, forged: boolean): string => {
  if (authservId === undefined) return mail.raw;
  const domain = mail.from.slice(mail.from.lastIndexOf('@') + 1);
  const verdict = forged ? 'fail' : 'pass';
  return `Authentication-Results: ${authservId}; dmarc=${verdict} header.from=${domain}\r\n${mail.raw}`;
};

/** Hands a mail to the service's listener over real SMTP; resolves with the server's last answer. */
export const sendRaw = async (
  target: { host: string; port: number },
  mail: { from: string; to: string; raw: string },
): Promise<string> => {
  const transport = createTransport({ ...target, secure: false, ignoreTLS: true, connectionTimeout: 5_000 });
  try {
    const sent = await transport.sendMail({
      envelope: { from: mail.from, to: [mail.to] },
      raw: Buffer.from(mail.raw, 'utf8'),
    });
    return sent.response;
  } finally {
    transport.close();
  }
};
