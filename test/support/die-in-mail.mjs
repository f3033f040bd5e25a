/**
 * Loaded before the program (`--import`), lets it die by SIGKILL in the middle of a batch of mail that comes in. The
 * program itself has no such switch: a setting that kills it has no place in it.
 *
 * DIE_AT is a point: `smtp-kept` and `imap-kept` (written, not committed), `smtp-committed` (not answered yet) and
 * `imap-committed` (the next one not asked for yet). DIE_AFTER says how many mails have to get that far.
 */
import 'reflect-metadata';
import { writeSync } from 'node:fs';

const { IntakeService } = await import('../../dist/mail/intake.service.js');
const { TakeIn } = await import('../../dist/mail/imap/take-in.service.js');

const POINTS = ['smtp-kept', 'imap-kept', 'smtp-committed', 'imap-committed'];
const point = process.env.DIE_AT ?? '';
if (!POINTS.includes(point)) throw new Error(`DIE_AT=${point} is no point`);
const after = Number(process.env.DIE_AFTER);
let reached = 0;

const reach = (where) => {
  if (where !== point || ++reached < after) return;
  writeSync(1, `dies ${point}\n`);
  process.kill(process.pid, 'SIGKILL');
  // Nothing more may happen between the signal and its arrival.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};

const { keep, store } = IntakeService.prototype;
const { takeIn } = TakeIn.prototype;
for (const [name, method] of Object.entries({ keep, store, takeIn })) {
  if (typeof method !== 'function') throw new Error(`There is no ${name} any more`);
}

IntakeService.prototype.keep = async function (tx, agencyId, mail, places) {
  const kept = await keep.call(this, tx, agencyId, mail, places);
  reach(mail.origin.via === 'imap' ? 'imap-kept' : 'smtp-kept');
  return kept;
};
IntakeService.prototype.store = async function (mail) {
  const stored = await store.call(this, mail);
  reach('smtp-committed');
  return stored;
};
TakeIn.prototype.takeIn = async function (...given) {
  const ours = await takeIn.apply(this, given);
  reach('imap-committed');
  return ours;
};
