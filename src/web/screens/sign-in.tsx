import { useState } from 'react';
import { signIn } from '../api/sign-in.js';
import type { Me } from '../api/types.js';
import { useTexts } from '../i18n/texts.js';
import { Gate } from '../shell/gate.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { Notice, ProblemNotice } from '../ui/notice.js';
import { onSubmit } from '../ui/submit.js';
import { useDeed } from '../ui/use-deed.js';

interface AgencyChoice {
  readonly agencyId: string;
  readonly name: string;
}

/** The way in. The address stays what it was, so that a link from a mail leads there after signing in. */
export const SignInScreen = ({ enter }: { readonly enter: (me: Me) => void }) => {
  const { t } = useTexts();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [agencyId, setAgencyId] = useState<string>();
  const deed = useDeed(async () => enter(await signIn({ email, password, agencyId })));
  const agencies = agenciesOf(deed.problem?.extra.agencies);
  return (
    <Gate title={t('signIn.title')} lead={t('signIn.lead')}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        {deed.problem?.code === 'choose-agency' ? (
          <Notice tone="calm" live>
            {t('signIn.chooseAgency')}
          </Notice>
        ) : (
          <ProblemNotice problem={deed.problem} />
        )}
        <Field label={t('common.email')} fault={deed.problem?.at('/email')}>
          {(control) => (
            <input
              {...control}
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('common.password')} fault={deed.problem?.at('/password')}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {(agencies.length > 0 || agencyId !== undefined) && (
          <Field label={t('nav.agency')}>
            {(control) => (
              <select
                {...control}
                required
                value={agencyId ?? ''}
                onChange={(event) => setAgencyId(event.target.value)}
              >
                <option value="" disabled>
                  {t('signIn.chooseAgency')}
                </option>
                {agencies.map((agency) => (
                  <option key={agency.agencyId} value={agency.agencyId}>
                    {agency.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Button type="submit" kind="primary" busy={deed.busy}>
          {t('signIn.submit')}
        </Button>
      </form>
    </Gate>
  );
};

const agenciesOf = (said: unknown): AgencyChoice[] =>
  (Array.isArray(said) ? said : []).filter(
    (item: unknown): item is AgencyChoice =>
      typeof item === 'object' && item !== null && 'agencyId' in item && 'name' in item,
  );
