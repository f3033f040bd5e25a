import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase } from '../db/tenant.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { Outcome, OwnEvent, RemoteEvent } from './calendar.port.js';
import { type Merge, mergeOwn, type OwnFields, sameFields } from './merge-own.js';
import { OWN_EVENT_LISTENER, type OwnEventListener } from './own-event.port.js';
import { fieldsOf, keyOf, ownEvent, type PutEvent } from './own-written.js';
import { TakeOff } from './take-off.service.js';
import type { Call } from './write-alone.service.js';
import { outcomeOf, unsettledOutcome, type WriteOutcome } from './write-outcome.js';
import { type CallPlace, type WritePlace, WritePlaces } from './write-place.service.js';
import { WrittenStore } from './written.store.js';

/** How often an event may change under us before we come again later. */
const MOST_MERGES = 3;
/** Longer than a call may take: what was sent before that has arrived by now, or never will. */
export const IN_FLIGHT_MS = 25_000;

/**
 * Brings what stands on a calendar to what should stand there. The event's key follows from option, calendar and
 * generation, so however often a write is sent, one event comes of it.
 */
@Injectable()
export class PutEvents {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WritePlaces) private readonly places: WritePlaces,
    @Inject(WrittenStore) private readonly written: WrittenStore,
    @Inject(TakeOff) private readonly takeOff: TakeOff,
    @Inject(OWN_EVENT_LISTENER) private readonly listener: OwnEventListener,
  ) {}

  async write(agencyId: string, event: PutEvent, place: WritePlace, call: Call): Promise<WriteOutcome> {
    const { calendar, provider, written } = place;
    const own = ownEvent(event, keyOf(event, place));
    if (movesOver(place) && !event.probeFirst) return this.moveOver(agencyId, event, place, call, own);
    const { eventId, etag, base } = own.key === written.key ? written : UNWRITTEN;

    if (eventId !== null && etag !== null && base !== null && !event.probeFirst && !sameFields(base, event)) {
      const updated = await call((access) =>
        provider.updateEvent(access, calendar.externalId, eventId, own, etag),
      );
      if (updated.ok) return this.done(agencyId, event, place, own.key, updated.value, plain(event));
      // 403 and 404: it may be deleted, which only a look can tell; 412: it is another one by now.
      if (!LOOK.has(updated.fault.kind)) return outcomeOf(updated.fault);
    } else if (etag === null && !event.probeFirst) {
      const made = await this.create(agencyId, event.optionId, place, call, own);
      if (made.ok) return this.done(agencyId, event, place, own.key, made.value, plain(event));
      if (made.fault.kind !== 'exists') return outcomeOf(made.fault);
    }
    return this.reconcile(agencyId, event, place, call, own);
  }

  /** Only finds out what became of earlier tries, for a meeting that is off by now: nothing is made for it any more. */
  async settle(agencyId: string, event: PutEvent, place: WritePlace, call: Call): Promise<WriteOutcome> {
    const key = keyOf(event, place);
    const found = await this.look(place, call, ownEvent(event, key));
    const { calendarId } = place.calendar;
    if (found.ok && found.value.status !== 'cancelled' && isOurs(found.value, event)) {
      return this.done(agencyId, event, place, key, found.value, { base: null, moved: null });
    }
    if (!found.ok && found.fault.kind !== 'not-found') return unsettledOutcome(found.fault);
    const early = found.ok ? null : this.tooEarly(event);
    return early ?? { kind: 'done', calendarId, eventId: '', etag: null, moved: null };
  }

  /**
   * To the calendar that the client has chosen meanwhile. What the client did to the old entry counts: a deleted one is
   * not made again elsewhere, a moved one stays moved. Of a calendar that is lost to us nothing can be asked.
   */
  private async moveOver(
    agencyId: string,
    event: PutEvent,
    place: WritePlace,
    call: Call,
    own: OwnEvent,
  ): Promise<WriteOutcome> {
    const { eventId, calendarId, base } = place.written;
    const from = calendarId === null ? null : await this.places.at(agencyId, calendarId);
    let merge: Pick<Merge, 'fields' | 'base' | 'moved'> = { ...plain(event), fields: fieldsOf(event) };
    if (from !== null && !('kind' in from) && eventId !== null) {
      // A question changes nothing, so the old calendar's writers are not kept out for it.
      const old = await this.places.ask(agencyId, from, (access) =>
        from.provider.getEvent(access, from.calendar.externalId, eventId),
      );
      if (old.ok && old.value.status === 'cancelled') return DELETED;
      if (old.ok) merge = mergeOwn(base, fieldsOf(event), old.value);
      else if (old.fault.kind === 'not-found') {
        const listed = await this.places.ask(agencyId, from, (access) => from.provider.listCalendars(access));
        if (!listed.ok && WAITS.has(listed.fault.kind)) return outcomeOf(listed.fault);
        if (listed.ok && isListed(listed.value, from)) return DELETED;
      } else if (WAITS.has(old.fault.kind)) return outcomeOf(old.fault);
    }
    for (let turn = 0; ; turn++) {
      const here = turn === 0 ? own : { ...own, key: laterKey(event, place, turn) };
      const made = await this.create(agencyId, event.optionId, place, call, { ...here, ...merge.fields });
      if (made.ok) return this.done(agencyId, event, place, here.key, made.value, merge);
      if (made.fault.kind !== 'exists') return outcomeOf(made.fault);
      if (turn === MOST_RETURNS || !(await this.leftBefore(agencyId, event, place, call, here))) {
        const merged = { ...event, ...merge.fields, probeFirst: false };
        return this.reconcile(agencyId, merged, place, call, here);
      }
    }
  }

  /**
   * It stood on this calendar once, and we took it off for another one: some providers never give such a key back. What
   * counts as the client's word is what became of the entry that stands.
   */
  private async leftBefore(
    agencyId: string,
    { optionId }: PutEvent,
    place: WritePlace,
    call: Call,
    own: OwnEvent,
  ): Promise<boolean> {
    const found = await this.look(place, call, own);
    if (!found.ok || found.value.status !== 'cancelled') return false;
    const { calendarId } = place.calendar;
    await this.db.inAgency(agencyId, (tx) =>
      this.written.forgetLeft(tx, agencyId, optionId, { calendarId, eventId: null, key: own.key }),
    );
    return true;
  }

  /** Looks at what stands under our key, and makes of it what it should be. */
  private async reconcile(
    agencyId: string,
    event: PutEvent,
    place: WritePlace,
    call: Call,
    own: OwnEvent,
  ): Promise<WriteOutcome> {
    const { calendar, provider } = place;
    const { base } = own.key === place.written.key ? place.written : UNWRITTEN;
    let last: WriteOutcome = { kind: 'unknown', afterMs: 1000, detail: 'the event keeps changing' };
    for (let look = 0; look < MOST_MERGES; look++) {
      const found = await this.look(place, call, own);
      if (!found.ok && found.fault.kind !== 'not-found') return unsettledOutcome(found.fault);
      if (!found.ok) {
        const missing = await this.missingCalendar(place, call);
        if (missing !== null) return missing;
        // It stood there once, so the client deleted it long ago; otherwise the lost request never arrived.
        if (base !== null) return DELETED;
        const early = this.tooEarly(event);
        if (early !== null) return early;
        // It never arrived, and meanwhile the client may have done something to the entry on the calendar before.
        if (event.probeFirst && movesOver(place)) return this.moveOver(agencyId, event, place, call, own);
        const made = await this.create(agencyId, event.optionId, place, call, own);
        if (made.ok) return this.done(agencyId, event, place, own.key, made.value, plain(event));
        if (made.fault.kind !== 'exists') return unsettledOutcome(made.fault);
        // It may have come meanwhile.
        if (look === 0) continue;
        const elsewhere = made.fault.uid === true ? await this.elsewhere(agencyId, event, place) : null;
        // Taken, yet not to be seen: a tombstone that the provider does not show any more.
        return elsewhere === null ? DELETED : this.makeRoom(agencyId, event, elsewhere, call, own);
      }
      const theirs = found.value;
      if (theirs.status === 'cancelled' && event.probeFirst && movesOver(place)) {
        return this.moveOver(agencyId, event, place, call, own);
      }
      if (theirs.status === 'cancelled') return DELETED;
      if (!isOurs(theirs, event)) {
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
      last = unsettledOutcome(updated.fault);
      if (!LOOK.has(updated.fault.kind)) return last;
    }
    return last;
  }

  /** With what was written by now; null when nothing of this meeting can stand on another calendar. */
  private async elsewhere(
    agencyId: string,
    { optionId }: PutEvent,
    place: WritePlace,
  ): Promise<WritePlace | null> {
    const { calendarId } = place.calendar;
    const written = await this.db.inAgency(agencyId, (tx) => this.written.find(tx, agencyId, optionId));
    if (written === null) return null;
    const stands = written.etag !== null && written.calendarId !== calendarId;
    const left = written.left.some((one) => one.calendarId !== calendarId);
    return stands || left ? { ...place, written } : null;
  }

  /**
   * Some servers take a UID once for all calendars of a person (RFC 4791 5.3.2.1 asks for that in one calendar only): the
   * new entry is refused as long as the old one stands. There the old one goes first. That it is ours to take off is
   * recorded before, else its absence would be taken for the client's word.
   */
  private async makeRoom(
    agencyId: string,
    event: PutEvent,
    place: WritePlace,
    call: Call,
    own: OwnEvent,
  ): Promise<WriteOutcome> {
    const { optionId } = event;
    const { calendarId, eventId, key, etag } = place.written;
    if (calendarId !== null && etag !== null && calendarId !== place.calendar.calendarId) {
      await this.db.inAgency(agencyId, (tx) =>
        this.written.leave(tx, agencyId, optionId, { calendarId, eventId, key: key ?? '' }),
      );
    }
    const inTheWay = await this.takeOff.leftovers(agencyId, event, place.calendar.calendarId);
    if (inTheWay !== null) return inTheWay;
    const made = await this.create(agencyId, optionId, place, call, { ...own, ...fieldsOf(event) });
    const cleared = { ...place, written: { ...place.written, ...UNWRITTEN, calendarId: null, key: null } };
    if (made.ok) return this.done(agencyId, event, cleared, own.key, made.value, plain(event));
    return made.fault.kind === 'exists'
      ? { kind: 'failed', reason: 'the server keeps the meeting in another calendar of the client' }
      : outcomeOf(made.fault);
  }

  private look(place: WritePlace, call: Call, own: OwnEvent): Promise<Outcome<RemoteEvent>> {
    const { calendar, provider, written } = place;
    const eventId = own.key === written.key ? written.eventId : null;
    return call((access) =>
      eventId === null
        ? provider.findOwn(access, calendar.externalId, own)
        : provider.getEvent(access, calendar.externalId, eventId),
    );
  }

  private async create(
    agencyId: string,
    optionId: string,
    { calendar, provider }: WritePlace,
    call: Call,
    own: OwnEvent,
  ): Promise<Outcome<RemoteEvent>> {
    await this.db.inAgency(agencyId, (tx) =>
      this.written.intend(tx, agencyId, optionId, calendar.calendarId, own.key),
    );
    return call((access) => provider.createEvent(access, calendar.externalId, own));
  }

  /** Not there, soon after it may have been sent: it may be on its way. Null: it is not. */
  private tooEarly({ probeFirst, sentAt }: PutEvent): WriteOutcome | null {
    if (!probeFirst || sentAt == null) return null;
    const rest = sentAt + IN_FLIGHT_MS - this.clock.now();
    if (rest <= 0) return null;
    return {
      kind: 'unknown',
      sent: false,
      afterMs: rest,
      detail: 'an earlier request may still be on its way',
    };
  }

  /**
   * A provider answers "not found" alike for an event that was deleted and for a calendar that is no longer shared with
   * us, and only the first is the client's word on the meeting. Null: the calendar is there.
   */
  private async missingCalendar(place: WritePlace, call: Call): Promise<WriteOutcome | null> {
    const listed = await call((access) => place.provider.listCalendars(access));
    if (!listed.ok) return unsettledOutcome(listed.fault);
    if (isListed(listed.value, place)) return null;
    return { kind: 'parked', reason: 'calendar-gone', detail: 'the calendar is not shared any more' };
  }

  /** Keeps what stands there, and tells the meetings in the same transaction where the client has put it. */
  private async done(
    agencyId: string,
    event: PutEvent,
    { calendar: { calendarId, clientId }, written }: WritePlace,
    key: string,
    stands: RemoteEvent,
    merge: { readonly base: OwnFields | null; readonly moved: Merge['moved'] },
  ): Promise<WriteOutcome> {
    const { meetingId, optionId } = event;
    const { id: eventId, etag } = stands;
    const elsewhere = written.calendarId !== null && written.calendarId !== calendarId;
    const leaves =
      elsewhere && written.etag !== null
        ? { calendarId: written.calendarId, eventId: written.eventId, key: written.key ?? '' }
        : null;
    await this.db.inAgency(agencyId, async (tx) => {
      await this.written.lockCalendar(tx, agencyId, calendarId);
      // The listener locks the client's row: whoever books takes the locks in this order.
      if (merge.moved !== null) {
        const change = { kind: 'moved' as const, ...merge.moved };
        const where = { agencyId, calendarId, clientId, meetingId, optionId, externalId: eventId, etag };
        await this.listener.onOwnEvent(tx, { ...where, change });
      }
      const kept = { calendarId, eventId, key, keyGeneration: event.generation, etag, base: merge.base };
      await this.written.save(tx, agencyId, optionId, kept, leaves);
      await this.written.adopt(tx, agencyId, { calendarId, eventId }, { meetingId, optionId });
    });
    return { kind: 'done', calendarId, eventId, etag, moved: merge.moved };
  }
}

