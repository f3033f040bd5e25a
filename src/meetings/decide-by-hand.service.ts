import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { ApplyEvent, type ApplyOptions } from './apply-event.service.js';
import { type Checked, LiveCheck, UNASKED } from './live-check.service.js';
import type { Meeting, MeetingEvent, TimeRange } from './meeting.js';
import { MeetingStore } from './meeting.store.js';
import { MeetingAccess } from './meeting-access.service.js';
import { optionOf } from './options.js';
import { refusalOf, timeTaken, unchecked } from './refuse.js';

/** What has to be true together with the decision, in its transaction: before it under the lock, or after it. */
export interface Together {
  readonly first?: (tx: Tx) => Promise<void>;
  readonly also?: (tx: Tx) => Promise<void>;
}

/** A secretary's word on a meeting of one of her clients: cancel, restore, settle, and what the other verbs build on. */
@Injectable()
export class DecideByHand {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingAccess) private readonly access: MeetingAccess,
    @Inject(MeetingStore) private readonly meetings: MeetingStore,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(LiveCheck) private readonly live: LiveCheck,
  ) {}

  /** @throws Refusal: not-found, conflict (with the named refusal), time-taken (with what is in the way). */
  async decide(
    who: Signed,
    meetingId: string,
    event: MeetingEvent,
    options?: Omit<ApplyOptions, 'whenTaken'> & Together,
  ): Promise<Meeting> {
    const { agencyId } = who;
    const checked = TAKES_TIME.has(event.kind) ? await this.look(who, meetingId) : UNASKED;
    return this.db.inAgency(agencyId, async (tx) => {
      await this.access.require(tx, who, meetingId);
      if (options?.first !== undefined) {
        if ((await this.meetings.lock(tx, agencyId, meetingId)) === null) throw notFound('meeting');
        await options.first(tx);
      }
      if (checked.ask && options?.despiteEvents !== true) {
        const loaded = await this.meetings.load(tx, agencyId, meetingId);
        const time = loaded && timeOf(event, loaded.meeting);
        if (time !== null) throw unchecked(pointerOf(event), time, who.locale);
      }
      const applied = await this.applyEvent.apply(
        tx,
        who.agencyId,
        meetingId,
        () => event,
        { kind: 'secretary', userId: who.userId },
        { ...options, whenTaken: 'refuse', notes: checked.notes },
      );
      if (applied === null) throw notFound('meeting');
      if (applied.ok) {
        await options?.also?.(tx);
        return applied.meeting;
      }
      throw applied.refusal === 'time-taken'
        ? timeTaken([{ pointer: pointerOf(event), clashes: applied.clashes }], who.locale)
        : refusalOf(applied.refusal, who.locale);
    });
  }

  /** Not before it is known that the meeting is hers to decide about. */
  private async look(who: Signed, meetingId: string): Promise<Checked> {
    const clientId = await this.db.inAgency(who.agencyId, (tx) => this.access.require(tx, who, meetingId));
    return this.live.ofClient(who.agencyId, clientId);
  }
}

const TAKES_TIME: ReadonlySet<string> = new Set(['confirm-by-hand', 'reschedule', 'take-counter']);

const timeOf = (event: MeetingEvent, meeting: Meeting): TimeRange | null => {
  if (event.kind === 'reschedule' || event.kind === 'take-counter') return event;
  return event.kind === 'confirm-by-hand' ? (optionOf(meeting, event.optionId) ?? null) : null;
};

const pointerOf = (event: MeetingEvent): string =>
  event.kind === 'confirm-by-hand' ? '/optionId' : '/start';
