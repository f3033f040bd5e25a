import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { type Change, readChange } from './change.js';

/** Told of changes; `null` says that some may have been missed. */
export type Listener = (change: Change | null) => void;

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;

/**
 * Hears PostgreSQL's notices of changes (migration 0008), of all replicas, on one connection of its own. It listens
 * from the first listener on. When the connection breaks it comes back by itself, and everybody is told that something
 * may have been missed.
 */
@Injectable()
export class ChangeFeed implements OnApplicationShutdown {
  private readonly log = new Logger(ChangeFeed.name);
  private readonly listeners = new Map<string, Set<Listener>>();
  private runner: QueryRunner | null = null;
  private retry: NodeJS.Timeout | null = null;
  private started = false;
  private closed = false;
  private failures = 0;

  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  /** @returns what ends it. Resolves when it is listening, so that whatever happens from then on is told. */
  async listen(agencyId: string, listener: Listener): Promise<() => void> {
    const set = this.listeners.get(agencyId) ?? new Set();
    set.add(listener);
    this.listeners.set(agencyId, set);
    if (!this.started) {
      this.started = true;
      await this.connect();
    }
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(agencyId) === set) this.listeners.delete(agencyId);
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.retry !== null) clearTimeout(this.retry);
    const { runner } = this;
    this.runner = null;
    if (runner !== null && !runner.isReleased) await runner.release();
  }

  private async connect(): Promise<void> {
    if (this.closed) return;
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      let lost = false;
      const again = (error?: Error): void => {
        if (lost) return;
        lost = true;
        this.log.warn(`The feed of changes broke off (${error?.message ?? 'closed'}); it is taken up again.`);
        void this.letGo(runner).finally(() => this.later());
      };
      client.on('notification', ({ payload = '' }) => this.tell(payload));
      client.on('error', again);
      client.on('end', () => again());
      await client.query('listen meetbroker_change');
      this.runner = runner;
      if (this.failures > 0) this.missed();
      this.failures = 0;
    } catch (error) {
      this.log.warn(`Changes cannot be listened for yet: ${error instanceof Error ? error.message : error}`);
      await this.letGo(runner);
      this.later();
    }
  }

  private later(): void {
    if (this.closed) return;
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.failures, 10));
    this.failures++;
    this.retry = setTimeout(() => void this.connect(), wait);
    this.retry.unref();
  }

  private async letGo(runner: QueryRunner): Promise<void> {
    if (this.runner === runner) this.runner = null;
    if (runner.isReleased) return;
    await runner.release().catch((error: unknown) => this.log.debug(String(error)));
  }

  private tell(payload: string): void {
    const change = readChange(payload);
    if (change === null) return;
    for (const listener of this.listeners.get(change.agencyId) ?? []) listener(change);
  }

  private missed(): void {
    for (const set of this.listeners.values()) for (const listener of set) listener(null);
  }
}
