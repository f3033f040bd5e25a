import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import type { Tx } from '../db/tenant.js';
import { ApplyEvent } from './apply-event.service.js';
import type { Clash } from './clash.js';
import { ClashStore } from './clash.store.js';
import type { OfferedTime } from './meeting.js';
import { refusalOf, timeTaken } from './refuse.js';

export interface TimesConsent {
  /** What stands on the client's own calendar has been seen. */
  readonly override?: boolean | undefined;
  /** A time that another proposal holds may be offered here too: whoever accepts first has it. */
  readonly alsoOffered?: boolean | undefined;
}

/** Whether times can be offered; to be asked under the client's lock. */
@Injectable()
export class OfferedTimes {
  constructor(
    @Inject(ClashStore) private readonly clashes: ClashStore,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
  ) {}

  /**
   * The times as they may be offered: one that is offered twice on purpose is held by neither proposal. A meeting in
   * the way stays in the way whatever the secretary says.
   * @param times in the order of the request, for the pointers. @throws Refusal `time-taken` with everything in the way.
   */
  async settle(
    tx: Tx,
    who: Signed,
    clientId: string,
    times: readonly OfferedTime[],
    consent: TimesConsent,
  ): Promise<OfferedTime[]> {
    const taken: { pointer: string; clashes: Clash[] }[] = [];
    const settled: OfferedTime[] = [];
    const held: Clash[] = [];
    for (const [i, time] of times.entries()) {
      const found = await this.clashes.find(tx, who.agencyId, clientId, time, null);
      const inTheWay = found.filter(({ kind }) => !allowed(kind, consent));
      if (inTheWay.length > 0) taken.push({ pointer: `/options/${i}/start`, clashes: inTheWay });
      const holds = found.filter(({ kind }) => kind === 'hold');
      held.push(...holds);
      settled.push(holds.length > 0 ? { ...time, exclusive: false } : time);
    }
    if (taken.length > 0) throw timeTaken(taken, who.locale);
    for (const clash of held) await this.share(tx, who, clash);
    return settled;
  }

  private async share(tx: Tx, who: Signed, clash: Clash): Promise<void> {
    if (clash.kind === 'event') return;
    const { meetingId, optionId } = clash;
    const actor = { kind: 'secretary', userId: who.userId } as const;
    const event = { kind: 'share', optionId } as const;
    const applied = await this.applyEvent.apply(tx, who.agencyId, meetingId, () => event, actor);
    if (applied?.ok === false && applied.refusal !== 'time-taken') {
      throw refusalOf(applied.refusal, who.locale);
    }
  }
}

const allowed = (kind: Clash['kind'], consent: TimesConsent): boolean =>
  (kind === 'event' && consent.override === true) || (kind === 'hold' && consent.alsoOffered === true);
