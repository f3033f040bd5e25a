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
  /** Single events, series and events of ours that stand. */
  ids(): {
    readonly single: readonly string[];
    readonly series: readonly string[];
    readonly ours: readonly string[];
  };
  add(event: Span & { readonly allDay: boolean; readonly free: boolean }): void | Promise<void>;
  addSeries(event: Span & { readonly allDay: boolean; readonly rule: string }): void | Promise<void>;
  move(eventId: string, byMinutes: number): void | Promise<void>;
  rename(eventId: string, title: string): void | Promise<void>;
  remove(eventId: string): void | Promise<void>;
  /** The nth instance from now on; nothing when there is none. */
  moveInstance(seriesId: string, nth: number, byMinutes: number): void | Promise<void>;
  cancelInstance(seriesId: string, nth: number): void | Promise<void>;
  changeRule(seriesId: string, rule: string): void | Promise<void>;
  /** This and following. */
  split(seriesId: string, nth: number, byMinutes: number): void | Promise<void>;
  /** What is busy, as the provider expands it itself; merged, ascending. */
  busy(window: Span): readonly Span[] | Promise<readonly Span[]>;
  ours(): readonly Standing[] | Promise<readonly Standing[]>;
}

/** A provider's service, simulated or a real server, for the walk. */
export interface WalkWorld {
  readonly provider: ProviderName;
  readonly settings: Readonly<Record<string, string>>;
  readonly owners: readonly [Owner, Owner];
  make(config: Config, clock: Clock): CalendarProvider;
  /** What `make` holds open, given up at a restart. */
  letGo(provider: CalendarProvider): void;
  /** Follows the address as the account's owner does, and agrees; the address to come back to. */
  consent(authorizeUrl: string, account: string): Promise<URL>;
  /** Names of the faults that it can have; each strikes a few requests. */
  readonly faults: readonly string[];
  fault(name: string, random: number): void;
  calm(): void;
  pushesSettled(): Promise<void>;
  /** A notification from somebody who knows the address and nothing else. */
  forgePush(publicUrl: string): Promise<void>;
  close(): Promise<void>;
}
