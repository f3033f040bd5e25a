import { useState } from 'react';
import { importCalendar } from '../../api/calendars.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';

/** A calendar out of a file, for a client whose calendar cannot be linked. */
export const ImportDialog = ({ clientId, onClose }: { clientId: string; onClose: () => void }) => {
  const { t } = useTexts();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [imported, setImported] = useState<number | null>(null);
  const deed = useDeed(async () => {
    if (file === null) return;
    setImported((await importCalendar(clientId, name, file)).events);
  });
  return (
    <Dialog title={t('calendars.import')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <p className="quiet">{t('calendars.importLead')}</p>
        <ProblemNotice problem={deed.problem} />
        {imported !== null && (
          <Notice tone="good" live>
            {t('calendars.imported', { count: imported })}
          </Notice>
        )}
        <Field label={t('calendars.importFile')} fault={deed.problem?.at('')}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".ics,text/calendar"
              required
              onChange={(event) => {
                const chosen = event.target.files?.[0] ?? null;
                setFile(chosen);
                if (chosen !== null && name === '') setName(chosen.name.replace(/\.ics$/i, ''));
              }}
            />
          )}
        </Field>
        <Field label={t('calendars.importName')} fault={deed.problem?.at('/name')}>
          {(control) => (
            <input {...control} required value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy} disabled={file === null}>
            {t('calendars.importDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
