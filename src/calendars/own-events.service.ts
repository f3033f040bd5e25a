import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import type { CalendarProvider } from './calendar.port.js';
import type { MirrorOf, OwnRef } from './mirror.store.js';
import type { MirrorRow } from './mirror-row.js';
import { OWN_EVENT_LISTENER, type OwnEventListener } from './own-event.port.js';

/** Where an option stands on a calendar. */
interface Standing {
  readonly meetingId: string;
  readonly optionId: string;
  readonly eventId: string | null;
  readonly generation: number;
  readonly start: Date;
  readonly end: Date;
  readonly state: string;
}

/**
 * Recognises our own events in what a sync brings, and tells the meetings what the client did to them.
 *
 * An event is ours by its id: copies and the rest of a split series carry the mark too. While a write for
 * the option is still to be done, nothing is told: the calendar is behind our own decision then, and the write itself
 * looks for what the client did meanwhile (write-back.service.ts).
 */
@Injectable()
export class OwnEvents {
  constructor(@Inject(OWN_EVENT_LISTENER) private readonly listener: OwnEventListener) {}

  /** The rows that are our own events. */
  async recognise(
    tx: Tx,
    of: MirrorOf & { externalId: string },
    provider: CalendarProvider | null,
    rows: readonly MirrorRow[],
  ): Promise<Map<string, OwnRef>> {
    const own = new Map<string, OwnRef>();
    if (rows.length === 0 || provider === null) return own;
    const standings = await this.standings(
      tx,
      of,
      rows.map((row) => row.externalId),
      rows.flatMap(({ mark }) => (mark !== null && UUID.test(mark.optionId) ? [mark.optionId] : [])),
    );
    const byOption = new Map(standings.map((standing) => [standing.optionId, standing]));
    const byEvent = new Map(standings.map((standing) => [standing.eventId, standing]));
    for (const { externalId, mark } of rows) {
      const standing = byEvent.get(externalId) ?? byOption.get(mark?.optionId ?? '');
      if (standing === undefined) continue;
      const { meetingId, optionId, generation } = standing;
      if (standing.eventId !== externalId) {
        // Not recorded as written: ours only under the id that our own write gives it.
        if (mark?.meetingId !== meetingId) continue;
        const key = provider.ownKey(optionId, of.externalId, generation);
        if (provider.ownId(of.externalId, key) !== externalId) continue;
      }
      own.set(externalId, { meetingId, optionId });
    }
    return own;
  }

  /** Tells of own events that lie at another time than agreed. */
  async tellMoved(
    tx: Tx,
    of: MirrorOf,
    rows: readonly MirrorRow[],
    own: ReadonlyMap<string, OwnRef>,
  ): Promise<void> {
    if (own.size === 0) return;
    const byOption = await this.byOption(tx, of, own);
    for (const row of rows) {
      const standing = byOption.get(own.get(row.externalId)?.optionId ?? '');
      if (standing === undefined || standing.state !== 'confirmed') continue;
      // Made into whole days it has no time that a meeting could move to; the next write puts ours back.
      if (row.startsAt === null || row.endsAt === null || row.allDay) continue;
      if (row.startsAt === standing.start.getTime() && row.endsAt === standing.end.getTime()) continue;
      if (await this.leaveToWrite(tx, of, standing)) continue;
      // First, because it locks the client's row: whoever books takes the locks in this order.
      await this.listener.onOwnEvent(tx, {
        ...said(of, standing, row.externalId),
        etag: row.etag,
        change: { kind: 'moved', start: row.startsAt, end: row.endsAt },
      });
      // From now on this is known, and also when the meeting could not follow (onto another one, a second time): a later
      // write must not take it for news, else the secretary could never put the meeting elsewhere.
      await tx.query(
        `update meeting_option set calendar_base = calendar_base || jsonb_build_object('start', $3::float8, 'end', $4::float8)
         where agency_id = $1 and option_id = $2`,
        [of.agencyId, standing.optionId, row.startsAt, row.endsAt],
      );
    }
  }

  /** Events that are not ours may lie on a time of a meeting. */
  async tellOutside(
    tx: Tx,
    of: MirrorOf,
    rows: readonly MirrorRow[],
    own: ReadonlyMap<string, OwnRef>,
  ): Promise<void> {
    const outside = rows.filter(({ externalId, blocking }) => blocking !== 'free' && !own.has(externalId));
    if (outside.length === 0) return;
    const { agencyId, calendarId, clientId } = of;
    const externalIds = outside.map((row) => row.externalId);
    await this.listener.onOutsideEvents(tx, { agencyId, calendarId, clientId, externalIds });
  }

