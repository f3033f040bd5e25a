import { getHistory } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import { useTexts } from '../../i18n/texts.js';
import { Link } from '../../shell/link.js';
import { useDates } from '../../time/use-dates.js';
import { Loaded } from '../../ui/loaded.js';

interface ContactHistoryProps {
  readonly clientId: string;
  readonly contactId: string;
}

/** Meetings with a contact, and how they answer. */
export const ContactHistoryView = ({ clientId, contactId }: ContactHistoryProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const history = useLive(`history ${contactId}`, () => getHistory(clientId, contactId), { pollMs: null });
  const lasting = (minutes: number): string => {
    if (minutes < 120) return t('exchange.minutes', { number: minutes });
    if (minutes < 2880) return t('exchange.hours', { number: Math.round(minutes / 60) });
    return t('exchange.days', { number: Math.round(minutes / 1440) });
  };
  return (
    <section className="stack" data-gap="small" aria-label={t('exchange.history')}>
      <h3>{t('exchange.history')}</h3>
      <Loaded of={history}>
        {({ meetings, medianMinutes, answersBy, ...counts }) =>
          meetings.length === 0 ? (
            <p className="small quiet">{t('exchange.historyNone')}</p>
          ) : (
            <>
              <p className="small">{t('exchange.historySummary', counts)}</p>
              {medianMinutes !== null && (
                <p className="small">
                  {[
                    t('exchange.answersIn', { time: lasting(medianMinutes) }),
                    answersBy === null ? null : t(`exchange.answersBy.${answersBy}`),
                  ]
                    .filter((part) => part !== null)
                    .join(', ')}
                </p>
              )}
              <ul className="small">
                {meetings.map((meeting) => (
                  <li key={meeting.meetingId}>
                    <Link to={`/meetings/${meeting.meetingId}`}>{meeting.title}</Link>
                    {` · ${dates.stamp(meeting.start ?? meeting.proposedAt)} · ${t(
                      `exchange.answers.${meeting.answer ?? 'none'}`,
                    )}`}
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </section>
  );
};
