import { Inject, Injectable } from '@nestjs/common';
import type { Presented } from '../auth/signed.js';
import type { ClientRow } from '../clients/client.schema.js';
import { ClientLook } from '../clients/client-look.service.js';
import { type Fact, factIn, factsIn } from '../db/fact.js';
import type { Tx } from '../db/tenant.js';
import { Refusal } from '../errors.js';
import { formatDate, MS_A_DAY } from '../time/civil.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { Interval } from '../time/interval.js';
import { AvailabilityStore, type Commitments, type Stored } from './availability.store.js';
import type { BusyRow } from './busy.js';
import { BUSY_SOURCE, type BusySource, type MirroredTime } from './busy.port.js';
import { defaultSettings } from './default-settings.js';
import { Holidays } from './holidays.service.js';
import type { AvailabilityInput, Wanted } from './input.js';
import { InstructionStore } from './instruction.store.js';
import { type InstructionRow, instructionOf } from './instruction-row.js';
import { asItsKind, type MeetingKind, withKinds } from './kind.js';
import { KindStore } from './kind.store.js';
import { TravelStore } from './travel.store.js';
import { type TravelFacts, travelFacts } from './travel-facts.js';

/**
 * How far around a window busy times matter: limits count to the ends of the local weeks that it touches, and buffers,
 * gaps and travel reach into the days beside it.
 */
const AROUND_MS = 9 * MS_A_DAY;

/** An instruction may run to 48:00 of its day, and the days of a zone lie up to one beside those of UTC. */
const DAYS_AROUND = 3;

export interface Facts {
  /** Everything but travel. */
  readonly input: AvailabilityInput;
  /** Null when no travel is to be reckoned with. */
  readonly travel: TravelFacts | null;
}

/** Everything the engine has to know about one client, out of the database. */
@Injectable()
export class AvailabilityFacts {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AvailabilityStore) private readonly store: AvailabilityStore,
    @Inject(InstructionStore) private readonly instructions: InstructionStore,
    @Inject(Holidays) private readonly holidays: Holidays,
    @Inject(TravelStore) private readonly travel: TravelStore,
    @Inject(BUSY_SOURCE) private readonly busy: BusySource,
    @Inject(ClientLook) private readonly look: ClientLook,
    @Inject(KindStore) private readonly kinds: KindStore,
  ) {}

  /**
   * @param window epoch ms, half-open.
   * @param asked a meeting that is being moved keeps its kind; what the question leaves open is as its kind says.
   * @param allTravel facts about travel also when no place is wanted.
   * @throws Refusal invalid-input when the wanted place or kind is none of the client's.
   */
  async gather(
    tx: Tx,
    agencyId: string,
    client: Zoned,
    window: Interval,
    asked: Wanted,
    allTravel = false,
  ): Promise<Facts> {
    const { clientId } = client;
    const kind = await this.kindOf(tx, clientId, asked);
    const wanted = asItsKind(asked, kind);
    const found = await factsIn<Found>(tx, this.facts(clientId, window, true));
    const input = await this.input(client, found, window, wanted, kind);
    const target = (wanted.mode ?? 'in_person') === 'in_person' ? wanted.placeId : undefined;
    if (wanted.placeId === undefined && !allTravel) return { input, travel: null };
    const spots = await this.travel.spots(tx, agencyId, clientId);
    if (wanted.placeId !== undefined && !spots.some(({ placeId }) => placeId === wanted.placeId)) {
      const detail = 'The client has no such place; choose one of the client’s places.';
      throw new Refusal('invalid-input', detail, { fields: [{ pointer: '/placeId', detail }] });
    }
    if (target === undefined && !allTravel) return { input, travel: null };
    const agreed = await this.travel.agreed(tx, agencyId, clientId);
    const commitments = input.busy.filter(({ kind }) => kind !== 'event');
    return { input, travel: travelFacts(input.settings.travel, spots, agreed, commitments, target) };
  }

  /**
   * The same without travel and for a meeting of no kind, with the session and the client in one trip to the database.
   * @throws Refusal not-signed-in, not-found.
   */
  async atOnce(
    presented: Presented,
    clientId: string,
    window: Interval,
    wanted: Wanted,
    ids: boolean,
  ): Promise<Facts> {
    const { client, facts } = await this.look.look<Found>(
      presented,
      clientId,
      this.facts(clientId, window, ids),
    );
    return { input: await this.input(client, facts, window, wanted, null), travel: null };
  }

  private async kindOf(tx: Tx, clientId: string, asked: Wanted): Promise<MeetingKind | null> {
    const { meetingKind, reschedules } = asked;
    if (meetingKind === undefined && reschedules === undefined) return null;
    const kind = await factIn(tx, this.kinds.wanted(clientId, meetingKind ?? null, reschedules ?? null));
    if (kind !== null || meetingKind === undefined) return kind;
    const detail = 'The client has no such kind of meeting; choose one of the client’s kinds.';
    throw new Refusal('invalid-input', detail, { fields: [{ pointer: '/kindId', detail }] });
  }

  private facts(clientId: string, { start, end }: Interval, ids: boolean): FactsOf<Found> {
    const from = start - AROUND_MS;
    const to = end + AROUND_MS;
    return [
      this.store.stored(clientId),
      this.store.commitments(clientId, from, to),
      this.busy.mirrored(clientId, from, to, ids),
      this.instructions.inForce(
        clientId,
        formatDate(Math.floor(start / MS_A_DAY) - DAYS_AROUND),
        formatDate(Math.floor(end / MS_A_DAY) + DAYS_AROUND),
      ),
    ];
  }

  private async input(
    { zone }: Zoned,
    [stored, commitments, { busy, calendars }, said]: Found,
    window: Interval,
    wanted: Wanted,
    kind: MeetingKind | null,
  ): Promise<AvailabilityInput> {
    const settings = withKinds(stored?.settings ?? defaultSettings(zone), commitments.kinds, kind);
    const rules = stored?.rules ?? [];
    const now = this.clock.now();
    return {
      settings,
      rules,
      holidays: await this.holidays.kept(settings, rules, window, now),
      instructions: said.map(instructionOf),
      busy: inOrder(busy, commitments.rows),
      calendars,
      window,
      now,
      wanted,
    };
  }
}

const inOrder = (busy: readonly BusyRow[], ours: readonly BusyRow[]): readonly BusyRow[] =>
  ours.length === 0 ? busy : [...busy, ...ours].sort((a, b) => a.start - b.start);

type Zoned = Pick<ClientRow, 'clientId' | 'zone'>;
type Found = readonly [Stored, Commitments, MirroredTime, readonly InstructionRow[]];
type FactsOf<T extends readonly unknown[]> = { readonly [K in keyof T]: Fact<T[K]> };
