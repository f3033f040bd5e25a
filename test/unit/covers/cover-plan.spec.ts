import {
  COVER_FAULTS,
  type CoverFacts,
  type CoverWish,
  planCover,
  stateOfCover,
} from '../../../src/covers/cover-plan.js';

const NOW = 1_000;
const FOR_GOOD = 1e15;
const wish = (more: Partial<CoverWish> = {}): CoverWish => ({
  absentId: 'anna',
  userId: 'baiba',
  from: 2_000,
  until: 3_000,
  clientIds: null,
  ...more,
});
const facts = (more: Partial<CoverFacts> = {}): CoverFacts => ({
  disabled: false,
  work: [{ clientId: 'alfa', start: 0, end: FOR_GOOD }],
  covers: [],
  ...more,
});
const faultOf = (...args: Parameters<typeof planCover>) => {
  const plan = planCover(...args);
  return plan.ok ? null : plan.fault;
};

it('opens each client of hers for the time of the cover, and no longer than the client is hers', () => {
  const work = [
    { clientId: 'alfa', start: 0, end: FOR_GOOD },
    { clientId: 'beta', start: 0, end: 2_500 },
    { clientId: 'gamma', start: 2_700, end: FOR_GOOD },
    { clientId: 'delta', start: 0, end: 2_000 },
  ];
  expect(planCover(wish(), facts({ work }), NOW)).toEqual({
    ok: true,
    shares: [
      { clientId: 'alfa', start: 2_000, end: 3_000 },
      { clientId: 'beta', start: 2_000, end: 2_500 },
      { clientId: 'gamma', start: 2_700, end: 3_000 },
    ],
  });
});

it('joins two assignments of one client that touch, and keeps the gap between two that do not', () => {
  const work = [
    { clientId: 'alfa', start: 0, end: 2_200 },
    { clientId: 'alfa', start: 2_200, end: 2_400 },
    { clientId: 'alfa', start: 2_600, end: FOR_GOOD },
  ];
  const plan = planCover(wish(), facts({ work }), NOW);
  expect(plan.ok && plan.shares.map(({ start, end }) => [start, end])).toEqual([
    [2_000, 2_400],
    [2_600, 3_000],
  ]);
});

it('opens only the clients that were chosen, and none that is not hers', () => {
  const work = [
    { clientId: 'alfa', start: 0, end: FOR_GOOD },
    { clientId: 'beta', start: 0, end: FOR_GOOD },
  ];
  const chosen = planCover(wish({ clientIds: ['beta'] }), facts({ work }), NOW);
  expect(chosen.ok && chosen.shares.map(({ clientId }) => clientId)).toEqual(['beta']);
  expect(planCover(wish({ clientIds: ['beta', 'omega'] }), facts({ work }), NOW)).toEqual({
    ok: false,
    fault: 'not-hers',
    clientId: 'omega',
  });
});

it('refuses what nobody could keep', () => {
  expect(faultOf(wish({ until: 2_000 }), facts(), NOW)).toBe('ends-first');
  expect(faultOf(wish(), facts(), 3_000)).toBe('over');
  expect(faultOf(wish(), facts(), 2_999)).toBe(null);
  expect(faultOf(wish({ userId: 'anna' }), facts(), NOW)).toBe('herself');
  expect(faultOf(wish(), facts({ disabled: true }), NOW)).toBe('locked');
  expect(faultOf(wish(), facts({ work: [] }), NOW)).toBe('nothing');
});

it('lets nobody cover who is away herself, and gives no client to two people at once', () => {
  const other = (absentId: string, clientId: string, start: number, end: number) => ({
    absentId,
    shares: [{ clientId, start, end }],
  });
  expect(faultOf(wish(), facts({ covers: [other('baiba', 'omega', 2_900, 4_000)] }), NOW)).toBe('away');
  expect(faultOf(wish(), facts({ covers: [other('baiba', 'omega', 3_000, 4_000)] }), NOW)).toBe(null);
  expect(faultOf(wish(), facts({ covers: [other('anna', 'alfa', 2_900, 4_000)] }), NOW)).toBe('covered');
  expect(faultOf(wish(), facts({ covers: [other('anna', 'alfa', 3_000, 4_000)] }), NOW)).toBe(null);
  expect(faultOf(wish(), facts({ covers: [other('anna', 'beta', 2_900, 4_000)] }), NOW)).toBe(null);
});

it('says each fault in four languages', () => {
  for (const { said } of Object.values(COVER_FAULTS)) expect(new Set(Object.values(said)).size).toBe(4);
});

it('is planned, runs and is over', () => {
  const time = { start: 2_000, end: 3_000 };
  expect([1_999, 2_000, 2_999, 3_000].map((now) => stateOfCover(time, now))).toEqual([
    'planned',
    'running',
    'running',
    'over',
  ]);
});
