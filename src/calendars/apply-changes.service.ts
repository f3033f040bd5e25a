import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { busyRowsOf, seriesOf } from './busy-rows.js';
import type { RemoteChange, RemoteEvent } from './calendar.port.js';
import type { CalendarRow } from './calendar.store.js';
import { type MirrorOf, MirrorStore, type OwnRef, type StoredRow } from './mirror.store.js';
import { MirrorLosses } from './mirror-loss.store.js';
import { type MirrorRow, toMirror } from './mirror-row.js';
import { OwnEvents } from './own-events.service.js';
import { Providers } from './providers.service.js';
import type { Window } from './recurrence/expand.js';
import { SeriesExpander } from './series-expander.service.js';

export interface ApplyTo {
  readonly agencyId: string;
  readonly calendar: CalendarRow;
  /** Of the full list under way; the calendar's own otherwise. */
  readonly generation: number;
  readonly window: Window;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Brings a page of changes into the mirror, in the caller's transaction: rows, busy times, and what the meetings have
 * to know. Applying the same page again changes nothing and tells nobody.
 *
 * What a page says is gone is only marked; it serves until the end of the pass, when the loss can be seen as a whole
 * (settle-losses.service.ts).
 */
@Injectable()
export class ApplyChanges {
  constructor(
    @Inject(MirrorStore) private readonly mirror: MirrorStore,
    @Inject(MirrorLosses) private readonly losses: MirrorLosses,
    @Inject(OwnEvents) private readonly own: OwnEvents,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(SeriesExpander) private readonly expander: SeriesExpander,
  ) {}

  /** @returns how many events were new or another version. */
  async apply(tx: Tx, to: ApplyTo, changes: readonly RemoteChange[]): Promise<number> {
    // Most polls find nothing new.
    if (changes.length === 0) return 0;
    const of = mirrorOf(to);
    const puts = new Map<string, MirrorRow>();
    const removed = new Set<string>();
    const series = new Map<string, readonly RemoteEvent[]>();
    for (const change of changes) if (change.kind === 'series') series.set(change.id, change.events);
    const replaced = await this.replace(tx, to, series, removed);
    // The last word on an id counts.
    for (const change of changes.flatMap(singly)) {
      const mirrored = toMirror(change, to.calendar.zone);
      const id = mirrored.kind === 'put' ? mirrored.row.externalId : mirrored.externalId;
      puts.delete(id);
      removed.delete(id);
      if (mirrored.kind === 'put') puts.set(id, mirrored.row);
      else removed.add(id);
    }
    const known = await this.mirror.etags(tx, of, [...puts.keys()]);
    const changed = [...puts.values()].filter((row) => !isKnown(known, row));
    await this.mirror.see(tx, of, [...known.keys()], to.generation);
    const place = { ...of, externalId: to.calendar.externalId };
    const provider = this.providers.find(to.calendar.provider);
    const own = await this.own.recognise(tx, place, provider, changed);
    await this.mirror.upsert(tx, of, changed, own, {
      generation: to.generation,
      busyOnly: to.calendar.busyOnly,
    });
    const missing = await this.miss(tx, to, [...removed]);
    // A single event's busy time follows from itself; a series is read with all that stands beside it.
    const alone = changed.filter(isAlone).map((row) => stored(row, own));
    const tied = changed.filter((row) => !isAlone(row));
    const ids = new Set(tied.flatMap((row) => [row.externalId, row.recurringEventId ?? row.externalId]));
    const rows = await this.mirror.rows(tx, of, [...ids]);
    const isNew = ({ externalId }: StoredRow) => puts.has(externalId) && !known.has(externalId);
    if (changed.length > 0) await this.rebuild(tx, to, [...alone, ...rows], isNew);
    await this.own.tellMoved(tx, of, changed, own);
    if (to.calendar.blocks) await this.own.tellOutside(tx, of, changed, own);
    if (changed.length + replaced > 0) await this.own.tellFreed(tx, of);
    return changed.length + replaced + missing;
  }

