/**
 * The slots of an answer as JSON, straight into its bytes. Two months of half hours are some 1,300 instants: as objects
 * with an ISO string each they cost several times what it takes to find them, and as a text that grows they cost a copy
 * more. Every slot is written alike, so one stands ready, is copied, and gets its times of day; the dates in it change
 * once a day.
 */
import { civilDate, MINUTES_A_DAY } from '../time/civil.js';

/** Two bytes longer than a slot, so that it can be copied in whole words; the next one is written over them. */
const SLOT = '{"start":"0000-00-00T00:00:00.000Z","end":"0000-00-00T00:00:00.000Z"},  ';
const LENGTH = SLOT.length - 2;
const START = SLOT.indexOf('0000');
const END = SLOT.lastIndexOf('0000');
/** From a date to the hours, and to the minutes after it. */
const HOURS = 11;
const MINUTES = 14;

const TENS = Uint8Array.from({ length: 100 }, (_, n) => 48 + Math.floor(n / 10));
const ONES = Uint8Array.from({ length: 100 }, (_, n) => 48 + (n % 10));
const COMMA = 44;
const [CLOSE_LIST, CLOSE_ANSWER] = [93, 125];

const ready = Uint8Array.from(SLOT, (char) => char.charCodeAt(0));
/** Eight bytes at a time. No eight characters of ASCII are a NaN, whose bits would not be kept. */
const words = new Float64Array(ready.buffer);
/** Words are read and written in this machine's own order. */
const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * @param head an object as JSON with at least one field, to which the field `slots` is added.
 * @param minutes starts in epoch minutes, ascending, between the years 0 and 9999.
 * @returns the object in UTF-8; instants are ISO 8601 UTC.
 */
export const slotsAnswer = (head: string, minutes: Int32Array, durationMinutes: number): Buffer => {
  const before = `${head.slice(0, -1)},"slots":[`;
  const begin = Buffer.byteLength(before);
  const answer = Buffer.allocUnsafe(begin + LENGTH * minutes.length + 4);
  answer.write(before);
  const view = new DataView(answer.buffer, answer.byteOffset, answer.length);
  let at = begin;
  let startDay = Number.NaN;
  let endDay = Number.NaN;
  for (const start of minutes) {
    const end = start + durationMinutes;
    if (!(start >= startDay && start < startDay + MINUTES_A_DAY)) startDay = writeDate(ready, START, start);
    if (!(end >= endDay && end < endDay + MINUTES_A_DAY)) endDay = writeDate(ready, END, end);
    for (let i = 0; i < words.length; i++) view.setFloat64(at + 8 * i, words[i] ?? 0, LITTLE_ENDIAN);
    writeClock(answer, at + START, start - startDay);
    writeClock(answer, at + END, end - endDay);
    at += LENGTH;
  }
  // The last slot's comma gives way.
  if (answer[at - 1] === COMMA) at--;
  answer[at++] = CLOSE_LIST;
  answer[at++] = CLOSE_ANSWER;
  return answer.subarray(0, at);
};

/** Writes the date of an epoch minute. @returns the minute with which the date begins. */
const writeDate = (bytes: Uint8Array, at: number, minute: number): number => {
  const date = Math.floor(minute / MINUTES_A_DAY);
  const { year, month, day } = civilDate(date);
  const century = Math.floor(year / 100);
  writeTwo(bytes, at, century);
  writeTwo(bytes, at + 2, year - 100 * century);
  writeTwo(bytes, at + 5, month);
  writeTwo(bytes, at + 8, day);
  return date * MINUTES_A_DAY;
};

const writeClock = (bytes: Uint8Array, at: number, minute: number): void => {
  const hours = (minute / 60) | 0;
  writeTwo(bytes, at + HOURS, hours);
  writeTwo(bytes, at + MINUTES, minute - 60 * hours);
};

const writeTwo = (bytes: Uint8Array, at: number, n: number): void => {
  bytes[at] = TENS[n] ?? 0;
  bytes[at + 1] = ONES[n] ?? 0;
};
