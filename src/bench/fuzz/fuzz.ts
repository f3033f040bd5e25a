import { createHash } from 'node:crypto';
import type { Cleanup } from '../../boot/cleanup.js';
import { atOnce, FAST_AND_FORGETFUL, type Invited, type MailHouse, openMailHouse } from '../mail-house.js';
import { type FuzzCase, type FuzzPools, fuzzCase } from './fuzz-case.js';

export interface FuzzWish {
  readonly seed: number;
  /** The first case and how many. */
  readonly from: number;
  readonly cases: number;
  readonly database?: string | undefined;
}

/** Something that must not be. */
export interface Find {
  readonly index: number;
  readonly what: string;
  readonly raw: Buffer;
}

export interface FuzzReport {
  readonly finds: readonly Find[];
  /** How many cases ended how, `state reason`. */
  readonly ends: ReadonlyMap<string, number>;
  readonly octets: number;
}

/** Meetings of each pool. */
const MEETINGS = 60;
const BATCH = 250;
const AT_ONCE = 8;
/** More than the reader's own limit: who waits longer hangs. */
const MOST_MS = 60_000;
/** Where a mail may end; what is applied, left alone or refused has to say why, unless it was applied plainly. */
const ENDS = ['applied', 'no-change', 'refused', 'review', 'unmatched'];
/** Ends that are no decision about the mail but a failure of ours. */
const OUR_FAULT = ['program-failed', 'timeout', 'memory', 'crash', 'busy', 'closed'];
/** What a mail may bring about without proof: nothing at the meeting itself. */
const WITHOUT_PROOF = ['bounce', 'sent-again'];

/**
 * Takes spoiled mails in as the service does (stored, then read in the bounded thread and decided) and holds each to what
 * is promised of every mail: it is kept to the octet, it ends, it ends with a name, and it changes nothing but what it
 * proves.
 */
export const fuzz = async (
  wish: FuzzWish,
  cleanup: Cleanup,
  say: (done: number, finds: number) => void,
): Promise<FuzzReport> => {
  const house = await openMailHouse(cleanup, { database: wish.database, flags: FAST_AND_FORGETFUL });
  const since = Date.now();
  const pools: FuzzPools = {
    open: some(await house.invite(MEETINGS)),
    sealed: some(await house.invite(MEETINGS)),
  };
  const finds: Find[] = [];
  const ends = new Map<string, number>();
  let octets = 0;
  let before = await prints(house);
  for (let at = 0; at < wish.cases; at += BATCH) {
    const length = Math.min(BATCH, wish.cases - at);
    const cases = Array.from({ length }, (_, i) => fuzzCase(wish.seed, wish.from + at + i, pools, since));
    const seen = await takeIn(house, cases);
    for (const { end, wrong, one } of seen) {
      ends.set(end, (ends.get(end) ?? 0) + 1);
      octets += one.raw.length;
      if (wrong !== null) finds.push({ index: one.index, what: wrong, raw: one.raw });
    }
    const after = await prints(house);
    finds.push(...changedWithoutRight(before, after, pools, seen));
    before = after;
    await house.sql(`delete from message where direction = 'in'`);
    await house.sql('truncate mail_raw cascade');
    say(at + length, finds.length);
  }
  return { finds, ends, octets };
};

interface Seen {
  readonly one: FuzzCase;
  readonly end: string;
  readonly state: string;
  /** What must not be, or null. */
  readonly wrong: string | null;
}

interface Row {
  readonly id: string;
  readonly address: string;
  readonly digest: string;
  readonly whole: boolean;
  readonly state: string;
  readonly reason: string | null;
}

const takeIn = async (house: MailHouse, cases: readonly FuzzCase[]): Promise<Seen[]> => {
  const { agencyId, intake, receiver } = house;
  const answers = await atOnce(AT_ONCE, cases, async ({ raw, to, receivedAt, origin }) => {
    const mail = { raw, envelopeFrom: to.attendee, envelopeTo: [to.organizer], receivedAt, origin };
    return intake.store(mail).then(
      ([answer]) => answer ?? 'nothing',
      (error: unknown) => `threw ${String(error)}`,
    );
  });
  const stored = new Map<string, Row[]>();
  for (const row of await messages(house)) {
    const key = `${row.address} ${row.digest}`;
    stored.set(key, [...(stored.get(key) ?? []), row]);
  }
  const kept = cases.map(({ to, raw }) => {
    const digest = createHash('sha256').update(raw).digest('hex');
    return stored.get(`${to.organizer} ${digest}`)?.shift() ?? null;
  });
  const failures = await atOnce(AT_ONCE, kept, async (row) =>
    row === null ? null : within(MOST_MS, receiver.receive(agencyId, row.id)),
  );
  const ended = new Map((await messages(house)).map((row) => [row.id, row]));
  return cases.map((one, i) => {
    const row = ended.get(kept[i]?.id ?? '');
    const state = row?.state ?? 'lost';
    const reason = row?.reason ?? null;
    const wrong = faultOf(answers[i] ?? '', row, failures[i] ?? null, one);
    return { one, state, end: `${state} ${reason ?? '-'}`, wrong };
  });
};

