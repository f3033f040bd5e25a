import { useDeferredValue, useState } from 'react';
import { archiveContact, findContacts, listContacts } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import type { Client, Contact } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Empty, Loaded } from '../../ui/loaded.js';
import { asMailLocale } from '../../ui/locale-select.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { ContactForm } from './contact-form.js';
import { ContactHistoryView } from './contact-history.js';
import { ContactImportDialog } from './contact-import.js';

/** Partners and prospects of one client. */
export default function ContactsSection({ client }: { client: Client }) {
  const { t } = useTexts();
  const { clientId } = client;
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const contacts = useLive(`contacts ${clientId}${asked === '' ? '' : ` ? ${asked}`}`, () =>
    asked === '' ? listContacts(clientId) : findContacts(clientId, asked),
  );
  const [importing, setImporting] = useState(false);
  const [editing, setEditing] = useState<Contact | 'new' | null>(null);
  const archive = useDeed((contactId: string) => archiveContact(clientId, contactId));
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('settings.contacts')}</h2>
        <div className="actions">
          <input
            type="search"
            className="search"
            aria-label={t('contacts.search')}
            placeholder={t('contacts.search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button size="small" icon="plus" onClick={() => setEditing('new')}>
            {t('contacts.add')}
          </Button>
          <Button size="small" onClick={() => setImporting(true)}>
            {t('exchange.importButton')}
          </Button>
          {(['csv', 'vcf'] as const).map((kind) => (
            <a
              key={kind}
              className="button"
              data-size="small"
              download
              href={`/api/clients/${clientId}/contacts.${kind}`}
            >
              {t(kind === 'csv' ? 'exchange.exportCsv' : 'exchange.exportVcard')}
            </a>
          ))}
        </div>
      </div>
      <ProblemNotice problem={archive.problem} />
      <Loaded of={contacts}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="person">
              <p className="strong">
                {asked === '' ? t('contacts.none') : t('contacts.nothing', { text: asked })}
              </p>
              {asked === '' && <p className="small">{t('contacts.noneHint')}</p>}
            </Empty>
          ) : (
            <ul className="lines">
              {list.map((contact) => (
                <li key={contact.contactId} className="item">
                  <div>
                    <p className="strong">{contact.name}</p>
                    <p className="small quiet">
                      {[
                        contact.company,
                        contact.email,
                        contact.phone,
                        t(`languages.${asMailLocale(contact.locale)}`),
                        contact.zone === client.zone ? null : contact.zone,
                      ]
                        .filter((part) => part !== null)
                        .join(' · ')}
                    </p>
                    {contact.note !== null && <p className="small">{contact.note}</p>}
                  </div>
                  <div className="actions">
                    <Button
                      size="small"
                      aria-label={`${t('common.edit')}: ${contact.name}`}
                      onClick={() => setEditing(contact)}
                    >
                      {t('common.edit')}
                    </Button>
                    <Button
                      size="small"
                      aria-label={`${t('common.archive')}: ${contact.name}`}
                      busy={archive.busy}
                      onClick={() => void archive.run(contact.contactId)}
                    >
                      {t('common.archive')}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {importing && <ContactImportDialog client={client} onClose={() => setImporting(false)} />}
      {editing !== null && (
        <Dialog
          title={t(editing === 'new' ? 'contacts.add' : 'contacts.edit')}
          onClose={() => setEditing(null)}
        >
          <ContactForm
            client={client}
            contact={editing === 'new' ? null : editing}
            onDone={() => setEditing(null)}
          />
          {editing !== 'new' && <ContactHistoryView clientId={clientId} contactId={editing.contactId} />}
        </Dialog>
      )}
    </section>
  );
}
