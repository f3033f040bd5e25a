import type { Signed } from '../../../src/auth/signed.js';
import { DecideByHand } from '../../../src/meetings/decide-by-hand.service.js';
import { ExpireProposals } from '../../../src/meetings/expire-proposals.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { TakeSteps } from '../../../src/meetings/take-steps.service.js';
import {
  AUTHSERV,
  DAY,
  DOMAIN,
  HOUR,
  MeetingsHouse,
  replyMail,
  START,
} from '../../support/meetings-fixtures.js';

/**
 * Nothing is sent because of what a program wrote, besides what follows from an answer in it (RFC 3834 section 2); and two
 * programs that write to each other come to an end, whatever they claim to be.
 */
const ANNA = 'anna@partner.example';

interface Arriving {
  readonly header?: string;
  readonly envelopeFrom?: string;
  readonly from?: string;
}

let house: MeetingsHouse;
let who: Signed;
let clientId: string;
let day = 0;
beforeAll(async () => {
  house = await MeetingsHouse.open();
  ({ who, clientId } = await house.agency());
});
afterAll(() => house.close());

interface Open {
  readonly meeting: Meeting;
  readonly to: string;
}

/** Three weeks ahead, and a day that no other test has. */
const nextDay = (): number => {
  day = Math.max(day + 1, Math.ceil((house.now - START) / DAY) + 21);
  return day;
};

/** Invites somebody to an hour of a day of their own. */
const invite = async (email = ANNA): Promise<Open> => {
  const before = house.sender.sent.length;
  const meeting = await house.propose(who, clientId, [[nextDay(), 10]], {
    attendees: [{ name: 'Anna', email, locale: 'en', role: 'required' }],
  });
  await house.work();
  return { meeting, to: house.sender.sent[before]?.mail.from.address ?? '' };
};

/** @returns what became of it, and how many mails it caused. */
const receive = async (to: string, raw: string, { header, envelopeFrom, from }: Arriving = {}) => {
  house.now += 60_000;
  const before = house.sender.sent.length;
  const changed = from === undefined ? raw : raw.replace(/^From: .*$/m, `From: ${from}`);
  const headed = header === undefined ? changed : `${header}\n${changed}`;
  const messageId = await house.arrives(to, headed, undefined, envelopeFrom);
  await house.work();
  return { ...(await house.message(messageId)), mails: house.sender.sent.length - before };
};

let letters = 0;
const said = (
  { meeting, to }: Open,
  partstat: string,
  more: { sequence?: number; method?: string; comment?: string } = {},
) => {
  const mail = replyMail({
    to,
    uid: meeting.options[0]?.uid ?? '',
    partstat,
    sequence: more.sequence ?? 0,
    dtstamp: house.now,
    messageId: `letter-${++letters}@partner.example`,
    ...(more.comment === undefined ? {} : { comment: more.comment }),
  });
  return more.method === undefined
    ? mail
    : mail.replace('METHOD:REPLY', `METHOD:${more.method}`).replace('method=REPLY', `method=${more.method}`);
};

const move = async ({ meeting }: Open): Promise<void> => {
  const start = (meeting.options[0]?.start ?? 0) + 3 * HOUR;
  await house.app
    .get(DecideByHand, { strict: false })
    .decide(who, meeting.meetingId, { kind: 'reschedule', start, end: start + HOUR });
  await house.work();
};

const DELEGATED = 'DELEGATED;DELEGATED-TO="mailto:uldis@partner.example"';

