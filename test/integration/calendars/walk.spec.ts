import { generator } from '../../../src/sandbox/fault-rules.js';
import { merged, openGoogle } from './walk-google.js';
import { WalkHouse } from './walk-house.js';
import { drawSteps, type Step, take } from './walk-steps.js';
import type { WalkWorld } from './walk-world.js';

/** Set SEED to repeat a walk, WALK_STEPS and WALK_SEEDS for longer and more of them. */
const firstSeed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const steps = Number(process.env.WALK_STEPS ?? 1_000);
const seeds = Number(process.env.WALK_SEEDS ?? 1);
/** Steps between two quiet moments. */
const BATCH = 50;
const DAY = 86_400_000;

const WORLDS: Readonly<Record<string, (clock: { now(): number }, seed: number) => Promise<WalkWorld>>> = {
  Google: openGoogle,
};

describe.each(Object.entries(WORLDS))('a random walk with %s', (_, open) => {
  test.each(Array.from({ length: seeds }, (_, i) => firstSeed + i))(
    `seed %i: ${steps} steps, and after each quiet moment everything agrees`,
    async (seed) => {
      const all = drawSteps(steps, generator(seed));
      const tally = await walk((clock) => open(clock, seed), all);
      console.log(`seed ${seed}: ${JSON.stringify(tally)}`);
      // A walk in which nothing was ever confirmed, or nothing stood, would show nothing.
      expect(tally.confirmed).toBeGreaterThan(steps / 100);
      expect(tally.busy).toBeGreaterThan(steps / 10);
    },
    3_600_000,
  );
});

interface Tally {
  quiet: number;
  /** Of confirmed meetings, over all quiet moments. */
  confirmed: number;
  cancelled: number;
  busy: number;
  mails: number;
  /** Meetings of which the calendar says something else, by the open fault. */
  apart: number;
}

async function walk(
  open: (clock: { now(): number }) => Promise<WalkWorld>,
  all: readonly Step[],
): Promise<Tally> {
  const house = await WalkHouse.open(open);
  const tally: Tally = { quiet: 0, confirmed: 0, cancelled: 0, busy: 0, mails: 0, apart: 0 };
  try {
    for (let at = 0; at < all.length; at += BATCH) {
      const batch = all.slice(at, at + BATCH);
      try {
        for (const step of batch) await take(house, step);
        await house.rest();
        const wrong = await disagreements(house, tally);
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
      } catch (error) {
        const list = batch.map(
          ({ what, random }, i) => `${at + i} ${what} ${random.map((n) => n.toFixed(3)).join(' ')}`,
        );
        const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
        throw new Error(`${told}\nafter step ${at + batch.length - 1}; the last ones:\n${list.join('\n')}`);
      }
      for (const moved of Object.values(house.movedBy)) moved.clear();
      tally.quiet++;
    }
    tally.apart = apart.size;
    tally.mails = house.sender.sent.length;
    return tally;
  } finally {
    await house.close();
  }
}

interface Agreed {
  readonly meeting_id: string;
  readonly client_id: string;
  readonly state: string;
  readonly question: string | null;
  readonly start: Date | null;
  readonly end: Date | null;
}

