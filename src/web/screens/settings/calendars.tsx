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
import { CalendarItem } from './calendar-item.js';
import { ImportDialog } from './import-dialog.js';

/** The client's calendars: where they come from, how fresh they are, what they are used for. */
export default function CalendarsSection({ client }: { client: Client }) {
  const { t } = useTexts();
  const { clientId } = client;
  const accounts = useLive(`accounts ${clientId}`, () => listAccounts(clientId));
  const calendars = useLive(`calendars ${clientId}`, () => listCalendars(clientId));
  const [importing, setImporting] = useState(false);
  const link = useDeed(async (provider: SignInProvider, accountId: string | null) => {
    const { authorizeUrl } = await beginLink(provider, clientId, accountId);
    window.location.assign(authorizeUrl);
  });
  return (
    <>
      <LinkOutcome />
      <ProblemNotice problem={link.problem} />
      <div className="actions">
        <Button kind="primary" icon="link" busy={link.busy} onClick={() => void link.run('google', null)}>
          {t('calendars.linkGoogle')}
        </Button>
        <Button icon="link" busy={link.busy} onClick={() => void link.run('microsoft', null)}>
          {t('calendars.linkOutlook')}
        </Button>
        <Button icon="file" onClick={() => setImporting(true)}>
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
      {importing && <ImportDialog clientId={clientId} onClose={() => setImporting(false)} />}
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

interface AccountCardProps {
  readonly clientId: string;
  readonly account: Account;
  readonly calendars: readonly Calendar[];
  readonly relink: () => void;
}

const AccountCard = ({ clientId, account, calendars, relink }: AccountCardProps) => {
  const { t } = useTexts();
  const name = account.email ?? account.provider;
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
            <Button size="small" kind="primary" icon="link" onClick={relink}>
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
