import { type AcceptHouse, type AcceptSizes, type Offer, openAcceptHouse } from './accept-house.js';
import { withCleanup } from './leave-nothing.js';
import { atOnce } from './mail-house.js';
import { type BenchResult, none, percentile } from './result.js';

/** 1,000 accepts. */
const FULL: AcceptSizes = { processes: 4, clients: 5, times: 250, rivals: 4 };
/** That the bench works, not how fast the service is. */
export const TINY: AcceptSizes = { processes: 2, clients: 2, times: 4, rivals: 4 };

export const ACCEPT_PARTS = ['quiet', 'crash'] as const;

/** Partners who press at the same moment. */
const AT_ONCE = 32;
/** How long a partner whose answer was not taken waits before pressing again, ms. */
const AGAIN_MS = 100;
const PATIENCE_MS = 60_000;

/**
 * Partners accept overlapping times at once, on the partner's page, of several processes: who presses gets the time or
 * is told that it is gone, and what they were told is what stands in the database afterwards. Then the same while
 * PostgreSQL crashes and comes back; whoever got no answer presses again until there is one.
 */
export const benchAccept = (
  say: (line: string) => void,
  sizes: AcceptSizes = FULL,
  parts: readonly string[] = [],
): Promise<BenchResult[]> =>
  withCleanup(async (cleanup) => {
    const wanted = ACCEPT_PARTS.filter((part) => parts.length === 0 || parts.includes(part));
    const times = sizes.times * wanted.length;
    const house = await openAcceptHouse(cleanup, { ...sizes, times }, say);
    const results: BenchResult[] = [];
    for (const [i, part] of wanted.entries()) {
      const here = (time: number) => Math.floor(time / sizes.times) === i;
      const offers = house.offers.filter(({ time }) => here(time));
      results.push(...(await run(house, offers, part === 'crash', say)));
    }
    return results;
  });

interface Told {
  readonly offer: Offer;
  /** Whether the page says that the meeting is agreed, or that the time is not to be had. */
  readonly word: 'got' | 'lost';
  /** From the press that was answered to its answer, ms. */
  readonly latency: number;
  /** From the first press on, ms. */
  readonly waited: number;
  readonly presses: number;
}

const run = async (
  house: AcceptHouse,
  offers: readonly Offer[],
  crashing: boolean,
  say: (line: string) => void,
): Promise<BenchResult[]> => {
  const { ports } = house;
  say(
    `${offers.length} accepts, ${AT_ONCE} at a time, by ${ports.length} processes` +
      (crashing ? ', with a crash of PostgreSQL in the middle' : ''),
  );
  let answered = 0;
  let crash: Promise<void> | null = null;
  const begin = performance.now();
  // Rivals stand beside each other, and each asks another process.
  const told = await atOnce(AT_ONCE, offers, async (offer, i) => {
    const word = await accept(offer, ports[i % ports.length] ?? 0);
    answered++;
    if (crashing && crash === null && answered >= offers.length / 2) crash = house.crashDatabase();
    return word;
  });
  const seconds = (performance.now() - begin) / 1_000;
  await crash;
  return figures(house, told, seconds, crashing);
};

const accept = async (offer: Offer, port: number): Promise<Told> => {
  const first = performance.now();
  for (let presses = 1; ; presses++) {
    const begin = performance.now();
    const status = await ask(port, offer.path, new URLSearchParams({ choice: offer.optionId }));
    const now = performance.now();
    const word = status === null ? null : await wordOf(status, offer, port);
    if (word !== null) return { offer, word, latency: now - begin, waited: now - first, presses };
    if (now - first > PATIENCE_MS)
      throw new Error(`An accept had no answer for ${PATIENCE_MS} ms (${status})`);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
};

/**
 * What the answer to the form says: back to the page, which shows what stands now (303); not to be had (409); over
 * (410). A confirmed meeting has a file to download there, every other has none. Null for no answer to the question.
 */
const wordOf = async (status: number, { path }: Offer, port: number): Promise<Told['word'] | null> => {
  if (status === 409 || status === 410) return 'lost';
  if (status >= 500) return null;
  if (status !== 303) throw new Error(`An accept was answered ${status}`);
  const file = await ask(port, `${path}/meeting.ics`);
  if (file === 200) return 'got';
  return file === 404 ? 'lost' : null;
};

/** @returns the status, or null when the connection broke. */
const ask = async (port: number, path: string, form?: URLSearchParams): Promise<number | null> => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    redirect: 'manual',
    ...(form === undefined ? {} : { method: 'POST', body: form }),
  }).catch(() => null);
  await answer?.arrayBuffer().catch(() => null);
  return answer?.status ?? null;
};

