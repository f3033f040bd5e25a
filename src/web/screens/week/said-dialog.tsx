import { useState } from 'react';
import { giveInstruction } from '../../api/instructions.js';
import type { Client, NewInstruction, Place } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { DateInput } from '../../ui/date-input.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { TimeInput } from '../../ui/time-input.js';
import { useDeed } from '../../ui/use-deed.js';
import { saidText } from './said-text.js';

interface SaidDialogProps {
  readonly client: Client;
  readonly places: readonly Place[];
  readonly day: string;
  readonly onClose: () => void;
}

const KINDS = ['unreachable', 'nothing_before', 'nothing_after', 'only_by_phone', 'at_place'] as const;
const HOW = ['phone', 'message', 'mail', 'in_person'] as const;

/** One instruction, read back in a sentence before it counts. */
export const SaidDialog = ({ client, places, day, onClose }: SaidDialogProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('unreachable');
  const [date, setDate] = useState(day);
  const [from, setFrom] = useState('13:00');
  const [to, setTo] = useState('15:00');
  const [time, setTime] = useState('10:00');
  const [placeId, setPlaceId] = useState(places[0]?.placeId ?? '');
  const [by, setBy] = useState(client.person);
  const [how, setHow] = useState<(typeof HOW)[number]>('phone');
  const [words, setWords] = useState('');

  const withHours = kind === 'unreachable' || kind === 'only_by_phone' || kind === 'at_place';
  const kinds = KINDS.filter((one) => one !== 'at_place' || places.length > 0);
  const body = (): NewInstruction => {
    const said = { by, how, ...(words.trim() === '' ? {} : { words }) };
    if (kind === 'nothing_before' || kind === 'nothing_after') return { kind, date, time, said };
    if (kind === 'unreachable') return { kind, date, from, to, said };
    const begins = from === '' ? {} : { from };
    if (kind === 'at_place') return { kind, date, placeId, ...begins, to, said };
    return { kind, date, ...begins, ...(to === '' ? {} : { to }), said };
  };
  const deed = useDeed(async () => {
    await giveInstruction(client.clientId, body());
    onClose();
  });
  const fault = (field: string) => deed.problem?.at(`/${field}`);
  const backwards = withHours && from !== '' && to !== '' && to <= from;

  return (
    <Dialog title={t('said.addFor', { name: client.person })} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <div className="fields">
          <Field label={t('said.what')}>
            {(control) => (
              <select
                {...control}
                value={kind}
                onChange={(event) => setKind(KINDS.find((one) => one === event.target.value) ?? kind)}
              >
                {kinds.map((one) => (
                  <option key={one} value={one}>
                    {t(`said.kinds.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('common.date')} fault={fault('date')}>
            {(control) => <DateInput {...control} value={date} onChange={setDate} />}
          </Field>
        </div>
        {kind === 'at_place' && (
          <Field label={t('said.place')} fault={fault('placeId')}>
            {(control) => (
              <select {...control} value={placeId} onChange={(event) => setPlaceId(event.target.value)}>
                {places.map((place) => (
                  <option key={place.placeId} value={place.placeId}>
                    {place.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {withHours ? (
          <div className="fields">
            <Field label={t('common.from')} fault={fault('from')}>
              {(control) => <TimeInput {...control} value={from} onChange={setFrom} />}
            </Field>
            <Field label={t('common.until')} fault={backwards ? t('availability.endsBefore') : fault('to')}>
              {(control) => <TimeInput {...control} value={to} onChange={setTo} />}
            </Field>
          </div>
        ) : (
          <Field label={t('common.time')} fault={fault('time')}>
            {(control) => <TimeInput {...control} value={time} onChange={setTime} />}
          </Field>
        )}
        <div className="fields">
          <Field label={t('said.who')} fault={fault('said/by')}>
            {(control) => <input {...control} value={by} onChange={(event) => setBy(event.target.value)} />}
          </Field>
          <Field label={t('said.how')}>
            {(control) => (
              <select
                {...control}
                value={how}
                onChange={(event) => setHow(HOW.find((one) => one === event.target.value) ?? how)}
              >
                {HOW.map((one) => (
                  <option key={one} value={one}>
                    {t(`said.hows.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Field label={`${t('said.words')} (${t('common.optional')})`} fault={fault('said/words')}>
          {(control) => (
            <input {...control} value={words} onChange={(event) => setWords(event.target.value)} />
          )}
        </Field>
        <Notice tone="calm" live>
          {t('said.readBack', {
            date: dates.date(date),
            what: saidText({ kind, time, from, to, placeId }, places, t),
          })}
        </Notice>
        <ProblemNotice problem={deed.problem} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy} disabled={backwards || by.trim() === ''}>
            {t('said.give')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
