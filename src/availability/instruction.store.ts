import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Fact } from '../db/fact.js';
import type { Tx } from '../db/tenant.js';
import type { Instruction } from './instruction.js';
import { clocksOf, type InstructionRow } from './instruction-row.js';

/** Of the table instruction under the name i. */
export const INSTRUCTION_COLUMNS = `
  i.instruction_id as "instructionId", i.kind, to_char(i.on_date, 'YYYY-MM-DD') as date,
  i.from_clock as "fromClock", i.until_clock as "untilClock", i.place_id as "placeId", i.said_by as "saidBy",
  i.said_at as "saidAt", i.said_how as "saidHow", i.words, i.withdrawn_at as "withdrawnAt"`;

export interface ListedInstruction extends InstructionRow {
  readonly enteredBy: string;
  readonly enteredAt: Date;
}

export interface Entry {
  readonly agencyId: string;
  readonly clientId: string;
  readonly userId: string;
  /** Epoch ms. */
  readonly now: number;
}

const LISTED = `
  select ${INSTRUCTION_COLUMNS}, u.name as "enteredBy", i.entered_at as "enteredAt"
  from instruction i join app_user u on u.agency_id = i.agency_id and u.user_id = i.entered_by`;

/** What clients said. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class InstructionStore {
  /** Those in force on a date of [from, until], YYYY-MM-DD, both included. */
  inForce(clientId: string, from: string, until: string): Fact<readonly InstructionRow[]> {
    return {
      name: 'instructions',
      text: IN_FORCE,
      values: [clientId, from, until],
      result: (text) => (text === null ? [] : (JSON.parse(text) as RawInstruction[]).map(readInstruction)),
    };
  }

  /**
   * The newest first, one more than `limit` if there is one.
   * @param since leaves out withdrawn ones and those of days before; null: all that were ever given.
   */
  async page(
    tx: Tx,
    agencyId: string,
    clientId: string,
    since: string | null,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<ListedInstruction[]> {
    return tx.query(
      `${LISTED}
       where i.agency_id = $1 and i.client_id = $2
         and ($3::date is null or (i.on_date >= $3 and i.withdrawn_at is null))
         and ($4::uuid is null or i.instruction_id < $4)
       order by i.instruction_id desc limit $5`,
      [agencyId, clientId, since, after ?? null, limit + 1],
    );
  }

  async find(
    tx: Tx,
    agencyId: string,
    clientId: string,
    instructionId: string,
  ): Promise<ListedInstruction | null> {
    const [row]: ListedInstruction[] = await tx.query(
      `${LISTED} where i.agency_id = $1 and i.client_id = $2 and i.instruction_id = $3`,
      [agencyId, clientId, instructionId],
    );
    return row ?? null;
  }

  async count(tx: Tx, agencyId: string, clientId: string, date: string): Promise<number> {
    const [row]: { count: number }[] = await tx.query(
      `select count(*)::integer as count from instruction
       where agency_id = $1 and client_id = $2 and on_date = $3 and withdrawn_at is null`,
      [agencyId, clientId, date],
    );
    return row?.count ?? 0;
  }

  /** The instruction and its line in the journal. */
  async insert(tx: Tx, entry: Entry, instruction: Instruction): Promise<void> {
    const { fromClock, untilClock } = clocksOf(instruction);
    const { said } = instruction;
    await tx.query(
      `insert into instruction (agency_id, instruction_id, client_id, kind, on_date, from_clock, until_clock,
         place_id, said_by, said_at, said_how, words, entered_by, entered_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        entry.agencyId,
        instruction.id,
        entry.clientId,
        instruction.kind,
        instruction.date,
        fromClock,
        untilClock,
        instruction.kind === 'at_place' ? instruction.placeId : null,
        said.by,
        new Date(said.at),
        said.how,
        said.words ?? null,
        entry.userId,
        new Date(entry.now),
      ],
    );
    await this.note(tx, entry, 'instruction-given', instruction);
  }

  /** @returns false when it had been withdrawn before; the first time stays. */
  async withdraw(tx: Tx, entry: Entry, instruction: Instruction): Promise<boolean> {
    const [, count]: [unknown[], number] = await tx.query(
      `update instruction set withdrawn_at = $4, withdrawn_by = $5
       where agency_id = $1 and client_id = $2 and instruction_id = $3 and withdrawn_at is null`,
      [entry.agencyId, entry.clientId, instruction.id, new Date(entry.now), entry.userId],
    );
    if (count > 0) await this.note(tx, entry, 'instruction-withdrawn', instruction);
    return count > 0;
  }

  /** The client's own words stay with the instruction: a line of the journal can never be taken out again. */
  private async note(
    tx: Tx,
    entry: Entry,
    kind: 'instruction-given' | 'instruction-withdrawn',
    { id, said, ...what }: Instruction,
  ): Promise<void> {
    const { by, at, how } = said;
    const detail = { instructionId: id, ...what, said: { by, at: new Date(at).toISOString(), how } };
    await tx.query(
      `insert into journal (agency_id, entry_id, at, actor, user_id, client_id, kind, detail)
       values ($1, $2, $3, 'secretary', $4, $5, $6, $7)`,
      [
        entry.agencyId,
        uuidv7(),
        new Date(entry.now),
        entry.userId,
        entry.clientId,
        kind,
        JSON.stringify(detail),
      ],
    );
  }
}

/** In JSON, moments are texts. */
type RawInstruction = Omit<InstructionRow, 'saidAt' | 'withdrawnAt'> & {
  readonly saidAt: string;
  readonly withdrawnAt: string | null;
};

const readInstruction = ({ saidAt, withdrawnAt, ...row }: RawInstruction): InstructionRow => ({
  ...row,
  saidAt: new Date(saidAt),
  withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
});

const IN_FORCE = `
  select json_agg(said) from (
    select ${INSTRUCTION_COLUMNS} from instruction i
    where i.agency_id = current_agency() and i.client_id = $1 and i.on_date between $2 and $3
      and i.withdrawn_at is null
    order by i.on_date, i.instruction_id) said`;
