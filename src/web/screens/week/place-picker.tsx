import type { Place } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Field } from '../../ui/field.js';
import type { Draft } from './draft.js';

interface PlacePickerProps {
  readonly places: readonly Place[] | undefined;
  readonly draft: Draft;
  readonly change: (patch: Partial<Draft>) => void;
  readonly fault: string | undefined;
}

const OTHER = 'other';

/** Where: one of the client's places, another one in words, or none yet. */
export const PlacePicker = ({ places, draft, change, fault }: PlacePickerProps) => {
  const { t } = useTexts();
  const value = draft.placeId ?? (draft.placeText === null ? '' : OTHER);
  const address = places?.find((place) => place.placeId === draft.placeId)?.address;
  return (
    <>
      <Field label={t('propose.place')} fault={fault} {...(address === undefined ? {} : { hint: address })}>
        {(control) => (
          <select
            {...control}
            value={value}
            onChange={(event) => {
              const chosen = event.target.value;
              change({
                placeId: chosen === '' || chosen === OTHER ? null : chosen,
                placeText: chosen === OTHER ? '' : null,
              });
            }}
          >
            <option value="">{t('propose.placeNone')}</option>
            {places?.map((place) => (
              <option key={place.placeId} value={place.placeId}>
                {place.name}
              </option>
            ))}
            <option value={OTHER}>{t('propose.placeOther')}</option>
          </select>
        )}
      </Field>
      {draft.placeText !== null && (
        <Field label={t('propose.placeText')}>
          {(control) => (
            <input
              {...control}
              value={draft.placeText ?? ''}
              onChange={(event) => change({ placeText: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
};
