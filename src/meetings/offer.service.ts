import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { ApplyEvent } from './apply-event.service.js';
import { type Checked, LiveCheck } from './live-check.service.js';
import type { Meeting } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { MeetingAccess } from './meeting-access.service.js';
import type { OfferBody } from './meetings.schema.js';
import { OfferedTimes } from './offered-times.service.js';
import { OptionIds } from './option-ids.service.js';
import { refusalOf, timeTaken } from './refuse.js';

/** Further times for an open proposal, e.g. when the offered ones were taken. */
@Injectable()
export class OfferService {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly clients: ClientAccess,
    @Inject(MeetingAccess) private readonly access: MeetingAccess,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(OptionIds) private readonly optionIds: OptionIds,
    @Inject(OfferedTimes) private readonly times: OfferedTimes,
    @Inject(LiveCheck) private readonly live: LiveCheck,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
  ) {}

  /** @throws Refusal: not-found, conflict (with the named refusal), time-taken (with what is in the way). */
  async offer(who: Signed, meetingId: string, body: OfferBody): Promise<Meeting> {
    const { agencyId } = who;
    const checked = await this.look(who, meetingId);
    return this.db.inAgency(agencyId, async (tx) => {
      const clientId = await this.access.require(tx, who, meetingId);
      const client = await this.clients.require(tx, who, clientId);
      await this.meetings.lockClient(tx, agencyId, clientId);
      const wanted = body.options.map((range) => this.optionIds.offeredTime(range));
      const placeId = await this.meetings.placeOf(tx, agencyId, meetingId);
      const { times, seen, notes } = await this.times.settle(
        tx,
        who,
        client,
        wanted,
        { ...body, unchecked: checked.ask },
        // Its kind comes with it, and its other times are no obstacle: one of them all will be.
        { reschedules: meetingId, ...(placeId === null ? {} : { placeId }) },
      );
      const applied = await this.applyEvent.apply(
        tx,
        agencyId,
        meetingId,
        () => ({ kind: 'offer', times, ...(body.kind === undefined ? {} : { asKind: body.kind }) }),
        { kind: 'secretary', userId: who.userId },
        { whenTaken: 'refuse', despiteEvents: body.override === true, notes: [...checked.notes, ...notes] },
      );
      if (applied === null) throw notFound('meeting');
      if (applied.ok) {
        await this.meetings.keepSeen(tx, agencyId, seen);
        return applied.meeting;
      }
      throw applied.refusal === 'time-taken'
        ? timeTaken([{ pointer: '/options', clashes: applied.clashes }], who.locale)
        : refusalOf(applied.refusal, who.locale);
    });
  }

  private async look(who: Signed, meetingId: string): Promise<Checked> {
    const clientId = await this.db.inAgency(who.agencyId, (tx) => this.access.require(tx, who, meetingId));
    return this.live.ofClient(who.agencyId, clientId);
  }
}