describe('what a program wrote', () => {
  const PROGRAMS: [string, Arriving][] = [
    ['Auto-Submitted: auto-replied', { header: 'Auto-Submitted: auto-replied' }],
    ['Auto-Submitted: auto-generated', { header: 'Auto-Submitted: auto-generated' }],
    ['Auto-Submitted: auto-notified', { header: 'Auto-Submitted: auto-notified; owner-email="x@y.example"' }],
    ['X-Auto-Response-Suppress: All', { header: 'X-Auto-Response-Suppress: All' }],
    ['X-Auto-Response-Suppress: OOF, AutoReply', { header: 'X-Auto-Response-Suppress: OOF, AutoReply' }],
    ['Precedence: bulk', { header: 'Precedence: bulk' }],
    ['Precedence: list', { header: 'Precedence: list' }],
    ['Precedence: junk', { header: 'Precedence: junk' }],
    ['List-Id', { header: 'List-Id: Planners <planners.partner.example>' }],
    ['Return-Path: <>', { header: 'Return-Path: <>' }],
    ['a null sender in the envelope', { envelopeFrom: '' }],
    ['mailer-daemon in the envelope', { envelopeFrom: 'MAILER-DAEMON@mx.partner.example' }],
  ];

  it.each(PROGRAMS)(
    '%s: no invitation again, no delegate, no present time; an answer in it counts',
    async (_, how) => {
      const open = await invite();
      expect(await receive(open.to, said(open, 'NEEDS-ACTION', { method: 'REFRESH' }), how)).toEqual({
        state: 'no-change',
        reason: 'automatic-refresh',
        mails: 0,
      });
      expect(await receive(open.to, said(open, DELEGATED), how)).toEqual({
        state: 'review',
        reason: 'delegated',
        mails: 0,
      });
      expect(await receive(open.to, said(open, 'DECLINED'), how)).toEqual({
        state: 'applied',
        reason: null,
        mails: 0,
      });
    },
  );

  it.each([['mailer-daemon@partner.example'], ['postmaster@partner.example'], ['noreply@partner.example']])(
    'From %s: nothing goes there, whoever is invited',
    async (from) => {
      const open = await invite(from);
      const refresh = said(open, 'NEEDS-ACTION', { method: 'REFRESH' }).replaceAll(ANNA, from);
      expect(await receive(open.to, refresh, { from })).toMatchObject({
        reason: 'automatic-refresh',
        mails: 0,
      });
      // Nor does anybody ask there whether it has been read.
      await weeks(1);
      expect(house.sender.sent.filter(({ mail }) => mail.to.address === from)).toHaveLength(1);
    },
  );

  it.each(PROGRAMS.filter((_, i) => [0, 4, 10].includes(i)))(
    '%s: an answer to the former time is seen by a person, and nothing is sent',
    async (_, how) => {
      const open = await invite();
      await receive(open.to, said(open, 'ACCEPTED'));
      await move(open);
      expect(await receive(open.to, said(open, 'ACCEPTED', { sequence: 0 }), how)).toEqual({
        state: 'review',
        reason: 'older-version',
        mails: 0,
      });
    },
  );

  it('what a person wrote is answered', async () => {
    const open = await invite();
    for (const how of [{ header: 'Auto-Submitted: no' }, { header: 'X-Auto-Response-Suppress: OOF' }, {}]) {
      const again = said(open, 'NEEDS-ACTION', { method: 'REFRESH' });
      expect(await receive(open.to, again, how)).toEqual({
        state: 'applied',
        reason: 'sent-again',
        mails: 1,
      });
    }
  });
});

/** What comes due by itself, a day after the other. */
const weeks = async (count: number): Promise<void> => {
  for (let i = 0; i < 7 * count; i++) {
    house.now += DAY;
    for (const { agency_id: agencyId } of await house.database.asOwner<{ agency_id: string }>(
      'select agency_id from agency',
    )) {
      await house.app.get(ExpireProposals, { strict: false }).run(agencyId);
      await house.app.get(TakeSteps, { strict: false }).run(agencyId);
    }
    await house.work();
  }
};

