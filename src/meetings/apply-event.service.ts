import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { Clash } from './clash.js';
import { ClashStore } from './clash.store.js';
import { newlyOccupied } from './commitments.js';
import { decide } from './decide.js';
import { EffectStore } from './effect.store.js';
import { type Actor, JournalStore } from './journal.store.js';
import type {
  Decided,
  Denial,
  JournalLine,
  Meeting,
  MeetingEvent,
  MeetingOption,
  MeetingRefusal,
  OfferedTime,
  TimeRange,
} from './meeting.js';
import { type LoadedMeeting, MeetingStore } from './meeting.store.js';
import { offeredOptions, optionOf, standingOption } from './options.js';
import { SubstituteTimes } from './substitute-times.service.js';

export type Applied =
  /** Saved. `denied`: recorded, but whoever asked did not get it. */
  | { readonly ok: true; readonly meeting: Meeting; readonly denied: Denial | null }
  /** Nothing changed. `clashes` says what is in the way when the time is taken. */
  | {
      readonly ok: false;
      readonly refusal: MeetingRefusal | 'time-taken';
      readonly meeting: Meeting;
      readonly clashes: readonly Clash[];
    };

export interface ApplyOptions {
  /** What to do when the time is no longer free: take it back from the attendees, or change nothing (a person chooses). */
  readonly whenTaken: 'withdraw' | 'refuse';
  /** A person has seen what stands on the client's own calendar and wants the time all the same. */
  readonly despiteEvents?: boolean;
  /** Other times to offer when the last one is withdrawn; asked under the lock. */
  readonly substitutes?: (meeting: Meeting, lost: TimeRange) => Promise<readonly OfferedTime[]>;
  /** What was found out besides, for the journal, when the event is granted. */
  readonly notes?: readonly JournalLine[];
}

/**
 * The one way in which anything happens to a meeting: lock, decide, take the time, save, and put the effects and their
 * job into the same transaction.
 */
