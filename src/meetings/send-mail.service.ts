import { Inject, Injectable } from '@nestjs/common';
import { MailDesignStore } from '../agencies/mail-design.store.js';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { MAIL_SENDER, type MailSender, type OutgoingMail, type SendOutcome } from '../mail/mail.port.js';
import { MailPace } from '../mail/pace.store.js';
import { logoPart } from '../mail/templates/design.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AttendeeAddressBook } from './attendee-addresses.service.js';
import { BackgroundStore } from './background.store.js';
import { line } from './decision.js';
import { type ClaimedEffect, EffectStore } from './effect.store.js';
import { JournalStore } from './journal.store.js';
import { letterOf } from './letter.js';
import type { MailEffect } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { MessageStore } from './message.store.js';
import { finishOfMail } from './performed.js';
import type { Performed } from './write-calendar.service.js';

type Prepared =
  | { readonly ok: true; readonly mail: OutgoingMail }
  | { readonly ok: false; readonly reason: string };

/** Sends one mail of a meeting: frozen facts in, the SMTP answer and the mail as it left out. */
@Injectable()
export class SendMail {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
    @Inject(EffectStore) private readonly effects: EffectStore,
    @Inject(MessageStore) private readonly messages: MessageStore,
    @Inject(JournalStore) private readonly journal: JournalStore,
    @Inject(AttendeeAddressBook) private readonly addresses: AttendeeAddressBook,
    @Inject(MailPace) private readonly pace: MailPace,
    @Inject(MailDesignStore) private readonly designs: MailDesignStore,
    @Inject(MAIL_SENDER) private readonly sender: MailSender,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async perform(
    agencyId: string,
    meetingId: string,
    claimed: ClaimedEffect,
    effect: MailEffect,
  ): Promise<Performed> {
    const place = claimed.paced ? null : await this.place(agencyId, meetingId);
    if (place !== null && place > this.clock.now()) {
      const waits = { state: 'pending', reason: 'paced', nextTryAt: place, paced: true } as const;
      return { finish: { ...waits, sentAt: claimed.sentAt }, record: async () => {} };
    }
    const prepared = await this.prepare(agencyId, meetingId, claimed, effect);
    if (!prepared.ok) {
      const { reason } = prepared;
      return { finish: { state: 'failed', reason, outcome: { failed: reason } }, record: async () => {} };
    }
    const { mail } = prepared;
    const outcome = await this.sender.send(mail);
    const finish = finishOfMail(outcome, claimed, this.clock.now(), Math.random());
    return {
      finish,
      record: async (tx) => {
        if (outcome.kind === 'sent') await this.keep(tx, agencyId, meetingId, claimed, effect, mail, outcome);
        if (finish.state === 'failed') {
          await this.bounced(tx, agencyId, meetingId, effect.attendeeId, outcome.answer);
        }
      },
    };
  }

  /** Refused by the server at once, or for days: shown at the attendee, and in the meeting's journal. */
  private async bounced(
    tx: Tx,
    agencyId: string,
    meetingId: string,
    attendeeId: string,
    why: string,
  ): Promise<void> {
    await this.messages.markUndeliverable(tx, agencyId, attendeeId, why);
    const clientId = await this.meetings.clientOf(tx, agencyId, meetingId);
    if (clientId === null) return;
    const what = line('undeliverable', { attendeeId, why });
    const subject = { clientId, meetingId };
    await this.journal.write(tx, agencyId, subject, [what], { kind: 'service' }, this.clock.now());
  }

  /** When the agency's pace lets this mail leave; null when there is no such meeting any more. */
  private async place(agencyId: string, meetingId: string): Promise<number | null> {
    return this.db.inAgency(agencyId, async (tx) => {
      const loaded = await this.meetings.load(tx, agencyId, meetingId);
      if (loaded === null) return null;
      return this.pace.place(tx, agencyId, loaded.meeting.rules.mailsPerMinute, this.clock.now());
    });
  }

  private async prepare(
    agencyId: string,
    meetingId: string,
    claimed: ClaimedEffect,
    effect: MailEffect,
  ): Promise<Prepared> {
    const known = await this.db.inAgency(agencyId, async (tx) => ({
      loaded: await this.meetings.load(tx, agencyId, meetingId),
      background: await this.backgrounds.load(tx, agencyId, meetingId, this.clock.now()),
      earlier: await this.effects.sentBefore(tx, agencyId, effect.attendeeId),
      look: await this.designs.of(tx, agencyId),
    }));
    const { background, look } = known;
    const meeting = known.loaded?.meeting;
    const attendee = meeting?.attendees.find(({ attendeeId }) => attendeeId === effect.attendeeId);
    if (background === null || meeting === undefined || attendee === undefined) {
      return { ok: false, reason: 'meeting-erased' };
    }

    const addresses = this.addresses.of(agencyId, meetingId, attendee.attendeeId);
    const letter = letterOf({ effect, meeting, attendee, background, addresses, look, logoAs: 'cid' });
    const { calendar } = letter;
    if (calendar !== null && !calendar.ok) {
      return { ok: false, reason: `${calendar.field} ${calendar.reason}. ${calendar.remedy}` };
    }
    const picture = logoPart(look.design);
    const idOf = (effectId: string): string => `${effectId}@${this.config.mail.domain}`;
    return {
      ok: true,
      mail: {
        ...letter.words,
        messageId: idOf(claimed.effectId),
        from: { name: letter.from, address: addresses.organizer },
        to: { name: attendee.name, address: attendee.email },
        references: known.earlier.map(idOf),
        date: effect.at ?? effect.invitation?.dtstamp ?? claimed.createdAt,
        ...(picture === null ? {} : { inline: [picture] }),
        ...(calendar === null ? {} : { calendar: { method: calendar.method, text: calendar.text } }),
      },
    };
  }

  private async keep(
    tx: Tx,
    agencyId: string,
    meetingId: string,
    claimed: ClaimedEffect,
    effect: MailEffect,
    mail: OutgoingMail,
    { raw }: Extract<SendOutcome, { kind: 'sent' }>,
  ): Promise<void> {
    await this.messages.keepSent(tx, agencyId, {
      effectId: claimed.effectId,
      meetingId,
      attendeeId: effect.attendeeId,
      messageId: mail.messageId,
      from: mail.from.address,
      to: mail.to.address,
      subject: mail.subject,
      raw,
      at: this.clock.now(),
    });
  }
}
