import { useState } from 'react';
import { createUser, inviteUser } from '../../api/agency.js';
import { useTexts } from '../../i18n/texts.js';
import { useSignedIn } from '../../shell/signed-in.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { asMailLocale, LocaleSelect } from '../../ui/locale-select.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { orNull } from '../settings/contact-form.js';
import type { FreshInvitation } from './users.js';

interface InviteDialogProps {
  readonly onInvited: (fresh: FreshInvitation) => void;
  readonly onClose: () => void;
}

export const InviteDialog = ({ onInvited, onClose }: InviteDialogProps) => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [phone, setPhone] = useState('');
  const [role, setRole] = useState<'owner' | 'secretary'>('secretary');
  const [locale, setLocale] = useState(asMailLocale(me.locale));
  const deed = useDeed(async () => {
    const user = await createUser({ name, email, phone: orNull(phone), role, locale });
    onInvited({ name, url: (await inviteUser(user.userId)).url });
  });
  const fault = (pointer: string) => deed.problem?.at(pointer);
  return (
    <Dialog title={t('agency.invite')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <ProblemNotice problem={deed.problem} />
        <Field label={t('common.name')} fault={fault('/name')}>
          {(control) => (
            <input {...control} required value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('common.email')} fault={fault('/email')}>
          {(control) => (
            <input
              {...control}
              type="email"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <div className="fields">
          <Field label={`${t('common.phone')} (${t('common.optional')})`} fault={fault('/phone')}>
            {(control) => (
              <input
                {...control}
                type="tel"
                value={phone}
                onChange={(event) => setPhone(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('common.language')} fault={fault('/locale')}>
            {(control) => <LocaleSelect {...control} value={locale} onChange={setLocale} />}
          </Field>
        </div>
        <Field label={t('agency.role')} fault={fault('/role')}>
          {(control) => (
            <select
              {...control}
              value={role}
              onChange={(event) => setRole(event.target.value === 'owner' ? 'owner' : 'secretary')}
            >
              <option value="secretary">{t('agency.roles.secretary')}</option>
              <option value="owner">{t('agency.roles.owner')}</option>
            </select>
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy}>
            {t('agency.invite')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
