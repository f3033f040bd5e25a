import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { busyRowsOf, seriesOf } from './busy-rows.js';
import type { RemoteChange, RemoteEvent } from './calendar.port.js';
import type { CalendarRow } from './calendar.store.js';
import { type MirrorOf, MirrorStore, type StoredRow } from './mirror.store.js';
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
}

/**
 * Brings a page of changes into the mirror, in the caller's transaction: rows, busy times, and what the meetings have
 * to know. Applying the same page again changes nothing and tells nobody.
 */
@Injectable()
export class ApplyChanges {
  constructor(
    @Inject(MirrorStore) private readonly mirror: MirrorStore,
    @Inject(OwnEvents) private readonly own: OwnEvents,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(SeriesExpander) private readonly expander: SeriesExpander,
  ) {}

  /** @returns how many events were new or another version. */
  async apply(tx: Tx, to: ApplyTo, changes: readonly RemoteChange[]): Promise<number> {
    const of = mirrorOf(to);
    const puts = new Map<string, MirrorRow>();
    const removed = new Set<string>();
    const series = new Map<string, readonly RemoteEvent[]>();
    for (const change of changes) if (change.kind === 'series') series.set(change.id, change.events);
    for (const id of await this.mirror.dropped(tx, of, series)) removed.add(id);
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
    await this.mirror.see(tx, of, [...puts.keys()], to.generation);
    const own = await this.own.recognise(
      tx,
      { ...of, externalId: to.calendar.externalId },
      this.providers.find(to.calendar.provider),
      changed,
    );
    await this.mirror.upsert(tx, of, changed, own, to.generation);
    await this.mirror.remove(tx, of, [...removed]);
    const rows = await this.mirror.affected(
      tx,
      of,
      changed.map((row) => row.externalId),
    );
    await this.rebuild(tx, to, rows);
    await this.own.tellMoved(tx, of, changed, own);
    await this.own.tellDeleted(tx, of, [...removed]);
    return changed.length + removed.size;
  }

  /** The end of a full list: what it did not show is gone. */
  async removeUnseen(tx: Tx, to: ApplyTo): Promise<void> {
    const of = mirrorOf(to);
    const gone = await this.mirror.removeUnseen(tx, of, to.generation);
    await this.own.tellDeleted(tx, of, gone);
  }

  /** Works the busy times of these rows out anew. */
  async rebuild(tx: Tx, to: ApplyTo, rows: readonly StoredRow[]): Promise<void> {
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
    for (const [id, expansion] of byId) {
      reasons.set(id, expansion?.ok === false ? expansion.reason : null);
    }
    await this.mirror.setUnreadable(tx, of, reasons);
    await this.mirror.replaceBusy(
      tx,
      of,
      rows.map((row) => row.externalId),
      rows.flatMap((row) => busyRowsOf(row, byId.get(row.externalId) ?? null)),
    );
  }
}

type Single = Exclude<RemoteChange, { kind: 'series' }>;

const singly = (change: RemoteChange): Single[] =>
  change.kind === 'series' ? change.events.map((event) => ({ kind: 'event', event })) : [change];

const isKnown = (known: ReadonlyMap<string, string | null>, row: MirrorRow): boolean =>
  known.has(row.externalId) && known.get(row.externalId) === row.etag;

const mirrorOf = ({ agencyId, calendar }: ApplyTo): MirrorOf => ({
  agencyId,
  calendarId: calendar.calendarId,
  clientId: calendar.clientId,
});
