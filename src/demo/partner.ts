import type { Invitation } from '../sandbox/mailbox/ics-lines.js';
import type { SentReply } from '../sandbox/mailbox/mailbox.js';
import type { ReadMail } from '../sandbox/mailbox/read-stored.js';
import type { ReplyPartstat, ReplyShape } from '../sandbox/mailbox/reply-shapes.js';
import { eventually, must } from './eventually.js';
import type { DemoClient, Stage } from './stage.js';

/** A mail with an invitation, as it lies in a partner's box. */
export interface InvitationMail extends ReadMail {
  readonly invitation: Invitation;
}

/** What a partner waits for; what is left out may be anything. */
export interface Expected {
  readonly uid?: string;
  readonly method: 'REQUEST' | 'CANCEL';
  readonly status?: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly sequence?: number;
}

/** A business partner of the client: an entry in the secretary's contacts, and a mailbox. */
export class Partner {
  private constructor(
    private readonly stage: Stage,
    readonly contactId: string,
    readonly email: string,
  ) {}

  /** The secretary notes down whom the client wants to meet. */
  static async known(
    stage: Stage,
    client: DemoClient,
    name: string,
    email: string,
    locale: 'lv' | 'en' = 'en',
  ): Promise<Partner> {
    const { contactId } = await stage.secretary.call<{ contactId: string }>(
      'POST',
      `/clients/${client.clientId}/contacts`,
      { name, email, locale },
    );
    return new Partner(stage, contactId, email);
  }

  /** Invitations and cancellations in the box, newest first. */
  async invitations(expected: Expected): Promise<InvitationMail[]> {
    const mails = await this.stage.mailbox.mails(this.email);
    return mails.filter((mail): mail is InvitationMail => fits(mail, expected));
  }

  /** @throws Mismatch when it does not come. */
  async receives(expected: Expected): Promise<InvitationMail> {
    const what = Object.values(expected).join(' ');
    return eventually(
      `mail to ${this.email} with ${what}`,
      async () => (await this.invitations(expected))[0],
      () => this.box(),
    );
  }

  /** Everything that lies there, in words. */
  private async box(): Promise<string> {
    const mails = await this.stage.mailbox.mails(this.email);
    if (mails.length === 0) return 'no mail at all';
    return mails
      .map(({ subject, invitation }) =>
        invitation === undefined
          ? `"${subject}"`
          : `${invitation.method} ${invitation.uid} SEQUENCE ${invitation.sequence} ${invitation.status}`,
      )
      .join(', ');
  }

  /** All mails of a proposal. */
  async receivesAll(count: number): Promise<InvitationMail[]> {
    const mails = await eventually(`${count} invitations for ${this.email}`, async () => {
      const found = await this.invitations({ method: 'REQUEST' });
      return found.length >= count ? found : null;
    });
    must(mails.length === count, `${mails.length} invitations came, not ${count}`);
    return mails.toSorted((a, b) => (a.invitation.start?.ms ?? 0) - (b.invitation.start?.ms ?? 0));
  }

  /** Presses the button in the mail program. @throws Mismatch when the service does not take the answer. */
  async answers(
    mail: ReadMail,
    partstat: ReplyPartstat,
    shape: ReplyShape = 'gmail',
    comment?: string,
  ): Promise<SentReply> {
    const sent = await this.stage.mailbox.reply(mail.id, {
      partstat,
      shape,
      ...(comment === undefined ? {} : { comment }),
    });
    must(sent.response.startsWith('250'), `the reply was answered ${sent.response}`);
    return sent;
  }

  /** The newest address of the page in a mail. */
  pageIn(mail: ReadMail): string {
    const [address] = new RegExp(`${this.stage.running.url}/p/[0-9a-z]+`).exec(mail.text) ?? [];
    must(address !== undefined, 'the mail names no page');
    return address;
  }
}

const fits = (mail: ReadMail, { uid, method, status, sequence }: Expected): boolean => {
  const { invitation } = mail;
  if (invitation === undefined || invitation.method !== method) return false;
  return (
    (uid === undefined || invitation.uid === uid) &&
    (status === undefined || invitation.status === status) &&
    (sequence === undefined || invitation.sequence === sequence)
  );
};
