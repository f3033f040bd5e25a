import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { ApplyEvent, type ApplyOptions } from './apply-event.service.js';
import type { Meeting, MeetingEvent } from './meeting.js';
import { MeetingAccess } from './meeting-access.service.js';
import { refusalOf, timeTaken } from './refuse.js';

/** A secretary's word on a meeting of one of her clients: cancel, restore, settle, and what the other verbs build on. */
@Injectable()
export class DecideByHand {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingAccess) private readonly access: MeetingAccess,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
  ) {}

  /** @throws Refusal: not-found, conflict (with the named refusal), time-taken (with what is in the way). */
  async decide(
    who: Signed,
    meetingId: string,
    event: MeetingEvent,
    options?: Omit<ApplyOptions, 'whenTaken'>,
  ): Promise<Meeting> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      await this.access.require(tx, who, meetingId);
      const applied = await this.applyEvent.apply(
        tx,
        who.agencyId,
        meetingId,
        () => event,
        { kind: 'secretary', userId: who.userId },
        { ...options, whenTaken: 'refuse' },
      );
      if (applied === null) throw notFound('meeting');
      if (applied.ok) return applied.meeting;
      throw applied.refusal === 'time-taken'
        ? timeTaken([{ pointer: pointerOf(event), clashes: applied.clashes }], who.locale)
        : refusalOf(applied.refusal, who.locale);
    });
  }
}

const pointerOf = (event: MeetingEvent): string =>
  event.kind === 'confirm-by-hand' ? '/optionId' : '/start';
