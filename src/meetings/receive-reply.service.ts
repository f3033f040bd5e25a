import { Inject, Injectable, Logger } from '@nestjs/common';
import { readIn, readTogether } from '../db/read.js';
import { isLasting, sqlState } from '../db/retryable.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { matchReply } from '../itip/match.js';
import type { KnownRecipient } from '../itip/reply-outcome.js';
import type { MailAndCalendars } from '../mail/mime/mail.js';
import { MailReader, type MailReading } from '../mail/mime/mail-reader.service.js';
import { SenderCheck } from '../mail/trust/sender-check.service.js';
import { isTemporary, type SenderVerdict } from '../mail/trust/verdict.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AliasStore } from './alias.store.js';
import { answeringAttendee } from './answering.js';
import { AttendeeAddressBook } from './attendee-addresses.service.js';
import { CarryOutcome, type ReplyContext } from './carry-outcome.service.js';
import { type Checked, LiveCheck, UNASKED } from './live-check.service.js';
import { mayBeAnswered } from './may-be-answered.js';
import type { Attendee, Meeting } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { MessageStore, type ReceivedMessage } from './message.store.js';
import { type Recipient, RecipientStore } from './recipient.store.js';
import { type Disposition, foremost, knownInvitations, underPresentSequence } from './reply.js';

type LockedMessage = Omit<ReceivedMessage, 'raw'>;
type Read = Extract<MailAndCalendars, { ok: true }>;

/** How long a mail waits for name servers that do not answer, ms; then a person decides without them. */
const PATIENCE = 15 * 60 * 1_000;

/**
 * Works on one stored mail: read it where it can do no harm, find out whose invitation it answers, and let the answer
 * happen. What came of it is written in the same transaction, so a mail that is worked on twice is worked on once.
 */
