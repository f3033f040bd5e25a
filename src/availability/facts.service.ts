import { Inject, Injectable } from '@nestjs/common';
import type { ClientRow } from '../clients/client.schema.js';
import type { Tx } from '../db/tenant.js';
import { Refusal } from '../errors.js';
import { formatDate, MS_A_DAY } from '../time/civil.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { Interval } from '../time/interval.js';
import { AvailabilityStore } from './availability.store.js';
import { BUSY_SOURCE, type BusySource } from './busy.port.js';
import { defaultSettings } from './default-settings.js';
import type { AvailabilityInput, Wanted } from './input.js';
import { InstructionStore } from './instruction.store.js';
import { instructionOf } from './instruction-row.js';
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
    @Inject(TravelStore) private readonly travel: TravelStore,
    @Inject(BUSY_SOURCE) private readonly busy: BusySource,
  ) {}

  /**
   * @param window epoch ms, half-open.
   * @param allTravel facts about travel also when no place is wanted.
   * @throws Refusal invalid-input when the wanted place is none of the client's.
   */
  async gather(
    tx: Tx,
    agencyId: string,
    client: Pick<ClientRow, 'clientId' | 'zone'>,
    window: Interval,
    wanted: Wanted,
    allTravel = false,
  ): Promise<Facts> {
    const { clientId } = client;
    const stored = await this.store.all(tx, agencyId, clientId);
    const { settings, rules } = stored ?? { settings: defaultSettings(client.zone), rules: [] };
    const from = window.start - AROUND_MS;
    const to = window.end + AROUND_MS;
    // One after the other: a transaction is one connection.
    const events = await this.busy.busyOf(tx, agencyId, clientId, from, to);
    const commitments = await this.store.commitments(tx, agencyId, clientId, from, to);
    const calendars = await this.busy.freshness(tx, agencyId, clientId);
    const said = await this.instructions.inForce(
      tx,
      agencyId,
      clientId,
      formatDate(Math.floor(window.start / MS_A_DAY) - DAYS_AROUND),
      formatDate(Math.floor(window.end / MS_A_DAY) + DAYS_AROUND),
    );
    const input: AvailabilityInput = {
      settings,
      rules,
      instructions: said.map(instructionOf),
      busy: [...events, ...commitments].sort((a, b) => a.start - b.start),
      calendars,
      window,
      now: this.clock.now(),
      wanted,
    };
    const target = (wanted.mode ?? 'in_person') === 'in_person' ? wanted.placeId : undefined;
    if (wanted.placeId === undefined && !allTravel) return { input, travel: null };
    const spots = await this.travel.spots(tx, agencyId, clientId);
    if (wanted.placeId !== undefined && !spots.some(({ placeId }) => placeId === wanted.placeId)) {
      const detail = 'The client has no such place; choose one of the client’s places.';
      throw new Refusal('invalid-input', detail, { fields: [{ pointer: '/placeId', detail }] });
    }
    if (target === undefined && !allTravel) return { input, travel: null };
    const agreed = await this.travel.agreed(tx, agencyId, clientId);
    return { input, travel: travelFacts(settings.travel, spots, agreed, commitments, target) };
  }
}
