import { useState } from 'react';
import { listUsers } from '../../api/agency.js';
import { journalUrl } from '../../api/covers.js';
import { useLive } from '../../api/live.js';
import { useTexts } from '../../i18n/texts.js';
import { useClients, useSignedIn } from '../../shell/signed-in.js';
import { todayIn } from '../../time/zone-time.js';
import { DateInput } from '../../ui/date-input.js';
import { Field } from '../../ui/field.js';
import { Icon } from '../../ui/icon.js';

const SEPARATORS = ['comma', 'semicolon', 'tab'] as const;

/** The journal of some days as a file: a plain link, so that the browser saves it while it still comes in. */
export const JournalExport = () => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const users = useLive('users', listUsers);
  const clients = useClients();
  const today = todayIn(me.zone);
  const [from, setFrom] = useState(`${today.slice(0, 7)}-01`);
  const [until, setUntil] = useState(today);
  const [userId, setUserId] = useState('');
  const [clientId, setClientId] = useState('');
  const [separator, setSeparator] = useState('');
  const ready = from !== '' && until !== '' && from <= until;
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t('journal.title')}</h2>
          <p className="small quiet">{t('journal.lead')}</p>
        </div>
      </div>
      <div className="card-body form">
        <div className="fields">
          <Field label={t('covers.firstDay')}>
            {(control) => <DateInput {...control} value={from} onChange={setFrom} />}
          </Field>
          <Field label={t('covers.lastDay')}>
            {(control) => <DateInput {...control} min={from} value={until} onChange={setUntil} />}
          </Field>
          <Field label={t('journal.secretary')}>
            {(control) => (
              <select {...control} value={userId} onChange={(event) => setUserId(event.target.value)}>
                <option value="">{t('journal.everybody')}</option>
                {users.data?.map((user) => (
                  <option key={user.userId} value={user.userId}>
                    {user.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('journal.client')}>
            {(control) => (
              <select {...control} value={clientId} onChange={(event) => setClientId(event.target.value)}>
                <option value="">{t('journal.allClients')}</option>
                {clients.data?.map((client) => (
                  <option key={client.clientId} value={client.clientId}>
                    {client.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('journal.separator')}>
            {(control) => (
              <select {...control} value={separator} onChange={(event) => setSeparator(event.target.value)}>
                <option value="">{t('journal.separators.usual')}</option>
                {SEPARATORS.map((name) => (
                  <option key={name} value={name}>
                    {t(`journal.separators.${name}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <div className="actions">
          <a
            className="button"
            data-kind="primary"
            download
            aria-disabled={!ready || undefined}
            href={ready ? journalUrl({ from, until, userId, clientId, separator }) : undefined}
          >
            <Icon name="file" />
            {t('journal.get')}
          </a>
        </div>
      </div>
    </section>
  );
};
