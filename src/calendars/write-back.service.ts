import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { AccessTokens } from './access-token.service.js';
import type { Access, Outcome, OwnEvent, RemoteEvent } from './calendar.port.js';
import { type Merge, mergeOwn, type OwnFields, sameFields } from './merge-own.js';
import { OWN_EVENT_LISTENER, type OwnEventListener } from './own-event.port.js';
import { WriteLeases } from './write-lease.store.js';
import { outcomeOf, type WriteOutcome } from './write-outcome.js';
import { type WritePlace, WritePlaces } from './write-place.service.js';
import { WrittenStore } from './written.store.js';

export interface PutEvent extends OwnFields {
  readonly meetingId: string;
  readonly optionId: string;
  readonly icalUid: string;
  readonly zone: string;
  readonly generation: number;
  /** The last try ended in `unknown`: look before sending again. */
  readonly probeFirst: boolean;
  /** Default: where it stands, or the client's calendar to write to. */
  readonly calendarId?: string | null;
}

export interface RemoveEvent {
  readonly meetingId: string;
  readonly optionId: string;
  readonly generation: number;
  readonly calendarId?: string | null;
}

/** How long a writer waits for another one before it comes again later. */
const WAIT_MS = 5_000;
const WAIT_STEP_MS = 100;
/** How often an event may change under us before we come again later. */
const MOST_MERGES = 3;

/**
 * Puts meetings on the client's calendar and takes them off. The event's key follows from option, calendar and
 * generation, so however often a write is sent, one event comes of it.
 */
