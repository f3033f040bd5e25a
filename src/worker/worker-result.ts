/** `timeout`, `memory`, `crash`: the job's own doing. `busy`: the queue is full, come back later. `closed`: the service is shutting down. */
export type WorkerFailure = 'timeout' | 'memory' | 'crash' | 'busy' | 'closed';
export type WorkerResult<O> = { ok: true; value: O } | { ok: false; reason: WorkerFailure; detail: string };
