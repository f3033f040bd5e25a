import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { keyOf, type PutEvent } from './own-written.js';
import { PutEvents } from './put-event.service.js';
import { TakeOff } from './take-off.service.js';
import { WriteAlone } from './write-alone.service.js';
import type { WriteOutcome } from './write-outcome.js';
import { WritePlaces } from './write-place.service.js';
import { WrittenStore } from './written.store.js';

export interface RemoveEvent {
  readonly meetingId: string;
  readonly optionId: string;
  readonly generation: number;
}

/**
 * Puts meetings on the client's calendar and takes them off. Whatever fails in between, sending the same again brings
 * the calendar to the same state.
 */
@Injectable()
export class WriteBack {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(WriteAlone) private readonly alone: WriteAlone,
    @Inject(WritePlaces) private readonly places: WritePlaces,
    @Inject(PutEvents) private readonly puts: PutEvents,
    @Inject(TakeOff) private readonly takeOff: TakeOff,
    @Inject(WrittenStore) private readonly written: WrittenStore,
  ) {}

  /** On the calendar that the client has chosen; an entry on another one goes, once the new one stands. */
  async put(agencyId: string, event: PutEvent): Promise<WriteOutcome> {
    const place = await this.places.toPut(agencyId, event.optionId);
    if ('kind' in place) return place;
    const outcome = await this.alone.run(agencyId, place, (call) =>
      this.puts.write(agencyId, event, place, call),
    );
    if (outcome.kind !== 'done') return outcome;
    return (await this.takeOff.leftovers(agencyId, event)) ?? outcome;
  }

  /** What became of a put whose end nobody knows, for a meeting that is off by now. */
  async settle(agencyId: string, event: PutEvent): Promise<WriteOutcome> {
    const place = await this.places.toRemove(agencyId, event.optionId);
    if ('kind' in place) return place;
    return this.alone.run(agencyId, place, (call) => this.puts.settle(agencyId, event, place, call));
  }

  async remove(agencyId: string, event: RemoveEvent): Promise<WriteOutcome> {
    const { optionId } = event;
    const left = await this.takeOff.leftovers(agencyId, event);
    if (left !== null) return left;
    const place = await this.places.toRemove(agencyId, optionId);
    if ('kind' in place) return this.nothingToRemove(agencyId, optionId, place);
    const key = keyOf(event, place);
    const known = key === place.written.key ? place.written.eventId : null;
    return this.alone.run(agencyId, place, async (call) => {
      const mark = { meetingId: event.meetingId, optionId };
      const own = { key, mark, icalUid: place.written.icalUid };
      const outcome = await this.takeOff.event(place, call, known, own);
      if (outcome.kind === 'done') {
        await this.db.inAgency(agencyId, (tx) => this.written.forget(tx, agencyId, optionId));
      }
      return outcome;
    });
  }

  /** What was never written needs no calendar to be taken off it. */
  private async nothingToRemove(
    agencyId: string,
    optionId: string,
    otherwise: WriteOutcome,
  ): Promise<WriteOutcome> {
    if (otherwise.kind !== 'parked' || otherwise.reason !== 'no-calendar') return otherwise;
    const written = await this.db.inAgency(agencyId, (tx) => this.written.find(tx, agencyId, optionId));
    if (written?.eventId !== null) return otherwise;
    return { kind: 'done', calendarId: '', eventId: '', etag: null, moved: null };
  }
}
