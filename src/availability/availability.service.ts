import { Inject, Injectable } from '@nestjs/common';
import type { ClientRow } from '../clients/client.schema.js';
import type { Tx } from '../db/tenant.js';
import { formatDate, MS_A_DAY } from '../time/civil.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { Interval } from '../time/interval.js';
import type { Availability } from './availability.schema.js';
import { AvailabilityStore } from './availability.store.js';
import { BUSY_SOURCE, type BusySource } from './busy.port.js';
import { defaultSettings } from './default-settings.js';
import { whatItBreaks } from './explain.js';
import type { AvailabilityInput, Wanted } from './input.js';
import { InstructionStore } from './instruction.store.js';
import { instructionOf } from './instruction-row.js';
import type { Reason } from './reason.js';
import { type FreeSlots, freeSlots } from './slots.js';

/**
 * How far around a window busy times matter: limits count to the ends of the local weeks that it touches, and buffers,
 * gaps and travel reach into the days beside it.
 */
const AROUND_MS = 9 * 86_400_000;
/** An instruction may run to 48:00 of its day, and the days of a zone lie up to one beside those of UTC. */
const DAYS_AROUND = 3;

/** Fetches what the engine has to know, asks it, and adds nothing of its own. */
@Injectable()
export class AvailabilityService {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AvailabilityStore) private readonly store: AvailabilityStore,
    @Inject(InstructionStore) private readonly instructions: InstructionStore,
    @Inject(BUSY_SOURCE) private readonly busy: BusySource,
  ) {}

  /** The client's settings and rules; default settings and no rules where nobody has said anything. */
  async of(tx: Tx, agencyId: string, client: Pick<ClientRow, 'clientId' | 'zone'>): Promise<Availability> {
    const stored = await this.store.all(tx, agencyId, client.clientId);
    return stored ?? { settings: defaultSettings(client.zone), rules: [], version: 0 };
  }

  /** The times that may be offered in `window` (epoch ms, half-open). */
  async slots(
    tx: Tx,
    agencyId: string,
    client: Pick<ClientRow, 'clientId' | 'zone'>,
    window: Interval,
    wanted: Wanted = {},
  ): Promise<{ readonly found: FreeSlots; readonly input: AvailabilityInput }> {
    const input = await this.inputFor(tx, agencyId, client, window, wanted);
    return { found: freeSlots(input), input };
  }

  /** Everything that stands against a meeting that starts at `at` (epoch ms), and whether it may be booked on purpose. */
  async explain(
    tx: Tx,
    agencyId: string,
    client: Pick<ClientRow, 'clientId' | 'zone'>,
    at: number,
    wanted: Wanted = {},
  ): Promise<{
    readonly allowed: boolean;
    readonly breaks: readonly Reason[];
    readonly input: AvailabilityInput;
  }> {
    const input = await this.inputFor(tx, agencyId, client, { start: at, end: at + 86_400_000 }, wanted);
    return { ...whatItBreaks(input, at), input };
  }

  private async inputFor(
    tx: Tx,
    agencyId: string,
    client: Pick<ClientRow, 'clientId' | 'zone'>,
    window: Interval,
    wanted: Wanted,
  ): Promise<AvailabilityInput> {
    const { settings, rules } = await this.of(tx, agencyId, client);
    const from = window.start - AROUND_MS;
    const to = window.end + AROUND_MS;
    // One after the other: a transaction is one connection.
    const events = await this.busy.busyOf(tx, agencyId, client.clientId, from, to);
    const commitments = await this.store.commitments(tx, agencyId, client.clientId, from, to);
    const calendars = await this.busy.freshness(tx, agencyId, client.clientId);
    const said = await this.instructions.inForce(
      tx,
      agencyId,
      client.clientId,
      formatDate(Math.floor(window.start / MS_A_DAY) - DAYS_AROUND),
      formatDate(Math.floor(window.end / MS_A_DAY) + DAYS_AROUND),
    );
    return {
      settings,
      rules,
      instructions: said.map(instructionOf),
      busy: [...events, ...commitments].sort((a, b) => a.start - b.start),
      calendars,
      window,
      now: this.clock.now(),
      wanted,
    };
  }
}
