import { pause } from '../pause.js';
import type { PushFate } from './faults.js';
import { itemId, longEtag } from './ids.js';
import { tenantOf } from './tenant.js';
import { stamp } from './times.js';
import type { Change, MicrosoftWorld, StoredSubscription } from './world.js';

/** Times in ms. The real service retries for up to four hours; the sandbox gives up after `retryMs`. */
export interface PushSettings {
  timeoutMs: number;
  /** Waits before each further attempt. */
  retryMs: number[];
  /** An answer that took longer counts as slow. */
  slowMs: number;
  /** Answers of an endpoint before it is judged; forgotten after `forgetMs` on the service's clock. */
  judgedAfter: number;
  forgetMs: number;
  /** How long the notifications of a slow endpoint are held back. */
  heldMs: number;
  /** What answers are timed with, ms. */
  stopwatch: () => number;
}

export const PUSH_SETTINGS: PushSettings = {
  timeoutMs: 3_000,
  retryMs: [200, 1_000, 5_000, 20_000],
  slowMs: 2_900,
  judgedAfter: 100,
  forgetMs: 600_000,
  heldMs: 600_000,
  stopwatch: () => performance.now(),
};

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

/** From these shares of slow answers on, an endpoint is made to wait, or gets nothing at all. */
const SLOW_SHARE = 0.1;
const DROP_SHARE = 0.15;

interface Notification {
  subscription: StoredSubscription;
  item: Record<string, unknown>;
}

/**
 * Delivers change and lifecycle notifications as POSTs of `{ value: [...] }`; what changes together is told together.
 * https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
 */
export class Notifier {
  readonly #pending = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #answers = new Map<string, { count: number; slow: number; since: number }>();
  #queue: Notification[] = [];
  settings: PushSettings;

  constructor(
    private readonly world: MicrosoftWorld,
    settings: Partial<PushSettings>,
    private readonly fate: () => PushFate,
  ) {
    this.settings = { ...PUSH_SETTINGS, ...settings };
    world.onChange((change) => this.#changed(change));
  }

  /** Tells a subscription's lifecycle address, if it has one. */
  lifecycle(subscription: StoredSubscription, event: LifecycleEvent): void {
    const { lifecycleNotificationUrl } = subscription;
    if (lifecycleNotificationUrl === undefined) return;
    const item = { ...this.#about(subscription), lifecycleEvent: event };
    this.#start(lifecycleNotificationUrl, [item], 0);
  }

  /** A POST that did not come from the service, to see that it is not believed. */
  forge(subscription: StoredSubscription, clientState = 'forged'): void {
    const item = { ...this.#about(subscription), clientState, ...this.#data(subscription, undefined) };
    this.#start(subscription.notificationUrl, [item], 0);
  }

  /** Waits for nothing; nothing is delivered afterwards. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#pending);
  }

  /** Resolves when every notification so far was delivered or given up. */
  async settled(): Promise<void> {
    // Changes are gathered until the turn ends.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  #about(subscription: StoredSubscription): Record<string, unknown> {
    const user = this.world.user(subscription.user);
    return {
      subscriptionId: subscription.id,
      subscriptionExpirationDateTime: stamp(subscription.expires),
      tenantId: user ? tenantOf(user) : '',
      ...(subscription.clientState === undefined ? {} : { clientState: subscription.clientState }),
    };
  }

  #data(subscription: StoredSubscription, change: Change | undefined): Record<string, unknown> {
    const user = this.world.user(subscription.user);
    const calendar = change?.calendar ?? this.world.calendar(subscription.calendarKey);
    if (!calendar) return {};
    const mailbox = this.world.mailboxOf(calendar);
    const id = itemId(subscription.immutableIds ? 'immutable' : 'default', {
      mailbox,
      calendarKey: calendar.key,
      item: change?.key ?? '0'.repeat(32),
    });
    const resource = `Users/${user?.oid ?? mailbox}/Events/${id}`;
    return {
      changeType: change?.kind ?? 'updated',
      resource,
      resourceData: {
        '@odata.type': '#Microsoft.Graph.Event',
        '@odata.id': resource,
        '@odata.etag': longEtag(mailbox, change?.revision ?? 0),
        id,
      },
    };
  }

  #changed(change: Change): void {
    for (const subscription of Object.values(this.world.data.subscriptions)) {
      if (subscription.calendarKey !== change.calendar.key) continue;
      if (subscription.expires <= this.world.now()) {
        delete this.world.data.subscriptions[subscription.id];
        continue;
      }
      if (subscription.paused || !subscription.changeTypes.includes(change.kind)) continue;
      const item = { ...this.#about(subscription), ...this.#data(subscription, change) };
      if (this.#queue.length === 0) setImmediate(() => this.#flush());
      this.#queue.push({ subscription, item });
    }
  }

  #flush(): void {
    const byUrl = Map.groupBy(this.#queue, ({ subscription }) => subscription.notificationUrl);
    this.#queue = [];
    for (const [url, notifications] of byUrl) {
      const fate = this.fate();
      const forged = fate.forged
        ? notifications.slice(0, 1).map(({ item }) => ({ ...item, clientState: 'forged' }))
        : [];
      const share = this.#slowShare(url);
      const subscriptions = new Set(notifications.map(({ subscription }) => subscription));
      if (share >= DROP_SHARE) {
        for (const subscription of subscriptions) this.lifecycle(subscription, 'missed');
        continue;
      }
      const held = share >= SLOW_SHARE ? this.settings.heldMs : 0;
      const value = [...forged, ...notifications.map(({ item }) => item)];
      for (let copy = 0; copy < fate.copies; copy++)
        this.#start(url, value, fate.delayMs + held, () => {
          for (const subscription of subscriptions) this.lifecycle(subscription, 'missed');
        });
    }
  }

  #slowShare(url: string): number {
    const seen = this.#answers.get(url);
    if (!seen || seen.since + this.settings.forgetMs <= this.world.now()) {
      this.#answers.delete(url);
      return 0;
    }
    return seen.count < this.settings.judgedAfter ? 0 : seen.slow / seen.count;
  }

  #answered(url: string, slow: boolean): void {
    const seen = this.#answers.get(url) ?? { count: 0, slow: 0, since: this.world.now() };
    this.#answers.set(url, { ...seen, count: seen.count + 1, slow: seen.slow + (slow ? 1 : 0) });
  }

  #start(url: string, value: unknown[], delayMs: number, lost: () => void = () => {}): void {
    const delivery = this.#deliver(url, JSON.stringify({ value }), delayMs, lost).finally(() => {
      this.#pending.delete(delivery);
    });
    this.#pending.add(delivery);
  }

  async #deliver(url: string, body: string, delayMs: number, lost: () => void): Promise<void> {
    const { signal } = this.#stopping;
    for (const wait of [delayMs, ...this.settings.retryMs]) {
      await pause(wait, signal);
      if (signal.aborted) return;
      if (await this.#post(url, body, signal)) return;
    }
    if (!signal.aborted) lost();
  }

  /** Whether the endpoint took it: a 2xx in time. */
  async #post(url: string, body: string, signal: AbortSignal): Promise<boolean> {
    const { stopwatch, slowMs, timeoutMs } = this.settings;
    const began = stopwatch();
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      await answer.body?.cancel();
      this.#answered(url, stopwatch() - began > slowMs);
      return answer.ok;
    } catch {
      // No answer, or too late: tried again like any refusal, and counted as slow.
      this.#answered(url, true);
      return false;
    }
  }
}
