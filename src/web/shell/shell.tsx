import { type ReactNode, useEffect, useState } from 'react';
import { useConnection } from '../api/connection.js';
import { getDesk } from '../api/desk.js';
import { useLive } from '../api/live.js';
import { startUpdates } from '../api/live-updates.js';
import { listRequests } from '../api/requests.js';
import { LANGUAGES, useTexts } from '../i18n/texts.js';
import icon from '../icon.svg';
import { IconButton } from '../ui/button.js';
import { Icon, type IconName } from '../ui/icon.js';
import { ProblemNotice } from '../ui/notice.js';
import { useDeed } from '../ui/use-deed.js';
import { go, useAddress } from './address.js';
import { clientStyle } from './client-colour.js';
import { listenForKeys, useKeys } from './keys.js';
import { Link } from './link.js';
import { KeyHelp } from './palette/key-help.js';
import { Palette } from './palette/palette.js';
import './shell.css';
import { useClients, useSignedIn } from './signed-in.js';

/** The frame around every screen: on the left where one can go, with what waits where; the screen beside it. */
export const Shell = ({ clientId, children }: { clientId: string | null; children: ReactNode }) => {
  const { t } = useTexts();
  const address = useAddress().pathname;
  // Open at an address, so that choosing another screen closes it.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === address;
  useEffect(startUpdates, []);
  useEffect(listenForKeys, []);
  const [over, setOver] = useState<'palette' | 'keys' | null>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOver('palette');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  useKeys([
    { keys: '/', label: t('palette.title'), run: () => setOver('palette') },
    { keys: '?', label: t('keys.title'), run: () => setOver('keys') },
    { keys: 'g d', label: t('nav.desk'), run: () => go('/') },
    { keys: 'g w', label: t('nav.allClients'), run: () => go('/week') },
    { keys: 'g m', label: t('nav.messages'), run: () => go('/messages') },
    ...(clientId === null
      ? []
      : [
          { keys: 'w', label: t('client.week'), run: () => go(`/clients/${clientId}`) },
          { keys: 'p', label: t('client.propose'), run: () => go(`/clients/${clientId}/propose`) },
          { keys: 'm', label: t('client.meetings'), run: () => go(`/clients/${clientId}/meetings`) },
          { keys: 's', label: t('client.settings'), run: () => go(`/clients/${clientId}/settings`) },
        ]),
  ]);
  const closeOver = () => setOver(null);
  return (
    <div className="shell">
      <a className="skip" href="#contents">
        {t('common.skip')}
      </a>
      <header className="shell-bar">
        <IconButton
          icon={open ? 'cross' : 'menu'}
          label={t('nav.open')}
          kind="quiet"
          aria-expanded={open}
          aria-controls="navigation"
          onClick={() => setOpenAt(open ? null : address)}
        />
        <Link to="/" className="brand">
          <BrandMark />
          Meetbroker
        </Link>
      </header>
      <nav id="navigation" className="shell-nav" data-open={open || undefined} aria-label={t('nav.main')}>
        <Link to="/" className="brand">
          <BrandMark />
          Meetbroker
        </Link>
        <button type="button" className="nav-search" onClick={() => setOver('palette')}>
          <Icon name="search" />
          <span>{t('palette.search')}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <Places clientId={clientId} address={address} />
        <Self />
      </nav>
      <main id="contents" className="shell-main">
        <ConnectionLost />
        {children}
      </main>
      {over === 'palette' && <Palette onClose={closeOver} />}
      {over === 'keys' && <KeyHelp onClose={closeOver} />}
    </div>
  );
};

/** Says that what is in view may be old, and goes when it is not. */
const ConnectionLost = () => {
  const { t } = useTexts();
  const lost = useConnection() === 'lost';
  return (
    <div role="status" className="shell-status">
      {lost && (
        <p className="connection-lost">
          <Icon name="warning" /> {t('nav.lost')}
        </p>
      )}
    </div>
  );
};

const BrandMark = () => <img src={icon} alt="" width="24" height="24" />;

const Places = ({ clientId, address }: { clientId: string | null; address: string }) => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const clients = useClients();
  const desk = useLive('desk', getDesk).data;
  const requests = useLive('requests', listRequests).data ?? [];
  const forMe = [...(desk?.questions ?? []), ...(desk?.messages ?? []), ...requests];
  const count = (id: string) => forMe.filter((item) => item.clientId === id).length;
  return (
    <>
      <ul className="nav-list">
        <NavLink
          to="/"
          icon="desk"
          current={address === '/'}
          count={forMe.length + (desk?.troubled.length ?? 0)}
        >
          {t('nav.desk')}
        </NavLink>
        <NavLink to="/week" icon="calendar" current={address === '/week'}>
          {t('nav.allClients')}
        </NavLink>
        <NavLink to="/requests" icon="bell" current={address === '/requests'} count={requests.length}>
          {t('nav.requests')}
        </NavLink>
        <NavLink
          to="/messages"
          icon="mail"
          current={address.startsWith('/messages')}
          count={desk?.messages.length ?? 0}
        >
          {t('nav.messages')}
        </NavLink>
        {me.role === 'owner' && (
          <NavLink to="/agency" icon="people" current={address.startsWith('/agency')}>
            {t('nav.agency')}
          </NavLink>
        )}
      </ul>
      <h2 className="nav-heading">{t('nav.clients')}</h2>
      <ul className="nav-list nav-clients">
        {clients.data?.map((client) => (
          <li key={client.clientId}>
            <Link
              to={`/clients/${client.clientId}`}
              className="nav-link"
              style={clientStyle(client)}
              aria-current={client.clientId === clientId ? 'true' : undefined}
            >
              <span className="swatch" />
              <span className="nav-text">{client.name}</span>
              <Count of={count(client.clientId)} />
            </Link>
          </li>
        ))}
        {clients.data?.length === 0 && <li className="nav-none">{t('nav.noClients')}</li>}
      </ul>
    </>
  );
};

interface NavLinkProps {
  readonly to: string;
  readonly icon: IconName;
  readonly current: boolean;
  readonly count?: number;
  readonly children: string;
}

const NavLink = ({ to, icon, current, count = 0, children }: NavLinkProps) => (
  <li>
    <Link to={to} className="nav-link" aria-current={current ? 'page' : undefined}>
      <Icon name={icon} />
      <span className="nav-text">{children}</span>
      <Count of={count} />
    </Link>
  </li>
);

const Count = ({ of }: { of: number }) => {
  const { t } = useTexts();
  if (of === 0) return null;
  return (
    <span className="nav-count num">
      <span aria-hidden="true">{of}</span>
      <span className="visually-hidden">{t('nav.waiting', { count: of })}</span>
    </span>
  );
};

const Self = () => {
  const { t, language, choose } = useTexts();
  const { me, leave } = useSignedIn();
  const chosen = useDeed(choose);
  return (
    <div className="nav-self">
      <div className="nav-who">
        <span className="strong">{me.name}</span>
        <span className="small quiet">{me.agencyName}</span>
      </div>
      <div className="nav-self-row">
        <select
          aria-label={t('common.language')}
          value={language}
          disabled={chosen.busy}
          onChange={(event) => {
            const next = LANGUAGES.find((known) => known === event.target.value);
            if (next !== undefined) void chosen.run(next);
          }}
        >
          {LANGUAGES.map((known) => (
            <option key={known} value={known}>
              {t(`languages.${known}`)}
            </option>
          ))}
        </select>
        <IconButton icon="out" label={t('nav.signOut')} onClick={() => void leave()} />
      </div>
      <ProblemNotice problem={chosen.problem} />
    </div>
  );
};
