import { restoreMeeting, settleMeeting } from '../../api/meetings.js';
import type { MeetingDetail } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';

/** What a person has to say, and the ways to say it. */
export const Question = ({ meeting }: { readonly meeting: MeetingDetail }) => {
  const { t } = useTexts();
  const restore = useDeed(() => restoreMeeting(meeting.meetingId));
  const settle = useDeed(() => settleMeeting(meeting.meetingId));
  const { question } = meeting;
  if (question === null) return null;
  return (
    <Notice tone="bad" icon="question">
      <div className="stack" data-gap="small">
        <p className="strong">{questionText(question, t)}</p>
        <ProblemNotice problem={restore.problem ?? settle.problem} />
        <div className="actions">
          {meeting.state === 'questioned' && (
            <Button kind="primary" icon="undo" busy={restore.busy} onClick={() => void restore.run()}>
              {t('meeting.restore')}
            </Button>
          )}
          {meeting.state !== 'questioned' && (
            <Button icon="check" busy={settle.busy} onClick={() => void settle.run()}>
              {t('meeting.settle')}
            </Button>
          )}
        </div>
      </div>
    </Notice>
  );
};

const QUESTIONS = [
  'event-landed',
  'holds-aged',
  'hold-touched',
  'offered-time-taken',
  'no-common-time',
  'answered-too-late',
  'calendar-unchecked',
  'client-deleted',
  'client-cancelled',
  'moved-onto-another',
  'attendee-changed-mind',
  'attendee-delegated',
  'answered-older-version',
  'no-times-left',
  'all-declined',
  'nobody-answered',
] as const;

export const questionText = (question: string, t: ReturnType<typeof useTexts>['t']): string => {
  const known = QUESTIONS.find((name) => name === question);
  return known === undefined ? question : t(`meeting.questions.${known}`);
};