  /** Something has changed or gone: what lay on a time of a meeting may lie there no more. */
  async tellFreed(tx: Tx, { agencyId, clientId }: MirrorOf): Promise<void> {
    await this.listener.onTimesFreed(tx, { agencyId, clientId });
  }

  /**
   * Tells of an own event that is gone from the calendar: somebody has asked for it by its id.
   * @returns false when a write for it is still to be done, which looks for itself.
   */
  async tellDeleted(tx: Tx, of: MirrorOf, externalId: string, ref: OwnRef): Promise<boolean> {
    if (await this.leaveToWrite(tx, of, ref)) return false;
    const { agencyId, calendarId, clientId } = of;
    await this.listener.onOwnEvent(tx, {
      agencyId,
      calendarId,
      clientId,
      ...ref,
      externalId,
      etag: null,
      change: { kind: 'deleted' },
    });
    return true;
  }

  /**
   * These events are said to be gone. A write that is under way may just have made one of them without having recorded
   * it: it looks again before it ends, else the client's deletion would never be seen.
   */
  async lookAgain(
    tx: Tx,
    of: MirrorOf & { externalId: string },
    provider: CalendarProvider | null,
    goneIds: readonly string[],
  ): Promise<void> {
    if (provider === null || goneIds.length === 0) return;
    const gone = new Set(goneIds);
    for (const write of await this.openWrites(tx, of)) {
      const recorded = write.calendarId === of.calendarId ? write.eventId : null;
      const key = provider.ownKey(write.optionId, of.externalId, write.generation);
      const id = recorded ?? provider.ownId(of.externalId, key);
      // Where the provider chooses the ids, any of them may be it; a look costs one question.
      if (id === null || gone.has(id)) await this.leaveToWrite(tx, of, write);
    }
  }

  private openWrites(
    tx: Tx,
    of: MirrorOf,
  ): Promise<(OwnRef & { generation: number; calendarId: string | null; eventId: string | null })[]> {
    return tx.query(
      `select o.meeting_id as "meetingId", o.option_id as "optionId", o.calendar_generation as generation,
              o.calendar_id as "calendarId", o.calendar_event_id as "eventId"
       from effect e join meeting_option o on o.agency_id = e.agency_id and o.option_id = (e.payload->>'optionId')::uuid
       where e.agency_id = $1 and e.client_id = $2 and e.kind = 'calendar-put'
         and e.state in ('pending', 'unknown', 'parked')`,
      [of.agencyId, of.clientId],
    );
  }

  /**
   * True while a write for the option is still to be done. It is told to look again when it has ended: it may have had
   * its answer before the client's hand came, and this sync will not bring the news a second time. The effect's row is
   * what both lock, so either the write sees the mark or it has ended here.
   */
  private async leaveToWrite(tx: Tx, of: MirrorOf, { meetingId, optionId }: OwnRef): Promise<boolean> {
    const [, open]: [unknown, number] = await tx.query(
      `update effect set payload = payload || '{"look": true}'
       where agency_id = $1 and meeting_id = $2 and kind = 'calendar-put'
         and state in ('pending', 'unknown', 'parked') and payload->>'optionId' = $3`,
      [of.agencyId, meetingId, optionId],
    );
    return open > 0;
  }

  private async byOption(tx: Tx, of: MirrorOf, own: ReadonlyMap<string, OwnRef>) {
    const optionIds = [...own.values()].map((ref) => ref.optionId);
    const standings = await this.standings(tx, of, [], optionIds);
    return new Map(standings.map((standing) => [standing.optionId, standing]));
  }

  private standings(
    tx: Tx,
    of: MirrorOf,
    eventIds: readonly string[],
    optionIds: readonly string[],
  ): Promise<Standing[]> {
    return tx.query(
      `select o.meeting_id as "meetingId", o.option_id as "optionId", o.calendar_event_id as "eventId",
              o.calendar_generation as generation, lower(o.during) as start, upper(o.during) as "end", o.state
       from meeting_option o
       where o.agency_id = $1 and (
         (o.calendar_id = $2 and o.calendar_event_id = any($3::text[])) or o.option_id = any($4::uuid[]))`,
      [of.agencyId, of.calendarId, eventIds, optionIds],
    );
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const said = (of: MirrorOf, standing: Standing, externalId: string) => ({
  agencyId: of.agencyId,
  calendarId: of.calendarId,
  clientId: of.clientId,
  meetingId: standing.meetingId,
  optionId: standing.optionId,
  externalId,
});
