import { useState } from 'react';
import { endRequestPage, makeRequestPage } from '../../api/requests.js';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { ClientSelect } from './client-select.js';

interface PageDialogProps {
  readonly clients: readonly Client[];
  readonly onClose: () => void;
}

/** The address of the page on which people ask a client for a meeting. */
export const PageDialog = ({ clients, onClose }: PageDialogProps) => {
  const { t } = useTexts();
  const [clientId, setClientId] = useState(clients.length === 1 ? (clients[0]?.clientId ?? '') : '');
  const [url, setUrl] = useState<string | null>(null);
  const [ended, setEnded] = useState(false);
  const make = useDeed(async () => {
    setEnded(false);
    setUrl((await makeRequestPage(clientId)).url);
  });
  const end = useDeed(async () => {
    await endRequestPage(clientId);
    setUrl(null);
    setEnded(true);
  });
  const client = clients.find((known) => known.clientId === clientId);
  return (
    <Dialog title={t('requests.page')} onClose={onClose}>
      <div className="form">
        <p className="quiet">
          {client !== undefined && <strong>{t('requests.pageTitle', { client: client.name })}. </strong>}
          {t('requests.pageLead')}
        </p>
        <ProblemNotice problem={make.problem ?? end.problem} />
        <ClientSelect
          clients={clients}
          clientId={clientId}
          onChoose={(chosen) => {
            setClientId(chosen);
            setUrl(null);
            setEnded(false);
          }}
        />
        {url !== null && (
          <Field label={t('requests.pageAddress')}>
            {(control) => (
              <input {...control} readOnly value={url} onFocus={(event) => event.target.select()} />
            )}
          </Field>
        )}
        {ended && (
          <Notice tone="good" live>
            {t('requests.pageEnded')}
          </Notice>
        )}
        <div className="dialog-foot">
          <Button kind="danger" busy={end.busy} disabled={clientId === ''} onClick={() => void end.run()}>
            {t('requests.pageEnd')}
          </Button>
          <Button
            kind="primary"
            icon="link"
            busy={make.busy}
            disabled={clientId === ''}
            onClick={() => void make.run()}
          >
            {t('requests.pageMake')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
