import type { AvailabilitySettings } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Field } from '../../ui/field.js';

interface NumbersEditorProps {
  readonly settings: AvailabilitySettings;
  readonly onChange: (settings: AvailabilitySettings) => void;
  readonly fault: (field: string) => string | undefined;
}

/** The numbers that are asked for, in this order; notice is asked in hours, because nobody thinks of it in minutes. */
const NUMBERS = [
  { field: 'durationMinutes', least: 1, most: 1440, unit: 1 },
  { field: 'stepMinutes', least: 1, most: 1440, unit: 1 },
  { field: 'bufferBeforeMinutes', least: 0, most: 1440, unit: 1 },
  { field: 'bufferAfterMinutes', least: 0, most: 1440, unit: 1 },
  { field: 'minimumNoticeMinutes', least: 0, most: 720, unit: 60 },
  { field: 'horizonDays', least: 0, most: 365, unit: 1 },
] as const;

export const NumbersEditor = ({ settings, onChange, fault }: NumbersEditorProps) => {
  const { t } = useTexts();
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('availability.numbers')}</h2>
      </div>
      <div className="card-body">
        <div className="fields">
          {NUMBERS.map(({ field, least, most, unit }) => (
            <Field key={field} label={t(`availability.${field}`)} fault={fault(field)}>
              {(control) => (
                <input
                  {...control}
                  type="number"
                  required
                  min={least}
                  max={most}
                  step={unit === 1 ? 1 : 'any'}
                  value={(settings[field] ?? 0) / unit}
                  onChange={(event) => {
                    const value = event.target.valueAsNumber;
                    if (Number.isFinite(value)) onChange({ ...settings, [field]: Math.round(value * unit) });
                  }}
                />
              )}
            </Field>
          ))}
        </div>
      </div>
    </section>
  );
};
