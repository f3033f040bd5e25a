import { useState } from 'react';
import { changeClient, createClient } from '../../api/clients.js';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useSignedIn } from '../../shell/signed-in.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { asMailLocale, LocaleSelect } from '../../ui/locale-select.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { ZoneInput } from '../../ui/zone-input.js';
import { orNull } from './contact-form.js';

interface ClientFormProps {
  /** Null: a new one, whose colour the server chooses unless one is chosen here. */
  readonly client: Client | null;
  readonly onDone?: () => void;
}

export const ClientForm = ({ client, onDone }: ClientFormProps) => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const [name, setName] = useState(client?.name ?? '');
  const [person, setPerson] = useState(client?.person ?? '');
  const [email, setEmail] = useState(client?.email ?? '');
  const [phone, setPhone] = useState(client?.phone ?? '');
  const [zone, setZone] = useState(client?.zone ?? me.zone);
  const [locale, setLocale] = useState(asMailLocale(client?.locale ?? me.locale));
  const [colour, setColour] = useState(client?.colour ?? null);
  const [onClientDelete, setOnClientDelete] = useState(client?.onClientDelete ?? 'ask');
  const [saved, setSaved] = useState(false);
  const deed = useDeed(async () => {
    setSaved(false);
    const body = {
      name,
      person,
      email: orNull(email),
      phone: orNull(phone),
      zone,
      locale,
      onClientDelete,
      ...(colour === null ? {} : { colour }),
    };
    if (client === null) await createClient(body);
    else await changeClient(client.clientId, body);
    setSaved(true);
    onDone?.();
  });
  const fault = (pointer: string) => deed.problem?.at(pointer);
  return (
    <form className="form" onSubmit={onSubmit(deed.run)}>
      <ProblemNotice problem={deed.problem} />
      {saved && (
        <Notice tone="good" live>
          {t('common.saved')}
        </Notice>
      )}
      <div className="fields">
        <Field label={t('agency.clientName')} fault={fault('/name')}>
          {(control) => (
            <input {...control} required value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('agency.clientPerson')} fault={fault('/person')}>
          {(control) => (
            <input {...control} required value={person} onChange={(event) => setPerson(event.target.value)} />
          )}
        </Field>
        <Field label={t('agency.clientEmail')} fault={fault('/email')}>
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
        {client !== null && (
          <Field label={t('common.colour')} fault={fault('/colour')}>
            {(control) => (
              <input
                {...control}
                type="color"
                value={colour ?? client.colour}
                onChange={(event) => setColour(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <Field label={t('agency.onClientDelete')} fault={fault('/onClientDelete')}>
        {(control) => (
          <select
            {...control}
            value={onClientDelete}
            onChange={(event) => setOnClientDelete(event.target.value === 'cancel' ? 'cancel' : 'ask')}
          >
            <option value="ask">{t('agency.onClientDeleteValues.ask')}</option>
            <option value="cancel">{t('agency.onClientDeleteValues.cancel')}</option>
          </select>
        )}
      </Field>
      <div className="actions">
        <Button type="submit" kind="primary" busy={deed.busy}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
};
