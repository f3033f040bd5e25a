import { once } from 'node:events';
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { CalendarProvider, ProviderName } from '../../../src/calendars/calendar.port.js';
import type { Config } from '../../../src/config.js';
import type { Clock } from '../../../src/time/clock.port.js';

/** Epoch ms, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An event of ours as it stands at the provider. */
export interface Standing extends Span {
  readonly eventId: string;
  readonly meetingId: string;
  readonly confirmed: boolean;
}

/** The hand of a calendar's owner: everything that a person does there past the service. Ids are the provider's. */
export interface Owner {
  readonly account: string;
  /** Where the owner lives: servers that name no zone of a calendar leave its whole days to the client's. */
  readonly zone: string;
  /** Single events, series and events of ours that stand. */
  ids(): {
    readonly single: readonly string[];
    readonly series: readonly string[];
    readonly ours: readonly string[];
  };
  add(event: Span & { readonly allDay: boolean; readonly free: boolean }): void;
  addSeries(event: Span & { readonly allDay: boolean; readonly rule: string }): void;
  move(eventId: string, byMinutes: number): void;
  rename(eventId: string, title: string): void;
  remove(eventId: string): void;
  /** The nth instance from now on; nothing when there is none. */
  moveInstance(seriesId: string, nth: number, byMinutes: number): void;
  cancelInstance(seriesId: string, nth: number): void;
  changeRule(seriesId: string, rule: string): void;
  /** This and following. */
  split(seriesId: string, nth: number, byMinutes: number): void;
  /** What is busy, as the provider expands it itself; merged, ascending. */
  busy(window: Span): readonly Span[];
  ours(): readonly Standing[];
  /** Takes back what the service was allowed. */
  revoke(): void;
}

/** How a client lets the service in: by consent at the provider, or with a password that is entered at ours. */
export type Entry =
  | {
      readonly kind: 'consent';
      /** Follows the address as the account's owner does, and agrees; the address to come back to. */
      follow(authorizeUrl: string, account: string): Promise<URL>;
    }
  | {
      readonly kind: 'password';
      /** What the owner types, as it is now. */
      of(account: string): {
        readonly address: string;
        readonly username: string;
        readonly password: string;
      };
    };

/** A provider's service, simulated or played by the tests, for the walk. */
export interface WalkWorld {
  readonly provider: ProviderName;
  readonly settings: Readonly<Record<string, string>>;
  readonly owners: readonly [Owner, Owner];
  readonly entry: Entry;
  make(config: Config, clock: Clock): CalendarProvider;
  /** What `make` holds open, given up at a restart. */
  letGo(provider: CalendarProvider): void;
  /** Names of the faults that it can have; each strikes a few requests. */
  readonly faults: readonly string[];
  fault(name: string, random: number): void;
  calm(): void;
  pushesSettled(): Promise<void>;
  /** A notification from somebody who knows the address and nothing else. */
  forgePush(publicUrl: string): Promise<void>;
  close(): Promise<void>;
}

/** Overlapping and touching spans as one, cut to the window. */
export const merged = (spans: readonly Span[], window: Span): Span[] => {
  const all: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const cut = { start: Math.max(start, window.start), end: Math.min(end, window.end) };
    const last = all.at(-1);
    if (cut.start >= cut.end) continue;
    if (last !== undefined && cut.start <= last.end) {
      all[all.length - 1] = { start: last.start, end: Math.max(last.end, cut.end) };
    } else all.push(cut);
  }
  return all;
};

/**
 * A request on a connection of its own: one that is kept may belong to a service that was started anew meanwhile, or to
 * a request that a fault cut off.
 */
export const askOnce = async (
  url: string | URL,
  { body, ...options }: RequestOptions & { readonly body?: string } = {},
): Promise<IncomingMessage> => {
  const asked = request(url, { ...options, agent: false });
  asked.end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer;
};

/** Follows a consent page of the simulators. */
export const consentOf = async (authorizeUrl: string, account: string): Promise<URL> => {
  const url = new URL(authorizeUrl);
  url.searchParams.set('sandbox_user', account);
  const { statusCode, headers } = await askOnce(url);
  if (headers.location === undefined) throw new Error(`no way back: ${statusCode}`);
  return new URL(headers.location);
};