const faultOf = (
  answer: string,
  row: Row | undefined,
  failure: string | null,
  one: FuzzCase,
): string | null => {
  if (answer !== 'stored' || row === undefined) return `not stored: ${answer}`;
  if (!row.whole) return 'stored, but not as it came';
  if (failure !== null) return failure;
  // A newer counter-proposal of the same attendee, of the same batch, takes the place of this one.
  const overtaken = row.state === 'settled' && row.reason === 'counter';
  if (!ENDS.includes(row.state) && !overtaken) return `ended as ${row.state}`;
  if (row.reason === null && row.state !== 'applied') return `${row.state} without a reason`;
  if (OUR_FAULT.includes(row.reason ?? '')) return `${row.state}: ${row.reason}`;
  if (row.state === 'applied' && !isProven(one) && !WITHOUT_PROOF.includes(row.reason ?? ''))
    return `applied without proof (${row.reason})`;
  return null;
};

const isProven = ({ origin, raw }: FuzzCase): boolean => origin.relay && raw.includes('dmarc=pass');

const messages = ({ sql, agencyId }: MailHouse): Promise<Row[]> =>
  sql<Row>(
    `select m.message_id as id, m.envelope_to as address, encode(m.raw_digest, 'hex') as digest,
       sha256(r.raw) = m.raw_digest and length(r.raw) = m.octets as whole, m.state, m.reason
     from message m left join mail_raw r on r.agency_id = m.agency_id and r.digest = m.raw_digest
     where m.agency_id = $1 and m.direction = 'in' order by m.message_id`,
    [agencyId],
  );

/** Resolves to what went wrong, or null. */
const within = async (ms: number, work: Promise<void>): Promise<string | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`hung for ${ms} ms`), ms);
  });
  const done = work.then(
    () => null,
    (error: unknown) => `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  const found = await Promise.race([done, late]);
  clearTimeout(timer);
  return found;
};

interface Print {
  readonly id: string;
  readonly all: string;
  readonly times: string;
}

/** What a meeting is, in two sums: everything that an answer can change, and the times that none can. */
const prints = async ({ sql }: MailHouse): Promise<ReadonlyMap<string, Print>> => {
  const rows = await sql<Print>(`
    select m.meeting_id as id,
      (select md5(string_agg(concat_ws(',', uid, during), ' ' order by option_id)) from meeting_option o
       where o.meeting_id = m.meeting_id) as times,
      md5(concat_ws('|', m.state, m.confirmed_option_id, m.title, m.place_text,
        (select string_agg(concat_ws(',', uid, sequence, during, state), ' ' order by option_id)
         from meeting_option o where o.meeting_id = m.meeting_id),
        (select string_agg(concat_ws(',', email, name, role), ' ' order by email)
         from attendee a where a.meeting_id = m.meeting_id),
        (select string_agg(concat_ws(',', r.option_id, r.partstat, r.sequence, r.via), ' ' order by r.attendee_id)
         from attendee_reply r join attendee a using (agency_id, attendee_id) where a.meeting_id = m.meeting_id),
        (select string_agg(concat_ws(',', kind, during), ' ' order by option_id)
         from commitment c where c.meeting_id = m.meeting_id))) as all
    from meeting m`);
  return new Map(rows.map((row) => [row.id, row]));
};

/** A case is suspected when it came to a meeting that changed and must not have. */
const changedWithoutRight = (
  before: ReadonlyMap<string, Print>,
  after: ReadonlyMap<string, Print>,
  { sealed }: FuzzPools,
  seen: readonly Seen[],
): Find[] => {
  const shut = new Set(sealed.map(({ meetingId }) => meetingId));
  const finds: Find[] = [];
  for (const [id, old] of before) {
    const now = after.get(id);
    const here = seen.filter(({ one }) => one.to.meetingId === id);
    // Of a mail with several parts one may count while a person is asked about another, so its state does not tell.
    const proven = here.some(({ one }) => isProven(one));
    const what =
      now?.times !== old.times
        ? 'its times were moved'
        : now.all !== old.all && (shut.has(id) || !proven)
          ? 'it changed without proof'
          : null;
    if (what === null) continue;
    const suspects = here.length > 0 ? here : seen;
    for (const { one } of suspects)
      finds.push({ index: one.index, what: `meeting ${id}: ${what}`, raw: one.raw });
  }
  return finds;
};

const some = ([first, ...others]: readonly Invited[]): readonly [Invited, ...Invited[]] => {
  if (first === undefined) throw new Error('No meeting to write to');
  return [first, ...others];
};