@Injectable()
export class WriteBack {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(WritePlaces) private readonly places: WritePlaces,
    @Inject(WriteLeases) private readonly leases: WriteLeases,
    @Inject(WrittenStore) private readonly written: WrittenStore,
    @Inject(OWN_EVENT_LISTENER) private readonly listener: OwnEventListener,
  ) {}

  async put(agencyId: string, event: PutEvent): Promise<WriteOutcome> {
    const place = await this.places.find(agencyId, event.optionId, event.calendarId ?? null);
    if ('kind' in place) return place;
    return this.alone(agencyId, place.calendar.calendarId, () => this.write(agencyId, event, place));
  }

  /** Deleting what is deleted, or never was there, is done. */
  async remove(agencyId: string, event: RemoveEvent): Promise<WriteOutcome> {
    const place = await this.places.find(agencyId, event.optionId, event.calendarId ?? null);
    if ('kind' in place) return this.nothingToRemove(agencyId, event.optionId, place);
    const { calendar, accountId, provider } = place;
    const { calendarId } = calendar;
    const key = keyOf(event, place);
    const mark = { meetingId: event.meetingId, optionId: event.optionId };
    return this.alone(agencyId, calendarId, async () => {
      const known =
        key === place.written.key ? place.written.eventId : provider.ownId(calendar.externalId, key);
      const found =
        known === null
          ? await this.tokens.call(agencyId, accountId, (access) =>
              provider.findOwn(access, calendar.externalId, { key, mark }),
            )
          : null;
      // Nothing under the key: it was never made, or is gone already.
      if (found !== null && !found.ok && found.fault.kind !== 'not-found') return outcomeOf(found.fault);
      const eventId = known ?? (found?.ok === true ? found.value.id : null);
      if (eventId === null) return { kind: 'done', calendarId, eventId: '', etag: null, moved: null };
      const deleted = await this.tokens.call(agencyId, accountId, (access) =>
        provider.deleteEvent(access, calendar.externalId, eventId),
      );
      if (!deleted.ok) return outcomeOf(deleted.fault);
      await this.db.inAgency(agencyId, (tx) => this.written.forget(tx, agencyId, event.optionId));
      return { kind: 'done', calendarId, eventId, etag: null, moved: null };
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

  private async write(agencyId: string, event: PutEvent, place: WritePlace): Promise<WriteOutcome> {
    const { calendar, provider } = place;
    const call: Call = (work) => this.tokens.call(agencyId, place.accountId, work);
    const own = ownEvent(event, keyOf(event, place));
    const { eventId, etag, base } = own.key === place.written.key ? place.written : UNWRITTEN;

    if (eventId !== null && etag !== null && base !== null && !event.probeFirst && !sameFields(base, event)) {
      const updated = await call((access) =>
        provider.updateEvent(access, calendar.externalId, eventId, own, etag),
      );
      if (updated.ok) return this.done(agencyId, event, place, own.key, updated.value, plain(event));
      // 403 and 404: it may be deleted, which only a look can tell; 412: it is another one by now.
      if (!LOOK.has(updated.fault.kind)) return outcomeOf(updated.fault);
    } else if (etag === null && !event.probeFirst) {
      const made = await call((access) => provider.createEvent(access, calendar.externalId, own));
      if (made.ok) return this.done(agencyId, event, place, own.key, made.value, plain(event));
      if (made.fault.kind !== 'exists') return outcomeOf(made.fault);
    }
    return this.reconcile(agencyId, event, place, call, own);
  }

  /** Looks at what stands under our id, and makes of it what it should be. */
  private async reconcile(
    agencyId: string,
    event: PutEvent,
    place: WritePlace,
    call: Call,
    own: OwnEvent,
  ): Promise<WriteOutcome> {
    const { calendar, provider } = place;
    const { eventId, base } = own.key === place.written.key ? place.written : UNWRITTEN;
    let last: WriteOutcome = { kind: 'retry', afterMs: 1000, detail: 'the event keeps changing' };
    for (let look = 0; look < MOST_MERGES; look++) {
      const found = await call((access) =>
        eventId === null
          ? provider.findOwn(access, calendar.externalId, own)
          : provider.getEvent(access, calendar.externalId, eventId),
      );
      if (!found.ok && found.fault.kind !== 'not-found') return outcomeOf(found.fault);
      if (!found.ok) {
        const missing = await this.missingCalendar(place, call);
        if (missing !== null) return missing;
        // It stood there once, so the client deleted it long ago; otherwise the lost request never arrived.
        if (base !== null) return DELETED;
        const made = await call((access) => provider.createEvent(access, calendar.externalId, own));
        if (made.ok) return this.done(agencyId, event, place, own.key, made.value, plain(event));
        if (made.fault.kind !== 'exists') return outcomeOf(made.fault);
        // Taken, yet not to be seen: a tombstone that the provider does not show any more.
        if (look > 0) return DELETED;
        continue;
      }
      const theirs = found.value;
      if (theirs.status === 'cancelled') return DELETED;
      if (theirs.mark?.meetingId !== event.meetingId || theirs.mark.optionId !== event.optionId) {
        return { kind: 'conflict', detail: `another event stands under the key ${own.key}` };
      }
      const merge = mergeOwn(base, fieldsOf(event), theirs);
      if (!merge.write) return this.done(agencyId, event, place, own.key, theirs, merge);
      const updated = await call((access) =>
        provider.updateEvent(
          access,
          calendar.externalId,
          theirs.id,
          { ...own, ...merge.fields },
          theirs.etag ?? '',
        ),
      );
      if (updated.ok) return this.done(agencyId, event, place, own.key, updated.value, merge);
      last = outcomeOf(updated.fault);
      if (!LOOK.has(updated.fault.kind)) return last;
    }
    return last;
  }

  /**
   * A provider answers "not found" alike for an event that was deleted and for a calendar that is no longer shared with
   * us, and only the first is the client's word on the meeting. Null: the calendar is there.
   */
  private async missingCalendar(place: WritePlace, call: Call): Promise<WriteOutcome | null> {
    const { calendar, provider } = place;
    const listed = await call((access) => provider.listCalendars(access));
    if (!listed.ok) return outcomeOf(listed.fault);
    if (listed.value.some(({ id }) => id === calendar.externalId)) return null;
    return { kind: 'parked', reason: 'calendar-gone', detail: 'the calendar is not shared any more' };
  }

  /** Keeps what stands there, and tells the meetings in the same transaction where the client has put it. */
  private async done(
    agencyId: string,
    event: PutEvent,
    place: WritePlace,
    key: string,
    stands: RemoteEvent,
    merge: Pick<Merge, 'base' | 'moved'>,
  ): Promise<WriteOutcome> {
    const { calendarId, clientId } = place.calendar;
    const { meetingId, optionId } = event;
    const { id: eventId, etag } = stands;
    await this.db.inAgency(agencyId, async (tx) => {
      // First, because it locks the client's row: whoever books takes the locks in this order.
      if (merge.moved !== null) {
        const change = { kind: 'moved' as const, ...merge.moved };
        const where = { agencyId, calendarId, clientId, meetingId, optionId, externalId: eventId, etag };
        await this.listener.onOwnEvent(tx, { ...where, change });
      }
      await this.written.save(tx, agencyId, optionId, {
        calendarId,
        eventId,
        key,
        keyGeneration: event.generation,
        etag,
        base: merge.base,
      });
    });
    return { kind: 'done', calendarId, eventId, etag, moved: merge.moved };
  }

  private async alone(
    agencyId: string,
    calendarId: string,
    work: () => Promise<WriteOutcome>,
  ): Promise<WriteOutcome> {
    const take = () => this.db.inAgency(agencyId, (tx) => this.leases.take(tx, agencyId, calendarId));
    let token = await take();
    for (let waited = 0; token === null && waited < WAIT_MS; waited += WAIT_STEP_MS) {
      await sleep(WAIT_STEP_MS);
      token = await take();
    }
    if (token === null) {
      return { kind: 'retry', afterMs: 2 * WAIT_MS, detail: 'another write to the calendar is under way' };
    }
    const held = token;
    try {
      return await work();
    } finally {
      await this.db.inAgency(agencyId, (tx) => this.leases.release(tx, agencyId, calendarId, held));
    }
  }
}

type Call = <T>(work: (access: Access) => Promise<Outcome<T>>) => Promise<Outcome<T>>;

const UNWRITTEN = { eventId: null, etag: null, base: null };
const DELETED: WriteOutcome = { kind: 'gone', reason: 'deleted-by-client' };
const LOOK: ReadonlySet<string> = new Set(['changed', 'not-found', 'forbidden']);

/** What was recorded counts, so that an event stays the same one when keys are made in another way some day. */
const keyOf = (event: { optionId: string; generation: number }, place: WritePlace): string => {
  const { written, provider, calendar } = place;
  return written.key !== null &&
    written.keyGeneration === event.generation &&
    written.calendarId === calendar.calendarId
    ? written.key
    : provider.ownKey(event.optionId, calendar.externalId, event.generation);
};

const fieldsOf = ({ start, end, title, description, location, status }: PutEvent): OwnFields => ({
  start,
  end,
  title,
  description,
  location,
  status,
});

/** As we wanted it, nothing of the client's in between. */
const plain = (event: PutEvent) => ({ base: fieldsOf(event), moved: null });

const ownEvent = (event: PutEvent, key: string): OwnEvent => ({
  ...fieldsOf(event),
  key,
  mark: { meetingId: event.meetingId, optionId: event.optionId },
  icalUid: event.icalUid,
  zone: event.zone,
});
