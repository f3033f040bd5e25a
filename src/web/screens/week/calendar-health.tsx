import { listAccounts, listCalendars } from '../../api/calendars.js';
import { useLive } from '../../api/live.js';
import type { Calendar, Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Link } from '../../shell/link.js';
import { type Dates, useDates } from '../../time/use-dates.js';
import { Notice } from '../../ui/notice.js';

/** A mirror that is read every few minutes at the latest is old after this. */
const STALE_MS = 60 * 60_000;

/** Whether the calendars behind the week can be believed. Silent as long as they can. */
export const CalendarHealth = ({ client }: { readonly client: Client }) => {
  const { t } = useTexts();
  const dates = useDates();
  const calendars = useLive(`calendars ${client.clientId}`, () => listCalendars(client.clientId));
  const accounts = useLive(`accounts ${client.clientId}`, () => listAccounts(client.clientId));
  if (calendars.data === undefined || accounts.data === undefined) return null;
  const settings = `/clients/${client.clientId}/settings/calendars`;
  const see = (
    <Link className="button" data-size="small" to={settings}>
      {t('health.see')}
    </Link>
  );
  const reconnect = accounts.data.filter((account) => account.state === 'reconnect');
  const troubles = calendars.data
    .filter((calendar) => calendar.blocks)
    .map((calendar) => ({ calendar, text: troubleText(calendar, t, dates) }))
    .filter(({ text }) => text !== null);
  return (
    <>
      {calendars.data.length === 0 && (
        <Notice
          tone="wait"
          icon="calendar"
          action={
            <Link className="button" data-size="small" to={settings}>
              {t('health.link')}
            </Link>
          }
        >
          {t('health.none')}
        </Notice>
      )}
      {reconnect.map((account) => (
        <Notice key={account.accountId} tone="bad" action={see}>
          {t('health.reconnect', { account: account.email ?? account.provider })}
        </Notice>
      ))}
      {troubles.map(({ calendar, text }) => (
        <Notice key={calendar.calendarId} tone={calendar.state === 'gone' ? 'bad' : 'wait'} action={see}>
          {text}
        </Notice>
      ))}
    </>
  );
};

const troubleText = (
  calendar: Calendar,
  t: ReturnType<typeof useTexts>['t'],
  dates: Dates,
): string | null => {
  const { name, syncedAt, state } = calendar;
  if (state === 'gone') return t('health.gone', { name });
  if (state === 'never' || syncedAt === null) {
    return t('health.never', { name, count: calendar.progressEvents });
  }
  if (state === 'failing') return t('health.failing', { name, when: dates.stamp(syncedAt) });
  const old = calendar.provider !== 'file' && Date.now() - Date.parse(syncedAt) > STALE_MS;
  return old ? t('health.stale', { name, when: dates.ago(syncedAt) }) : null;
};
