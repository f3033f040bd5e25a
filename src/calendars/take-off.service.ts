import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import type { OwnEventRef, OwnMark } from './calendar.port.js';
import { type Call, WriteAlone } from './write-alone.service.js';
import { outcomeOf, type WriteOutcome } from './write-outcome.js';
import { type CallPlace, WritePlaces } from './write-place.service.js';
import { type LeftBehind, WrittenStore } from './written.store.js';

/** Takes events of ours off calendars. Deleting what is deleted, or never was there, is done. */
@Injectable()
export class TakeOff {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(WriteAlone) private readonly alone: WriteAlone,
    @Inject(WritePlaces) private readonly places: WritePlaces,
    @Inject(WrittenStore) private readonly written: WrittenStore,
  ) {}

  /** What was recorded under this id; else what is ours under this key: somebody else's may stand there. */
  async event(
    { calendar, provider }: CallPlace,
    call: Call,
    known: string | null,
    { key, mark }: OwnEventRef,
  ): Promise<WriteOutcome> {
    const { calendarId, externalId } = calendar;
    let eventId = known;
    if (eventId === null) {
      const found = await call((access) => provider.findOwn(access, externalId, { key, mark }));
      if (!found.ok && found.fault.kind !== 'not-found') return outcomeOf(found.fault);
      const ours =
        found.ok && found.value.status !== 'cancelled' && found.value.mark?.optionId === mark.optionId;
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
   */
  async leftovers(agencyId: string, { meetingId, optionId }: OwnMark): Promise<WriteOutcome | null> {
    const mark = { meetingId, optionId };
    const written = await this.db.inAgency(agencyId, (tx) => this.written.find(tx, agencyId, optionId));
    for (const left of written?.left ?? []) {
      const outcome = await this.leftover(agencyId, left, mark);
      if (outcome.kind !== 'done') return outcome;
      await this.db.inAgency(agencyId, (tx) => this.written.forgetLeft(tx, agencyId, optionId, left));
    }
    return null;
  }

  private async leftover(agencyId: string, left: LeftBehind, mark: OwnMark): Promise<WriteOutcome> {
    const place = await this.places.at(agencyId, left.calendarId);
    // Its link has ended: what stands there is the client's.
    if (place === null) return { kind: 'done', calendarId: '', eventId: '', etag: null, moved: null };
    if ('kind' in place) return place;
    return this.alone.run(agencyId, place, (call) =>
      this.event(place, call, left.eventId, { key: left.key, mark }),
    );
  }
}
