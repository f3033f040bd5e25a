import { useEffect, useRef } from 'react';
import { seeUnreadable } from '../../api/calendars.js';
import type { Calendar } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useAddress } from '../../shell/address.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';

/** What of a calendar nobody could read. Whoever comes from a warning about it sees it opened. */
export const UnreadEvents = ({ clientId, calendar }: { clientId: string; calendar: Calendar }) => {
  const { t } = useTexts();
  const dates = useDates();
  const { calendarId, unreadableUnseen } = calendar;
  const asked = useAddress().searchParams.get('calendar') === calendarId;
  const list = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (asked) list.current?.scrollIntoView({ block: 'center' });
  }, [asked]);
  const see = useDeed((eventId: string, dismissed: boolean) =>
    seeUnreadable(clientId, calendarId, { eventId, dismissed }),
  );
  return (
    <details className="inset" ref={list} open={asked || undefined}>
      <summary>{t('calendars.unreadable', { count: calendar.unreadableCount })}</summary>
      {unreadableUnseen > 0 && <p className="small">{t('health.unreadRemedy')}</p>}
      <ul className="lines small">
        {calendar.unreadable.map(({ eventId, title, start, reason, dismissed }) => (
          <li key={eventId} className="unread-event">
            <div>
              <p className={dismissed ? 'quiet' : 'strong'}>{title ?? t('calendars.untitled')}</p>
              <p className="quiet">
                {start !== null && `${dates.stamp(start, calendar.zone)} · `}
                {reason}
              </p>
            </div>
            <Button
              size="small"
              kind={dismissed ? 'quiet' : undefined}
              busy={see.busy}
              aria-label={`${t(dismissed ? 'health.unsee' : 'health.seen')}: ${title ?? t('calendars.untitled')}`}
              onClick={() => void see.run(eventId, !dismissed)}
            >
              {t(dismissed ? 'health.unsee' : 'health.seen')}
            </Button>
          </li>
        ))}
      </ul>
      <ProblemNotice problem={see.problem} />
    </details>
  );
};
