import type { MailOrigin } from '../../mail/mail.port.js';
import { AUTHSERV, type Invited } from '../mail-house.js';
import { mutate } from './mutate.js';
import { type Random, randomOf } from './random.js';
import { type ShapeFacts, shapes } from './shapes.js';

/** One mail to be taken in. */
export interface FuzzCase {
  readonly index: number;
  /** Whose address it comes to. */
  readonly to: Invited;
  readonly raw: Buffer;
  readonly receivedAt: number;
  readonly origin: MailOrigin;
}

/** Whom cases write to. `sealed`: no mail proves its sender there, so no mail may change anything. */
export interface FuzzPools {
  readonly open: readonly [Invited, ...Invited[]];
  readonly sealed: readonly [Invited, ...Invited[]];
}

/** Of a hundred cases, so many stay as they are: what must be applied shows that the others could have been. */
const WHOLE = 0.04;
/** Between two cases, ms: the next mail of the same attendee is a newer one. */
const APART = 20;

/**
 * Case `index` of a seed. Tokens and dates differ from house to house, their lengths do not: the same seed spoils the same
 * places.
 * @param since epoch ms of the run's start.
 */
export const fuzzCase = (seed: number, index: number, pools: FuzzPools, since: number): FuzzCase => {
  const random = randomOf(seed, index);
  const proven = random.chance(0.5);
  const pool = proven ? pools.open : pools.sealed;
  const to = random.pick(pool);
  const about = random.chance(0.9) ? to : random.pick(random.chance(0.5) ? pools.open : pools.sealed);
  const receivedAt = since + index * APART;
  const facts: ShapeFacts = { ...about, now: receivedAt, id: `f${String(index).padStart(9, '0')}` };
  const [mail, other] = [onTheWire(random.pick(shapes())(facts)), onTheWire(random.pick(shapes())(facts))];
  const spoiled = random.chance(WHOLE) ? mail : mutate(mail, random, other);
  return { index, to, receivedAt, ...(proven ? proof(spoiled) : noProof(spoiled, random)) };
};

const onTheWire = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'));

const RELAY: MailOrigin = { via: 'smtp', relay: true, clientIp: null, helo: null };
const STRANGER: MailOrigin = { via: 'smtp', relay: false, clientIp: '203.0.113.5', helo: 'x.example' };

/** As the site's own server marks a mail: above everything that came with it. */
const marked = (verdict: string, mail: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`Authentication-Results: ${AUTHSERV}; dmarc=${verdict} header.from=partner.example\r\n`),
    mail,
  ]);

const proof = (mail: Buffer) => ({ raw: marked('pass', mail), origin: RELAY });

/** Without a word of the server, with its no, or with a yes that the sender wrote himself. */
const noProof = (mail: Buffer, random: Random) =>
  random.pick([
    { raw: mail, origin: RELAY },
    { raw: marked('fail', mail), origin: RELAY },
    { raw: marked('pass', mail), origin: STRANGER },
  ]);
