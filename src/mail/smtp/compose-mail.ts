import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from '../mail.port.js';

/**
 * The bytes of a mail:
 *
 *     mixed
 *       alternative
 *         text/plain, text/html (with the agency's picture: related { html, picture }), text/calendar; method=REQUEST
 *       application/ics (invite.ics)
 *
 * Mail programs take the calendar part of the alternative for the buttons and want its method equal to METHOD (Outlook
 * refuses a mismatch); the attachment is for those that offer to open a file. From and Reply-To are the ORGANIZER's
 * address, because some programs answer there (Gnus), and reports of failure come back to it too.
 *
 * Auto-Submitted (RFC 3834) and X-Auto-Response-Suppress keep out-of-office programs from answering.
 */
export const composeMail = (mail: OutgoingMail): Promise<Buffer> => {
  const from = { name: headerText(mail.from.name), address: mail.from.address };
  const replied = mail.references.at(-1);
  const composer = new MailComposer({
    messageId: angled(mail.messageId),
    date: new Date(mail.date),
    from,
    replyTo: from,
    to: { name: headerText(mail.to.name), address: mail.to.address },
    subject: headerText(mail.subject),
    ...(replied === undefined ? {} : { references: mail.references.map(angled), inReplyTo: angled(replied) }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
    },
    text: mail.text,
    html: mail.html,
    ...(mail.inline === undefined
      ? {}
      : {
          attachments: mail.inline.map(({ cid, type, content }) => {
            return {
              cid,
              contentType: type,
              content,
              contentDisposition: 'inline' as const,
              filename: false as const,
            };
          }),
        }),
    ...(mail.calendar === undefined
      ? {}
      : { icalEvent: { method: mail.calendar.method, content: mail.calendar.text, filename: 'invite.ics' } }),
    // What is kept is what goes over the wire, where lines end with CRLF (RFC 5321 section 2.3.8).
    newline: 'windows',
    // Nothing in a mail of ours is fetched: a text must never be able to name a file or an address to read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
};

const angled = (id: string): string => `<${id.replace(/[<>\s]/g, '')}>`;

/** Control characters could begin a header of somebody else's making. */
const headerText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
