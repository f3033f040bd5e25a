import type { MeetingOption } from '../meetings/meeting.js';
import { offeredOptions, standingOption } from '../meetings/options.js';
import type { PageView } from '../meetings/page-view.service.js';
import { partstatOf } from '../meetings/replies.js';
import type { MessageKind, NoticeKind } from './page-texts.js';

/** `gone`: something else occupies it by now, so it is shown and cannot be chosen. */
export interface ShownTime {
  readonly option: MeetingOption;
  readonly said: 'yes' | 'no' | null;
  readonly gone: boolean;
}

/** What an attendee's page shows, and its HTTP status. */
export type PageState =
  | {
      readonly kind: 'choose';
      readonly status: 200;
      readonly options: readonly ShownTime[];
      readonly notice: NoticeKind | null;
    }
  | {
      readonly kind: 'confirmed';
      readonly status: 200;
      readonly option: MeetingOption;
      readonly said: 'yes' | 'no' | null;
      readonly notice: NoticeKind | null;
    }
  | { readonly kind: 'message'; readonly status: 200 | 410; readonly message: MessageKind };

/**
 * The page says what the meeting is now. Times that are past are not shown; times that are taken are, and say so: they
 * stand in the mail that the reader comes from. 410 where the link has had its day, so that nothing on the way keeps it as a page.
 */
export const pageState = (view: PageView, now: number): PageState => {
  const { meeting } = view;
  switch (meeting.state) {
    case 'proposed':
      return chooseFrom(view, now);
    case 'confirmed':
      return standing(view);
    case 'questioned':
      return { kind: 'message', status: 200, message: 'questioned' };
    case 'declined':
      return meeting.options.some((option) => saidOn(view, option) === 'no')
        ? { kind: 'message', status: 200, message: 'declined-by-you' }
        : { kind: 'message', status: 410, message: 'closed' };
    case 'expired':
    case 'cancelled':
      return { kind: 'message', status: 410, message: meeting.state };
  }
};

const chooseFrom = (view: PageView, now: number): PageState => {
  const ahead = offeredOptions(view.meeting)
    .filter((option) => option.start > now)
    .toSorted((a, b) => a.start - b.start);
  const options = ahead.map((option): ShownTime => {
    return { option, said: saidOn(view, option), gone: view.takenOptionIds.includes(option.optionId) };
  });
  const open = options.flatMap(({ option, gone }) => (gone ? [] : [option]));
  if (open.length === 0) return { kind: 'message', status: 410, message: 'nothing-left' };
  const accepted = options.some(({ said }) => said === 'yes');
  const declined = saidNoToAll(view, open);
  const notice = accepted ? 'waiting-for-others' : declined ? 'you-declined-all' : null;
  return { kind: 'choose', status: 200, options, notice };
};

const standing = (view: PageView): PageState => {
  const option = standingOption(view.meeting);
  const said = saidOn(view, option);
  const answeredBefore = view.meeting.replies.some(
    (reply) => reply.attendeeId === view.attendee.attendeeId && reply.optionId === option.optionId,
  );
  const moved = said === null && answeredBefore && option.timeSequence > 0;
  const notice = said === 'no' ? 'you-cannot' : moved ? 'new-time' : null;
  return { kind: 'confirmed', status: 200, option, said, notice };
};

const saidNoToAll = (view: PageView, options: readonly MeetingOption[]): boolean =>
  options.length > 0 && options.every((option) => saidOn(view, option) === 'no');

const saidOn = (view: PageView, option: MeetingOption): 'yes' | 'no' | null => {
  const partstat = partstatOf(view.meeting, view.attendee.attendeeId, option);
  if (partstat === 'ACCEPTED') return 'yes';
  return partstat === 'DECLINED' ? 'no' : null;
};
