import { useState } from 'react';
import { changeContact, createContact } from '../../api/contacts.js';
import type { Client, Contact } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { asMailLocale, LocaleSelect } from '../../ui/locale-select.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { ZoneInput } from '../../ui/zone-input.js';

interface ContactFormProps {
  readonly client: Client;
  /** Null: a new one. */
  readonly contact: Contact | null;
  /** What was typed before it turned out that there is no such contact. */
  readonly name?: string;
  /** With the contact, or null when it was left. */
  readonly onDone: (contact: Contact | null) => void;
}

/**
 * Not a form element, because it also stands inside the form of a proposal: forms cannot be nested, and Enter must not
 * send the proposal.
 */
export const ContactForm = ({ client, contact, name: typed = '', onDone }: ContactFormProps) => {
  const { t } = useTexts();
  const mail = typed.includes('@');
  const [name, setName] = useState(contact?.name ?? (mail ? '' : typed));
  const [company, setCompany] = useState(contact?.company ?? '');
  const [email, setEmail] = useState(contact?.email ?? (mail ? typed : ''));
  const [phone, setPhone] = useState(contact?.phone ?? '');
  const [locale, setLocale] = useState(asMailLocale(contact?.locale ?? client.locale));
  const [zone, setZone] = useState(contact?.zone ?? client.zone);
  const [note, setNote] = useState(contact?.note ?? '');
  const [proposalKind, setProposalKind] = useState<Contact['proposalKind']>(contact?.proposalKind ?? null);
  const deed = useDeed(async () => {
    const body = {
      name,
      company: orNull(company),
      email: orNull(email),
      phone: orNull(phone),
      locale,
      zone,
      note: orNull(note),
      proposalKind,
    };
    const saved =
      contact === null
        ? await createContact(client.clientId, body)
        : await changeContact(client.clientId, contact.contactId, body);
    onDone(saved);
  });
  const fault = (pointer: string) => deed.problem?.at(pointer);
  return (
    <fieldset
      className="form"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        void deed.run();
      }}
    >
      <legend className="visually-hidden">
        {t(contact === null ? 'propose.newContact' : 'contacts.edit')}
      </legend>
      <ProblemNotice problem={deed.problem} />
      <div className="fields">
        <Field label={t('common.name')} fault={fault('/name')}>
          {(control) => <input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={t('propose.company')} fault={fault('/company')}>
          {(control) => (
            <input {...control} value={company} onChange={(event) => setCompany(event.target.value)} />
          )}
        </Field>
        <Field label={t('common.email')} fault={fault('/email')}>
          {(control) => (
            <input
              {...control}
              type="email"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('common.phone')} fault={fault('/phone')}>
          {(control) => (
            <input {...control} type="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
          )}
        </Field>
        <Field label={t('common.language')} fault={fault('/locale')}>
          {(control) => <LocaleSelect {...control} value={locale} onChange={setLocale} />}
        </Field>
        <Field label={t('common.zone')} fault={fault('/zone')}>
          {(control) => <ZoneInput {...control} value={zone} onChange={setZone} />}
        </Field>
        {contact !== null && (
          <Field label={t('exchange.preferred')} fault={fault('/proposalKind')}>
            {(control) => (
              <select
                {...control}
                value={proposalKind ?? ''}
                onChange={(event) =>
                  setProposalKind(PROPOSAL_KINDS.find((kind) => kind === event.target.value) ?? null)
                }
              >
                <option value="">{t('exchange.preferredNone')}</option>
                {PROPOSAL_KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`propose.kinds.${kind}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
      </div>
      <Field label={t('common.note')} fault={fault('/note')}>
        {(control) => (
          <textarea {...control} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      <div className="actions">
        <Button kind="primary" busy={deed.busy} onClick={() => void deed.run()}>
          {t('common.save')}
        </Button>
        <Button onClick={() => onDone(null)}>{t('common.cancel')}</Button>
      </div>
    </fieldset>
  );
};

const PROPOSAL_KINDS = ['invitations', 'choose', 'fixed'] as const;

/** An emptied field is no text, which the API writes as null. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text);
