import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { type Applied, ApplyEvent } from './apply-event.service.js';
import type { Meeting, MeetingEvent, MeetingRefusal } from './meeting.js';
import { offeredOptions, optionOf } from './options.js';
import { SubstituteTimes } from './substitute-times.service.js';

/** What a yes to a time that was taken back is refused with at first. */
const LATE: ReadonlySet<MeetingRefusal | 'time-taken'> = new Set(['meeting-over', 'option-withdrawn']);

/** A yes that came too late: the time again if it is free, else other times, else the secretary. */
@Injectable()
export class LateAnswers {
  constructor(
    @Inject(ApplyEvent) private readonly applyEvent: ApplyEvent,
    @Inject(SubstituteTimes) private readonly substitutes: SubstituteTimes,
  ) {}

  /** Null when the refusal was about something else, and stands. */
  async after(
    tx: Tx,
    agencyId: string,
    refused: Extract<Applied, { ok: false }>,
    answer: MeetingEvent<'answer'>,
  ): Promise<Applied | null> {
    const { meeting } = refused;
    if (answer.partstat !== 'ACCEPTED' || !LATE.has(refused.refusal)) return null;
    if (meeting.state === 'cancelled' || meeting.state === 'confirmed') return null;
    const option = optionOf(meeting, answer.optionId);
    if (option?.state !== 'withdrawn') return null;
    const may = meeting.rules.lateAnswer === 'restore' && answer.unchecked !== true;
    if (may) {
      const restored = await this.apply(tx, agencyId, meeting, answer, { restore: true, substitutes: [] });
      if (restored === null || restored.ok || restored.refusal !== 'time-taken') return restored;
    }
    const others =
      may && offeredOptions(meeting).length === 0
        ? await this.substitutes.find(tx, agencyId, meeting, option)
        : [];
    return this.apply(tx, agencyId, meeting, answer, { restore: false, substitutes: others });
  }

  private apply(
    tx: Tx,
    agencyId: string,
    { meetingId }: Meeting,
    answer: MeetingEvent<'answer'>,
    how: Pick<MeetingEvent<'late-answer'>, 'restore' | 'substitutes'>,
  ): Promise<Applied | null> {
    const { attendeeId, optionId, sequence, dtstamp, comment, via } = answer;
    const event = { attendeeId, optionId, sequence, dtstamp, comment, via, ...how };
    return this.applyEvent.apply(tx, agencyId, meetingId, () => ({ kind: 'late-answer', ...event }), {
      kind: 'partner',
    });
  }
}
