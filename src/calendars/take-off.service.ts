import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import type { OwnEventRef, OwnMark } from './calendar.port.js';
import { type Call, WriteAlone } from './write-alone.service.js';
import { outcomeOf, type WriteOutcome } from './write-outcome.js';
import { type CallPlace, WritePlaces } from './write-place.service.js';
import { type LeftBehind, type Written, WrittenStore } from './written.store.js';

/** Takes events of ours off calendars. Deleting what is deleted, or never was there, is done. */
@Injectable()
export class TakeOff {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(WriteAlone) private readonly alone: WriteAlone,
    @Inject(WritePlaces) private readonly places: WritePlaces,
    @Inject(WrittenStore) private readonly written: WrittenStore,
  ) {}

  /**
   * What was recorded under this id; else what is ours under this key: somebody else's may stand there.
   * @param stands the entry that is to stay, where both are on one calendar: they share their UID, by which a server
   * that puts objects elsewhere is asked.
   */
  async event(
    { calendar, provider }: CallPlace,
    call: Call,
    known: string | null,
    own: OwnEventRef,
    stands: string | null = null,
  ): Promise<WriteOutcome> {
    const { calendarId, externalId } = calendar;
    let eventId = known;
    if (eventId === null) {
      const found = await call((access) => provider.findOwn(access, externalId, own));
      if (!found.ok && found.fault.kind !== 'not-found') return outcomeOf(found.fault);
      const ours =
        found.ok &&
        found.value.status !== 'cancelled' &&
        found.value.mark?.optionId === own.mark.optionId &&
        found.value.id !== stands;
      eventId = ours ? found.value.id : null;
    }
    if (eventId !== null) {
      const id = eventId;
      const deleted = await call((access) => provider.deleteEvent(access, externalId, id));
      if (!deleted.ok) return outcomeOf(deleted.fault);
    }
    return { kind: 'done', calendarId, eventId: eventId ?? '', etag: null, moved: null };
  }

  /**
   * What a meeting has left, or may have left, on calendars that it is not written to. @returns null when nothing is
   * left; otherwise what is in the way of it.
   * @param but a calendar that the caller writes to.
   */
  async leftovers(
    agencyId: string,
    { meetingId, optionId }: OwnMark,
    but: string | null = null,
  ): Promise<WriteOutcome | null> {
    const mark = { meetingId, optionId };
    const written = await this.db.inAgency(agencyId, (tx) => this.written.find(tx, agencyId, optionId));
    if (written === null) return null;
    for (const left of written.left.filter(({ calendarId }) => calendarId !== but)) {
      const outcome = await this.leftover(agencyId, left, mark, written);
      if (outcome.kind !== 'done') return outcome;
      await this.db.inAgency(agencyId, (tx) => this.written.forgetLeft(tx, agencyId, optionId, left));
    }
    return null;
  }

  private async leftover(
    agencyId: string,
    left: LeftBehind,
    mark: OwnMark,
    written: Written,
  ): Promise<WriteOutcome> {
    const place = await this.places.at(agencyId, left.calendarId);
    // Its link has ended: what stands there is the client's.
    if (place === null) return { kind: 'done', calendarId: '', eventId: '', etag: null, moved: null };
    if ('kind' in place) return place;
    const own = { key: left.key, mark, icalUid: written.icalUid };
    const stands = written.calendarId === left.calendarId && written.etag !== null ? written.eventId : null;
    return this.alone.run(agencyId, place, (call) => this.event(place, call, left.eventId, own, stands));
  }
}
