import type { TFunction } from 'i18next';
import { useState } from 'react';
import {
  beginLink,
  listAccounts,
  listCalendars,
  type SignInProvider,
  unlinkAccount,
} from '../../api/calendars.js';
import { useLive } from '../../api/live.js';
import type { Account, Calendar, Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useAddress } from '../../shell/address.js';
import { Button } from '../../ui/button.js';
import { Chip } from '../../ui/chip.js';
import { Empty, Loaded } from '../../ui/loaded.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { CalDavDialog, FeedDialog, PasswordDialog } from './address-dialog.js';
import { AskClientDialog } from './ask-client-dialog.js';
import { CalendarItem } from './calendar-item.js';
import { ImportDialog } from './import-dialog.js';

/** The client's calendars: where they come from, how fresh they are, what they are used for. */
export default function CalendarsSection({ client }: { client: Client }) {
  const { t } = useTexts();
  const { clientId } = client;
  const accounts = useLive(`accounts ${clientId}`, () => listAccounts(clientId));
  const calendars = useLive(`calendars ${clientId}`, () => listCalendars(clientId));
  const [open, setOpen] = useState<'ask' | 'caldav' | 'feed' | 'import' | null>(null);
  const close = () => setOpen(null);
  const link = useDeed(async (provider: SignInProvider, accountId: string | null) => {
    const { authorizeUrl } = await beginLink(provider, clientId, accountId);
    window.location.assign(authorizeUrl);
  });
  return (
    <>
      <LinkOutcome />
      <ProblemNotice problem={link.problem} />
      <div className="actions">
        <Button kind="primary" icon="send" onClick={() => setOpen('ask')}>
          {t('calendars.ask.button')}
        </Button>
        <Button icon="link" busy={link.busy} onClick={() => void link.run('google', null)}>
          {t('calendars.linkGoogle')}
        </Button>
        <Button icon="link" busy={link.busy} onClick={() => void link.run('microsoft', null)}>
          {t('calendars.linkOutlook')}
        </Button>
        <Button icon="link" onClick={() => setOpen('caldav')}>
          {t('calendars.caldav.button')}
        </Button>
        <Button icon="link" onClick={() => setOpen('feed')}>
          {t('calendars.feed.button')}
        </Button>
        <Button icon="file" onClick={() => setOpen('import')}>
          {t('calendars.import')}
        </Button>
      </div>
      <Loaded of={calendars}>
        {(list) =>
          list.length === 0 && (accounts.data?.length ?? 0) === 0 ? (
            <div className="card">
              <Empty icon="calendar">
                <p className="strong">{t('calendars.none')}</p>
                <p className="small">{t('calendars.noneHint')}</p>
              </Empty>
            </div>
          ) : (
            <>
              {accounts.data?.map((account) => (
                <AccountCard
                  key={account.accountId}
                  clientId={clientId}
                  account={account}
                  calendars={list.filter((calendar) => calendar.accountId === account.accountId)}
                  relink={() =>
                    void link.run(
                      account.provider === 'microsoft' ? 'microsoft' : 'google',
                      account.accountId,
                    )
                  }
                />
              ))}
              <Imported
                clientId={clientId}
                calendars={list.filter((calendar) => calendar.accountId === null)}
              />
            </>
          )
        }
      </Loaded>
      {open === 'ask' && <AskClientDialog client={client} onClose={close} />}
      {open === 'caldav' && <CalDavDialog clientId={clientId} onClose={close} />}
      {open === 'feed' && <FeedDialog clientId={clientId} onClose={close} />}
      {open === 'import' && <ImportDialog clientId={clientId} onClose={close} />}
    </>
  );
}

const LINK_REFUSALS = [
  'unknown-state',
  'replayed',
  'expired',
  'other-person',
  'not-your-client',
  'denied',
  'needs-admin',
  'scopes-missing',
  'wrong-account',
  'linked-elsewhere',
  'code-refused',
  'provider-unreachable',
] as const;

/** What came of linking, as the address says it when the provider has sent the person back. */
const LinkOutcome = () => {
  const { t } = useTexts();
  const query = useAddress().searchParams;
  if (query.has('linked')) {
    return (
      <Notice tone="good" live>
        {t('calendars.linkedOk')}
      </Notice>
    );
  }
  const reason = query.get('refused');
  if (reason === null) return null;
  const known = LINK_REFUSALS.find((name) => name === reason);
  return (
    <Notice tone="bad" live>
      {t('calendars.linkFailed', {
        reason: known === undefined ? reason : t(`calendars.linkRefusals.${known}`),
      })}
    </Notice>
  );
};

const providerName = (provider: string, t: TFunction): string => {
  const known = (['google', 'microsoft', 'caldav', 'feed'] as const).find((name) => name === provider);
  return known === undefined ? provider : t(`calendars.providers.${known}`);
};

interface AccountCardProps {
  readonly clientId: string;
  readonly account: Account;
  readonly calendars: readonly Calendar[];
  readonly relink: () => void;
}

const AccountCard = ({ clientId, account, calendars, relink }: AccountCardProps) => {
  const { t } = useTexts();
  const name = account.email ?? providerName(account.provider, t);
  const [renewing, setRenewing] = useState(false);
  const withPassword = account.provider === 'caldav' || account.provider === 'feed';
  const unlink = useDeed(() => unlinkAccount(clientId, account.accountId));
  return (
    <section className="card">
      <div className="card-head">
        <div className="row">
          <h2>{name}</h2>
          <Chip
            tone={account.state === 'linked' ? 'good' : 'bad'}
            icon={account.state === 'linked' ? 'check' : 'warning'}
          >
            {t(`calendars.states.${account.state}`)}
          </Chip>
        </div>
        <div className="actions">
          {account.state !== 'linked' && (
            <Button
              size="small"
              kind="primary"
              icon="link"
              onClick={withPassword ? () => setRenewing(true) : relink}
            >
              {t('calendars.relink')}
            </Button>
          )}
          {account.state !== 'unlinked' && (
            <Button
              size="small"
              kind="danger"
              busy={unlink.busy}
              onClick={() => {
                if (window.confirm(t('calendars.unlinkAsk', { account: name }))) void unlink.run();
              }}
            >
              {t('calendars.unlink')}
            </Button>
          )}
        </div>
      </div>
      <ProblemNotice problem={unlink.problem} />
      {account.state === 'reconnect' && account.stateReason !== null && (
        <p className="card-body fault">{account.stateReason}</p>
      )}
      <CalendarList clientId={clientId} calendars={calendars} />
      {renewing && (
        <PasswordDialog clientId={clientId} account={account} onClose={() => setRenewing(false)} />
      )}
    </section>
  );
};

const Imported = ({ clientId, calendars }: { clientId: string; calendars: readonly Calendar[] }) => {
  const { t } = useTexts();
  if (calendars.length === 0) return null;
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('calendars.imported')}</h2>
      </div>
      <CalendarList clientId={clientId} calendars={calendars} />
    </section>
  );
};

const CalendarList = ({ clientId, calendars }: { clientId: string; calendars: readonly Calendar[] }) => (
  <ul className="lines">
    {calendars.map((calendar) => (
      <CalendarItem key={calendar.calendarId} clientId={clientId} calendar={calendar} />
    ))}
  </ul>
);
