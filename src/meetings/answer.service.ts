import { Inject, Injectable } from '@nestjs/common';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { type Applied, ApplyEvent } from './apply-event.service.js';
import { LateAnswers } from './late-answers.service.js';
import { type Checked, LiveCheck, UNASKED } from './live-check.service.js';
import type { Denial, Meeting, MeetingEvent, MeetingRefusal, PartStat, Via } from './meeting.js';
import { optionOf } from './options.js';
import { SubstituteTimes } from './substitute-times.service.js';

export interface Answer {
  readonly agencyId: string;
  readonly meetingId: string;
  readonly attendeeId: string;
  readonly optionId: string;
  readonly partstat: PartStat;
  readonly via: Via;
  readonly comment: string | null;
  /** Of a REPLY; left out for page and phone, which answer what stands now. */
  readonly sequence?: number;
  readonly dtstamp?: number;
  /** What a look at the client's calendars brought, just before. */
  readonly checked?: Checked;
}

export type AnswerResult =
  | { readonly ok: true; readonly meeting: Meeting }
  /** `meeting` as it is now: after `time-taken` without that time. */
  | { readonly ok: false; readonly refusal: MeetingRefusal | Denial; readonly meeting: Meeting };

/**
 * An attendee's answer, by whatever way it came. The client's row is locked first, so of two partners who accept
 * overlapping times at once one is first, and the other gets `time-taken` and a mail with what is still open.
 */
@Injectable()
export class AnswerService {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(LiveCheck) private readonly live: LiveCheck,
    @Inject(LateAnswers) private readonly late: LateAnswers,
    @Inject(SubstituteTimes) private readonly substitutes: SubstituteTimes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal `not-found` when there is no such meeting in the agency. */
  async answer(answer: Answer): Promise<AnswerResult> {
    const { agencyId, meetingId, partstat } = answer;
    const checked = partstat === 'ACCEPTED' ? await this.live.ofMeeting(agencyId, meetingId) : UNASKED;
    return this.db.inAgency(agencyId, (tx) => this.answerIn(tx, { ...answer, checked }));
  }

  /**
   * In the caller's transaction, with what else has to be true together with the answer. Who calls it has looked at the
   * calendars before (LiveCheck).
   */
  async answerIn(tx: Tx, answer: Answer): Promise<AnswerResult> {
    const eventOf = (meeting: Meeting): MeetingEvent<'answer'> => ({
      kind: 'answer',
      attendeeId: answer.attendeeId,
      optionId: answer.optionId,
      partstat: answer.partstat,
      sequence: answer.sequence ?? optionOf(meeting, answer.optionId)?.sequence ?? 0,
      dtstamp: answer.dtstamp ?? this.clock.now(),
      comment: answer.comment,
      via: answer.via,
      unchecked: answer.checked?.ask === true,
    });
    const { agencyId, meetingId } = answer;
    const applied = await this.applyEvent.apply(
      tx,
      agencyId,
      meetingId,
      eventOf,
      { kind: 'partner' },
      {
        whenTaken: 'withdraw',
        notes: answer.checked?.notes ?? [],
        substitutes: (meeting, lost) => this.substitutes.find(tx, agencyId, meeting, lost),
      },
    );
    if (applied === null) throw notFound('meeting');
    const late = applied.ok ? null : await this.late.after(tx, agencyId, applied, eventOf(applied.meeting));
    return resultOf(late ?? applied);
  }
}

const resultOf = (applied: Applied): AnswerResult => {
  if (!applied.ok) return { ok: false, refusal: applied.refusal, meeting: applied.meeting };
  if (applied.denied !== null) return { ok: false, refusal: applied.denied, meeting: applied.meeting };
  return { ok: true, meeting: applied.meeting };
};
