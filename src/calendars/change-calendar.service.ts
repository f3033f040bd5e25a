import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import type { Tx } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { CalendarPatch, UnreadableBody } from './calendar.schema.js';
import { type CalendarRow, CalendarStore } from './calendar.store.js';
import { MirrorStore } from './mirror.store.js';
import { type CalendarOfClient, OWN_EVENT_LISTENER, type OwnEventListener } from './own-event.port.js';
import { ParkedWrites } from './parked-writes.store.js';
import { SyncStates } from './sync-state.store.js';
import { WatchCalendar } from './watch-calendar.service.js';

/** What a secretary says about a client's calendar. The caller has seen that the client is hers. */
@Injectable()
export class ChangeCalendar {
  constructor(
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
    @Inject(MirrorStore) private readonly mirror: MirrorStore,
    @Inject(SyncStates) private readonly states: SyncStates,
    @Inject(WatchCalendar) private readonly watches: WatchCalendar,
    @Inject(ParkedWrites) private readonly parked: ParkedWrites,
    @Inject(OWN_EVENT_LISTENER) private readonly listener: OwnEventListener,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal: not-found, conflict. */
  async find(tx: Tx, who: Signed, clientId: string, calendarId: string): Promise<CalendarRow> {
    const calendar = await this.calendars.find(tx, who.agencyId, calendarId);
    if (calendar === null || calendar.clientId !== clientId) throw notFound('calendar');
    return calendar;
  }

  /** @throws Refusal `conflict` for a calendar that cannot be written to. */
  async change(tx: Tx, who: Signed, calendar: CalendarRow, body: CalendarPatch): Promise<void> {
    const { agencyId } = who;
    const { calendarId, clientId } = calendar;
    const of = { agencyId, calendarId, clientId };
    if (!(await this.calendars.setRole(tx, agencyId, calendar, body))) {
      throw new Refusal(
        'conflict',
        'This calendar can only be read; ask the client for the right to make changes, or choose another one.',
        { fields: [{ pointer: '/writeTarget', detail: 'The calendar can only be read.' }] },
      );
    }
    if (body.blocks !== undefined && body.blocks !== calendar.blocks) await this.counts(tx, of, body.blocks);
    if (body.busyOnly === true) await this.mirror.eraseTexts(tx, of);
    const shows = body.busyOnly === false && calendar.busyOnly;
    if (shows) await this.states.startAnew(tx, agencyId, calendarId);
    // A calendar that did not count was not kept up to date.
    if (shows || body.blocks === true || body.writeTarget === true) {
      await this.watches.wish(tx, agencyId, calendarId);
    }
    if (body.writeTarget === true) {
      await this.parked.wake(tx, agencyId, clientId, this.clock.now());
      await this.listener.onWriteTarget(tx, of);
    }
  }

  /** What the calendar shows counts from now on, or counts no more: the meetings on whose times it lies hear of it. */
  private async counts(tx: Tx, of: CalendarOfClient, blocks: boolean): Promise<void> {
    if (!blocks) {
      await this.listener.onTimesFreed(tx, of);
      return;
    }
    const externalIds = await this.mirror.occupying(tx, of);
    if (externalIds.length > 0) await this.listener.onOutsideEvents(tx, { ...of, externalIds });
  }

  /** What went missing at once is gone indeed. Our own events are asked for all the same. @throws Refusal `conflict`. */
  async acceptLoss(tx: Tx, who: Signed, calendar: CalendarRow): Promise<void> {
    const { agencyId, userId } = who;
    const { calendarId, clientId, name } = calendar;
    if (!(await this.states.accept(tx, agencyId, calendarId))) {
      throw new Refusal('conflict', 'Nothing of this calendar is in doubt (any more).');
    }
    const detail = { calendar: name, lost: calendar.quarantine?.lost ?? null };
    await this.listener.note(tx, {
      ...{ agencyId, calendarId, clientId, userId, detail },
      kind: 'calendar-loss-accepted',
    });
    await this.watches.wish(tx, agencyId, calendarId);
  }

  /** @throws Refusal `not-found` when nothing of that id is unreadable. */
  async seeUnreadable(tx: Tx, who: Signed, calendar: CalendarRow, body: UnreadableBody): Promise<void> {
    const of = { agencyId: who.agencyId, calendarId: calendar.calendarId };
    if (!(await this.mirror.dismiss(tx, of, body.eventId, body.dismissed))) throw notFound('event');
  }
}
