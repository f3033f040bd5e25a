import { setTimeout as sleep } from 'node:timers/promises';
import { ApiProblem } from '../../sandbox/seed/api-session.js';
import { startOf, theEvent } from '../calendar-eye.js';
import { eventually, must } from '../eventually.js';
import { Partner } from '../partner.js';
import { carriedOut, freeTimes, meetingBecomes, optionAt, propose } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { MeetingView } from '../views.js';

const OUTAGE_MS = 20_000;
/** How soon the partner's mail server tries again; real ones wait minutes. */
const RETRY_MS = 2_000;

/**
 * PostgreSQL goes away for twenty seconds under the running service. Two partners answer: one in the last moment before,
 * one while it is away, through a mail server that keeps what was not acknowledged and tries again.
 */
export const outage = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, running, database, secretary } = stage;
  const olga = await Partner.known(stage, alfa, 'Olga Priede', 'olga@pirms.example');
  const peter = await Partner.known(stage, alfa, 'Peter Rubens', 'peter@laika.example');
  const [one, two] = await freeTimes(stage, alfa, 2);
  must(one !== undefined && two !== undefined, 'two free times were wanted');
  const before = await propose(stage, alfa, olga, 'Answered before', [one]);
  const during = await propose(stage, alfa, peter, 'Answered meanwhile', [two]);
  const first = await olga.receives({ uid: optionAt(before, 0).uid, method: 'REQUEST' });
  const second = await peter.receives({ uid: optionAt(during, 0).uid, method: 'REQUEST' });

  await teller.step(
    'a reply is acknowledged, and PostgreSQL stops in the same moment',
    async () => {
      const { response } = await olga.answers(first, 'ACCEPTED');
      await database.stop();
      return response;
    },
    (response) => `SMTP said ${response}; pg_ctl stop -m fast`,
  );
  const stoppedAt = Date.now();
  const attempts: string[] = [];
  // A reply that a mail server keeps until it is acknowledged.
  const delivered = keepTrying(stage, second.id, attempts);

  await teller.step(
    'the service says that it is not ready, and stays up',
    async () => {
      const ready = await fetch(`${running.url}/readyz`);
      const alive = await fetch(`${running.url}/healthz`);
      const page = await fetch(peter.pageIn(second));
      const api = await statusOf(secretary.call('GET', '/desk'));
      must(ready.status === 503, `/readyz was answered ${ready.status}`);
      must(alive.status === 200, `/healthz was answered ${alive.status}`);
      must(page.status === 503, `the page was answered ${page.status}`);
      must(api === 503, `the API was answered ${api}`);
      return { ready, page, api };
    },
    ({ ready, page, api }) =>
      `/readyz ${ready.status}, the page ${page.status}, the API ${api}, /healthz 200`,
  );
  await teller.step(
    'a reply that arrives meanwhile is not acknowledged: the mail server keeps it',
    () => eventually('4xx answer', () => attempts.find((answer) => /^4\d\d/.test(answer))),
    (answer) => `SMTP said ${answer}`,
  );
  await teller.step(
    'PostgreSQL comes back after twenty seconds',
    async () => {
      await sleep(Math.max(0, stoppedAt + OUTAGE_MS - Date.now()));
      await database.ensureRunning();
      return Date.now();
    },
    (at) => `it was away for ${seconds(at - stoppedAt)}`,
  );
  const backAt = Date.now();
  await teller.step(
    'the service is ready again by itself, and the sessions hold',
    async () => {
      await eventually('ready service', async () => {
        const { status } = await fetch(`${running.url}/readyz`);
        return status === 200 ? status : null;
      });
      const me = await secretary.call<{ email: string }>('GET', '/me');
      return { email: me.email, after: Date.now() - backAt };
    },
    ({ email, after }) => `after ${seconds(after)}, without a restart; ${email} is still signed in`,
  );
  await teller.step(
    'the kept reply is delivered and acknowledged',
    () => delivered,
    (answer) => `try ${attempts.length}: SMTP said ${answer}`,
  );
  for (const [partner, meeting] of [[olga, before] as const, [peter, during] as const]) {
    await teller.step(
      `what ${partner.email} was told with 250 is true: the meeting stands`,
      () => standsAfterAll(stage, partner, meeting),
      ({ event, subject }) =>
        `event ${event.id}, once; mail "${subject}", ${seconds(Date.now() - backAt)} after the return`,
    );
  }
};

const standsAfterAll = async (stage: Stage, partner: Partner, meeting: MeetingView) => {
  const { uid, start } = optionAt(meeting, 0);
  await meetingBecomes(stage, meeting, 'confirmed', ({ state }) => state === 'confirmed');
  const { subject } = await partner.receives({ uid, method: 'REQUEST', status: 'CONFIRMED', sequence: 1 });
  await carriedOut(stage, meeting);
  const event = theEvent(stage, stage.alfa, meeting.meetingId);
  must(startOf(event) === Date.parse(start), `the event starts at ${event.start.dateTime}`);
  return { event, subject };
};

/** The partner's mail server: composed once, sent until it is acknowledged. Resolves with the acknowledgement. */
const keepTrying = async ({ mailbox }: Stage, mailId: string, attempts: string[]): Promise<string> => {
  for (;;) {
    try {
      const { response } = await mailbox.reply(mailId, { partstat: 'ACCEPTED', shape: 'outlook' });
      attempts.push(response);
      return response;
    } catch (error) {
      attempts.push(smtpWords(error));
    }
    await sleep(RETRY_MS);
  }
};

const statusOf = async (call: Promise<unknown>): Promise<number> => {
  try {
    await call;
    return 200;
  } catch (error) {
    if (error instanceof ApiProblem) return error.status;
    throw error;
  }
};

const smtpWords = (error: unknown): string => {
  if (typeof error === 'object' && error !== null && 'response' in error) return String(error.response);
  return error instanceof Error ? error.message : String(error);
};

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
