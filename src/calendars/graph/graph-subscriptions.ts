import type { Clock } from '../../time/clock.port.js';
import type { Access, Outcome, WatchChannel, Watching, WatchWish } from '../calendar.port.js';
import type { Json } from './answer.js';
import { calendarPath } from './graph-delta.js';
import type { GraphHttp } from './graph-http.js';

/** Events are watched for 10,080 minutes at most; somewhat less, since our clock may be ahead of theirs. */
const LONGEST_MS = 10_000 * 60_000;

/**
 * Subscriptions to what changes in a calendar. Lifecycle notices come to the same address: it can be named at creation
 * only. Sources: https://learn.microsoft.com/en-us/graph/api/resources/subscription,
 * https://learn.microsoft.com/en-us/graph/change-notifications-lifecycle-events
 */
export class GraphSubscriptions implements Watching {
  constructor(
    private readonly http: GraphHttp,
    private readonly clock: Clock,
  ) {}

  /** The calendar alone, which works and is nowhere promised; else what is promised: the whole mailbox. */
  async watch(access: Access, calendarId: string, wish: WatchWish): Promise<Outcome<WatchChannel>> {
    const one = await this.subscribe(access, `${calendarPath(calendarId)}/events`, wish);
    return !one.ok && one.fault.kind === 'refused' ? this.subscribe(access, 'me/events', wish) : one;
  }

  async unwatch(access: Access, { channelId }: WatchChannel): Promise<Outcome<void>> {
    const path = `subscriptions/${encodeURIComponent(channelId)}`;
    const answer = await this.http.ask(access, { verb: 'write', method: 'DELETE', path });
    if (!answer.ok && answer.fault.kind !== 'not-found') return answer;
    return { ok: true, value: undefined };
  }

  private async subscribe(access: Access, resource: string, wish: WatchWish): Promise<Outcome<WatchChannel>> {
    const wished = this.clock.now() + Math.min(wish.ttlMs, LONGEST_MS);
    const answer = await this.http.ask(access, {
      verb: 'write',
      method: 'POST',
      path: 'subscriptions',
      body: {
        changeType: 'created,updated,deleted',
        notificationUrl: wish.address,
        lifecycleNotificationUrl: wish.address,
        resource,
        expirationDateTime: new Date(wished).toISOString(),
        clientState: wish.token,
      },
    });
    return answer.ok ? channelOf(answer.value, resource, wished) : answer;
  }
}

const channelOf = (answer: Json | null, resourceId: string, wished: number): Outcome<WatchChannel> => {
  const { id, expirationDateTime } = answer ?? {};
  if (typeof id !== 'string' || id === '') {
    return { ok: false, fault: { kind: 'refused', detail: 'the subscription has no id' } };
  }
  const expiresAt = Date.parse(String(expirationDateTime)) || wished;
  return { ok: true, value: { channelId: id, resourceId, expiresAt } };
};
