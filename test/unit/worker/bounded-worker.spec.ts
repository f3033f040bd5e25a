import { BoundedWorkers } from '../../../src/worker/bounded-worker.service.js';
import type { WorkerResult } from '../../../src/worker/worker-result.js';

const HOSTILE = new URL('./hostile.worker.mjs', import.meta.url);

describe('BoundedWorkers', () => {
  const workers = new BoundedWorkers();
  const run = (
    order: object,
    timeoutMs = 20_000,
    maxOldGenerationMb?: number,
  ): Promise<WorkerResult<unknown>> =>
    workers.run(
      HOSTILE,
      order,
      maxOldGenerationMb === undefined ? { timeoutMs } : { timeoutMs, maxOldGenerationMb },
    );
  const echo = (value: unknown) => run({ do: 'echo', value });

  afterAll(() => workers.close());

  it('hands plain data to and fro', async () => {
    const value = { text: 'ē', bytes: new Uint8Array([1, 2]), at: 3n, list: [null] };
    expect(await echo(value)).toEqual({ ok: true, value });
  });

  it('keeps a thread warm between jobs', async () => {
    const first = await run({ do: 'thread' });
    expect(await run({ do: 'thread' })).toEqual(first);
  });

  it.each([
    ['timeout', 'an endless loop', { do: 'spin' }, 200],
    ['timeout', 'a promise that never settles', { do: 'wait' }, 200],
    ['memory', 'a heap that grows', { do: 'eat' }, 20_000],
    ['crash', 'an exception', { do: 'throw' }, 20_000],
    ['crash', 'the end of the thread', { do: 'exit' }, 20_000],
    ['crash', 'a result that is no plain data', { do: 'function' }, 20_000],
  ])('answers %s to %s, and goes on', async (reason, _what, order, timeoutMs) => {
    expect(await run(order, timeoutMs, 64)).toMatchObject({ ok: false, reason });
    expect(await echo('still here')).toEqual({ ok: true, value: 'still here' });
  });

  it('tells what was thrown', async () => {
    expect(await run({ do: 'throw' })).toMatchObject({ detail: 'TypeError: not today' });
  });

  it('does not let an input through that is no plain data', async () => {
    expect(await run({ do: 'echo', value: () => 1 })).toMatchObject({ ok: false, reason: 'crash' });
    expect(await echo(1)).toEqual({ ok: true, value: 1 });
  });

  it('gives a thread no environment', async () => {
    expect(await run({ do: 'environment' })).toEqual({ ok: true, value: [] });
  });

  it('runs more jobs than it has threads, and one bad one costs no other', async () => {
    const results = await Promise.all([
      ...[1, 2, 3].map(echo),
      run({ do: 'spin' }, 200),
      ...[4, 5, 6].map(echo),
      run({ do: 'exit' }),
      ...[7, 8, 9].map(echo),
    ]);
    expect(results.filter((result) => result.ok).map((result) => result.ok && result.value)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(results.filter((result) => !result.ok)).toMatchObject([
      { reason: 'timeout' },
      { reason: 'crash' },
    ]);
  });

  it('refuses what its queue cannot hold', async () => {
    const results = await Promise.all(Array.from({ length: 600 }, (_, i) => echo(i)));
    const busy = results.filter((result) => !result.ok && result.reason === 'busy');
    expect(busy.length).toBeGreaterThan(0);
    expect(results.filter((result) => result.ok).length + busy.length).toBe(600);
  });

  it('says which file is missing', async () => {
    const missing = new URL('../../../src/nowhere/none.worker.js', import.meta.url);
    await expect(workers.run(missing, null, { timeoutMs: 1 })).rejects.toThrow(
      /dist\/nowhere\/none\.worker\.js/,
    );
  });

  it('ends what runs and what waits when it is closed', async () => {
    const closing = new BoundedWorkers();
    const jobs = [1, 2, 3, 4].map(() => closing.run(HOSTILE, { do: 'wait' }, { timeoutMs: 60_000 }));
    await closing.close();
    await closing.close();
    for (const result of await Promise.all(jobs))
      expect(result).toMatchObject({ ok: false, reason: 'closed' });
    expect(await closing.run(HOSTILE, {}, { timeoutMs: 1 })).toMatchObject({ ok: false, reason: 'closed' });
  });
});
