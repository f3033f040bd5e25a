import { listCovers } from '../api/covers.js';
import { useLive } from '../api/live.js';
import type { Client } from '../api/types.js';
import { useTexts } from '../i18n/texts.js';
import { useDates } from '../time/use-dates.js';
import { dateIn, deviceZone } from '../time/zone-time.js';
import { Icon } from '../ui/icon.js';
import { go } from './address.js';
import { clientStyle } from './client-colour.js';
import { Link } from './link.js';
import { useClients, useSignedIn } from './signed-in.js';

export type ClientPart = 'week' | 'propose' | 'phone' | 'meetings' | 'settings';

interface ClientBandProps {
  readonly client: Client;
  readonly part: ClientPart | null;
}

/** Whom everything below is about. It stays at the top while the screen scrolls: nobody acts for the wrong client. */
export const ClientBand = ({ client, part }: ClientBandProps) => {
  const { t } = useTexts();
  const clients = useClients();
  const base = `/clients/${client.clientId}`;
  return (
    <section className="band" style={clientStyle(client)} aria-label={t('client.bar')}>
      <div className="band-who">
        <p className="band-name">{client.name}</p>
        <p className="band-person">
          <span>{client.person}</span>
          {client.phone !== null && (
            <a href={`tel:${client.phone.replaceAll(/[^+\d]/g, '')}`}>
              <Icon name="phone" />
              {client.phone}
            </a>
          )}
          <StandIn clientId={client.clientId} />
          {client.zone !== deviceZone() && <span>{t('common.timesIn', { zone: client.zone })}</span>}
        </p>
      </div>
      <nav className="tabs" aria-label={client.name}>
        {(['week', 'propose', 'phone', 'meetings', 'settings'] as const).map((name) => (
          <Link
            key={name}
            to={name === 'week' ? base : `${base}/${name}`}
            aria-current={part === name ? 'page' : undefined}
          >
            {t(`client.${name}`)}
          </Link>
        ))}
      </nav>
      {(clients.data?.length ?? 0) > 1 && (
        <span className="band-switch">
          <Icon name="people" />
          <select
            aria-label={t('client.switch')}
            value={client.clientId}
            onChange={(event) => go(`/clients/${event.target.value}`)}
          >
            {clients.data?.map((other) => (
              <option key={other.clientId} value={other.clientId}>
                {other.name}
              </option>
            ))}
          </select>
        </span>
      )}
    </section>
  );
};

/** In whose place, and until when: whoever covers has to know that the client is another one's. */
const StandIn = ({ clientId }: { clientId: string }) => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const dates = useDates();
  const covers = useLive('covers', listCovers, { pollMs: 60_000 });
  const mine = covers.data?.find(
    (cover) =>
      cover.state === 'running' &&
      cover.userId === me.userId &&
      cover.clients.some((client) => client.clientId === clientId),
  );
  if (mine === undefined) return null;
  const last = dateIn(new Date(Date.parse(mine.until) - 1).toISOString(), me.zone);
  return <span>{t('covers.standIn', { name: mine.absentName, day: dates.date(last) })}</span>;
};
