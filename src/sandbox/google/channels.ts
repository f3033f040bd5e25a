import { z } from 'zod';
import { pause } from '../pause.js';
import { badRequest, notFound } from './failure.js';
import type { GoogleWorld, StoredCalendar, StoredChannel } from './world.js';

const watchBody = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-_+/=]{1,64}$/),
  type: z.literal('web_hook'),
  address: z.url(),
  token: z.string().max(256).optional(),
  expiration: z.union([z.string(), z.number()]).optional(),
  params: z.object({ ttl: z.union([z.string(), z.number()]).optional() }).optional(),
});

const WEEK = 7 * 86_400_000;
/** The service retries on these answers and takes any other failure as delivered in vain. */
const RETRY_ON = [500, 502, 503, 504];
const ATTEMPTS = 3;

/** What the faults make of one notification. */
export interface PushFate {
  copies: number;
  delayMs: number;
}

/**
 * Push channels (https://developers.google.com/workspace/calendar/api/guides/push): real POSTs without a body.
 * Unlike the real service, the sandbox also posts to plain http addresses, since it runs beside the client.
 */
export class PushChannels {
  readonly #pending = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(
    private readonly world: GoogleWorld,
    private readonly baseUrl: () => string,
    private readonly fate: () => PushFate,
  ) {
    world.onChange((calendar) => {
      for (const channel of Object.values(world.data.channels))
        if (channel.calendarId === calendar.id) this.#notify(channel, 'exists');
    });
  }

  /** events.watch: the channel with the expiration that really holds, which may be sooner than asked for. */
  watch(calendar: StoredCalendar, user: string, body: unknown): Record<string, unknown> {
    const read = watchBody.safeParse(body);
    if (!read.success) throw badRequest('Invalid channel.', undefined, 'invalid');
    const { id, address, token, expiration, params } = read.data;
    const { channels } = this.world.data;
    if (Object.hasOwn(channels, id))
      throw badRequest('Channel id not unique', undefined, 'channelIdNotUnique');
    const now = this.world.now();
    const asked =
      expiration !== undefined ? Number(expiration) : now + Number(params?.ttl ?? WEEK / 1000) * 1000;
    if (!Number.isFinite(asked) || asked <= now)
      throw badRequest('Invalid expiration.', undefined, 'invalid');
    const channel: StoredChannel = {
      id,
      resourceId: this.world.token('resource').slice(8, 35),
      calendarId: calendar.id,
      address,
      ...(token === undefined ? {} : { token }),
      expiration: Math.min(asked, now + WEEK),
      user,
      messages: 0,
    };
    channels[id] = channel;
    this.#notify(channel, 'sync');
    return {
      kind: 'api#channel',
      id,
      resourceId: channel.resourceId,
      resourceUri: this.#resourceUri(channel),
      ...(token === undefined ? {} : { token }),
      expiration: String(channel.expiration),
    };
  }

  /** channels.stop: id and resourceId must fit together; 404 otherwise. */
  stop(body: unknown): void {
    const read = z.object({ id: z.string(), resourceId: z.string() }).safeParse(body);
    const { channels } = this.world.data;
    const channel =
      read.success && Object.hasOwn(channels, read.data.id) ? channels[read.data.id] : undefined;
    if (!read.success || channel?.resourceId !== read.data.resourceId) throw notFound();
    delete channels[read.data.id];
  }

  /** Waits for what is under way; nothing is delivered afterwards. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#pending);
  }

  /** Resolves when every notification so far was delivered or given up (tests count pushes after it). */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  #resourceUri(channel: StoredChannel): string {
    return `${this.baseUrl()}/calendar/v3/calendars/${encodeURIComponent(channel.calendarId)}/events?alt=json`;
  }

  #notify(channel: StoredChannel, state: 'sync' | 'exists'): void {
    if (channel.expiration <= this.world.now()) {
      delete this.world.data.channels[channel.id];
      return;
    }
    channel.messages++;
    const headers: Record<string, string> = {
      'X-Goog-Channel-ID': channel.id,
      ...(channel.token === undefined ? {} : { 'X-Goog-Channel-Token': channel.token }),
      'X-Goog-Channel-Expiration': new Date(channel.expiration).toUTCString(),
      'X-Goog-Resource-ID': channel.resourceId,
      'X-Goog-Resource-URI': this.#resourceUri(channel),
      'X-Goog-Resource-State': state,
      'X-Goog-Message-Number': String(channel.messages),
    };
    const fate = state === 'sync' ? { copies: 1, delayMs: 0 } : this.fate();
    for (let copy = 0; copy < fate.copies; copy++) {
      const delivery = this.#deliver(channel.address, headers, fate.delayMs).finally(() => {
        this.#pending.delete(delivery);
      });
      this.#pending.add(delivery);
    }
  }

  async #deliver(address: string, headers: Record<string, string>, delayMs: number): Promise<void> {
    const { signal } = this.#stopping;
    let wait = delayMs;
    for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt++) {
      await pause(wait, signal);
      if (signal.aborted) return;
      try {
        const answer = await fetch(address, {
          method: 'POST',
          headers,
          redirect: 'manual',
          signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
        });
        await answer.body?.cancel();
        if (!RETRY_ON.includes(answer.status)) return;
      } catch {
        // A listener that refuses or sleeps is its own affair: pushes are documented as not wholly reliable.
      }
      wait = 200 * 2 ** attempt;
    }
  }
}
