import { useState } from 'react';
import { changeKind, createKind } from '../../api/kinds.js';
import type { MeetingKind, Place } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';

interface KindDialogProps {
  readonly clientId: string;
  /** Null: a new one. */
  readonly kind: MeetingKind | null;
  readonly places: readonly Place[];
  readonly onClose: () => void;
}

const MODES = ['in_person', 'phone', 'video'] as const;
const NUMBERS = [
  { name: 'durationMinutes', least: 1, most: 1_440 },
  { name: 'bufferBeforeMinutes', least: 0, most: 1_440 },
  { name: 'bufferAfterMinutes', least: 0, most: 1_440 },
  { name: 'mostADay', least: 0, most: 1_000 },
  { name: 'mostAWeek', least: 0, most: 1_000 },
] as const;

/** A kind of meeting; an empty number is as the client's rules for all meetings say. */
export const KindDialog = ({ clientId, kind, places, onClose }: KindDialogProps) => {
  const { t } = useTexts();
  const [typed, setTyped] = useState({
    name: kind?.name ?? '',
    mode: kind?.mode ?? MODES[0],
    durationMinutes: kind?.durationMinutes ?? null,
    bufferBeforeMinutes: kind?.bufferBeforeMinutes ?? null,
    bufferAfterMinutes: kind?.bufferAfterMinutes ?? null,
    mostADay: kind?.mostADay ?? null,
    mostAWeek: kind?.mostAWeek ?? null,
    placeId: kind?.placeId ?? null,
  });
  const change = (patch: Partial<typeof typed>) => setTyped({ ...typed, ...patch });
  const deed = useDeed(async () => {
    if (kind === null) await createKind(clientId, typed);
    else await changeKind(clientId, kind.kindId, typed);
    onClose();
  });
  return (
    <Dialog title={t(kind === null ? 'kinds.add' : 'kinds.edit')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <ProblemNotice problem={deed.problem} />
        <Field label={t('common.name')} fault={deed.problem?.at('/name')}>
          {(control) => (
            <input
              {...control}
              required
              value={typed.name}
              placeholder={t('kinds.namePlaceholder')}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <fieldset className="segments" aria-label={t('kinds.mode')}>
          {MODES.map((mode) => (
            <label key={mode} className="segment">
              <input
                type="radio"
                name="mode"
                checked={typed.mode === mode}
                onChange={() => change({ mode })}
              />
              {t(`kinds.modes.${mode}`)}
            </label>
          ))}
        </fieldset>
        <Field label={t('kinds.place')} fault={deed.problem?.at('/placeId')}>
          {(control) => (
            <select
              {...control}
              value={typed.placeId ?? ''}
              onChange={(event) => change({ placeId: event.target.value === '' ? null : event.target.value })}
            >
              <option value="">{t('kinds.placeNone')}</option>
              {places.map((place) => (
                <option key={place.placeId} value={place.placeId}>
                  {place.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="fields">
          {NUMBERS.map(({ name, least, most }) => (
            <Field key={name} label={t(`kinds.${name}`)} fault={deed.problem?.at(`/${name}`)}>
              {(control) => (
                <input
                  {...control}
                  type="number"
                  min={least}
                  max={most}
                  placeholder={t('kinds.asUsual')}
                  value={typed[name] ?? ''}
                  onChange={(event) => {
                    const value = event.target.valueAsNumber;
                    change({ [name]: Number.isFinite(value) ? Math.round(value) : null });
                  }}
                />
              )}
            </Field>
          ))}
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
