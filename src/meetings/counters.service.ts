import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { ApplyEvent } from './apply-event.service.js';
import { BackgroundStore } from './background.store.js';
import { ClashStore } from './clash.store.js';
import { type CounterProposal, CounterStore } from './counter.store.js';
import type { CounterView } from './counters.schema.js';
import { DecideByHand } from './decide-by-hand.service.js';
import { line } from './decision.js';
import type { Meeting } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { MeetingAccess } from './meeting-access.service.js';
import { declineCounter } from './notices.js';
import { optionOf } from './options.js';
import { clashText } from './refusal-texts.js';

/** The other times that attendees propose: seen beside the client's day, taken or refused with one press. */
@Injectable()
export class Counters {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingAccess) private readonly access: MeetingAccess,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
    @Inject(CounterStore) private readonly counters: CounterStore,
    @Inject(ClashStore) private readonly clashes: ClashStore,
    @Inject(DecideByHand) private readonly byHand: DecideByHand,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Oldest first. @throws Refusal `not-found`. */
  async list(who: Signed, meetingId: string): Promise<CounterView[]> {
    const { agencyId, locale } = who;
    return this.db.inAgency(agencyId, async (tx) => {
      const clientId = await this.access.require(tx, who, meetingId);
      const loaded = await this.meetings.load(tx, agencyId, meetingId);
      const background = await this.backgrounds.load(tx, agencyId, meetingId, this.clock.now());
      if (loaded === null || background === null) throw notFound('meeting');
      const views: CounterView[] = [];
      for (const counter of await this.counters.ofMeeting(tx, agencyId, meetingId)) {
        const there = await this.clashes.find(tx, agencyId, clientId, counter, meetingId);
        const day = await this.clashes.find(
          tx,
          agencyId,
          clientId,
          dayOf(counter.start, background.zone),
          meetingId,
        );
        views.push(
          viewOf(counter, loaded.meeting, {
            inTheWay: there.map((clash) => clashText(clash, locale)),
            day: day.flatMap(({ kind, start, end }) =>
              kind === 'rule' ? [] : [{ kind, start: iso(start), end: iso(end) }],
            ),
          }),
        );
      }
      return views;
    });
  }

  /** A REQUEST with a raised SEQUENCE. @throws Refusal: not-found, conflict, time-taken. */
  async take(who: Signed, meetingId: string, counterId: string, override: boolean): Promise<void> {
    const counter = await this.db.inAgency(who.agencyId, (tx) => this.open(tx, who, meetingId, counterId));
    const { attendeeId, optionId, start, end, dtstamp, comment } = counter;
    const event = { kind: 'take-counter', attendeeId, optionId, start, end, dtstamp, comment } as const;
    await this.byHand.decide(who, meetingId, event, {
      despiteEvents: override,
      also: (tx) => this.end(tx, who, counter, 'taken'),
    });
  }

  /** A DECLINECOUNTER to whoever proposed it; nothing else changes. @throws Refusal: not-found, conflict. */
  async refuse(who: Signed, meetingId: string, counterId: string, reason: string | null): Promise<void> {
    const { agencyId } = who;
    await this.db.inAgency(agencyId, async (tx) => {
      const counter = await this.open(tx, who, meetingId, counterId);
      const loaded = await this.meetings.lock(tx, agencyId, meetingId);
      const option = loaded && optionOf(loaded.meeting, counter.optionId);
      if (loaded === null || option == null) throw notFound('meeting');
      await this.end(tx, who, counter, 'refused');
      const now = this.clock.now();
      const { attendeeId, optionId } = counter;
      const effects =
        option.state === 'withdrawn' ? [] : [declineCounter(loaded.meeting, option, attendeeId, now, reason)];
      const journal = [line('counter-refused', { attendeeId, optionId, reason })];
      const actor = { kind: 'secretary', userId: who.userId } as const;
      await this.applyEvent.record(tx, agencyId, loaded.meeting, { effects, journal }, actor, now);
    });
  }

  private async open(tx: Tx, who: Signed, meetingId: string, counterId: string): Promise<CounterProposal> {
    await this.access.require(tx, who, meetingId);
    const counter = await this.counters.find(tx, who.agencyId, meetingId, counterId);
    if (counter === null) throw notFound('counter-proposal');
    return counter;
  }

  private async end(
    tx: Tx,
    who: Signed,
    counter: CounterProposal,
    state: 'taken' | 'refused',
  ): Promise<void> {
    const decided = { by: who.userId, at: this.clock.now() };
    if (await this.counters.decide(tx, who.agencyId, counter, state, decided)) return;
    throw new Refusal('conflict', 'This proposal has been decided about already.');
  }
}

const viewOf = (
  counter: CounterProposal,
  meeting: Meeting,
  beside: Pick<CounterView, 'inTheWay' | 'day'>,
): CounterView => {
  const { counterId, attendeeId, optionId, messageId, comment, trusted, state, sequence } = counter;
  const option = optionOf(meeting, optionId);
  return {
    counterId,
    attendeeId,
    optionId,
    messageId,
    comment,
    trusted,
    state,
    start: iso(counter.start),
    end: iso(counter.end),
    receivedAt: iso(counter.receivedAt),
    stale: option === undefined || option.state === 'withdrawn' || sequence < option.timeSequence,
    ...beside,
  };
};

/** The client's own day, whatever its length. */
const dayOf = (at: number, zone: string): { start: number; end: number } => {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay();
  return { start: day.epochMilliseconds, end: day.add({ days: 1 }).epochMilliseconds };
};

const iso = (at: number): string => new Date(at).toISOString();
