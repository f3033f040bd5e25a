import type { Attendee, MeetingDetail, MeetingOption } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Icon } from '../../ui/icon.js';
import { AnswerChip } from './state-chip.js';

/** Every time, offered or not any more, and what everybody said to it. */
export const Options = ({ meeting, zone }: { meeting: MeetingDetail; zone: string }) => {
  const { t } = useTexts();
  const dates = useDates();
  return (
    <div className="table-scroll">
      <table className="data options">
        <thead>
          <tr>
            <th scope="col">{t('meeting.option')}</th>
            {meeting.attendees.map((attendee) => (
              <th key={attendee.attendeeId} scope="col">
                {attendee.name}
                <span className="small quiet attendee-mail">{attendee.email}</span>
                {attendee.undeliverable !== null && (
                  <span className="fault">
                    <Icon name="warning" />
                    {t('meeting.undeliverable', { reason: attendee.undeliverable })}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {meeting.options.map((option) => (
            <tr key={option.optionId} data-state={option.state}>
              <th scope="row">
                <span className="option-time num">{dates.span(option.start, option.end, zone)}</span>
                <span className="small quiet">{t(`meeting.optionStates.${option.state}`)}</span>
              </th>
              {meeting.attendees.map((attendee) => (
                <td key={attendee.attendeeId}>
                  <Answer meeting={meeting} option={option} attendee={attendee} zone={zone} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface AnswerProps {
  readonly meeting: MeetingDetail;
  readonly option: MeetingOption;
  readonly attendee: Attendee;
  readonly zone: string;
}

const Answer = ({ meeting, option, attendee, zone }: AnswerProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const reply = meeting.replies.find(
    (known) => known.optionId === option.optionId && known.attendeeId === attendee.attendeeId,
  );
  if (reply === undefined) return <AnswerChip partstat="NEEDS-ACTION" />;
  return (
    <>
      <AnswerChip partstat={reply.partstat} />
      <span className="small quiet answer-how">
        {t(`meeting.via.${reply.via}`)}, {dates.stamp(reply.answeredAt, zone)}
      </span>
      {reply.comment !== null && <q className="small answer-comment">{reply.comment}</q>}
    </>
  );
};
