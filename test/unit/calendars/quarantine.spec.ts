import { beginQuarantine, isSuspicious, judge, nextLook } from '../../../src/calendars/quarantine.js';

const NOW = Date.UTC(2026, 7, 31, 8);
const MINUTE = 60_000;

describe('a loss', () => {
  // lost, of, by a full list, by a list of changes
  it.each([
    [0, 0, false, false],
    [0, 50, false, false],
    [1, 1, true, false],
    [1, 2, false, false],
    [2, 2, true, false],
    [3, 4, false, false],
    [4, 4, true, false],
    [4, 5, false, false],
    [5, 5, true, true],
    [6, 10, false, false],
    [7, 10, true, true],
    [19, 100, false, false],
    [20, 100, true, true],
    [199, 10_000, false, false],
    [200, 10_000, true, true],
  ])('of %i among %i is doubted after a full list: %s, after changes: %s', (lost, of, full, told) => {
    expect(isSuspicious({ lost, of }, true)).toBe(full);
    expect(isSuspicious({ lost, of }, false)).toBe(told);
  });

  const begun = beginQuarantine({ lost: 7, of: 10 }, NOW);
  const nothing = { gone: 0, there: 0, silent: 0, cannotTell: 0 };
  const later = NOW + 3 * MINUTE;

  it('is looked at again after two minutes, then less and less often', () => {
    expect(begun).toMatchObject({ since: NOW, lost: 7, of: 10, looks: 0, nextLookAt: NOW + 2 * MINUTE });
    expect([0, 1, 2, 3, 4, 9].map((looks) => (nextLook(looks, NOW) - NOW) / MINUTE)).toEqual([
      2, 5, 10, 30, 60, 60,
    ]);
  });

  it('is believed when every event asked for is gone', () => {
    expect(judge(begun, { lost: 7, of: 10 }, { ...nothing, gone: 3 }, later)).toEqual({ believe: true });
  });

  it.each([
    ['one of them is there', { gone: 9, there: 1 }, 'still-there'],
    ['one of them has no answer', { gone: 9, silent: 1 }, 'no-answer'],
  ] as const)('is doubted on when %s', (_, evidence, found) => {
    expect(judge(begun, { lost: 8, of: 10 }, { ...nothing, ...evidence }, later)).toEqual({
      believe: false,
      next: { ...begun, lost: 8, of: 10, looks: 1, nextLookAt: later + 5 * MINUTE, found },
    });
  });

  it('is believed after three lists where the provider cannot say more', () => {
    const cannot = { ...nothing, cannotTell: 4 };
    const first = judge(begun, { lost: 7, of: 10 }, cannot, later);
    if (first.believe) throw new Error('too early');
    const second = judge(first.next, { lost: 7, of: 10 }, cannot, later);
    if (second.believe) throw new Error('too early');
    expect(judge(second.next, { lost: 7, of: 10 }, cannot, later)).toEqual({ believe: true });
  });
});
