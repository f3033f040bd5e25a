import { Batch } from './batch.js';
import type { Tx } from './tenant.js';

/**
 * One reading statement, and what its rows mean. Rooms hand them out instead of running them where several rooms' facts
 * are wanted at once: `readTogether` and `TenantDatabase.read` then ask for all of them in one trip.
 */
export interface Read<T> {
  /** Names the prepared statement of a connection: the same name, always the same text. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** @param rows as the driver gives them. */
  result(rows: readonly unknown[]): T;
}

/** One read within a transaction that does more. */
export const readIn = async <T>(tx: Tx, read: Read<T>): Promise<T> => {
  const [result] = await readTogether<[T]>(tx, [read]);
  return result;
};

/** Several of them, in one trip to the server. */
export const readTogether = async <T extends readonly unknown[]>(
  tx: Tx,
  reads: { readonly [K in keyof T]: Read<T[K]> },
): Promise<T> => {
  if (tx.queryRunner === undefined) throw new Error('Reads want a transaction');
  const rows = await new Batch(reads).on(await tx.queryRunner.connect());
  return results(reads, rows);
};

export const results = <T extends readonly unknown[]>(
  reads: { readonly [K in keyof T]: Read<T[K]> },
  rows: readonly (readonly unknown[])[],
): T => reads.map((read, i) => read.result(rows[i] ?? [])) as unknown as T;
