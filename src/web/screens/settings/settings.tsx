import { lazy } from 'react';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { ClientBand } from '../../shell/client-band.js';
import { clientStyle } from '../../shell/client-colour.js';
import { Link } from '../../shell/link.js';
import { Screen } from '../../shell/screen.js';
import { useClient } from '../../shell/signed-in.js';
import { Loading } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import './settings.css';

const SECTIONS = {
  calendars: lazy(() => import('./calendars.js')),
  availability: lazy(() => import('./availability.js')),
  kinds: lazy(() => import('./kinds.js')),
  proposals: lazy(() => import('./proposals.js')),
  places: lazy(() => import('./places.js')),
  contacts: lazy(() => import('./contacts.js')),
  profile: lazy(() => import('./profile.js')),
} as const;

type SectionName = keyof typeof SECTIONS;

const isSection = (name: string): name is SectionName => name in SECTIONS;

/** Everything about one client that is not a meeting. */
export default function SettingsScreen({ clientId, section }: { clientId: string; section: string }) {
  const { t } = useTexts();
  const client = useClient(clientId);
  if (client === undefined) return <Loading />;
  if (client === null || !isSection(section)) {
    return (
      <Screen title={t('settings.title')}>
        <Notice tone="bad">{t('problem.notFound')}</Notice>
      </Screen>
    );
  }
  return (
    <>
      <ClientBand client={client} part="settings" />
      <Chosen key={section} client={client} section={section} />
    </>
  );
}

const Chosen = ({ client, section }: { client: Client; section: SectionName }) => {
  const { t } = useTexts();
  const Section = SECTIONS[section];
  return (
    <Screen title={t(`settings.${section}`)}>
      <div className="settings" style={clientStyle(client)}>
        <nav className="settings-nav" aria-label={t('settings.title')}>
          {(
            ['calendars', 'availability', 'kinds', 'proposals', 'places', 'contacts', 'profile'] as const
          ).map((name) => (
            <Link
              key={name}
              to={`/clients/${client.clientId}/settings/${name}`}
              className="nav-link"
              aria-current={name === section ? 'page' : undefined}
            >
              {t(`settings.${name}`)}
            </Link>
          ))}
        </nav>
        <div className="stack" data-gap="large">
          <Section client={client} />
        </div>
      </div>
    </Screen>
  );
};
