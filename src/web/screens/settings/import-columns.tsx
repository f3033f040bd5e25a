import type { ContactImport } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Field } from '../../ui/field.js';

type Column = ContactImport['columns'][number];

const KINDS = [
  'name',
  'firstName',
  'lastName',
  'company',
  'email',
  'phone',
  'locale',
  'zone',
  'note',
  'none',
] as const;

interface ImportColumnsProps {
  readonly columns: readonly Column[];
  /** What each column is, in their order. */
  readonly onChange: (kinds: readonly Column['kind'][]) => void;
}

/** What was guessed of each column of a table, to be corrected. */
export const ImportColumns = ({ columns, onChange }: ImportColumnsProps) => {
  const { t } = useTexts();
  if (columns.length === 0) return null;
  // Columns have no other name than their place.
  const placed = columns.map((column, place) => ({ ...column, place, id: `column ${place}` }));
  return (
    <fieldset className="form">
      <legend className="strong">{t('exchange.columns')}</legend>
      <div className="import-columns">
        {placed.map((column) => {
          const label = column.head === '' ? t('exchange.column', { number: column.place + 1 }) : column.head;
          return (
            <Field
              key={column.id}
              label={label}
              {...(column.sample === ''
                ? {}
                : { hint: t('exchange.example', { text: column.sample.slice(0, 40) }) })}
            >
              {(control) => (
                <select
                  {...control}
                  value={column.kind}
                  onChange={(event) => {
                    const kind = KINDS.find((one) => one === event.target.value) ?? 'none';
                    onChange(columns.map((one, at) => (at === column.place ? kind : one.kind)));
                  }}
                >
                  {KINDS.map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`exchange.kinds.${kind}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          );
        })}
      </div>
    </fieldset>
  );
};
