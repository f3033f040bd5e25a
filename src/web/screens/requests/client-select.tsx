import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Field } from '../../ui/field.js';

interface ClientSelectProps {
  readonly clients: readonly Client[];
  readonly clientId: string;
  readonly onChoose: (clientId: string) => void;
}

/** For whom; nobody is chosen beforehand, so that nothing is done for the wrong one. */
export const ClientSelect = ({ clients, clientId, onChoose }: ClientSelectProps) => {
  const { t } = useTexts();
  return (
    <Field label={t('requests.for')}>
      {(control) => (
        <select {...control} value={clientId} onChange={(event) => onChoose(event.target.value)}>
          <option value="" disabled>
            {t('client.choose')}
          </option>
          {clients.map((client) => (
            <option key={client.clientId} value={client.clientId}>
              {client.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};
