import { useState } from 'react';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button, IconButton } from '../../ui/button.js';
import { ContactLine, ContactPicker, useContacts } from './contact-picker.js';
import type { Draft, Role } from './draft.js';

interface PeoplePickerProps {
  readonly client: Client;
  readonly people: Draft['people'];
  readonly onPeople: (people: Draft['people']) => void;
  /** What is wrong with the nth of them, or with all of them (null). */
  readonly fault: (index: number | null) => string | undefined;
}

/** Whom to meet: one is the rule, several are possible, each needed or only welcome. */
export const PeoplePicker = ({ client, people, onPeople, fault }: PeoplePickerProps) => {
  const { t } = useTexts();
  const contacts = useContacts(client.clientId);
  const [adding, setAdding] = useState(false);
  if (people.length === 0) {
    return (
      <ContactPicker
        client={client}
        onChoose={(contactId) => onPeople([{ contactId, role: 'required' }])}
        fault={fault(null)}
      />
    );
  }
  const put = (at: number, role: Role) =>
    onPeople(people.map((person, i) => (i === at ? { ...person, role } : person)));
  return (
    <div className="field">
      <span className="label">{t('propose.contact')}</span>
      <ul className="people">
        {people.map(({ contactId, role }, at) => {
          const contact = contacts.data?.find((known) => known.contactId === contactId);
          const problem = fault(at);
          return (
            <li key={contactId}>
              <div className="picked-contact">
                <div className="contact-line">
                  {contact !== undefined && <ContactLine contact={contact} />}
                  {people.length > 1 && (
                    <select
                      aria-label={t('propose.roleOf', { name: contact?.name ?? '' })}
                      value={role}
                      onChange={(event) =>
                        put(at, event.target.value === 'optional' ? 'optional' : 'required')
                      }
                    >
                      <option value="required">{t('propose.roles.required')}</option>
                      <option value="optional">{t('propose.roles.optional')}</option>
                    </select>
                  )}
                </div>
                <IconButton
                  icon="cross"
                  kind="quiet"
                  label={t('propose.personOut', { name: contact?.name ?? '' })}
                  onClick={() => onPeople(people.filter((_, i) => i !== at))}
                />
              </div>
              {contact?.email === null && <p className="fault">{t('propose.contactNoMail')}</p>}
              {problem !== undefined && <p className="fault">{problem}</p>}
            </li>
          );
        })}
      </ul>
      {adding ? (
        <ContactPicker
          client={client}
          without={people.map(({ contactId }) => contactId)}
          onChoose={(contactId) => {
            setAdding(false);
            onPeople([...people, { contactId, role: 'required' }]);
          }}
          fault={undefined}
        />
      ) : (
        <div>
          <Button kind="quiet" size="small" icon="plus" onClick={() => setAdding(true)}>
            {t('propose.personMore')}
          </Button>
        </div>
      )}
    </div>
  );
};
