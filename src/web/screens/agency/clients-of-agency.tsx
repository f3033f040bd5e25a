import { useState } from 'react';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { Link } from '../../shell/link.js';
import { useClients } from '../../shell/signed-in.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Empty, Loaded } from '../../ui/loaded.js';
import { ClientForm } from '../settings/client-form.js';

export const ClientsOfAgency = () => {
  const { t } = useTexts();
  const clients = useClients();
  const [adding, setAdding] = useState(false);
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('agency.clients')}</h2>
        <Button size="small" kind="primary" icon="plus" onClick={() => setAdding(true)}>
          {t('agency.addClient')}
        </Button>
      </div>
      <Loaded of={clients}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="people">{t('agency.clientsNone')}</Empty>
          ) : (
            <ul className="lines">
              {list.map((client) => (
                <li key={client.clientId} className="item" style={clientStyle(client)}>
                  <div className="row">
                    <span className="swatch" />
                    <div>
                      <p className="strong">{client.name}</p>
                      <p className="small quiet">{[client.person, client.zone].join(' · ')}</p>
                    </div>
                  </div>
                  <Link
                    className="button"
                    data-size="small"
                    to={`/clients/${client.clientId}/settings/profile`}
                    aria-label={`${t('agency.editClient')}: ${client.name}`}
                  >
                    {t('common.edit')}
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && (
        <Dialog title={t('agency.addClient')} onClose={() => setAdding(false)}>
          <ClientForm client={null} onDone={() => setAdding(false)} />
        </Dialog>
      )}
    </section>
  );
};