@Injectable()
export class ApplyEvent {
  constructor(
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(ClashStore) private readonly clashes: ClashStore,
    @Inject(EffectStore) private readonly effects: EffectStore,
    @Inject(JournalStore) private readonly journal: JournalStore,
    @Inject(SubstituteTimes) private readonly substituteTimes: SubstituteTimes,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param eventOf makes the event once the meeting is locked and known. @returns null when there is no such meeting.
   */
  async apply(
    tx: Tx,
    agencyId: string,
    meetingId: string,
    eventOf: (meeting: Meeting) => MeetingEvent,
    actor: Actor,
    options: ApplyOptions = { whenTaken: 'refuse' },
  ): Promise<Applied | null> {
    const loaded = await this.meetings.lock(tx, agencyId, meetingId);
    if (loaded === null) return null;
    const now = this.clock.now();
    const event = eventOf(loaded.meeting);
    const decision = decide(loaded.meeting, event, now);
    if (!decision.ok) {
      return { ok: false, refusal: decision.refusal, meeting: loaded.meeting, clashes: [] };
    }

    const inTheWay = await this.inTheWay(tx, agencyId, loaded.meeting, decision.meeting, options);
    const free =
      inTheWay.length === 0 && (await this.meetings.saveTimes(tx, agencyId, decision.meeting, now));
    const noted = { ...decision, journal: [...decision.journal, ...(options.notes ?? [])] };
    if (free) return this.save(tx, agencyId, loaded, noted, actor, now);
    if (options.whenTaken === 'withdraw' && event.kind === 'answer') {
      const { optionId, attendeeId } = event;
      const substitutes = await this.substitutes(loaded.meeting, optionId, options);
      const lost = decide(loaded.meeting, { kind: 'time-taken', optionId, attendeeId, substitutes }, now);
      if (!lost.ok) throw new Error(`A time was taken, but could not be withdrawn: ${lost.refusal}.`);
      if (!(await this.meetings.saveTimes(tx, agencyId, lost.meeting, now))) {
        throw new Error(
          `What is left of meeting ${meetingId} is not free, although it was just found to be.`,
        );
      }
      return this.save(tx, agencyId, loaded, lost, actor, now);
    }
    return { ok: false, refusal: 'time-taken', meeting: loaded.meeting, clashes: inTheWay };
  }

  private async substitutes(
    meeting: Meeting,
    lostId: string,
    { substitutes }: ApplyOptions,
  ): Promise<readonly OfferedTime[]> {
    const lost = optionOf(meeting, lostId);
    const last = offeredOptions(meeting).every(({ optionId }) => optionId === lostId);
    return lost === undefined || !last || substitutes === undefined ? [] : substitutes(meeting, lost);
  }

  private async inTheWay(
    tx: Tx,
    agencyId: string,
    before: Meeting,
    after: Meeting,
    options: ApplyOptions,
  ): Promise<Clash[]> {
    const found: Clash[] = [];
    for (const wanted of newlyOccupied(before, after)) {
      found.push(...(await this.clashes.find(tx, agencyId, after.clientId, wanted, after.meetingId)));
    }
    return found.filter(({ kind }) => kind !== 'event' || options.despiteEvents !== true);
  }

  private async save(
    tx: Tx,
    agencyId: string,
    { meeting: before, version }: LoadedMeeting,
    { meeting, effects, journal, denied }: Decided,
    actor: Actor,
    now: number,
  ): Promise<Applied> {
    await this.meetings.save(tx, agencyId, meeting, version, now);
    await this.record(tx, agencyId, meeting, { effects, journal }, actor, now);
    await this.yieldShared(tx, agencyId, before, meeting);
    await this.regainShared(tx, agencyId, meeting.clientId, givenUp(before, meeting));
    return { ok: true, meeting, denied };
  }

  /**
   * Of a time that was offered to several on purpose the first acceptance has it, whatever the priorities say. In its own
   * transaction the others lose theirs and are offered what is nearest, in the order of their priority: what one of
   * them is offered is held, and no longer there for the next.
   */
  private async yieldShared(tx: Tx, agencyId: string, before: Meeting, after: Meeting): Promise<void> {
    if (before.state !== 'proposed' || after.state !== 'confirmed') return;
    const won = standingOption(after);
    if (optionOf(before, won.optionId)?.priority == null) return;
    const actor = { kind: 'service' } as const;
    for (const { clash } of await this.clashes.shared(tx, agencyId, after.clientId, won)) {
      const { meetingId, optionId } = clash;
      const loser = await this.meetings.load(tx, agencyId, meetingId);
      if (loser === null) continue;
      const find = (meeting: Meeting, lost: TimeRange) =>
        this.substituteTimes.find(tx, agencyId, meeting, lost);
      const substitutes = await this.substitutes(loser.meeting, optionId, {
        whenTaken: 'refuse',
        substitutes: find,
      });
      const event = { kind: 'time-taken', optionId, attendeeId: null, substitutes } as const;
      const told = await this.apply(tx, agencyId, meetingId, () => event, actor);
      if (told?.ok === true) continue;
      // Not even for want of a substitute is a partner left with a time that is gone.
      const bare = { ...event, substitutes: [] };
      const lost = await this.apply(tx, agencyId, meetingId, () => bare, actor);
      if (lost?.ok !== true) throw new Error(`Meeting ${meetingId} keeps a time that another one has.`);
    }
  }

  /**
   * A time that was offered to several on purpose is held by none of them. When all but one have dropped out, the one
   * that is left holds it again: nobody else has a claim to it any more.
   * @param options as they were before they were given up.
   */
  async regainShared(
    tx: Tx,
    agencyId: string,
    clientId: string,
    options: readonly MeetingOption[],
  ): Promise<void> {
    for (const option of options.filter(({ priority }) => priority !== null)) {
      const [left, ...others] = await this.clashes.shared(tx, agencyId, clientId, option);
      if (left === undefined || others.length > 0) continue;
      const { meetingId, optionId } = left.clash;
      const event = { kind: 'hold', optionId } as const;
      // Refused where something else has come in between: then it goes on unheld.
      await this.apply(tx, agencyId, meetingId, () => event, { kind: 'service' });
    }
  }

  /**
   * Effects, their job and the journal of a meeting whose state is saved in this transaction.
   * @param notBefore when the first of the effects may be carried out, epoch ms.
   */
  async record(
    tx: Tx,
    agencyId: string,
    meeting: Meeting,
    { effects, journal }: Pick<Decided, 'effects' | 'journal'>,
    actor: Actor,
    now: number,
    notBefore = now,
  ): Promise<void> {
    const { meetingId } = meeting;
    await this.journal.write(tx, agencyId, meeting, journal, actor, now);
    if (effects.length === 0) return;
    await this.effects.insert(tx, agencyId, meeting, effects, now, notBefore);
    const options = notBefore > now ? { notBefore } : {};
    await this.queue.send(tx, 'carry-out', { agencyId, meetingId }, options);
  }
}

/** Shared times that are open no more, or not to this meeting's attendees. */
const givenUp = (before: Meeting, after: Meeting): MeetingOption[] =>
  before.options.filter((option) => {
    const now = optionOf(after, option.optionId);
    const wasShared = option.state === 'offered' && option.priority !== null;
    return wasShared && (now?.state === 'withdrawn' || (now?.state === 'offered' && now.priority === null));
  });
