import { Inject, Injectable } from '@nestjs/common';
import { BoundedWorkers } from '../worker/bounded-worker.service.js';
import {
  type Expansion,
  expandSeries,
  needsExpander,
  type Series,
  type Window,
} from './recurrence/expand.js';
import type { ExpandJob, ExpandReply } from './recurrence/expand.worker.js';

const ENTRY = new URL('./recurrence/expand.worker.js', import.meta.url);
const BATCH = 100;
const BATCH_MS = 5_000;
/** What a single series may take; the slowest honest one needs a hundredth of it. */
const ONE_MS = 1_000;
/** For all the rules of one page; what comes after is refused, so that a hostile calendar cannot hold its sync up. */
const PAGE_MS = 20_000;

/**
 * Expands series. Daily and weekly rules are worked out here, by arithmetic that cannot run away; all others in a
 * worker thread with a hard limit, because foreign rules have stopped expanders for good.
 */
@Injectable()
export class SeriesExpander {
  constructor(@Inject(BoundedWorkers) private readonly workers: BoundedWorkers) {}

  /**
   * One expansion for each series, in their order.
   * @throws when the threads are gone because the service is shutting down; nothing is wrong with the series then.
   */
  async expand(series: readonly Series[], window: Window): Promise<Expansion[]> {
    const results: Expansion[] = [];
    const foreign: number[] = [];
    for (const [index, one] of series.entries()) {
      if (needsExpander(one.recurrence)) foreign.push(index);
      else results[index] = expandSeries(one, window);
    }
    const deadline = performance.now() + PAGE_MS;
    for (let i = 0; i < foreign.length; i += BATCH) {
      const indexes = foreign.slice(i, i + BATCH);
      const batch = indexes.flatMap((index) => series[index] ?? []);
      const expansions = await this.batch(batch, window, deadline);
      for (const [place, index] of indexes.entries()) results[index] = expansions[place] ?? TOO_SLOW;
    }
    return results;
  }

  /** All at once; one by one when somebody among them is hostile. */
  private async batch(series: readonly Series[], window: Window, deadline: number): Promise<Expansion[]> {
    const together = await this.run(series, window, BATCH_MS);
    if (together !== null) return [...together];
    const results: Expansion[] = [];
    for (const one of series) {
      const alone = performance.now() > deadline ? null : await this.run([one], window, ONE_MS);
      results.push(alone?.[0] ?? TOO_SLOW);
    }
    return results;
  }

  private async run(
    series: readonly Series[],
    window: Window,
    timeoutMs: number,
  ): Promise<ExpandReply | null> {
    const result = await this.workers.run<ExpandJob, ExpandReply>(ENTRY, { series, window }, { timeoutMs });
    if (result.ok) return result.value;
    if (result.reason === 'closed' || result.reason === 'busy') {
      throw new Error(`Series cannot be expanded now: ${result.detail}`);
    }
    return null;
  }
}

const TOO_SLOW: Expansion = { ok: false, reason: 'its rule takes too long to work out' };
