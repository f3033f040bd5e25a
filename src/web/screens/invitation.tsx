import { useState } from 'react';
import { acceptInvitation } from '../api/sign-in.js';
import type { Me } from '../api/types.js';
import { useTexts } from '../i18n/texts.js';
import { go } from '../shell/address.js';
import { Gate } from '../shell/gate.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { Notice, ProblemNotice } from '../ui/notice.js';
import { onSubmit } from '../ui/submit.js';
import { useDeed } from '../ui/use-deed.js';

/** A new secretary chooses a password; the token stands behind the '#'. */
export const InvitationScreen = ({ enter }: { readonly enter: (me: Me) => void }) => {
  const { t } = useTexts();
  const [token] = useState(() => window.location.hash.slice(1));
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const deed = useDeed(async () => {
    enter(await acceptInvitation({ token, password }));
    go('/', 'replace');
  });
  const submit = async () => {
    setDiffers(password !== again);
    if (password === again) await deed.run();
  };
  if (token === '') {
    return (
      <Gate title={t('invitation.title')} lead={t('invitation.lead')}>
        <Notice tone="bad">{t('invitation.noToken')}</Notice>
      </Gate>
    );
  }
  return (
    <Gate title={t('invitation.title')} lead={t('invitation.lead')}>
      <form className="form" onSubmit={onSubmit(submit)}>
        <ProblemNotice problem={deed.problem} />
        <Field
          label={t('common.password')}
          hint={t('setup.passwordHint')}
          fault={deed.problem?.at('/password')}
        >
          {(control) => (
            <input
              {...control}
              type="password"
              required
              minLength={12}
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('invitation.repeat')}
          fault={differs && password !== again ? t('invitation.differs') : undefined}
        >
          {(control) => (
            <input
              {...control}
              type="password"
              required
              autoComplete="new-password"
              value={again}
              onChange={(event) => setAgain(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" kind="primary" busy={deed.busy}>
          {t('invitation.submit')}
        </Button>
      </form>
    </Gate>
  );
};
