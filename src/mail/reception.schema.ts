import { z } from 'zod';

const instant = z.iso.datetime();

export const mailNotice = z
  .object({
    kind: z.enum(['mailbox-failing', 'left-behind', 'room-tight', 'room-full', 'discarded']),
    words: z.string(),
  })
  .meta({ id: 'MailNotice' });
export type MailNoticeView = z.output<typeof mailNotice>;

/** How mail comes in, for the owner. */
export const receptionView = z
  .object({
    domain: z.string().meta({ description: 'Of the organizer addresses' }),
    listener: z
      .object({ address: z.string(), lmtp: z.boolean() })
      .nullable()
      .meta({ description: 'Where mail servers hand mail in' }),
    mailbox: z
      .object({
        name: z.string(),
        state: z.enum(['never', 'connecting', 'fetching', 'watching', 'failing', 'unattended']),
        reason: z.string().nullable(),
        words: z.string(),
        since: instant.nullable(),
        lookedAt: instant
          .nullable()
          .meta({ description: 'When all mail that was there had been fetched, last' }),
        leftAlone: z.number().meta({ description: 'Mails in it that are none of ours' }),
        leftBehind: z.number().meta({ description: 'Mails of ours there was no room for' }),
      })
      .nullable(),
    unmatched: z.object({
      mails: z.number(),
      octets: z.number(),
      mostMails: z.number(),
      mostOctets: z.number(),
      keptDays: z.number(),
    }),
    discarded: z.number().meta({ description: 'Unmatched mails that were let go in the last 30 days' }),
    notices: z.array(mailNotice).meta({ description: 'What wants the owner’s attention' }),
  })
  .meta({ id: 'MailReception' });
export type ReceptionView = z.output<typeof receptionView>;
