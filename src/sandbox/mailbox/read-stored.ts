import { simpleParser } from 'mailparser';
import { type Invitation, readInvitation } from './ics-lines.js';
import type { StoredMail } from './mail-store.js';

/** A stored mail taken apart for people and for tests. */
export interface ReadMail {
  id: string;
  at: number;
  envelopeFrom: string;
  to: string;
  subject: string;
  from: { name: string; address: string };
  replyTo: string | undefined;
  messageId: string | undefined;
  headers: { name: string; value: string }[];
  text: string;
  html: string | undefined;
  attachments: { filename: string; contentType: string; size: number }[];
  /** The iCalendar text of the mail's calendar part, and the `method` parameter of its Content-Type. */
  ics: string | undefined;
  mimeMethod: string | undefined;
  invitation: Invitation | undefined;
  replies: StoredMail['replies'];
}

/** Mails do not change once stored; lists read them over and over. */
const known = new WeakMap<StoredMail, Promise<ReadMail>>();

export const readStored = (mail: StoredMail): Promise<ReadMail> => {
  const reading = known.get(mail) ?? read(mail).catch((error: unknown) => unreadable(mail, error));
  known.set(mail, reading);
  return reading;
};

/** One broken mail must not hide the others. */
const unreadable = (mail: StoredMail, error: unknown): ReadMail => ({
  id: mail.id,
  at: mail.at,
  envelopeFrom: mail.from,
  to: mail.to,
  subject: '(this mail cannot be read)',
  from: { name: '', address: mail.from },
  replyTo: undefined,
  messageId: undefined,
  headers: [],
  text: String(error),
  html: undefined,
  attachments: [],
  ics: undefined,
  mimeMethod: undefined,
  invitation: undefined,
  replies: mail.replies,
});

const read = async (mail: StoredMail): Promise<ReadMail> => {
  const parsed = await simpleParser(Buffer.from(mail.raw, 'latin1'), { skipImageLinks: true });
  const part = parsed.attachments.find(
    (one) => one.contentType === 'text/calendar' || one.contentType === 'application/ics',
  );
  const ics = part?.content.toString('utf8');
  const from = parsed.from?.value[0];
  return {
    id: mail.id,
    at: mail.at,
    envelopeFrom: mail.from,
    to: mail.to,
    subject: parsed.subject ?? '',
    from: { name: from?.name ?? '', address: from?.address ?? mail.from },
    replyTo: parsed.replyTo?.value[0]?.address,
    messageId: parsed.messageId,
    headers: parsed.headerLines.map(({ line }) => {
      const colon = line.indexOf(':');
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
    }),
    text: parsed.text ?? '',
    html: parsed.html === false ? undefined : parsed.html,
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      filename: filename ?? contentType,
      contentType,
      size,
    })),
    ics,
    mimeMethod: /content-type:\s*text\/calendar[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*?method="?([a-z]+)/i
      .exec(mail.raw)?.[1]
      ?.toUpperCase(),
    invitation: ics === undefined ? undefined : readInvitation(ics),
    replies: mail.replies,
  };
};
