import { useState } from 'react';
import { enterRequest } from '../../api/requests.js';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { orNull } from '../settings/contact-form.js';
import { ClientSelect } from './client-select.js';

interface EnterDialogProps {
  readonly clients: readonly Client[];
  readonly onClose: () => void;
}

/** What is asked for while the secretary is on the phone with somebody else. */
export const EnterDialog = ({ clients, onClose }: EnterDialogProps) => {
  const { t } = useTexts();
  const [clientId, setClientId] = useState(clients.length === 1 ? (clients[0]?.clientId ?? '') : '');
  const [typed, setTyped] = useState({ name: '', company: '', phone: '', email: '', title: '', words: '' });
  const deed = useDeed(async () => {
    const { name, company, phone, email, title, words } = typed;
    await enterRequest(clientId, {
      name,
      company: orNull(company),
      phone: orNull(phone),
      email: orNull(email),
      title: orNull(title),
      words: orNull(words),
    });
    onClose();
  });
  const field = (name: keyof typeof typed, label: string, kind: 'text' | 'tel' | 'email' = 'text') => (
    <Field label={label} fault={deed.problem?.at(`/${name}`)}>
      {(control) => (
        <input
          {...control}
          type={kind}
          value={typed[name]}
          onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog title={t('requests.enter')} onClose={onClose}>
      <form className="form" noValidate onSubmit={onSubmit(deed.run)}>
        <ProblemNotice problem={deed.problem} />
        <ClientSelect clients={clients} clientId={clientId} onChoose={setClientId} />
        {field('name', t('requests.who'))}
        <div className="fields">
          {field('phone', t('common.phone'), 'tel')}
          {field('email', t('common.email'), 'email')}
        </div>
        {field('company', `${t('propose.company')} (${t('common.optional')})`)}
        {field('title', t('propose.what'))}
        <Field label={`${t('requests.words')} (${t('common.optional')})`} fault={deed.problem?.at('/words')}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              value={typed.words}
              onChange={(event) => setTyped({ ...typed, words: event.target.value })}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            kind="primary"
            icon="check"
            busy={deed.busy}
            disabled={clientId === '' || typed.name.trim() === ''}
          >
            {t('requests.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
