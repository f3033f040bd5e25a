import { parentPort } from 'node:worker_threads';

/** What the pool sends to a thread, and what comes back. */
export interface JobRequest {
  id: number;
  input: unknown;
}
export type JobReply =
  | { kind: 'ready' }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; detail: string };

/**
 * The whole of a worker entry: `serve<Input, Output>(job)` in a file `<name>.worker.ts`. Input and output are plain
 * data (structured clone). The job should return refusals as values; what it throws is reported as a crash.
 *
 * An entry gets no environment and no service: it computes. It may import pure files and parsers only.
 */
export function serve<I, O>(job: (input: I) => O | Promise<O>): void {
  const port = parentPort;
  if (port === null) throw new Error('a worker entry runs in a worker thread only');
  const answer = async (request: JobRequest): Promise<JobReply> => {
    try {
      // The pool's caller states I for this entry; across threads there is nothing to check it against.
      return { kind: 'done', id: request.id, value: await job(request.input as I) };
    } catch (error) {
      return { kind: 'failed', id: request.id, detail: detailOf(error) };
    }
  };
  port.on('message', (request: JobRequest) => {
    // A value that cannot be cloned ends the thread: the pool reports that as a crash.
    void answer(request).then((reply) => port.postMessage(reply));
  });
  port.postMessage({ kind: 'ready' } satisfies JobReply);
}

function detailOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500);
}
