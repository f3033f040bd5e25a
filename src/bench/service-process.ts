import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The built program, as its user starts it. */
const PROGRAM = join(import.meta.dirname, '../main.js');
const MOST_START_MS = 120_000;
const MOST_STOP_MS = 60_000;

export interface ServiceProcess {
  readonly pid: number;
  /** From the start of the process to the first 200 of /readyz. */
  readonly readyMs: number;
  /** Ends it by SIGTERM, as systemd and Docker do, and waits: its PostgreSQL is gone then too. */
  stop(): Promise<void>;
}

/** Starts the program with this Node and these settings and no others, and waits until it is ready. */
export const startService = async (
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<ServiceProcess> => {
  const begin = performance.now();
  const child = spawn(process.execPath, [PROGRAM], {
    env: { PATH: process.env.PATH, PORT: String(port), ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4000);
  });
  try {
    await untilReady(child, `http://127.0.0.1:${port}/readyz`, begin + MOST_START_MS);
  } catch (error) {
    await stop(child);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${errors}`);
  }
  if (child.pid === undefined) throw new Error('The service has no process');
  return { pid: child.pid, readyMs: performance.now() - begin, stop: () => stop(child) };
};

const untilReady = async (child: ChildProcess, address: string, deadline: number): Promise<void> => {
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The service ended with code ${child.exitCode}`);
    // Refused until it listens: that is what is being waited for.
    const answer = await fetch(address).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`The service is not ready after ${MOST_START_MS / 1000} s`);
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), MOST_STOP_MS);
  await gone;
  clearTimeout(late);
};

/**
 * Megabytes of main memory of a process and, where wanted, of all its descendants. Proportional (PSS): pages that
 * PostgreSQL's processes share count once. Null where there is no /proc.
 */
export const residentMegabytes = async (pid: number, withChildren: boolean): Promise<number | null> => {
  let kilobytes = 0;
  for (const at of withChildren ? await family(pid) : [pid]) {
    const rollup = await textOf(`/proc/${at}/smaps_rollup`);
    const pss = rollup === null ? null : /^Pss:\s+(\d+) kB/m.exec(rollup);
    if (pss === null) return null;
    kilobytes += Number(pss[1]);
  }
  return kilobytes / 1024;
};

const family = async (pid: number): Promise<number[]> => {
  const children = await textOf(`/proc/${pid}/task/${pid}/children`);
  const below = (children ?? '').split(' ').filter(Boolean).map(Number);
  return [pid, ...(await Promise.all(below.map(family))).flat()];
};

const textOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);
