import { useState } from 'react';
import { useLive } from '../../api/live.js';
import { previewProposal } from '../../api/meetings.js';
import type { Client, Proposal } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Dialog } from '../../ui/dialog.js';
import { Loading } from '../../ui/loaded.js';
import { MailView } from '../../ui/mail-view.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';

interface MailPreviewProps {
  readonly client: Client;
  readonly proposal: Proposal;
  readonly onClose: () => void;
}

/** Each mail as its reader will see it, in the reader's language and zone. */
export const MailPreview = ({ client, proposal, onClose }: MailPreviewProps) => {
  const { t } = useTexts();
  const { clientId } = client;
  const answer = useLive(
    `preview ${clientId} ${JSON.stringify(proposal)}`,
    () => previewProposal(clientId, proposal),
    { pollMs: null },
  );
  const [at, setAt] = useState(0);
  const mails = answer.data?.mails ?? [];
  const mail = mails[at];
  return (
    <Dialog title={t('propose.preview')} onClose={onClose} wide>
      <ProblemNotice problem={answer.problem} />
      {answer.loading && <Loading />}
      {mails.length > 1 && (
        <div className="segments" role="tablist" aria-label={t('propose.preview')}>
          {mails.map((one, i) => (
            <button
              key={`${one.to.address} ${one.subject}`}
              type="button"
              role="tab"
              className="segment"
              aria-selected={i === at}
              onClick={() => setAt(i)}
            >
              {t('propose.previewNth', { nth: i + 1, name: one.to.name })}
            </button>
          ))}
        </div>
      )}
      {mail !== undefined && (
        <div className="stack">
          {mail.refusal !== null && <Notice tone="bad">{mail.refusal}</Notice>}
          <dl className="mail-head">
            <dt>{t('propose.previewFrom')}</dt>
            <dd>{mail.from}</dd>
            <dt>{t('propose.previewTo')}</dt>
            <dd>{`${mail.to.name} <${mail.to.address}>`}</dd>
            <dt>{t('propose.previewSubject')}</dt>
            <dd className="strong">{mail.subject}</dd>
          </dl>
          <MailView html={mail.html} label={mail.subject} />
          {mail.calendar !== null && <p className="small quiet">{t('propose.previewCalendar')}</p>}
        </div>
      )}
    </Dialog>
  );
};
