import { useState } from 'react';
import { useLive } from '../../api/live.js';
import { dismissRequest, listRequests } from '../../api/requests.js';
import type { Client, MeetingRequest } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go } from '../../shell/address.js';
import { clientStyle } from '../../shell/client-colour.js';
import { Screen } from '../../shell/screen.js';
import { useClients } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { Loaded } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { beginFrom } from './begin.js';
import { EnterDialog } from './enter-dialog.js';
import { PageDialog } from './page-dialog.js';
import '../desk/desk.css';
import './requests.css';

/** Who asked for a meeting and waits; one press to a proposal with everything filled in. */
export default function RequestsScreen() {
  const { t } = useTexts();
  const requests = useLive('requests', listRequests);
  const clients = useClients();
  const [open, setOpen] = useState<'enter' | 'page' | null>(null);
  const known = clients.data ?? [];
  return (
    <Screen
      title={t('requests.title')}
      lead={t('requests.lead')}
      actions={
        <>
          <Button icon="link" onClick={() => setOpen('page')}>
            {t('requests.page')}
          </Button>
          <Button kind="primary" icon="plus" onClick={() => setOpen('enter')}>
            {t('requests.enter')}
          </Button>
        </>
      }
    >
      <Loaded of={requests}>
        {(list) =>
          list.length === 0 ? (
            <div className="card requests-none">
              <p className="strong">{t('requests.none')}</p>
              <p className="quiet">{t('requests.noneHint')}</p>
            </div>
          ) : (
            <ul className="requests">
              {list.map((request) => {
                const client = known.find(({ clientId }) => clientId === request.clientId);
                return client === undefined ? null : (
                  <RequestCard key={request.requestId} request={request} client={client} />
                );
              })}
            </ul>
          )
        }
      </Loaded>
      {open === 'enter' && <EnterDialog clients={known} onClose={() => setOpen(null)} />}
      {open === 'page' && <PageDialog clients={known} onClose={() => setOpen(null)} />}
    </Screen>
  );
}

const ICONS: Readonly<Record<MeetingRequest['via'], IconName>> = {
  phone: 'phone',
  mail: 'mail',
  web: 'link',
};

const RequestCard = ({ request, client }: { readonly request: MeetingRequest; readonly client: Client }) => {
  const { t } = useTexts();
  const dates = useDates();
  const begin = useDeed(async (part: 'propose' | 'phone') => {
    await beginFrom(request, client);
    go(`/clients/${client.clientId}/${part}`);
  });
  const dismiss = useDeed(() => dismissRequest(request.requestId));
  return (
    <li className="card request" style={clientStyle(client)}>
      <p className="desk-client">
        <span className="swatch" />
        {client.name}
      </p>
      <div className="spread">
        <h2>{request.title ?? request.name}</h2>
        <p className="small quiet request-how">
          <Icon name={ICONS[request.via]} />
          {t(`requests.via.${request.via}`)}, {dates.ago(request.at)}
          {request.enteredBy !== null && <> · {t('requests.by', { who: request.enteredBy })}</>}
        </p>
      </div>
      <p>
        <span className="strong">{request.name}</span>
        {request.company !== null && <>, {request.company}</>}
        {request.email !== null && (
          <>
            {' '}
            · <a href={`mailto:${request.email}`}>{request.email}</a>
          </>
        )}
        {request.phone !== null && (
          <>
            {' '}
            · <a href={`tel:${request.phone.replaceAll(/[^+\d]/g, '')}`}>{request.phone}</a>
          </>
        )}
      </p>
      {request.words !== null && <blockquote className="request-words">{request.words}</blockquote>}
      {request.contactId === null && <p className="small quiet">{t('requests.unknown')}</p>}
      <ProblemNotice problem={begin.problem ?? dismiss.problem} />
      <div className="actions">
        <Button kind="primary" icon="send" busy={begin.busy} onClick={() => void begin.run('propose')}>
          {t('requests.propose')}
        </Button>
        <Button icon="phone" busy={begin.busy} onClick={() => void begin.run('phone')}>
          {t('requests.call')}
        </Button>
        <Button kind="quiet" busy={dismiss.busy} onClick={() => void dismiss.run()}>
          {t('requests.dismiss')}
        </Button>
      </div>
    </li>
  );
};
