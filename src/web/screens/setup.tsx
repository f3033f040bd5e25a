import { useState } from 'react';
import { setUp } from '../api/sign-in.js';
import type { Me } from '../api/types.js';
import { useTexts } from '../i18n/texts.js';
import { go } from '../shell/address.js';
import { Gate } from '../shell/gate.js';
import { deviceZone } from '../time/zone-time.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { Notice, ProblemNotice } from '../ui/notice.js';
import { onSubmit } from '../ui/submit.js';
import { useDeed } from '../ui/use-deed.js';
import { ZoneInput } from '../ui/zone-input.js';

/** The first owner of an agency. The token stands behind the '#', so that it gets into no log of a server. */
export const SetupScreen = ({ enter }: { readonly enter: (me: Me) => void }) => {
  const { t, language } = useTexts();
  const [token] = useState(() => window.location.hash.slice(1));
  const [agencyName, setAgencyName] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [zone, setZone] = useState(deviceZone);
  const deed = useDeed(async () => {
    enter(await setUp({ token, agencyName, name, email, password, locale: language, zone }));
    go('/agency', 'replace');
  });
  const fault = (pointer: string) => deed.problem?.at(pointer);
  if (token === '') {
    return (
      <Gate title={t('setup.title')} lead={t('setup.lead')}>
        <Notice tone="bad">{t('setup.noToken')}</Notice>
      </Gate>
    );
  }
  return (
    <Gate title={t('setup.title')} lead={t('setup.lead')}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <ProblemNotice problem={deed.problem} />
        <Field label={t('setup.agencyName')} fault={fault('/agencyName')}>
          {(control) => (
            <input
              {...control}
              required
              autoComplete="organization"
              value={agencyName}
              onChange={(event) => setAgencyName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('common.zone')} hint={t('setup.zoneHint')} fault={fault('/zone')}>
          {(control) => <ZoneInput {...control} value={zone} onChange={setZone} />}
        </Field>
        <Field label={t('setup.yourName')} fault={fault('/name')}>
          {(control) => (
            <input
              {...control}
              required
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('common.email')} fault={fault('/email')}>
          {(control) => (
            <input
              {...control}
              type="email"
              required
              autoComplete="username"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('common.password')} hint={t('setup.passwordHint')} fault={fault('/password')}>
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
        <Button type="submit" kind="primary" busy={deed.busy}>
          {t('setup.submit')}
        </Button>
      </form>
    </Gate>
  );
};
