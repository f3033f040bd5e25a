import { Inject, Injectable } from '@nestjs/common';
import { SessionService } from '../auth/session.service.js';
import type { Presented, Signed } from '../auth/signed.js';
import type { ClientRow } from '../clients/client.schema.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { factIn } from '../db/fact.js';
import type { Tx } from '../db/tenant.js';
import type { Interval } from '../time/interval.js';
import type { Availability } from './availability.schema.js';
import { AvailabilityStore } from './availability.store.js';
import { defaultSettings } from './default-settings.js';
import { whatItBreaks } from './explain.js';
import { AvailabilityFacts, type Facts } from './facts.service.js';
import type { AvailabilityInput, Wanted } from './input.js';
import type { Reason } from './reason.js';
import { type TravelAnswer, travelAnswer } from './travel-answer.js';
import { TravelTables } from './travel-table.service.js';

/** A question that is ready for the engine, and what there is to say about the ways it reckons with. */
export interface Asked {
  readonly input: AvailabilityInput;
  readonly travel: TravelAnswer | null;
}

/** Fetches what the engine has to know, asks it, and adds nothing of its own. */
@Injectable()
export class AvailabilityService {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(AvailabilityStore) private readonly store: AvailabilityStore,
    @Inject(AvailabilityFacts) private readonly facts: AvailabilityFacts,
    @Inject(TravelTables) private readonly tables: TravelTables,
  ) {}

  /** The client's settings and rules; default settings and no rules where nobody has said anything. */
  async of(tx: Tx, client: Pick<ClientRow, 'clientId' | 'zone'>): Promise<Availability> {
    const stored = await factIn(tx, this.store.stored(client.clientId));
    return stored ?? { settings: defaultSettings(client.zone), rules: [], version: 0 };
  }

  /**
   * A question about a client that is theirs, with ways as a router knows them. The router is asked after the
   * transaction: another server's slowness must not hold a connection of the database.
   * @param more reads what else the question needs, in the same transaction.
   */
  async ask<More = null>(
    who: Signed,
    clientId: string,
    window: Interval,
    wanted: Wanted,
    more?: (tx: Tx) => Promise<More>,
  ): Promise<Asked & { readonly more: More | null }> {
    const { facts, found } = await this.access.within(who, clientId, async (tx, client) => ({
      found: more === undefined ? null : await more(tx),
      facts: await this.facts.gather(tx, who.agencyId, client, window, wanted),
    }));
    return { ...(await this.withTravel(facts)), more: found };
  }

  /**
   * The same for the question of every click in the week: without a place or a kind, one trip to the database for
   * everything.
   * @param ids false for an answer that points at nothing.
   * @throws Refusal not-signed-in, not-found.
   */
  async askAtOnce(
    presented: Presented,
    clientId: string,
    window: Interval,
    wanted: Wanted,
    ids: boolean,
  ): Promise<Asked> {
    const { placeId, meetingKind, reschedules } = wanted;
    if (placeId !== undefined || meetingKind !== undefined || reschedules !== undefined) {
      return this.ask(await this.sessions.require(presented), clientId, window, wanted);
    }
    const { input } = await this.facts.atOnce(presented, clientId, window, wanted, ids);
    return { input, travel: null };
  }

  /** Everything of one client that may be asked about travel, too. */
  async askTravel(who: Signed, clientId: string, window: Interval): Promise<Asked> {
    const facts = await this.access.within(who, clientId, (tx, client) =>
      this.facts.gather(tx, who.agencyId, client, window, {}, true),
    );
    return this.withTravel(facts);
  }

  /**
   * Everything that stands against a meeting that starts at `at` (epoch ms), and whether it may be booked on purpose.
   * For use under a lock: of ways it knows what is known at once.
   */
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
    const window = { start: at, end: at + 86_400_000 };
    const facts = await this.facts.gather(tx, agencyId, client, window, wanted);
    const table = facts.travel === null ? {} : { travel: this.tables.atHand(facts.travel) };
    const input = { ...facts.input, ...table };
    return { ...whatItBreaks(input, at), input };
  }

  private async withTravel({ input, travel }: Facts): Promise<Asked> {
    if (travel === null) return { input, travel: null };
    const { table, router } = await this.tables.fetched(travel);
    return { input: { ...input, travel: table }, travel: travelAnswer(table, travel, router) };
  }
}