/** What does not hold, in words. */
async function disagreements(house: WalkHouse, tally: Tally): Promise<string[]> {
  const wrong: string[] = [...house.troubles.splice(0)];
  const window = { start: house.now - 20 * DAY, end: house.now + 60 * DAY };
  const meetings = await house.sql<Agreed>(
    `select m.meeting_id, m.client_id, m.state, m.question, lower(o.during) as start, upper(o.during) as end
     from meeting m left join meeting_option o on o.meeting_id = m.meeting_id and o.state = 'confirmed'`,
  );
  for (const client of house.clients) {
    const mirrored = merged(await house.mirrored(client, window), window);
    const there = await client.owner.busy(window);
    const words = ({ start, end }: { start: number; end: number }) => `${iso(start)}/${iso(end)}`;
    const [a, b] = [mirrored.map(words), there.map(words)];
    tally.busy += b.length;
    for (const one of a.filter((span) => !b.includes(span))) {
      const rows = await house.sql<Record<string, unknown>>(
        `select b.external_id, b.starts_at, b.ends_at, b.blocking, b.meeting_id, e.* from busy b
         left join event e on e.calendar_id = b.calendar_id and e.external_id = b.external_id
         where b.calendar_id = $1 and b.starts_at < $3 and b.ends_at > $2`,
        [client.calendarId, ...one.split('/').map((text) => new Date(`${text}Z`))],
      );
      wrong.push(`${client.owner.account}: only mirrored ${one} ${JSON.stringify(rows)}`);
    }
    for (const one of b.filter((span) => !a.includes(span)))
      wrong.push(`${client.owner.account}: not mirrored ${one}`);

    const ours = await client.owner.ours();
    for (const meeting of meetings.filter(({ client_id }) => client_id === client.clientId)) {
      const standing = ours.filter(
        ({ meetingId, confirmed }) => confirmed && meetingId === meeting.meeting_id,
      );
      const name = `meeting ${meeting.meeting_id} (${meeting.state}, ${meeting.question})`;
      if (meeting.state !== 'confirmed') {
        tally.cancelled++;
        if (standing.length > 0) wrong.push(`${name} stands ${standing.length} times`);
        continue;
      }
      tally.confirmed++;
      const [event, ...more] = standing;
      if (event === undefined || more.length > 0) wrong.push(`${name} stands ${standing.length} times`);
      else if (
        meeting.question !== 'moved-onto-another' &&
        !isOpen(house, meeting.meeting_id) &&
        (event.start !== meeting.start?.getTime() || event.end !== meeting.end?.getTime())
      )
        wrong.push(
          `${name} is at ${meeting.start?.toISOString()}, its event at ${words(event)}: ${await lifeOf(house, meeting.meeting_id)}`,
        );
    }
    const known = new Set(meetings.map(({ meeting_id }) => meeting_id));
    for (const { meetingId } of ours)
      if (!known.has(meetingId)) wrong.push(`an event of nobody's meeting ${meetingId}`);
  }
  const overlapping = await house.sql<{ a: string; b: string }>(
    `select a.meeting_id as a, b.meeting_id as b from meeting_option a
     join meeting ma on ma.meeting_id = a.meeting_id
     join meeting_option b on b.option_id > a.option_id and b.during && a.during
     join meeting mb on mb.meeting_id = b.meeting_id and mb.client_id = ma.client_id
     where a.state = 'confirmed' and b.state = 'confirmed'
       and ma.state in ('confirmed', 'questioned') and mb.state in ('confirmed', 'questioned')`,
  );
  for (const { a, b } of overlapping) wrong.push(`meetings ${a} and ${b} overlap`);
  const failed = await house.sql<{ kind: string; reason: string }>(
    `select kind, reason from effect where state = 'failed'`,
  );
  for (const { kind, reason } of failed) wrong.push(`${kind} failed: ${reason}`);
  return wrong;
}

/**
 * Known and not mended: a meeting that both sides moved between two quiet moments may be at the client's time, and its
 * event at the secretary's. From then on the two differ for good.
 */
const apart = new Set<string>();
const isOpen = ({ movedBy }: WalkHouse, meetingId: string): boolean => {
  if (movedBy.secretary.has(meetingId) && movedBy.owner.has(meetingId)) apart.add(meetingId);
  return apart.has(meetingId);
};

/** What was decided and done of late, for whoever reads the failure. */
async function lifeOf(house: WalkHouse, meetingId: string): Promise<string> {
  const journal = await house.sql<{ kind: string; details: unknown }>(
    'select * from journal where meeting_id = $1 order by 1, 2',
    [meetingId],
  );
  const effects = await house.sql<Record<string, unknown>>(
    `select kind, state, reason, attempts, payload -> 'start' as start from effect
     where meeting_id = $1 and kind <> 'mail' order by seq`,
    [meetingId],
  );
  return [...journal.slice(-8), ...effects.slice(-5)].map((row) => JSON.stringify(row)).join('\n  ');
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);
