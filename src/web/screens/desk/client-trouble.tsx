import { listAccounts, listCalendars } from '../../api/calendars.js';
import { useLive } from '../../api/live.js';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { useDates } from '../../time/use-dates.js';
import { RowFrame } from './row-frame.js';
import { UnreadRow } from './unread-row.js';

/** A client whose calendars cannot be believed any more: nobody can be offered a time until that is mended. */
export const ClientTrouble = ({ client }: { readonly client: Client }) => {
  const { t } = useTexts();
  const dates = useDates();
  const { clientId } = client;
  const slowly = { pollMs: 60_000 };
  const accounts = useLive(`accounts ${clientId}`, () => listAccounts(clientId), slowly);
  const calendars = useLive(`calendars ${clientId}`, () => listCalendars(clientId), slowly);
  const broken = accounts.data?.filter((account) => account.state === 'reconnect') ?? [];
  const silent =
    calendars.data?.filter(({ state, blocks }) => blocks && (state === 'gone' || state === 'failing')) ?? [];
  const said =
    broken.length > 0
      ? broken.map(({ email, provider }) => t('health.reconnect', { account: email ?? provider }))
      : silent.map(({ name, state, syncedAt }) =>
          state === 'gone' || syncedAt === null
            ? t('health.gone', { name })
            : t('health.failing', { name, when: dates.stamp(syncedAt) }),
        );
  const unread =
    calendars.data?.filter(({ blocks, unreadableUnseen }) => blocks && unreadableUnseen > 0) ?? [];
  return (
    <>
      {said.map((text) => (
        <RowFrame
          key={text}
          style={clientStyle(client)}
          clientName={client.name}
          to={`/clients/${clientId}/settings/calendars`}
          deed={t('desk.toCalendars')}
          title={t('health.title')}
        >
          {text}
        </RowFrame>
      ))}
      {unread.map((calendar) => (
        <UnreadRow key={calendar.calendarId} client={client} calendar={calendar} />
      ))}
    </>
  );
};
