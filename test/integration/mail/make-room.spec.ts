import { IncomingStore } from '../../../src/mail/incoming.store.js';
import { KEPT_FOR, ROOM } from '../../../src/mail/mail-room.js';
import { MakeRoom } from '../../../src/mail/make-room.service.js';
import { type MailRoom, NOW, openMailRoom } from '../../support/mail-fixtures.js';

const HOUR = 3_600_000;

let room: MailRoom;
let agencyId: string;
let makeRoom: MakeRoom;

beforeEach(async () => {
  room = await openMailRoom();
  agencyId = await room.makeAgency();
  makeRoom = new MakeRoom(room.db, new IncomingStore(), { now: () => NOW });
});
afterEach(() => room.close());

/** Mails whose bytes are their number, the first the oldest. */
const fill = (mails: number, what: { bulk?: boolean; state?: string; age?: number; from?: number } = {}) =>
  room.t.asOwner(
    `with numbers as (select n from generate_series($2::integer, $2::integer + $3::integer - 1) n),
       raw as (insert into mail_raw select $1, int4send(n), int4send(n) from numbers)
     insert into message (agency_id, message_id, direction, state, raw_digest, octets, bulk, subject, at)
     select $1, gen_random_uuid(), 'in', $4, int4send(n), 1000, $5, 'mail ' || n,
       $6::timestamptz + n * interval '1 second' from numbers`,
    [
      agencyId,
      what.from ?? 1,
      mails,
      what.state ?? 'unmatched',
      what.bulk ?? false,
      new Date(NOW - (what.age ?? 24 * HOUR)),
    ],
  );

const left = async (): Promise<{ discarded: number; raw: number; kept: number }> => {
  const [row] = await room.t.asOwner<{ discarded: number; raw: number; kept: number }>(
    `select count(*) filter (where state = 'discarded')::integer as discarded,
       count(*) filter (where state <> 'discarded')::integer as kept,
       (select count(*)::integer from mail_raw) as raw from message`,
  );
  return row ?? { discarded: 0, raw: 0, kept: 0 };
};

test('what is young enough and not in the way stays', async () => {
  await fill(100, { bulk: true });
  expect(await makeRoom.run(agencyId)).toBe(0);
  expect(await left()).toEqual({ discarded: 0, raw: 100, kept: 100 });
});

test('what is too old goes, a few at a time, and is listed with its subject', async () => {
  await fill(2, { age: KEPT_FOR + HOUR });
  await fill(3, { from: 10, state: 'review', age: KEPT_FOR + HOUR });
  expect(await makeRoom.run(agencyId)).toBe(2);
  expect(await left()).toEqual({ discarded: 2, raw: 3, kept: 3 });
  const rows = await room.t.asOwner(
    `select subject, reason from message where state = 'discarded' order by 1`,
  );
  expect(rows).toEqual([
    { subject: 'mail 1', reason: 'too-old' },
    { subject: 'mail 2', reason: 'too-old' },
  ]);
});

test('when room runs out, bulk mail goes, the oldest first, until half is free; the journal says so', async () => {
  const bulk = ROOM.unclaimed.mails * 0.8 - 100;
  await fill(bulk, { bulk: true });
  await fill(100, { from: 2_000, age: 48 * HOUR });
  await makeRoom.run(agencyId);
  const { kept, discarded, raw } = await left();
  expect(kept).toBe(ROOM.unclaimed.mails / 2);
  expect(raw).toBe(kept);
  const [row] = await room.t.asOwner<{ oldest: string; people: string; bulk: string }>(
    `select min(substring(subject from 6)::integer) filter (where bulk) as oldest,
       count(*) filter (where not bulk) as people, count(*) filter (where bulk) as bulk
     from message where state = 'unmatched'`,
  );
  expect(row).toEqual({ oldest: discarded + 1, people: '100', bulk: String(kept - 100) });
  const [said] = await room.t.asOwner<{ mails: string }>(
    `select sum((detail ->> 'mails')::integer) as mails from journal where kind = 'mail-discarded'`,
  );
  expect(said?.mails).toBe(String(discarded));
});

test('what a person wrote is never let go to make room', async () => {
  await fill(ROOM.unclaimed.mails);
  expect(await makeRoom.run(agencyId)).toBe(0);
  expect(await left()).toMatchObject({ discarded: 0, kept: ROOM.unclaimed.mails });
});

test('bytes that another mail still has stay', async () => {
  await fill(1, { age: KEPT_FOR + HOUR });
  await room.t.asOwner(
    `insert into message (agency_id, message_id, direction, state, raw_digest, at)
     values ($1, gen_random_uuid(), 'in', 'applied', int4send(1), $2)`,
    [agencyId, new Date(NOW)],
  );
  await makeRoom.run(agencyId);
  expect(await left()).toEqual({ discarded: 1, raw: 1, kept: 1 });
});
