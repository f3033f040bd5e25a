/**
 * Loaded before the program (`--import`), lets its worker die by SIGKILL at a named point between an effect and its
 * end. The program itself has no such switch: a setting that kills it has no place in it.
 *
 * DIE_AT is a point: before-call, after-call, before-commit, after-commit. DIE_WITH is `kind=meetingId` of the effects
 * that have to be at that point all at once, parted by commas; `*` is any meeting that no other part names. The first
 * ones wait for the last, then nothing is left.
 */
import 'reflect-metadata';
import { writeSync } from 'node:fs';

const { CarryOut } = await import('../../dist/meetings/carry-out.service.js');

const POINTS = ['before-call', 'after-call', 'before-commit', 'after-commit'];
const point = process.env.DIE_AT ?? '';
if (!POINTS.includes(point)) throw new Error(`DIE_AT=${point} is no point`);
const wanted = new Map((process.env.DIE_WITH ?? '').split(',').map((part) => part.split('=')));
const named = new Set(wanted.values());
const arrived = new Set();

/** Resolves at once for what is not to die, never for what is. */
const reach = (where, meetingId, kind) => {
  if (where !== point || !wanted.has(kind)) return undefined;
  const whose = wanted.get(kind);
  if (whose === '*' ? named.has(meetingId) : whose !== meetingId) return undefined;
  arrived.add(kind);
  if (arrived.size === wanted.size) {
    writeSync(1, `dies ${point}\n`);
    process.kill(process.pid, 'SIGKILL');
    // Nothing more may happen between the signal and its arrival.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return new Promise(() => undefined);
};

const { perform, end, take } = CarryOut.prototype;
for (const [name, method] of Object.entries({ perform, end, take })) {
  if (typeof method !== 'function') throw new Error(`CarryOut has no ${name} any more`);
}
/** Meetings whose last effect was ended and, once the next is looked for, committed. */
const ended = new Map();

CarryOut.prototype.perform = async function (agencyId, meetingId, claimed) {
  await reach('before-call', meetingId, claimed.payload.kind);
  const performed = await perform.call(this, agencyId, meetingId, claimed);
  await reach('after-call', meetingId, claimed.payload.kind);
  return performed;
};
CarryOut.prototype.end = async function (tx, agencyId, meetingId, claimed, performed) {
  await end.call(this, tx, agencyId, meetingId, claimed, performed);
  await reach('before-commit', meetingId, claimed.payload.kind);
  ended.set(meetingId, claimed.payload.kind);
};
CarryOut.prototype.take = async function (tx, agencyId, meetingId) {
  const kind = ended.get(meetingId);
  ended.delete(meetingId);
  if (kind !== undefined) await reach('after-commit', meetingId, kind);
  return take.call(this, tx, agencyId, meetingId);
};
