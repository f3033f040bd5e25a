import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { Answer, ReplyOutcome } from '../itip/reply-outcome.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AnswerService } from './answer.service.js';
import { ApplyEvent } from './apply-event.service.js';
import { CounterStore } from './counter.store.js';
import { line } from './decision.js';
import { JournalStore } from './journal.store.js';
import type { Checked } from './live-check.service.js';
import type { Meeting } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { MessageStore } from './message.store.js';
import { requestOne } from './notices.js';
import { type Recipient, RecipientStore } from './recipient.store.js';
import { answeredOption, type Disposition, isOpenToLate, ofAnswer, ofOutcome, refreshable } from './reply.js';
import { Roster } from './roster.service.js';

/** The mail that an outcome was found in. */
export interface ReplyContext {
  readonly agencyId: string;
  readonly recipient: Recipient | null;
  /** Nothing is sent because of it, besides what follows from an answer. */
  readonly quiet: boolean;
  readonly messageId: string;
  readonly receivedAt: number;
  /** The recipient's meeting, as it is under the lock right now; left out when something may have changed it. */
  readonly meeting?: Meeting | null;
  /** A look at the client's calendars, just before. */
  readonly checked: Checked;
}

/**
 * Mails that an attendee's mails can cause, without anything being agreed on, before a secretary has done something about
 * the meeting: two programs that answer each other come to an end, and do not begin anew the next day.
 */
const MOST_AGAIN = 3;

