import { useState } from 'react';
import { listContacts } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import type { Client, Contact } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Combobox } from '../../ui/combobox.js';
import { Field } from '../../ui/field.js';
import { ContactForm } from '../settings/contact-form.js';

interface ContactPickerProps {
  readonly client: Client;
  /** Those who are chosen already. */
  readonly without?: readonly string[];
  readonly onChoose: (contactId: string) => void;
  readonly fault: string | undefined;
}

/** The contacts of a client, kept with the others that are asked for. */
export const useContacts = (clientId: string) =>
  useLive(`contacts ${clientId}`, () => listContacts(clientId), { pollMs: 60_000 });

/** Whom to meet: found by typing, or made in place. */
export const ContactPicker = ({ client, without = [], onChoose, fault }: ContactPickerProps) => {
  const { t } = useTexts();
  const contacts = useContacts(client.clientId);
  const [text, setText] = useState('');
  const [making, setMaking] = useState<string | null>(null);

  if (making !== null) {
    return (
      <div className="inset stack">
        <h3>{t('propose.newContact')}</h3>
        <ContactForm
          client={client}
          contact={null}
          name={making}
          onDone={(contact) => {
            setMaking(null);
            if (contact !== null) onChoose(contact.contactId);
          }}
        />
      </div>
    );
  }
  const known = contacts.data?.filter((contact) => !without.includes(contact.contactId));
  const choices = fitting(known ?? [], text).map((contact) => ({
    id: contact.contactId,
    content: <ContactLine contact={contact} />,
  }));
  // Only once it is known who is there: otherwise a quick Enter makes somebody anew who is in the list.
  if (known !== undefined && text.trim() !== '') {
    choices.push({
      id: NEW,
      content: <span className="strong">{t('propose.contactNew', { name: text.trim() })}</span>,
    });
  }
  return (
    <Field label={t('propose.contact')} fault={fault}>
      {(control) => (
        <Combobox
          {...control}
          text={text}
          onText={setText}
          placeholder={t('propose.contactPlaceholder')}
          said={t('propose.contactHints', { count: choices.filter(({ id }) => id !== NEW).length })}
          choices={choices}
          onChoose={(id) => {
            if (id === NEW) setMaking(text.trim());
            else onChoose(id);
          }}
        />
      )}
    </Field>
  );
};

const NEW = 'new';
const MOST_SHOWN = 8;

/** Contacts in whose name, company, address or number every typed word occurs; letters count without their marks. */
const fitting = (contacts: readonly Contact[], text: string): readonly Contact[] => {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return contacts
    .filter(({ name, company, email, phone }) => {
      const whole = plain([name, company, email, phone].join(' '));
      return words.every((word) => whole.includes(word));
    })
    .slice(0, MOST_SHOWN);
};

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export const ContactLine = ({ contact }: { readonly contact: Contact }) => (
  <span className="contact-line">
    <span className="strong">{contact.name}</span>
    <span className="small quiet">
      {[contact.company, contact.email ?? contact.phone].filter((part) => part !== null).join(' · ')}
    </span>
  </span>
);
