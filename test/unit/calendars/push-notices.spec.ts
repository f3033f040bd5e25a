import { noticesOf } from '../../../src/calendars/push-notices.js';
import { ended, needsWatch, type WatchState } from '../../../src/calendars/watch-plan.js';

const change = {
  subscriptionId: 'sub-1',
  clientState: 'secret-1',
  changeType: 'updated',
  resource: 'Users/u/Events/e',
  resourceData: { '@odata.type': '#Microsoft.Graph.Event', id: 'e' },
};

describe('what Graph posts', () => {
  test('each item names a channel and says a word; twice the same is one', () => {
    const { changeType: _, resource: __, resourceData: ___, ...lifecycle } = change;
    expect(
      noticesOf({
        value: [
          change,
          { ...change, changeType: 'created' },
          { ...change, subscriptionId: 'sub-2', clientState: 'secret-2' },
          { ...lifecycle, lifecycleEvent: 'missed' },
          { ...lifecycle, lifecycleEvent: 'reauthorizationRequired' },
          { ...lifecycle, lifecycleEvent: 'subscriptionRemoved' },
          { ...lifecycle, lifecycleEvent: 'somethingNew' },
        ],
      }),
    ).toEqual([
      { channelId: 'sub-1', token: 'secret-1', kind: 'changed' },
      { channelId: 'sub-2', token: 'secret-2', kind: 'changed' },
      { channelId: 'sub-1', token: 'secret-1', kind: 'renew' },
      { channelId: 'sub-1', token: 'secret-1', kind: 'ended' },
    ]);
  });

  test('what names no channel, has no secret or is of another shape says nothing', () => {
    for (const body of [
      undefined,
      null,
      '',
      'x',
      [],
      {},
      { value: 'x' },
      { value: [null, 7, {}, [change]] },
    ]) {
      expect(noticesOf(body)).toEqual([]);
    }
    const without = (name: keyof typeof change) => noticesOf({ value: [{ ...change, [name]: undefined }] });
    expect(without('clientState')).toEqual([]);
    expect(without('subscriptionId')).toEqual([]);
    expect(noticesOf({ value: [{ ...change, clientState: 'x'.repeat(129) }] })).toEqual([]);
    expect(noticesOf({ value: [{ ...change, clientState: ['secret-1'] }] })).toEqual([]);
  });

  test('a bundle without end is cut', () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({ ...change, subscriptionId: `sub-${i}` }));
    expect(noticesOf({ value: many })).toHaveLength(1000);
  });
});

describe('a channel', () => {
  const DAY = 86_400_000;
  const open: WatchState = {
    kind: 'open',
    channelId: 'c',
    resourceId: 'r',
    tokenHash: '00',
    address: 'https://meet.example/api/push/microsoft',
    openedAt: 0,
    expiresAt: 8 * DAY,
  };
  const needs = (state: WatchState | null, now: number) => needsWatch(state, open.address, now);

  test('is made anew when there is none, in the last quarter of its life, and when the provider asks', () => {
    expect(needs(null, DAY)).toBe(true);
    expect(needs(open, 5 * DAY)).toBe(false);
    expect(needs(open, 6 * DAY)).toBe(true);
    expect(needs({ ...open, renewAt: DAY }, DAY)).toBe(true);
    expect(needs(ended(DAY), DAY)).toBe(true);
    expect(needs({ ...open, address: 'https://elsewhere.example/api/push/microsoft' }, DAY)).toBe(true);
  });
});
