import { Worker } from 'node:worker_threads';
import type { JobReply, JobRequest } from './serve.js';
import type { WorkerResult } from './worker-result.js';

/** Loading an entry and its parsers; generous, since a busy machine is slow at it and no foreign input is involved. */
const START_MS = 30_000;
const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';

/**
 * One thread that runs one job at a time. Once a job fails by time, memory or crash the thread is dead; what a parser
 * threw leaves it alive.
 */
export class WorkerThread {
  private readonly worker: Worker;
  private readonly ready: Promise<WorkerResult<null>>;
  private settle: ((result: WorkerResult<unknown>) => void) | null = null;
  private jobId = 0;
  private busy = false;
  private dead = false;

  constructor(
    private readonly entry: URL,
    private readonly heapMb: number,
  ) {
    this.worker = new Worker(entry, {
      // Neither this process's flags nor its environment: secrets have no place beside foreign input.
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32 },
    });
    this.ready = this.expect(START_MS, 'crash', 'the entry did not start');
    this.worker.on('message', (reply: JobReply) => this.onReply(reply));
    this.worker.on('error', (error: unknown) => this.onError(error));
    this.worker.on('exit', (code) => this.fail('crash', `the thread ended with code ${code}`));
    // A warm thread must not keep a finished process alive.
    this.worker.unref();
  }

  get idle(): boolean {
    return !this.busy && !this.dead;
  }

  get alive(): boolean {
    return !this.dead;
  }

  serves(entry: URL, heapMb: number): boolean {
    return this.entry.href === entry.href && this.heapMb === heapMb;
  }

  /** Never rejects. */
  async run(input: unknown, timeoutMs: number): Promise<WorkerResult<unknown>> {
    this.busy = true;
    const ready = await this.ready;
    if (!ready.ok) return ready;
    const result = this.expect(timeoutMs, 'timeout', `took longer than ${timeoutMs} ms`);
    try {
      this.worker.postMessage({ id: ++this.jobId, input } satisfies JobRequest);
    } catch (error) {
      this.finish({ ok: false, reason: 'crash', detail: `the input is no plain data: ${String(error)}` });
    }
    const settled = await result;
    this.busy = false;
    return settled;
  }

  async stop(): Promise<void> {
    this.fail('crash', 'the thread was stopped');
    await this.worker.terminate();
  }

  /** The next result; when none comes in time the thread is killed: nothing else stops a loop. */
  private expect<T>(ms: number, reason: 'timeout' | 'crash', detail: string): Promise<WorkerResult<T>> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.fail(reason, detail);
        void this.worker.terminate();
      }, ms);
      this.settle = (result) => {
        clearTimeout(timer);
        resolve(result as WorkerResult<T>);
      };
    });
  }

  private onReply(reply: JobReply): void {
    if (reply.kind === 'ready') this.finish({ ok: true, value: null });
    else if (reply.id !== this.jobId) return;
    else if (reply.kind === 'done') this.finish({ ok: true, value: reply.value });
    else this.finish({ ok: false, reason: 'crash', detail: reply.detail });
  }

  private onError(error: unknown): void {
    // By shape: the error may come from another realm, where it is no instance of this one's Error.
    const outOfMemory =
      typeof error === 'object' && error !== null && 'code' in error && error.code === OUT_OF_MEMORY;
    this.fail(outOfMemory ? 'memory' : 'crash', String(error).slice(0, 500));
  }

  private fail(reason: 'timeout' | 'memory' | 'crash', detail: string): void {
    if (this.dead) return;
    this.dead = true;
    this.finish({ ok: false, reason, detail });
  }

  private finish(result: WorkerResult<unknown>): void {
    this.settle?.(result);
    this.settle = null;
  }
}
