import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase } from '../db/tenant.js';
import { nameOf, readImapUrl } from './imap/imap-address.js';
import { type MailboxStatus, MailboxStore } from './imap/mailbox.store.js';
import { IncomingStore } from './incoming.store.js';
import { hasRoom, isTight, KEPT_FOR, ROOM, type Usage } from './mail-room.js';
import type { MailNoticeView, ReceptionView } from './reception.schema.js';
import { mailboxWords, noticeWords } from './reception-words.js';

const DAY = 24 * 60 * 60 * 1_000;

/** How mail comes in, and what about it wants an owner's attention. */
@Injectable()
export class Reception {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(IncomingStore) private readonly incoming: IncomingStore,
    @Inject(MailboxStore) private readonly mailboxes: MailboxStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async view(agencyId: string, locale: string): Promise<ReceptionView> {
    const { domain, listen } = this.config.mail;
    const status = await this.mailbox();
    const { used, discarded } = await this.db.inAgency(agencyId, async (tx) => ({
      used: await this.incoming.waiting(tx, { agencyId, attendee: null }),
      discarded: await this.incoming.discarded(tx, agencyId),
    }));
    const mailbox = status && mailboxView(status, locale);
    return {
      domain,
      listener: listen && { address: `${listen.host}:${listen.port}`, lmtp: listen.lmtp },
      mailbox,
      unmatched: {
        ...used,
        mostMails: ROOM.unclaimed.mails,
        mostOctets: ROOM.unclaimed.octets,
        keptDays: KEPT_FOR / DAY,
      },
      discarded,
      notices: noticesOf(mailbox, used, discarded, locale),
    };
  }

  /** Of IMAP_URL; null when none is set. */
  async mailbox(): Promise<MailboxStatus | null> {
    const { imapUrl } = this.config.mail;
    if (imapUrl === null) return null;
    const name = nameOf(readImapUrl(imapUrl));
    const never = { state: 'never', reason: null, since: null, lookedAt: null } as const;
    return (
      (await this.mailboxes.status(name)) ?? {
        mailbox: name,
        ...never,
        leftAlone: 0,
        leftBehind: 0,
        held: false,
      }
    );
  }
}

const mailboxView = (status: MailboxStatus, locale: string): NonNullable<ReceptionView['mailbox']> => {
  const { mailbox: name, reason, since, lookedAt, leftAlone, leftBehind } = status;
  // Whoever fails lets go of it between two tries; whoever fetches holds it.
  const state = status.held || status.state === 'failing' ? status.state : 'unattended';
  return {
    name,
    state,
    reason,
    words: mailboxWords(state === 'failing' ? (reason ?? '') : state, locale),
    since: since?.toISOString() ?? null,
    lookedAt: lookedAt?.toISOString() ?? null,
    leftAlone,
    leftBehind,
  };
};

const noticesOf = (
  mailbox: ReceptionView['mailbox'],
  used: Usage,
  discarded: number,
  locale: string,
): MailNoticeView[] => {
  const most = ROOM.unclaimed;
  const notices: MailNoticeView[] = [];
  const say = (kind: Parameters<typeof noticeWords>[0], count: number): void => {
    notices.push({ kind, words: noticeWords(kind, count, most.mails, locale) });
  };
  if (mailbox?.state === 'failing' || mailbox?.state === 'unattended') {
    notices.push({ kind: 'mailbox-failing', words: mailbox.words });
  }
  if (mailbox !== null && mailbox.leftBehind > 0) say('left-behind', mailbox.leftBehind);
  if (!hasRoom(used, most)) say('room-full', used.mails);
  else if (isTight(used, most)) say('room-tight', used.mails);
  if (discarded > 0) say('discarded', discarded);
  return notices;
};
