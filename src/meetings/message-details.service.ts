import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { normalAddress } from '../itip/address.js';
import { MailReader } from '../mail/mime/mail-reader.service.js';
import { MeetingStore } from './meeting.store.js';
import type { MessageDetails } from './meeting-view.schema.js';
import { MessageListStore } from './message-list.store.js';
import { plainReading } from './plain-reading.js';
import { SettleMessage } from './settle-message.service.js';

/** One mail with its words and what its calendar parts say, for the person who has to judge it. */
@Injectable()
export class MessageDetailsService {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MessageListStore) private readonly messages: MessageListStore,
    @Inject(SettleMessage) private readonly settling: SettleMessage,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(MailReader) private readonly reader: MailReader,
  ) {}

  /** Read anew from the stored bytes, in the worker. @throws Refusal `not-found`. */
  async get(who: Signed, messageId: string): Promise<MessageDetails> {
    const { summary, raw, origin, verdict } = await this.find(who, messageId);
    const unread = { ...summary, text: null, answers: [], uninvited: [], said: null, origin, verdict };
    if (raw === null) return { ...unread, unreadable: 'discarded' };
    const reading = await this.reader.read(raw);
    if (!reading.ok) return { ...unread, unreadable: reading.reason };
    const messages = reading.calendars.flatMap((calendar) => (calendar.ok ? calendar.messages : []));
    const uids = messages.map(({ uid }) => uid);
    const { options, meeting } = await this.db.inAgency(who.agencyId, async (tx) => {
      const sight = await this.settling.sight(tx, who);
      const loaded = summary.meetingId && (await this.meetings.load(tx, who.agencyId, summary.meetingId));
      return {
        options: await this.messages.optionsByUid(tx, who.agencyId, sight, uids),
        meeting: loaded ? loaded.meeting : null,
      };
    });
    const invited = meeting?.attendees.map(({ email }) => email) ?? null;
    const from = new Map(reading.mail.from.map(({ address, name }) => [normalAddress(address), name]));
    const answering = new Set(messages.flatMap(({ attendees }) => attendees.map(({ address }) => address)));
    const strangers = [...from.keys()].filter(
      (address) => invited !== null && answering.has(address) && !invited.includes(address),
    );
    return {
      ...summary,
      text: reading.mail.text,
      unreadable: null,
      answers: messages.flatMap(({ uid, attendees, comment }) =>
        attendees.map(({ address, partstat }) => ({
          optionId: options.get(uid) ?? null,
          attendee: address,
          partstat,
          comment,
        })),
      ),
      uninvited: strangers.map((email) => ({ email, name: from.get(email) || email })),
      said: plainReading(summary, reading.mail, meeting),
      origin,
      verdict,
    };
  }

  /** The bytes as they came or left. @throws Refusal `not-found`, also when they had to make room. */
  async raw(who: Signed, messageId: string): Promise<Buffer> {
    const { raw } = await this.find(who, messageId);
    if (raw === null) throw notFound('message');
    return raw;
  }

  private async find(who: Signed, messageId: string) {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const sight = await this.settling.sight(tx, who);
      const found = await this.messages.find(tx, who.agencyId, sight, messageId);
      if (found === null) throw notFound('message');
      return found;
    });
  }
}