  /** A series given as a whole leaves nothing to doubt: what it does not hold any more goes at once, but for our own. */
  private async replace(
    tx: Tx,
    to: ApplyTo,
    series: ReadonlyMap<string, readonly RemoteEvent[]>,
    removed: Set<string>,
  ): Promise<number> {
    const of = mirrorOf(to);
    const dropped = await this.mirror.dropped(tx, of, series);
    if (dropped.length === 0) return 0;
    const kept = new Set(await this.losses.standing(tx, of, dropped, to.now));
    for (const id of dropped) if (kept.has(id) || series.get(id)?.length === 0) removed.add(id);
    const gone = dropped.filter((id) => !removed.has(id));
    await this.mirror.remove(tx, of, gone);
    return gone.length;
  }

  private async miss(tx: Tx, to: ApplyTo, externalIds: readonly string[]): Promise<number> {
    if (externalIds.length === 0) return 0;
    const of = mirrorOf(to);
    const provider = this.providers.find(to.calendar.provider);
    await this.own.lookAgain(tx, { ...of, externalId: to.calendar.externalId }, provider, externalIds);
    const count = await this.losses.miss(tx, of, externalIds);
    await this.losses.missUnmirrored(tx, of, externalIds, to.now);
    return count;
  }

  /** Believes everything that a full list did not show. */
  async removeUnseen(tx: Tx, to: ApplyTo): Promise<void> {
    const of = mirrorOf(to);
    await this.losses.missUnseen(tx, of, to.generation);
    await this.removeMissing(tx, to);
  }

  async removeMissing(tx: Tx, to: ApplyTo): Promise<void> {
    const of = mirrorOf(to);
    const series = await this.losses.removeMissing(tx, of, to.now);
    if (series.length > 0) await this.rebuild(tx, to, await this.mirror.rows(tx, of, series));
    await this.own.tellFreed(tx, of);
  }

  /**
   * Works the busy times of these rows out anew.
   * @param isNew which of them had none before.
   */
  async rebuild(
    tx: Tx,
    to: ApplyTo,
    rows: readonly StoredRow[],
    isNew: (row: StoredRow) => boolean = () => false,
  ): Promise<void> {
    const of = mirrorOf(to);
    const series = rows.flatMap((row) => {
      const one = seriesOf(row, to.calendar.zone);
      return one === null ? [] : [{ id: row.externalId, one }];
    });
    const expansions = await this.expander.expand(
      series.map(({ one }) => one),
      to.window,
    );
    const byId = new Map(series.map(({ id }, index) => [id, expansions[index] ?? null]));
    const reasons = new Map<string, string | null>();
    for (const { externalId, unreadable } of rows) {
      const expansion = byId.get(externalId);
      if (expansion === undefined) continue;
      const reason = expansion?.ok === false ? expansion.reason : null;
      if (reason !== unreadable) reasons.set(externalId, reason);
    }
    await this.mirror.setUnreadable(tx, of, reasons);
    await this.mirror.replaceBusy(
      tx,
      of,
      rows.filter((row) => !isNew(row)).map((row) => row.externalId),
      rows.flatMap((row) => busyRowsOf(row, byId.get(row.externalId) ?? null)),
    );
  }
}

type Single = Exclude<RemoteChange, { kind: 'series' }>;

const singly = (change: RemoteChange): Single[] =>
  change.kind === 'series' ? change.events.map((event) => ({ kind: 'event', event })) : [change];

const isAlone = ({ recurrence, recurringEventId }: MirrorRow): boolean =>
  recurrence === null && recurringEventId === null;

/** As it was just written. */
const stored = (row: MirrorRow, own: ReadonlyMap<string, OwnRef>): StoredRow => ({
  ...row,
  meetingId: own.get(row.externalId)?.meetingId ?? null,
  excluded: [],
});

/** Only a cancelled occurrence is the same one without an etag to show it: there is nothing else to it. */
const isKnown = (known: ReadonlyMap<string, string | null>, row: MirrorRow): boolean =>
  known.has(row.externalId) &&
  known.get(row.externalId) === row.etag &&
  (row.etag !== null || row.status === 'cancelled');

const mirrorOf = ({ agencyId, calendar }: ApplyTo): MirrorOf => ({
  agencyId,
  calendarId: calendar.calendarId,
  clientId: calendar.clientId,
});
