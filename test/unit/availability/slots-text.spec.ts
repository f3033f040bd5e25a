import fc from 'fast-check';
import { slotsAnswer } from '../../../src/availability/slots-text.js';

const asObjects = (minutes: readonly number[], duration: number): unknown =>
  minutes.map((minute) => ({
    start: new Date(minute * 60_000).toISOString(),
    end: new Date((minute + duration) * 60_000).toISOString(),
  }));

const HEAD = { zone: 'Europe/Riga', closed: null };
const answer = (minutes: Int32Array, duration: number, head: object = HEAD): string =>
  slotsAnswer(JSON.stringify(head), minutes, duration).toString('utf8');
const expected = (minutes: readonly number[], duration: number, head: object = HEAD): string =>
  JSON.stringify({ ...head, slots: asObjects(minutes, duration) });

describe('an answer with slots, in bytes', () => {
  it('has an empty list without slots', () => {
    expect(answer(new Int32Array(0), 30)).toBe(expected([], 30));
  });

  it('says what else there is to say in UTF-8', () => {
    const head = { zone: 'Europe/Riga', closed: { title: 'Jāņi 🌾' } };
    const noon = Date.UTC(2026, 5, 24, 12) / 60_000;
    expect(answer(Int32Array.of(noon), 60, head)).toBe(expected([noon], 60, head));
  });

  it('says the same as Date does, to the character', () => {
    const minute = fc.integer({ min: Date.UTC(1969, 0, 1) / 60_000, max: Date.UTC(2199, 0, 1) / 60_000 });
    const sorted = fc.array(minute, { maxLength: 60 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(sorted, fc.integer({ min: 1, max: 1440 }), (minutes, duration) => {
        expect(answer(Int32Array.from(minutes), duration)).toBe(expected(minutes, duration));
      }),
    );
  });

  it('moves on to the next date at midnight', () => {
    const minutes = [23 * 60 + 30, 1440].map((minute) => minute + Date.UTC(2026, 1, 28) / 60_000);
    expect(answer(Int32Array.from(minutes), 60)).toBe(expected(minutes, 60));
  });
});
