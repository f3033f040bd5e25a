import { seeUnreadable } from '../../api/calendars.js';
import type { Calendar, Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { Button } from '../../ui/button.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { listOf } from '../week/warnings.js';
import { RowFrame } from './row-frame.js';

interface UnreadRowProps {
  readonly client: Client;
  readonly calendar: Calendar;
}

/** Entries of a calendar that nobody could read: looked at once, it says no more until one of them changes. */
export const UnreadRow = ({ client, calendar }: UnreadRowProps) => {
  const { t } = useTexts();
  const { calendarId, name, unreadable, unreadableUnseen: count } = calendar;
  const see = useDeed(async () => {
    for (const { eventId, dismissed } of unreadable) {
      if (!dismissed) await seeUnreadable(client.clientId, calendarId, { eventId, dismissed: true });
    }
  });
  return (
    <RowFrame
      style={clientStyle(client)}
      clientName={client.name}
      to={listOf(client.clientId, calendarId)}
      deed={t('health.look')}
      title={t('health.title')}
      aside={
        <div>
          <Button
            size="small"
            kind="quiet"
            icon="check"
            busy={see.busy}
            aria-label={`${t('health.seen')}: ${name}`}
            onClick={() => void see.run()}
          >
            {t('health.seen')}
          </Button>
        </div>
      }
    >
      {t('health.unread', { name, count })}
      <ProblemNotice problem={see.problem} />
    </RowFrame>
  );
};
