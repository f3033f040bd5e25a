import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { ApplyChanges, type ApplyTo } from './apply-changes.service.js';
import { MirrorLosses } from './mirror-loss.store.js';
import { OWN_EVENT_LISTENER, type OwnEventListener } from './own-event.port.js';
import { OwnEvents } from './own-events.service.js';
import { Providers } from './providers.service.js';
import { beginQuarantine, isSuspicious, type Loss, type Quarantine } from './quarantine.js';

/** What the end of a pass makes of what went missing in it. `own`: of our own events, each still to be asked for. */
export type Settled =
  | { readonly kind: 'believed'; readonly own: number }
  /** Too much at once: everything stays, and is looked at again later. */
  | { readonly kind: 'doubted'; readonly quarantine: Quarantine }
  /** A later list says the same: single events have to be asked for now. */
  | { readonly kind: 'look'; readonly quarantine: Quarantine; readonly loss: Loss };

/**
 * The breaker between a provider that shows less and a mirror that believes it. Called in the transaction of a pass's
 * last page; nothing that is missing leaves the mirror elsewhere.
 */
@Injectable()
export class SettleLosses {
  constructor(
    @Inject(ApplyChanges) private readonly changes: ApplyChanges,
    @Inject(MirrorLosses) private readonly losses: MirrorLosses,
    @Inject(OwnEvents) private readonly own: OwnEvents,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(OWN_EVENT_LISTENER) private readonly listener: OwnEventListener,
  ) {}

  /**
   * @param full whether the pass was a full list, whose silence says that an event is gone.
   * @param quarantine the calendar's, as it is now.
   */
  async settle(tx: Tx, to: ApplyTo, full: boolean, quarantine: Quarantine | null): Promise<Settled> {
    const of = ofCalendar(to);
    if (full) await this.losses.missUnseen(tx, of, to.generation);
    const { all, own } = await this.losses.missing(tx, of, to.now);
    if (all === 0 && quarantine === null) {
      await this.own.tellFreed(tx, of);
      return { kind: 'believed', own };
    }
    // Our own are asked for one by one in any case.
    const loss = all > own ? await this.losses.loss(tx, of, to.now) : NOTHING;
    const suspicious = isSuspicious(loss, full || quarantine !== null);
    if (suspicious && quarantine?.accepted !== true) {
      if (quarantine === null) return this.doubt(tx, to, loss);
      return quarantine.nextLookAt <= to.now
        ? { kind: 'look', quarantine, loss }
        : { kind: 'doubted', quarantine: { ...quarantine, ...loss } };
    }
    await this.believe(tx, to, quarantine, loss);
    return { kind: 'believed', own };
  }

  /** What is missing goes, but for our own events. */
  async believe(tx: Tx, to: ApplyTo, quarantine: Quarantine | null, loss: Loss): Promise<void> {
    const of = ofCalendar(to);
    const provider = this.providers.find(to.calendar.provider);
    const place = { ...of, externalId: to.calendar.externalId };
    await this.own.lookAgain(tx, place, provider, await this.losses.missingRefs(tx, of));
    await this.changes.removeMissing(tx, to);
    if (quarantine === null) return;
    await this.listener.note(tx, {
      ...of,
      userId: null,
      kind: 'calendar-loss-believed',
      detail: { calendar: to.calendar.name, lost: loss.lost },
    });
  }

  private async doubt(tx: Tx, to: ApplyTo, loss: Loss): Promise<Settled> {
    await this.listener.note(tx, {
      ...ofCalendar(to),
      userId: null,
      kind: 'calendar-loss-doubted',
      detail: { calendar: to.calendar.name, ...loss },
    });
    return { kind: 'doubted', quarantine: beginQuarantine(loss, to.now) };
  }
}

const NOTHING: Loss = { lost: 0, of: 0 };

const ofCalendar = ({ agencyId, calendar }: ApplyTo) => ({
  agencyId,
  calendarId: calendar.calendarId,
  clientId: calendar.clientId,
});
