import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Signed } from '../auth/signed.js';
import type { ClientRow } from '../clients/client.schema.js';
import { factIn } from '../db/fact.js';
import type { Tx } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { type Page, pageOfRows } from '../http/page.js';
import { formatDate, MS_A_MINUTE } from '../time/civil.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { LocalDays } from '../time/local-days.js';
import { AvailabilityStore } from './availability.store.js';
import { fieldFaultOf } from './field-pointer.js';
import { checkInstructions, type Instruction } from './instruction.js';
import type { InstructionsQuery, InstructionView, NewInstruction } from './instruction.schema.js';
import { type Entry, InstructionStore } from './instruction.store.js';
import { instructionOf } from './instruction-row.js';
import { instructionViewOf } from './instruction-view.js';
import { zonePeriods } from './query.js';

/** More than a client says about one day; a bound for lists that a machine makes. */
const MOST_A_DAY = 100;
const YEAR_MINUTES = 366 * 1440;

/** What the client says about single days: in force from the transaction on in which it was written down. */
@Injectable()
export class Instructions {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(InstructionStore) private readonly store: InstructionStore,
    @Inject(AvailabilityStore) private readonly availability: AvailabilityStore,
  ) {}

  /** @throws Refusal invalid-input with a pointer to each fault. */
  async give(tx: Tx, who: Signed, client: ClientRow, body: NewInstruction): Promise<InstructionView> {
    const entry = this.entry(who, client);
    const said = { ...body.said, at: body.said.at === undefined ? entry.now : Date.parse(body.said.at) };
    const id = uuidv7();
    // JSON has no undefined: what the schema leaves undefined is what the caller left out.
    const instruction: Instruction = JSON.parse(JSON.stringify({ ...body, id, said }));
    const faults = checkInstructions([instruction]).map((fault) =>
      fieldFaultOf({ ...fault, field: fault.field.replace('instructions[0].', '') }),
    );
    if (faults.length > 0) throw invalid(faults);
    if (said.at > entry.now) throw invalid([{ pointer: '/said/at', detail: 'Give a moment that has been.' }]);
    if (instruction.kind === 'at_place') {
      const places = await this.availability.placeIds(tx, who.agencyId, client.clientId);
      if (!places.includes(instruction.placeId)) {
        const detail = 'The client has no such place; choose one of the client’s places.';
        throw invalid([{ pointer: '/placeId', detail }]);
      }
    }
    await this.availability.lock(tx, who.agencyId, client.clientId);
    if ((await this.store.count(tx, who.agencyId, client.clientId, body.date)) >= MOST_A_DAY) {
      const detail = `There are ${MOST_A_DAY} instructions for this day; withdraw some first.`;
      throw invalid([{ pointer: '/date', detail }]);
    }
    await this.store.insert(tx, entry, instruction);
    return this.view(tx, who.agencyId, client, id);
  }

  /** Withdrawing twice changes nothing. @throws Refusal not-found for one of another client. */
  async withdraw(tx: Tx, who: Signed, client: ClientRow, instructionId: string): Promise<InstructionView> {
    const row = await this.store.find(tx, who.agencyId, client.clientId, instructionId);
    if (row === null) throw notFound('instruction');
    await this.store.withdraw(tx, this.entry(who, client), instructionOf(row));
    return this.view(tx, who.agencyId, client, instructionId);
  }

  /** The newest first: those ahead and in force, or, with `past`, all that were ever given. */
  async list(
    tx: Tx,
    agencyId: string,
    client: ClientRow,
    query: InstructionsQuery,
  ): Promise<Page<InstructionView>> {
    const now = this.clock.now();
    const days = await this.daysOf(tx, client);
    // One of yesterday may run past midnight.
    const since = query.past ? null : formatDate(days.dayOf(Math.floor(now / MS_A_MINUTE)) - 1);
    const rows = await this.store.page(tx, agencyId, client.clientId, since, query);
    const { items, next } = pageOfRows(rows, query.limit, (row) => row.instructionId);
    const views = items.map((row) => instructionViewOf(row, days, now));
    return { items: query.past ? views : views.filter(({ state }) => state !== 'aged_out'), next };
  }

  private async view(tx: Tx, agencyId: string, client: ClientRow, id: string): Promise<InstructionView> {
    const row = await this.store.find(tx, agencyId, client.clientId, id);
    if (row === null) throw notFound('instruction');
    return instructionViewOf(row, await this.daysOf(tx, client), this.clock.now());
  }

  /** The days on whose clocks instructions are read: those of the availability's zone, else of the client's. */
  private async daysOf(tx: Tx, client: ClientRow): Promise<LocalDays> {
    const stored = await factIn(tx, this.availability.stored(client.clientId));
    const zones = zonePeriods(stored?.settings ?? client);
    const minute = Math.floor(this.clock.now() / MS_A_MINUTE);
    const days = LocalDays.of(zones, minute - YEAR_MINUTES, minute + YEAR_MINUTES);
    if ('refused' in days) throw new Error(`Client ${client.clientId} has the unknown zone ${days.zone}`);
    return days;
  }

  private entry(who: Signed, client: ClientRow): Entry {
    return {
      agencyId: who.agencyId,
      clientId: client.clientId,
      userId: who.userId,
      now: this.clock.now(),
    };
  }
}

const invalid = (fields: readonly { pointer: string; detail: string }[]): Refusal =>
  new Refusal(
    'invalid-input',
    `The instruction is not right: see ${fields.map((f) => f.pointer).join(', ')}.`,
    {
      fields,
    },
  );
