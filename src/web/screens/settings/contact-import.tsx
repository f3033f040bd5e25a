import { useRef, useState } from 'react';
import { importContacts, previewContacts } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import type { Client, ContactImport } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Chip } from '../../ui/chip.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Loading } from '../../ui/loaded.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { ImportColumns } from './import-columns.js';
import './contact-import.css';

type Row = ContactImport['rows'][number];

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1257', 'windows-1251'] as const;
const SEPARATORS = ['comma', 'semicolon', 'tab'] as const;
/** More lines than these are counted and not drawn; the refused ones come first. */
const MOST_SHOWN = 100;

interface Chosen {
  readonly encoding?: ContactImport['encoding'];
  readonly separator?: NonNullable<ContactImport['separator']>;
  readonly columns?: string;
}

/** A file, what would become of each of its lines, and only then the import. */
export const ContactImportDialog = ({ client, onClose }: { client: Client; onClose: () => void }) => {
  const { t } = useTexts();
  const { clientId } = client;
  const [file, setFile] = useState<File | null>(null);
  const [chosen, setChosen] = useState<Chosen>({});
  const [done, setDone] = useState<ContactImport['counts'] | null>(null);
  const count = useRef(0);
  const preview = useLive(
    file === null || done !== null ? null : `import ${count.current} ${JSON.stringify(chosen)}`,
    () => (file === null ? Promise.reject(new Error('No file')) : previewContacts(clientId, file, chosen)),
    { pollMs: null },
  );
  const shown = preview.data;
  const deed = useDeed(async () => {
    if (file === null || shown === undefined) return;
    const result = await importContacts(clientId, file, { ...chosen, plan: shown.plan });
    setDone(result.counts);
  });
  return (
    <Dialog title={t('exchange.importTitle')} onClose={onClose} wide>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <p className="quiet">{t('exchange.lead')}</p>
        <ProblemNotice problem={deed.problem ?? preview.problem} />
        {(deed.problem ?? preview.problem)?.code === 'invalid-input' && (
          <p className="fault">{(deed.problem ?? preview.problem)?.detail}</p>
        )}
        {done !== null && (
          <Notice tone="good" live>
            {t('exchange.done', { new: done.new, changed: done.changed })}
          </Notice>
        )}
        <Field label={t('exchange.file')}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.txt,.vcf,text/csv,text/vcard"
              required
              onChange={(event) => {
                count.current += 1;
                setChosen({});
                setDone(null);
                setFile(event.target.files?.[0] ?? null);
              }}
            />
          )}
        </Field>
        {file !== null && done === null && shown === undefined && preview.problem === null && <Loading />}
        {shown !== undefined && done === null && (
          <>
            <div className="fields">
              <Field label={t('exchange.encoding')}>
                {(control) => (
                  <select
                    {...control}
                    value={shown.encoding}
                    onChange={(event) => {
                      const encoding = ENCODINGS.find((one) => one === event.target.value);
                      if (encoding !== undefined) setChosen({ ...chosen, encoding });
                    }}
                  >
                    {ENCODINGS.map((name) => (
                      <option key={name} value={name}>
                        {name}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              {shown.separator !== null && (
                <Field label={t('exchange.separator')}>
                  {(control) => (
                    <select
                      {...control}
                      value={shown.separator ?? ''}
                      onChange={(event) => {
                        const separator = SEPARATORS.find((one) => one === event.target.value);
                        if (separator === undefined) return;
                        const { columns: _, ...rest } = chosen;
                        setChosen({ ...rest, separator });
                      }}
                    >
                      {SEPARATORS.map((name) => (
                        <option key={name} value={name}>
                          {t(`exchange.separators.${name}`)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
              )}
            </div>
            <ImportColumns
              columns={shown.columns}
              onChange={(kinds) => setChosen({ ...chosen, columns: kinds.join(',') })}
            />
            <Rows preview={shown} />
          </>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t(done === null ? 'common.cancel' : 'common.close')}</Button>
          {done === null && (
            <Button
              type="submit"
              kind="primary"
              busy={deed.busy}
              disabled={shown === undefined || shown.counts.new + shown.counts.changed === 0}
            >
              {t('exchange.importDo')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
};

const TONES = { new: 'good', changed: 'wait', same: 'calm', refused: 'bad' } as const;
const ICONS = { new: 'plus', changed: 'info', same: 'check', refused: 'warning' } as const;
const KINDS = ['refused', 'changed', 'new', 'same'] as const;

const Rows = ({ preview }: { preview: ContactImport }) => {
  const { t } = useTexts();
  const sorted = KINDS.flatMap((kind) => preview.rows.filter((row) => row.kind === kind));
  const refused = preview.rows.filter(({ kind }) => kind === 'refused');
  return (
    <>
      <div className="import-counts" role="status">
        {KINDS.map((kind) => (
          <Chip key={kind} tone={TONES[kind]} icon={ICONS[kind]}>
            {t(`exchange.counts.${kind}`)}: <span className="num">{preview.counts[kind]}</span>
          </Chip>
        ))}
      </div>
      {refused.length > 0 && (
        <Notice
          tone="wait"
          action={
            <a className="button" data-size="small" download="refused.csv" href={asCsv(refused)}>
              {t('exchange.saveRefused')}
            </a>
          }
        >
          {t('exchange.onlyGood')}
        </Notice>
      )}
      <ul className="import-rows small" aria-label={t('exchange.importTitle')}>
        {sorted.slice(0, MOST_SHOWN).map((row) => (
          <RowItem key={`${row.line} ${row.kind}`} row={row} />
        ))}
      </ul>
      {sorted.length > MOST_SHOWN && (
        <p className="small quiet">{t('exchange.shown', { number: MOST_SHOWN })}</p>
      )}
    </>
  );
};

const RowItem = ({ row }: { row: Row }) => {
  const { t } = useTexts();
  const { name, company, email, phone } = row.values;
  return (
    <li>
      <span>
        <span className="num quiet">{t('exchange.line', { number: row.line })}</span>
        <br />
        <span className="strong">{t(`exchange.counts.${row.kind}`)}</span>
      </span>
      <span>
        <span className="strong">{name ?? t('exchange.nothing')}</span>
        <span className="quiet">
          {[company, email, phone].filter((part) => part !== undefined).map((part) => ` · ${part}`)}
        </span>
        {row.restored && <span> · {t('exchange.restored')}</span>}
        {row.changes.map(({ field, from, to }) => (
          <span key={field}>
            <br />
            {t('exchange.change', {
              field: t(`exchange.kinds.${field}`),
              from: from ?? t('exchange.nothing'),
              to,
            })}
          </span>
        ))}
        {row.faults.map(({ field, detail, value }) => (
          <span key={`${field} ${detail}`} className="fault">
            <br />
            {field === null ? '' : `${t(`exchange.kinds.${field}`)}${value === '' ? '' : ` “${value}”`}: `}
            {detail}
          </span>
        ))}
      </span>
    </li>
  );
};

/** The refused lines as a file to mend and to import again, with what is wrong beside them. */
const asCsv = (rows: readonly Row[]): string => {
  const fields = ['name', 'company', 'email', 'phone', 'locale', 'zone', 'note'] as const;
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const lines = rows.map((row) =>
    [...fields.map((field) => row.values[field] ?? ''), row.faults.map(({ detail }) => detail).join(' ')]
      .map(cell)
      .join(';'),
  );
  const text = ['Name;Company;E-mail;Phone;Language;Time zone;Note;!', ...lines].join('\r\n');
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${text}\r\n`)}`;
};
