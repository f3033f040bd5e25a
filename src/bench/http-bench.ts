import { BARE_ROUTE, type BenchHouse, openBenchHouse } from './http-house.js';
import { type LoadResult, startLoadProcess } from './http-load.js';
import { withCleanup } from './leave-nothing.js';
import { atLeast, atMost, type BenchResult, median, percentile } from './result.js';

const ROUNDS = 5;
const CONCURRENCIES = [1, 32] as const;
/** Of one load of one round. */
const MOST_MS = 2_000;
const MOST_REQUESTS = 20_000;
const WARM_UP_MS = 3_000;

type Target = 'slots' | 'bare' | 'healthz';
const TARGETS: readonly Target[] = ['slots', 'bare', 'healthz'];

interface Figures {
  readonly rate: number[];
  readonly p50: number[];
  readonly p99: number[];
  /** Of the server's process alone, microseconds a request: what the machine's other work disturbs least. */
  readonly cpu: number[];
}

/**
 * GET slots for 60 days beside /healthz and a bare handler, of one server in one run. The three take turns, so that they
 * meet the same noise of the machine, and the median of the rounds counts.
 */
export const benchHttp = (say: (line: string) => void): Promise<BenchResult[]> =>
  withCleanup(async (cleanup) => {
    const house = await openBenchHouse(cleanup, say);
    const load = startLoadProcess(cleanup);
    const paths = await pathsOf(house);
    const ask = (target: Target, concurrency: number, milliseconds: number): Promise<LoadResult> =>
      load.run({
        port: house.port,
        cookie: house.cookie,
        paths: paths[target],
        concurrency,
        requests: MOST_REQUESTS,
        milliseconds,
      });

    for (const target of TARGETS) await ask(target, 32, WARM_UP_MS);
    const results: BenchResult[] = [];
    for (const concurrency of CONCURRENCIES) {
      const figures = { slots: none(), bare: none(), healthz: none() };
      for (let round = 1; round <= ROUNDS; round++) {
        say(`${concurrency} at a time, round ${round} of ${ROUNDS}`);
        for (const target of TARGETS) {
          const before = process.cpuUsage();
          const found = await ask(target, concurrency, MOST_MS);
          add(figures[target], found, process.cpuUsage(before));
        }
      }
      results.push(...report(concurrency, figures));
    }
    return results;
  });

/** The addresses to ask, and an answer for the bare handler that is as long as those of the slots are. */
const pathsOf = async (house: BenchHouse): Promise<Record<Target, readonly string[]>> => {
  const { from, to, clientIds } = house;
  const slots = clientIds.map((clientId) => `/api/clients/${clientId}/slots?from=${from}&to=${to}`);
  const bodies: string[] = [];
  for (const path of slots.slice(0, 101)) {
    const answer = await fetch(`http://127.0.0.1:${house.port}${path}`, {
      headers: { cookie: house.cookie },
    });
    const body = await answer.text();
    if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${body}`);
    if (!body.includes('"closed":null')) throw new Error(`The slots are closed: ${body.slice(-300)}`);
    bodies.push(body);
  }
  const length = median(bodies.map((body) => body.length));
  house.answerWith(bodies.find((body) => body.length === length) ?? '');
  return {
    slots,
    bare: clientIds.map((clientId) => `${BARE_ROUTE}?client=${clientId}&from=${from}&to=${to}`),
    healthz: ['/healthz'],
  };
};

const none = (): Figures => ({ rate: [], p50: [], p99: [], cpu: [] });

const add = (
  { rate, p50, p99, cpu }: Figures,
  { latencies, seconds }: LoadResult,
  used: NodeJS.CpuUsage,
): void => {
  rate.push(latencies.length / seconds);
  p50.push(percentile(latencies, 0.5));
  p99.push(percentile(latencies, 0.99));
  cpu.push((used.user + used.system) / latencies.length);
};

const report = (concurrency: number, figures: Record<Target, Figures>): BenchResult[] => {
  const at = `at ${concurrency}`;
  const { slots, bare, healthz } = figures;
  const rate = { case: `slots, ${at}`, value: median(slots.rate), unit: 'requests/s' };
  const p50 = median(slots.p50);
  return [
    atLeast({ ...rate, case: `${rate.case}, beside the bare handler` }, median(bare.rate), 0.6),
    atLeast({ ...rate, case: `${rate.case}, beside /healthz` }, median(healthz.rate)),
    atMost({ case: `slots, ${at}, p50, beside the bare handler`, value: p50, unit: 'ms' }, median(bare.p50)),
    atMost({ case: `slots, ${at}, p99, beside its p50`, value: median(slots.p99), unit: 'ms' }, p50, 10),
    atMost(
      {
        case: `slots, ${at}, CPU of the service, beside the bare handler`,
        value: median(slots.cpu),
        unit: 'us',
      },
      median(bare.cpu),
    ),
    { case: `bare handler, ${at}, p99`, value: median(bare.p99), unit: 'ms' },
  ];
};