/** Lets happen what a received mail was found to mean. */
@Injectable()
export class CarryOutcome {
  constructor(
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(MessageStore) private readonly messages: MessageStore,
    @Inject(RecipientStore) private readonly recipients: RecipientStore,
    @Inject(AnswerService) private readonly answers: AnswerService,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(CounterStore) private readonly counters: CounterStore,
    @Inject(Roster) private readonly roster: Roster,
    @Inject(JournalStore) private readonly journal: JournalStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async carry(tx: Tx, outcome: ReplyOutcome, context: ReplyContext): Promise<Disposition> {
    if (outcome.kind === 'bounce') return this.bounce(tx, outcome, context);
    const { agencyId, recipient } = context;
    // Read again unless it was just read: the outcome before this one, of the same mail, may have changed it.
    const meeting =
      context.meeting ??
      (recipient && (await this.meetings.load(tx, agencyId, recipient.meetingId)))?.meeting ??
      null;
    if (recipient === null || meeting === null) {
      return outcome.kind === 'apply' || outcome.kind === 'refresh'
        ? { state: 'unmatched', reason: 'unknown-token' }
        : ofOutcome(outcome, null);
    }
    switch (outcome.kind) {
      case 'apply':
        return this.answer(tx, outcome, recipient, meeting, context);
      case 'refresh':
        return (await this.mayBeSentAgain(tx, recipient, agencyId))
          ? this.refresh(tx, outcome.uid, recipient, meeting, agencyId)
          : this.askedTooOften(tx, recipient, agencyId);
      case 'counter':
        await this.counter(tx, outcome, recipient, meeting, context);
        return ofOutcome(outcome, meeting);
      case 'no-change':
        // A proven yes to a time that was taken back from a proposal that found no other.
        return outcome.trusted === true &&
          outcome.answer?.partstat === 'ACCEPTED' &&
          isOpenToLate(meeting) &&
          (await this.mayBeSentAgain(tx, recipient, agencyId))
          ? this.answer(tx, outcome.answer, recipient, meeting, context)
          : ofOutcome(outcome, meeting);
      case 'review': {
        const again = outcome.reason === 'older-version' && outcome.answer !== null && !context.quiet;
        // It counts for nothing, but the attendee is sent the present time, and the meeting asks for a look.
        if (again && outcome.answer && (await this.mayBeSentAgain(tx, recipient, agencyId)))
          await this.answer(tx, outcome.answer, recipient, meeting, context);
        return ofOutcome(outcome, meeting);
      }
      default:
        return ofOutcome(outcome, meeting);
    }
  }

  private async mayBeSentAgain(tx: Tx, recipient: Recipient, agencyId: string): Promise<boolean> {
    return (await this.journal.sentAgain(tx, agencyId, recipient)) < MOST_AGAIN;
  }

  /** A person sees the first one of them; the others behind it say nothing new. */
  private async askedTooOften(tx: Tx, { attendeeId }: Recipient, agencyId: string): Promise<Disposition> {
    const reason = 'asked-too-often';
    const waits = await this.messages.waits(tx, agencyId, attendeeId, reason);
    return { state: waits ? 'no-change' : 'review', reason };
  }

  private async answer(
    tx: Tx,
    answer: Answer,
    { meetingId, attendeeId }: Recipient,
    meeting: Meeting,
    { agencyId, quiet, receivedAt, checked }: ReplyContext,
  ): Promise<Disposition> {
    const answered = answeredOption(meeting, answer);
    if (answered === null) return { state: 'unmatched', reason: 'unknown-uid' };
    const result = await this.answers.answerIn(tx, {
      agencyId,
      meetingId,
      attendeeId,
      ...answered,
      via: 'mail',
      checked,
      comment: answer.comment,
      sequence: answer.sequence,
      // A reply is not written after it arrived; a clock ahead must not outlive later answers.
      dtstamp: Math.min(answer.dtstamp, receivedAt),
    });
    if (result.ok && answered.partstat === 'DELEGATED' && !quiet) {
      const joined = await this.roster.delegate(tx, agencyId, meetingId, attendeeId, answer.delegatedTo);
      return joined?.ok === true
        ? { state: 'applied', reason: 'delegated' }
        : { state: 'review', reason: 'delegated' };
    }
    return ofAnswer(answered.partstat, result.ok ? null : result.refusal, result.meeting);
  }

  /** Kept for the secretary, who takes or refuses it. Where no end is given, the meeting keeps its length. */
  private async counter(
    tx: Tx,
    outcome: Extract<ReplyOutcome, { kind: 'counter' }>,
    { meetingId, attendeeId }: Recipient,
    meeting: Meeting,
    { agencyId, messageId, receivedAt }: ReplyContext,
  ): Promise<void> {
    const option = meeting.options.find(({ uid }) => uid === outcome.uid);
    if (option === undefined) return;
    const { start, sequence, dtstamp, comment, trusted } = outcome;
    const end = outcome.end ?? start + (option.end - option.start);
    const said = { meetingId, attendeeId, optionId: option.optionId, messageId, sequence, comment, trusted };
    await this.counters.insert(tx, agencyId, {
      ...said,
      start,
      end,
      dtstamp: Math.min(dtstamp, receivedAt),
      receivedAt,
    });
  }

  /** RFC 5546 3.2.6: the latest REQUEST again, the same SEQUENCE, to whoever asked. */
  private async refresh(
    tx: Tx,
    uid: string,
    { attendeeId }: Recipient,
    meeting: Meeting,
    agencyId: string,
  ): Promise<Disposition> {
    const option = refreshable(meeting, uid);
    if (option === null) return { state: 'no-change', reason: 'withdrawn' };
    const now = this.clock.now();
    const template = option.state === 'confirmed' ? 'confirmation' : 'invitation';
    const effects = [requestOne(meeting, option, attendeeId, template, now)];
    const journal = [line('sent-again', { attendeeId, optionId: option.optionId })];
    await this.applyEvent.record(tx, agencyId, meeting, { effects, journal }, { kind: 'partner' }, now);
    return { state: 'applied', reason: 'sent-again' };
  }

  /** Marks whom a bounce leads to: by our address in what came back, or by the Message-ID of what we sent. */
  private async bounce(
    tx: Tx,
    outcome: Extract<ReplyOutcome, { kind: 'bounce' }>,
    { agencyId, recipient }: ReplyContext,
  ): Promise<Disposition> {
    const found = new Map<string, Recipient>();
    const add = (one: Recipient | null): void => {
      if (one !== null) found.set(one.attendeeId, one);
    };
    add(recipient);
    for (const address of outcome.organizerAddresses) {
      add(await this.recipients.byAddress(tx, agencyId, address));
    }
    if (outcome.messageId !== null) {
      add(await this.recipients.bySentMessage(tx, agencyId, outcome.messageId));
    }
    const [failed] = outcome.recipients;
    const why = failed?.diagnostic ?? failed?.status ?? 'The mail came back.';
    const now = this.clock.now();
    for (const { meetingId, attendeeId } of found.values()) {
      await this.messages.markUndeliverable(tx, agencyId, attendeeId, why);
      const loaded = await this.meetings.load(tx, agencyId, meetingId);
      if (loaded === null) continue;
      const journal = [line('undeliverable', { attendeeId, why })];
      await this.applyEvent.record(
        tx,
        agencyId,
        loaded.meeting,
        { effects: [], journal },
        { kind: 'service' },
        now,
      );
    }
    return found.size > 0
      ? { state: 'applied', reason: 'bounce' }
      : { state: 'unmatched', reason: 'bounce-of-unknown' };
  }
}
