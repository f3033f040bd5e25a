import { withCleanup } from './leave-nothing.js';
import { AUTHSERV, atOnce, type Invited, type MailHouse, openMailHouse } from './mail-house.js';
import { atLeast, atMost, type BenchResult, median, percentile } from './result.js';

const ROUNDS = 3;
/** As many as a service works on at a time; the reader has two threads. */
const CONCURRENCIES = [1, 8] as const;
const REPLIES = 300;

interface Figures {
  readonly rate: number[];
  readonly floor: number[];
  readonly p50: number[];
  readonly p99: number[];
}

/**
 * Replies a second from the raw mail to the committed state: stored, read in the bounded thread, the sender checked, the
 * answer decided and saved with its effects, on a PostgreSQL that keeps its promises (fsync). The floor: the same mails
 * through the same reader, and nothing else. Both take turns in one run.
 * @param replies of each round and concurrency.
 */
export const benchMail = (say: (line: string) => void, replies = REPLIES): Promise<BenchResult[]> =>
  withCleanup(async (cleanup) => {
    const house = await openMailHouse(cleanup, {});
    const results: BenchResult[] = [];
    say('warming up');
    await committed(house, mails(await house.invite(Math.min(50, replies))), 8);
    for (const concurrency of CONCURRENCIES) {
      const figures: Figures = { rate: [], floor: [], p50: [], p99: [] };
      for (let round = 1; round <= ROUNDS; round++) {
        say(`${concurrency} at a time, round ${round} of ${ROUNDS}: ${replies} proposals and their answers`);
        const answers = mails(await house.invite(replies));
        figures.floor.push(await parsed(house, answers, concurrency));
        const { rate, latencies } = await committed(house, answers, concurrency);
        figures.rate.push(rate);
        figures.p50.push(percentile(latencies, 0.5));
        figures.p99.push(percentile(latencies, 0.99));
      }
      const at = `at ${concurrency}`;
      const rate = {
        case: `from raw mail to committed state, ${at}`,
        value: median(figures.rate),
        unit: 'replies/s',
      };
      const p50 = median(figures.p50);
      results.push(
        atLeast({ ...rate, case: `${rate.case}, beside parsing alone` }, median(figures.floor)),
        { case: `the same, ${at}, p50`, value: p50, unit: 'ms' },
        atMost(
          { case: `the same, ${at}, p99, beside its p50`, value: median(figures.p99), unit: 'ms' },
          p50,
          10,
        ),
      );
    }
    return results;
  });

interface Answer {
  readonly to: string;
  readonly from: string;
  readonly raw: Buffer;
}

const parsed = async (
  { reader }: MailHouse,
  answers: readonly Answer[],
  concurrency: number,
): Promise<number> => {
  const begin = performance.now();
  await atOnce(concurrency, answers, async ({ raw }) => {
    const read = await reader.read(raw);
    if (!read.ok) throw new Error(`A plain answer could not be read: ${read.reason}`);
  });
  return (answers.length * 1_000) / (performance.now() - begin);
};

/**
 * Two passes, as the listener and the worker make them; a mail's time is that of both.
 * @throws unless every answer has confirmed its meeting.
 */
const committed = async (house: MailHouse, answers: readonly Answer[], concurrency: number) => {
  const { agencyId, intake, receiver, sql } = house;
  const addresses = answers.map(({ to }) => to);
  const keeping = await timed(concurrency, answers, async ({ to, from, raw }) => {
    const [stored] = await intake.store({
      raw,
      envelopeFrom: from,
      envelopeTo: [to],
      receivedAt: Date.now(),
      origin: { via: 'smtp', relay: true, clientIp: null, helo: null },
    });
    if (stored !== 'stored') throw new Error(`A mail was answered ${stored}`);
  });
  const messages = await sql<{ id: string; address: string }>(
    'select message_id as id, envelope_to as address from message where envelope_to = any($1)',
    [addresses],
  );
  const idOf = new Map(messages.map(({ id, address }) => [address, id]));
  const working = await timed(concurrency, answers, ({ to }) =>
    receiver.receive(agencyId, idOf.get(to) ?? ''),
  );
  const states = await sql<{ state: string; count: number }>(
    `select m.state, count(*)::integer as count from message i join meeting m using (agency_id, meeting_id)
     where i.envelope_to = any($1) and i.state = 'applied' group by m.state`,
    [addresses],
  );
  if (states.length !== 1 || states[0]?.state !== 'confirmed' || states[0].count !== answers.length)
    throw new Error(`The answers came to ${JSON.stringify(states)}`);
  return {
    rate: (answers.length * 1_000) / (keeping.milliseconds + working.milliseconds),
    latencies: keeping.latencies.map((latency, i) => latency + (working.latencies[i] ?? 0)),
  };
};

const timed = async (
  concurrency: number,
  answers: readonly Answer[],
  work: (answer: Answer) => Promise<void>,
) => {
  const begin = performance.now();
  const latencies = await atOnce(concurrency, answers, async (answer) => {
    const start = performance.now();
    await work(answer);
    return performance.now() - start;
  });
  return { latencies, milliseconds: performance.now() - begin };
};

const mails = (invited: readonly Invited[]): Answer[] =>
  invited.map((one) => ({ to: one.organizer, from: one.attendee, raw: acceptance(one) }));

const acceptance = ({ organizer, attendee, uid, start, end }: Invited): Buffer => {
  const utc = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
  return Buffer.from(
    [
      `Authentication-Results: ${AUTHSERV}; dmarc=pass header.from=partner.example`,
      `From: Anna Ozola <${attendee}>`,
      `To: ${organizer}`,
      'Subject: Accepted: Visit',
      `Message-ID: <${uid.split('@')[0]}@partner.example>`,
      `Date: ${new Date().toUTCString()}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="b1"',
      '',
      '--b1',
      'Content-Type: text/plain; charset=UTF-8',
      '',
      'Anna Ozola has accepted this invitation.',
      '--b1',
      'Content-Type: text/calendar; charset=UTF-8; method=REPLY',
      '',
      'BEGIN:VCALENDAR',
      'PRODID:-//Partner//Calendar//EN',
      'VERSION:2.0',
      'METHOD:REPLY',
      'BEGIN:VEVENT',
      `UID:${uid}`,
      'SEQUENCE:0',
      `DTSTAMP:${utc(Date.now())}`,
      `DTSTART:${utc(start)}`,
      `DTEND:${utc(end)}`,
      `ORGANIZER:mailto:${organizer}`,
      `ATTENDEE;CN=Anna Ozola;PARTSTAT=ACCEPTED:mailto:${attendee}`,
      'SUMMARY:Visit',
      'END:VEVENT',
      'END:VCALENDAR',
      '--b1--',
      '',
    ].join('\r\n'),
  );
};
