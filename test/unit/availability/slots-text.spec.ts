import fc from 'fast-check';
import { slotsText } from '../../../src/availability/slots-text.js';

const asObjects = (minutes: readonly number[], duration: number): unknown =>
  minutes.map((minute) => ({
    start: new Date(minute * 60_000).toISOString(),
    end: new Date((minute + duration) * 60_000).toISOString(),
  }));

describe('slots as JSON text', () => {
  it('is an empty list without slots', () => {
    expect(slotsText(new Int32Array(0), 30)).toBe('[]');
  });

  it('says the same as Date does, to the character', () => {
    const minute = fc.integer({ min: Date.UTC(1969, 0, 1) / 60_000, max: Date.UTC(2199, 0, 1) / 60_000 });
    const sorted = fc.array(minute, { maxLength: 60 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(sorted, fc.integer({ min: 1, max: 1440 }), (minutes, duration) => {
        expect(slotsText(Int32Array.from(minutes), duration)).toBe(
          JSON.stringify(asObjects(minutes, duration)),
        );
      }),
    );
  });

  it('moves on to the next date at midnight', () => {
    const minutes = [23 * 60 + 30, 1440].map((minute) => minute + Date.UTC(2026, 1, 28) / 60_000);
    expect(slotsText(Int32Array.from(minutes), 60)).toBe(JSON.stringify(asObjects(minutes, 60)));
  });
});
