import { Inject, Injectable } from '@nestjs/common';
import { AnswerService } from '../meetings/answer.service.js';
import type { Denial, MeetingRefusal } from '../meetings/meeting.js';
import { offeredOptions } from '../meetings/options.js';
import type { PageView } from '../meetings/page-view.service.js';
import type { AnswerForm } from './answer-form.js';
import type { NoticeKind } from './page-texts.js';

/** done: look at the page again, it says what is. Otherwise what to say above it. */
export type Given =
  | { readonly kind: 'done' }
  | { readonly kind: 'notice'; readonly status: 409 | 422; readonly notice: NoticeKind };

const DONE: Given = { kind: 'done' };

/** Takes an answer from the page to the same place where a REPLY by mail ends. Sending it twice changes nothing. */
@Injectable()
export class GiveAnswer {
  constructor(@Inject(AnswerService) private readonly answers: AnswerService) {}

  async give(view: PageView, { choice, comment }: AnswerForm): Promise<Given> {
    switch (choice.kind) {
      case 'nothing':
        return { kind: 'notice', status: 422, notice: 'choose-first' };
      case 'option':
        return this.say(view, choice.optionId, 'ACCEPTED', comment);
      case 'none':
        return this.declineAll(view, comment);
      case 'cannot': {
        const { confirmedOptionId } = view.meeting;
        return confirmedOptionId === null ? DONE : this.say(view, confirmedOptionId, 'DECLINED', comment);
      }
    }
  }

  /** The remark goes with the first one, or the secretary would read it once for each time. */
  private async declineAll(view: PageView, comment: string | null): Promise<Given> {
    for (const [i, { optionId }] of offeredOptions(view.meeting).entries()) {
      await this.say(view, optionId, 'DECLINED', i === 0 ? comment : null);
    }
    return DONE;
  }

  private async say(
    view: PageView,
    optionId: string,
    partstat: 'ACCEPTED' | 'DECLINED',
    comment: string | null,
  ): Promise<Given> {
    const result = await this.answers.answer({
      agencyId: view.agencyId,
      meetingId: view.meeting.meetingId,
      attendeeId: view.attendee.attendeeId,
      optionId,
      partstat,
      via: 'page',
      comment,
    });
    const notice = result.ok ? null : noticeOf(result.refusal);
    return notice === null ? DONE : { kind: 'notice', status: 409, notice };
  }
}

/** Null where the page itself says it best: the answer was known, or the meeting is over. */
const noticeOf = (refusal: MeetingRefusal | Denial): NoticeKind | null => {
  switch (refusal) {
    case 'time-taken':
    case 'already-confirmed':
      return refusal;
    case 'older-version':
      return 'new-time';
    case 'option-withdrawn':
    case 'no-such-option':
    case 'time-past':
      return 'not-offered';
    default:
      return null;
  }
};
