import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Batch, type Statement } from './batch.js';
import { poolOf } from './data-source.js';
import { type Read, results } from './read.js';
import { isRetryable, MAX_TRIES } from './retryable.js';

/** A transaction that sees one agency's rows only. Never run two queries at once on it (one connection). */
export type Tx = EntityManager;

/**
 * The one door to the data. Every statement of the service runs in a transaction that has set its agency first, and
 * row-level security shows that agency's rows only: with a forgotten `where` nothing leaks, without an agency nothing
 * is visible.
 */
@Injectable()
export class TenantDatabase {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  /**
   * Runs `work` in one transaction for `agencyId`. It is run again, from the start, after a serialization failure or
   * a deadlock, so `work` must have no effect outside the transaction.
   */
  async inAgency<T>(agencyId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.run({ 'meetbroker.agency': agencyId }, work);
  }

  /**
   * Reads in one transaction for `agencyId`, and in one trip to the server; see batch.ts. A request that only reads
   * spends more on trips and plans than on rows.
   */
  async read<T extends readonly unknown[]>(
    agencyId: string,
    reads: { readonly [K in keyof T]: Read<T[K]> },
  ): Promise<T> {
    const client = await poolOf(this.source).connect();
    // A connection that is lost says so to its query as well, and the pool does not take it back.
    const lost = (): void => undefined;
    client.on('error', lost);
    try {
      const [, ...rows] = await new Batch([setAgency(agencyId), ...reads]).on(client);
      return results(reads, rows);
    } finally {
      client.off('error', lost);
      client.release();
    }
  }

  /** Runs `work` where only the users with this e-mail address can be seen (in any agency): for signing in. */
  async bySignInEmail<T>(email: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.run({ 'meetbroker.sign_in_email': email.toLowerCase() }, work);
  }

  /** The ids of all agencies, for the worker's rounds. */
  async agencyIds(): Promise<string[]> {
    return this.run({ 'meetbroker.directory': 'on' }, async (tx) => {
      const rows: { agency_id: string }[] = await tx.query('select agency_id from agency order by agency_id');
      return rows.map((row) => row.agency_id);
    });
  }

  /** Answers when the database does; throws the driver's error otherwise. */
  async ping(): Promise<void> {
    await this.source.query('select 1');
  }

  private async run<T>(settings: Record<string, string>, work: (tx: Tx) => Promise<T>): Promise<T> {
    const [[name, value] = ['', '']] = Object.entries(settings);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.source.transaction(async (tx) => {
          await tx.query('select set_config($1, $2, true)', [name, value]);
          return work(tx);
        });
      } catch (error) {
        if (attempt >= MAX_TRIES || !isRetryable(error)) throw error;
      }
    }
  }
}

/**
 * Plans are kept, whatever the parameters: these reads find a few rows by key, and the planner, which by itself would
 * plan each of them again at every request, takes longer for that than the rows do.
 */
const setAgency = (agencyId: string): Statement => ({
  name: 'set-agency',
  text: `select set_config('meetbroker.agency', $1, true), set_config('plan_cache_mode', 'force_generic_plan', true)`,
  values: [agencyId],
});