describe('loops', () => {
  it('of a program that claims to be a person: three mails, then one look for a person, then silence', async () => {
    const open = await invite();
    const ask = () => receive(open.to, said(open, 'NEEDS-ACTION', { method: 'REFRESH' }));
    for (let i = 0; i < 3; i++) expect(await ask()).toMatchObject({ reason: 'sent-again', mails: 1 });
    expect(await ask()).toEqual({ state: 'review', reason: 'asked-too-often', mails: 0 });
    house.now += DAY;
    for (let i = 0; i < 3; i++) {
      expect(await ask()).toEqual({ state: 'no-change', reason: 'asked-too-often', mails: 0 });
    }
    // A secretary who does something about it begins the count anew.
    await receive(open.to, said(open, 'ACCEPTED'));
    await move(open);
    expect(await ask()).toMatchObject({ reason: 'sent-again', mails: 1 });
  });

  it('of answers to the former time: three mails, then silence; a person sees them', async () => {
    const open = await invite();
    await receive(open.to, said(open, 'ACCEPTED'));
    await move(open);
    const mails: number[] = [];
    for (let i = 0; i < 6; i++) {
      const old = said(open, i % 2 === 0 ? 'DECLINED' : 'ACCEPTED', { sequence: 1 });
      const { mails: caused, ...seen } = await receive(open.to, old);
      expect(seen).toEqual({ state: 'review', reason: 'older-version' });
      mails.push(caused);
    }
    expect(mails).toEqual([1, 1, 1, 0, 0, 0]);
  });

  it('of late acceptances: what is said again causes nothing, and what is put otherwise three mails', async () => {
    const late = async (): Promise<Open> => {
      const open = await invite();
      house.now = (open.meeting.options[0]?.end ?? 0) + HOUR;
      await house.app.get(ExpireProposals, { strict: false }).run(who.agencyId);
      await house.work();
      return open;
    };
    const ends = async (open: Open, comments: readonly string[]): Promise<string[]> => {
      const all: string[] = [];
      for (const comment of comments) {
        const { mails, state, reason } = await receive(open.to, said(open, 'ACCEPTED', { comment }));
        all.push(`${state} (${reason}), ${mails}`);
      }
      return all;
    };
    expect(await ends(await late(), ['Yes', 'Yes', 'Yes'])).toEqual([
      'applied (time-taken), 1',
      'no-change (already-answered), 0',
      'no-change (already-answered), 0',
    ]);
    const changing = await ends(await late(), ['Yes', 'Oh yes', 'Yes!', 'Really', 'Do you read this?']);
    expect(changing).toEqual([
      ...Array.from({ length: 3 }, () => 'applied (time-taken), 1'),
      ...Array.from({ length: 2 }, () => 'review (late-acceptance), 0'),
    ]);
  });

  it('of two houses that write to each other: three mails from each, and then silence for weeks', async () => {
    const other = await house.agency();
    const mine = await invite('anna@forwards-to-them.example');
    const before = house.sender.sent.length;
    await house.propose(other.who, other.clientId, [[nextDay(), 10]], {
      attendees: [{ name: 'Bert', email: 'bert@forwards-to-us.example', locale: 'en', role: 'required' }],
    });
    await house.work();
    const theirs = house.sender.sent[before]?.mail.from.address ?? '';
    expect([mine.to, theirs].every((address) => address.endsWith(`@${DOMAIN}`))).toBe(true);
    const forwarded = new Map([
      ['anna@forwards-to-them.example', theirs],
      ['bert@forwards-to-us.example', mine.to],
    ]);
    const count = { toThem: 0, toUs: 0 };
    let at = house.sender.sent.findIndex(({ mail }) => forwarded.has(mail.to.address));
    const carry = async (): Promise<void> => {
      for (let round = 0; at < house.sender.sent.length && round < 50; at++, round++) {
        const sent = house.sender.sent[at];
        const to = forwarded.get(sent?.mail.to.address ?? '');
        if (sent === undefined || to === undefined) continue;
        count[to === theirs ? 'toThem' : 'toUs'] += 1;
        const verdict = `Authentication-Results: ${AUTHSERV}; dmarc=pass header.from=${DOMAIN}\r\n`;
        await house.arrives(to, Buffer.concat([Buffer.from(verdict), sent.raw]));
        await house.work();
      }
    };
    await carry();
    // Until shortly before the meetings: their end is told once, and has nothing to do with what came in.
    for (let week = 0; week < 2; week++) {
      await weeks(1);
      await carry();
    }
    expect(count).toEqual({ toThem: 3, toUs: 3 });
    const kept = await house.database.asOwner<{ state: string }>(
      `select distinct state from message where direction = 'in' and envelope_to = any($1)`,
      [[mine.to, theirs]],
    );
    expect(kept.map(({ state }) => state)).not.toContain('received');
  });
});
