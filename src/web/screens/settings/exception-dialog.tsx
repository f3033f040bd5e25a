import { useState } from 'react';
import type { Rule } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { deviceZone, todayIn } from '../../time/zone-time.js';
import { Button } from '../../ui/button.js';
import { DateInput } from '../../ui/date-input.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { onSubmit } from '../../ui/submit.js';
import { TimeInput } from '../../ui/time-input.js';

interface ExceptionDialogProps {
  readonly onAdd: (rule: Rule) => void;
  readonly onClose: () => void;
}

const KINDS = ['closed', 'vacation', 'open'] as const;

/** One more exception; it counts once the whole availability is saved. */
export const ExceptionDialog = ({ onAdd, onClose }: ExceptionDialogProps) => {
  const { t } = useTexts();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('closed');
  const [from, setFrom] = useState(() => todayIn(deviceZone()));
  const [until, setUntil] = useState(from);
  const [wholeDay, setWholeDay] = useState(true);
  const [start, setStart] = useState('09:00');
  const [end, setEnd] = useState('17:00');
  const [title, setTitle] = useState('');
  const window = { from: start, to: end };
  const withHours = kind === 'open' || (kind === 'closed' && !wholeDay);
  const add = async () => {
    const named = title.trim() === '' ? {} : { title };
    if (kind === 'open') onAdd({ kind, date: from, windows: [window], instead: true });
    else if (kind === 'vacation') onAdd({ kind, from, until, ...named });
    else onAdd({ kind, from, until, ...(wholeDay ? {} : { window }), ...named });
  };
  return (
    <Dialog title={t('availability.addException')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(add)}>
        <Field label={t('availability.kind')}>
          {(control) => (
            <select
              {...control}
              value={kind}
              onChange={(event) => setKind(KINDS.find((known) => known === event.target.value) ?? 'closed')}
            >
              {KINDS.map((known) => (
                <option key={known} value={known}>
                  {t(`availability.kinds.${known}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="fields">
          <Field label={t(kind === 'open' ? 'common.date' : 'availability.firstDay')}>
            {(control) => (
              <DateInput
                {...control}
                value={from}
                onChange={(value) => {
                  setFrom(value);
                  if (value > until) setUntil(value);
                }}
              />
            )}
          </Field>
          {kind !== 'open' && (
            <Field label={t('availability.lastDay')}>
              {(control) => (
                <DateInput {...control} min={from} value={until} onChange={(value) => setUntil(value)} />
              )}
            </Field>
          )}
        </div>
        {kind === 'closed' && (
          <label className="check">
            <input
              type="checkbox"
              checked={wholeDay}
              onChange={(event) => setWholeDay(event.target.checked)}
            />
            {t('availability.wholeDay')}
          </label>
        )}
        {withHours && (
          <div className="fields">
            <Field label={t('common.from')}>
              {(control) => <TimeInput {...control} value={start} onChange={(value) => setStart(value)} />}
            </Field>
            <Field
              label={t('common.until')}
              fault={end !== '' && end <= start ? t('availability.endsBefore') : undefined}
            >
              {(control) => <TimeInput {...control} value={end} onChange={(value) => setEnd(value)} />}
            </Field>
          </div>
        )}
        {kind !== 'open' && (
          <Field label={`${t('availability.titleField')} (${t('common.optional')})`}>
            {(control) => (
              <input {...control} value={title} onChange={(event) => setTitle(event.target.value)} />
            )}
          </Field>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" disabled={withHours && end <= start}>
            {t('common.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
