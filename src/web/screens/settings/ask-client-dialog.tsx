import { useState } from 'react';
import { makeLinkPage, withdrawLinkPages } from '../../api/calendars.js';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';

/** The address of a page on which the client links the calendars alone; no password passes through here. */
export const AskClientDialog = ({ client, onClose }: { client: Client; onClose: () => void }) => {
  const { t } = useTexts();
  const dates = useDates();
  const [page, setPage] = useState<{ url: string; expiresAt: string } | null>(null);
  const [copied, setCopied] = useState(false);
  const make = useDeed(async () => setPage(await makeLinkPage(client.clientId)));
  const end = useDeed(async () => {
    await withdrawLinkPages(client.clientId);
    onClose();
  });
  const mail =
    page === null
      ? ''
      : `mailto:${encodeURIComponent(client.email ?? '')}?${new URLSearchParams({
          subject: t('calendars.ask.subject'),
          body: t('calendars.ask.body', { person: client.person, url: page.url }),
        })
          .toString()
          .replaceAll('+', '%20')}`;
  return (
    <Dialog title={t('calendars.ask.title', { person: client.person })} onClose={onClose}>
      <div className="form">
        <p className="quiet">{t('calendars.ask.lead')}</p>
        <ProblemNotice problem={make.problem ?? end.problem} />
        {page === null ? (
          <div className="dialog-foot">
            <Button onClick={() => void end.run()} busy={end.busy}>
              {t('calendars.ask.end')}
            </Button>
            <Button kind="primary" icon="link" busy={make.busy} onClick={() => void make.run()}>
              {t('calendars.ask.make')}
            </Button>
          </div>
        ) : (
          <>
            <Field
              label={t('calendars.ask.address')}
              hint={t('calendars.ask.until', { date: dates.stamp(page.expiresAt) })}
            >
              {(control) => (
                <input {...control} readOnly value={page.url} onFocus={(event) => event.target.select()} />
              )}
            </Field>
            {copied && (
              <Notice tone="good" live>
                {t('calendars.ask.copied')}
              </Notice>
            )}
            <div className="dialog-foot">
              <Button
                icon="file"
                onClick={() => void navigator.clipboard.writeText(page.url).then(() => setCopied(true))}
              >
                {t('calendars.ask.copy')}
              </Button>
              <a className="button" data-kind="primary" href={mail}>
                {t('calendars.ask.mail')}
              </a>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
};
