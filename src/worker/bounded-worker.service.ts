import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { WorkerResult } from './worker-result.js';
import { WorkerThread } from './worker-thread.service.js';

export interface WorkerLimits {
  /** From the moment a thread takes the job; waiting for a thread is not counted. Milliseconds. */
  timeoutMs: number;
  /** Heap of the thread in MB, default 128. Buffers are outside the heap: bound the input as well. */
  maxOldGenerationMb?: number;
}

interface Waiting {
  entry: URL;
  heapMb: number;
  input: unknown;
  timeoutMs: number;
  settle: (result: WorkerResult<unknown>) => void;
}

const HEAP_MB = 128;
const THREADS = 2;
/** Jobs of some milliseconds each: what waits longer than this queue is better kept in the database's. */
const QUEUE = 500;

/**
 * Runs parsers of foreign input in worker threads with a hard limit on time and memory: mail, calendars, recurrence
 * rules. A thread that runs over is killed and replaced; the others and this one go on. Threads stay warm between
 * jobs of the same entry.
 *
 *     const result = await workers.run<Uint8Array, MailAndCalendars>(READ_MAIL, raw, { timeoutMs: 5_000 });
 *
 * An entry is a file `<name>.worker.ts` that calls `serve` (serve.ts). Its address is given as it will be in dist:
 * `new URL('./read-mail.worker.js', import.meta.url)`. Where the sources run untranslated (jest), that file does not
 * exist beside them, and the one that the build put into dist/ is taken; `npm test` builds first. After changing an
 * entry or what it imports, build before running a single suite.
 */
@Injectable()
export class BoundedWorkers implements OnModuleDestroy {
  private readonly threads = new Set<WorkerThread>();
  private readonly queue: Waiting[] = [];
  private closed = false;

  /**
   * `input` and the value are plain data; what cannot be cloned is a `crash`. Rejects for an entry that is not there
   * and for nothing else.
   */
  run<I, O>(entry: URL, input: I, limits: WorkerLimits): Promise<WorkerResult<O>> {
    if (this.closed) return Promise.resolve(closedResult());
    if (this.queue.length >= QUEUE) {
      return Promise.resolve({ ok: false, reason: 'busy', detail: `${QUEUE} jobs are waiting` });
    }
    return new Promise((resolve) => {
      this.queue.push({
        entry: builtEntry(entry),
        heapMb: limits.maxOldGenerationMb ?? HEAP_MB,
        input,
        timeoutMs: limits.timeoutMs,
        // The entry states its output type; across threads there is nothing to check it against.
        settle: (result) => resolve(result as WorkerResult<O>),
      });
      this.dispatch();
    });
  }

  /** Stops the threads. Jobs that run or wait end as `closed`. Idempotent. */
  async close(): Promise<void> {
    this.closed = true;
    for (const waiting of this.queue.splice(0)) waiting.settle(closedResult());
    await Promise.all([...this.threads].map((thread) => this.drop(thread)));
  }

  onModuleDestroy(): Promise<void> {
    return this.close();
  }

  private dispatch(): void {
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      const thread = this.idleThread(next);
      if (thread === null) return;
      this.queue.shift();
      this.start(thread, next);
    }
  }

  /** A warm thread of this entry, a new one, or one in place of another entry's idle thread; null when all work. */
  private idleThread(job: Waiting): WorkerThread | null {
    for (const thread of this.threads) if (!thread.alive) this.threads.delete(thread);
    const idle = [...this.threads].filter((thread) => thread.idle);
    const warm = idle.find((thread) => thread.serves(job.entry, job.heapMb));
    if (warm !== undefined) return warm;
    if (this.threads.size >= THREADS) {
      const [other] = idle;
      if (other === undefined) return null;
      void this.drop(other);
    }
    const thread = new WorkerThread(job.entry, job.heapMb);
    this.threads.add(thread);
    return thread;
  }

  private start(thread: WorkerThread, job: Waiting): void {
    void thread.run(job.input, job.timeoutMs).then((result) => {
      job.settle(this.closed && !result.ok ? closedResult() : result);
      this.dispatch();
    });
  }

  private async drop(thread: WorkerThread): Promise<void> {
    this.threads.delete(thread);
    await thread.stop();
  }
}

function closedResult(): { ok: false; reason: 'closed'; detail: string } {
  return { ok: false, reason: 'closed', detail: 'the service is shutting down' };
}

/** The entry itself, or its built twin in dist/ when only the source stands at the given place. */
function builtEntry(entry: URL): URL {
  if (existsSync(entry)) return entry;
  const at = entry.pathname.lastIndexOf('/src/');
  const built = at < 0 ? entry : new URL(entry);
  if (at >= 0) built.pathname = `${entry.pathname.slice(0, at)}/dist/${entry.pathname.slice(at + 5)}`;
  if (existsSync(built)) return built;
  throw new Error(`there is no ${fileURLToPath(built)}: run \`npm run build\``);
}