@Injectable()
export class ReceiveReply {
  private readonly log = new Logger('ReceiveReply');

  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MessageStore) private readonly messages: MessageStore,
    @Inject(RecipientStore) private readonly recipients: RecipientStore,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(AliasStore) private readonly aliases: AliasStore,
    @Inject(AttendeeAddressBook) private readonly addresses: AttendeeAddressBook,
    @Inject(LiveCheck) private readonly live: LiveCheck,
    @Inject(CarryOutcome) private readonly carryOutcome: CarryOutcome,
    @Inject(MailReader) private readonly reader: MailReader,
    @Inject(SenderCheck) private readonly senders: SenderCheck,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * What cannot be worked on, however often it is tried, is put in front of a person: else it would lie where nobody
   * looks once the job has given up.
   * @throws when the reader is busy, a name server or the database is away: the job comes again, the mail is still `received`.
   */
  async receive(agencyId: string, messageId: string): Promise<void> {
    const [stored] = await this.db.read(agencyId, [this.messages.received(agencyId, messageId)]);
    if (stored === null || stored.state !== 'received') return;
    const reading = await this.reader.read(stored.raw);
    if (!reading.ok && (reading.reason === 'busy' || reading.reason === 'closed')) {
      throw new Error(`The mail reader is ${reading.reason}.`);
    }
    const verdict = await this.verdict(stored, reading);
    // A mail may accept a time: its client's calendars are asked before anything is locked.
    const checked =
      reading.ok && stored.clientId !== null ? await this.live.ofClient(agencyId, stored.clientId) : UNASKED;
    try {
      await this.db.inAgency(agencyId, async (tx) => {
        const [message, addressed] = await readTogether<[LockedMessage | null, Recipient | null]>(tx, [
          this.messages.lockReceived(agencyId, messageId),
          this.recipients.byAddressReading(agencyId, stored.envelopeTo),
        ]);
        if (message?.state !== 'received') return;
        await this.work(tx, agencyId, message, addressed, reading, verdict, checked);
      });
    } catch (error) {
      if (!isLasting(error)) throw error;
      this.log.error(`The mail ${messageId} could not be worked on: ${describe(error)}`);
      await this.setAside(agencyId, messageId, reading);
    }
  }

  /** Only of mail that could do something: whoever writes to nobody does not make us ask anybody. */
  private async verdict(stored: ReceivedMessage, reading: MailReading): Promise<SenderVerdict | null> {
    if (!reading.ok || !stored.invited) return null;
    const { raw, envelopeFrom, at, origin } = stored;
    const verdict = await this.senders.check({
      raw,
      mail: reading.mail,
      envelopeFrom,
      receivedAt: at,
      origin,
    });
    if (isTemporary(verdict) && this.clock.now() - at < PATIENCE) {
      throw new Error('The name servers of a sender do not answer yet.');
    }
    return verdict;
  }

  private async setAside(agencyId: string, messageId: string, reading: MailReading): Promise<void> {
    await this.db.inAgency(agencyId, async (tx) => {
      const message = await readIn(tx, this.messages.lockReceived(agencyId, messageId));
      if (message?.state !== 'received') return;
      const recipient = await this.recipients.byAddress(tx, agencyId, message.envelopeTo);
      await this.messages.finish(tx, agencyId, messageId, {
        state: recipient === null ? 'unmatched' : 'review',
        reason: 'program-failed',
        subject: reading.ok ? reading.mail.subject : null,
        rfcMessageId: null,
        meetingId: recipient?.meetingId ?? null,
        attendeeId: recipient?.attendeeId ?? null,
        verdict: null,
        bulk: false,
      });
    });
  }

  private async work(
    tx: Tx,
    agencyId: string,
    message: LockedMessage,
    addressed: Recipient | null,
    reading: MailReading,
    verdict: SenderVerdict | null,
    checked: Checked,
  ): Promise<void> {
    const loaded = addressed && (await this.meetings.lock(tx, agencyId, addressed.meetingId));
    const recipient = loaded && reading.ok ? answering(addressed, loaded.meeting, reading) : addressed;
    const disposition: Disposition =
      reading.ok && message.withheld === null
        ? await this.match(
            tx,
            agencyId,
            message,
            reading,
            recipient,
            addressed,
            loaded?.meeting ?? null,
            verdict,
            checked,
          )
        : unread(reading, message, recipient);
    await this.messages.finish(tx, agencyId, message.messageId, {
      ...disposition,
      subject: reading.ok ? reading.mail.subject : null,
      rfcMessageId: reading.ok ? reading.mail.messageId : null,
      meetingId: recipient?.meetingId ?? null,
      attendeeId: recipient?.attendeeId ?? null,
      verdict,
      bulk: reading.ok && reading.mail.automatic && reading.mail.dsn === null,
    });
  }

  private async match(
    tx: Tx,
    agencyId: string,
    message: LockedMessage,
    read: Read,
    recipient: Recipient | null,
    addressed: Recipient | null,
    meeting: Meeting | null,
    verdict: SenderVerdict | null,
    checked: Checked,
  ): Promise<Disposition> {
    const { mail } = read;
    const quiet = !mayBeAnswered(mail, { from: message.envelopeFrom, via: message.origin.via });
    const attendee = meeting?.attendees.find(({ attendeeId }) => attendeeId === recipient?.attendeeId);
    const [seenBefore, aliases] =
      recipient === null
        ? [false, []]
        : await readTogether<[boolean, string[]]>(tx, [
            this.messages.seenBefore(agencyId, recipient.attendeeId, mail.messageId, message.messageId),
            this.aliases.of(agencyId, meeting?.clientId ?? null, attendee?.email ?? null),
          ]);
    const outcomes = matchReply({
      mail,
      calendars: meeting === null ? read.calendars : underPresentSequence(read.calendars, meeting),
      returned: read.returned,
      recipient:
        addressed && meeting && attendee ? this.known(agencyId, addressed, meeting, attendee, aliases) : null,
      aligned: verdict?.aligned ?? 'unknown',
      seenBefore,
      quiet,
      receivedAt: message.at,
    });
    const context: ReplyContext = {
      agencyId,
      recipient,
      quiet,
      messageId: message.messageId,
      receivedAt: message.at,
      checked,
    };
    const dispositions: Disposition[] = [];
    // What the first outcome finds is as it was locked; what the others find has to be read again.
    for (const [i, outcome] of outcomes.entries()) {
      const found = i === 0 ? { ...context, meeting } : context;
      dispositions.push(await this.carryOutcome.carry(tx, outcome, found));
    }
    return foremost(dispositions);
  }

  private known(
    agencyId: string,
    addressed: Recipient,
    meeting: Meeting,
    { attendeeId, email }: Attendee,
    aliases: readonly string[],
  ): KnownRecipient {
    return {
      attendee: { address: email, aliases },
      organizerAddress: this.addresses.of(agencyId, meeting.meetingId, addressed.attendeeId).organizer,
      invitations: knownInvitations(meeting, attendeeId),
    };
  }
}

const answering = (addressed: Recipient, meeting: Meeting, { mail, calendars }: Read): Recipient => {
  const from = mail.from.map(({ address }) => address);
  return { ...addressed, attendeeId: answeringAttendee(meeting, addressed.attendeeId, from, calendars) };
};

/** Nothing follows from a mail that was not read whole; a person sees it where it belongs. */
const unread = (
  reading: MailReading,
  { withheld }: LockedMessage,
  recipient: Recipient | null,
): Disposition => {
  if (withheld !== null) return { state: recipient === null ? 'unmatched' : 'review', reason: 'too-large' };
  return { state: 'unmatched', reason: reading.ok ? null : reading.reason };
};

/** The name and code only: the words of an error may hold what the mail said. */
const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name} ${sqlState(error) ?? ''}`.trim() : typeof error;