/** The key for the so-manieth return to a calendar: the same again at every try, and none of another generation. */
const laterKey = ({ optionId, generation }: PutEvent, { provider, calendar }: WritePlace, turn: number) =>
  provider.ownKey(optionId, `${calendar.externalId}\n${turn}`, generation);

/** How often a meeting may come back to a calendar; nobody chooses that often. */
const MOST_RETURNS = 20;

const UNWRITTEN = { eventId: null, etag: null, base: null };
const DELETED: WriteOutcome = { kind: 'gone', reason: 'deleted-by-client' };
const LOOK: ReadonlySet<string> = new Set(['changed', 'not-found', 'forbidden']);
/** What passes by itself: worth waiting for. */
const WAITS: ReadonlySet<string> = new Set(['unknown', 'slow-down', 'quota', 'expired']);

const isOurs = ({ mark }: RemoteEvent, { meetingId, optionId }: PutEvent): boolean =>
  mark?.meetingId === meetingId && mark.optionId === optionId;

const isListed = (calendars: readonly { readonly id: string }[], { calendar }: CallPlace): boolean =>
  calendars.some(({ id }) => id === calendar.externalId);

/** What was written stands on another calendar than the one that is chosen. */
const movesOver = ({ written, calendar }: WritePlace): boolean =>
  written.etag !== null && written.calendarId !== calendar.calendarId;

/** As we wanted it, nothing of the client's in between. */
const plain = (event: PutEvent) => ({ base: fieldsOf(event), moved: null });