/** What the partners were told, beside what is written. */
const figures = async (
  house: AcceptHouse,
  told: readonly Told[],
  seconds: number,
  crashing: boolean,
): Promise<BenchResult[]> => {
  const accepted = new Set(
    (
      await house.sql<{ id: string }>(
        `select o.option_id as id from meeting m
         join meeting_option o on o.agency_id = m.agency_id and o.option_id = m.confirmed_option_id
         join attendee_reply r on r.agency_id = o.agency_id and r.option_id = o.option_id
         where m.state = 'confirmed' and o.state = 'confirmed' and r.partstat = 'ACCEPTED'`,
      )
    ).map(({ id }) => id),
  );
  const [overlaps] = await house.sql<{ count: number }>(
    `select count(*)::int as count from meeting_option a join meeting_option b using (agency_id)
     join meeting m on m.agency_id = a.agency_id and m.meeting_id = a.meeting_id
     join meeting n on n.agency_id = b.agency_id and n.meeting_id = b.meeting_id
     where a.option_id < b.option_id and a.state = 'confirmed' and b.state = 'confirmed'
       and m.client_id = n.client_id and a.during && b.during`,
  );
  const winners = new Map<number, number>();
  for (const { offer } of told) {
    const won = accepted.has(offer.optionId) ? 1 : 0;
    winners.set(offer.time, (winners.get(offer.time) ?? 0) + won);
  }
  const lost = told.filter(({ offer, word }) => word === 'got' && !accepted.has(offer.optionId)).length;
  const denied = told.filter(({ offer, word }) => word === 'lost' && accepted.has(offer.optionId)).length;
  const log = await house.serverLog();
  if (crashing && !log.includes('automatic recovery in progress'))
    throw new Error('PostgreSQL did not crash');
  const deadlocks = log.match(/deadlock detected/g)?.length ?? 0;
  const what = `${told.length} accepts over ${house.ports.length} processes${crashing ? ', PostgreSQL crashing' : ''}`;
  const latencies = told.map(({ latency }) => latency);
  const unit = 'ms';
  return [
    none({ case: `${what}: overlapping meetings`, value: overlaps?.count ?? Number.NaN, unit: 'pairs' }),
    none({
      case: `${what}: times with another number of winners than one`,
      value: [...winners.values()].filter((count) => count !== 1).length,
      unit: 'times',
    }),
    none({ case: `${what}: acknowledged answers lost`, value: lost, unit: 'answers' }),
    none({ case: `${what}: told that the time is gone, and has it`, value: denied, unit: 'answers' }),
    none({ case: `${what}: deadlocks`, value: deadlocks, unit: 'deadlocks' }),
    { case: `${what}: p50`, value: percentile(latencies, 0.5), unit },
    { case: `${what}: p99`, value: percentile(latencies, 0.99), unit },
    { case: `${what}: a second`, value: told.length / seconds, unit: 'answers/s' },
    ...(crashing
      ? [
          {
            case: `${what}: pressed again`,
            value: told.filter(({ presses }) => presses > 1).length,
            unit: 'answers',
          },
          { case: `${what}: longest wait`, value: Math.max(...told.map(({ waited }) => waited)), unit },
        ]
      : []),
  ];
};
