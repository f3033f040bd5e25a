import { useState } from 'react';
import { changeAgency, getAgency } from '../../api/agency.js';
import { useLive } from '../../api/live.js';
import type { Agency } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Loaded } from '../../ui/loaded.js';
import { asMailLocale, LocaleSelect } from '../../ui/locale-select.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { ZoneInput } from '../../ui/zone-input.js';

export const AgencyDetails = () => {
  const { t } = useTexts();
  const agency = useLive('agency', getAgency, { pollMs: null });
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('agency.details')}</h2>
      </div>
      <div className="card-body">
        <Loaded of={agency}>{(stored) => <AgencyForm stored={stored} />}</Loaded>
      </div>
    </section>
  );
};

const AgencyForm = ({ stored }: { stored: Agency }) => {
  const { t } = useTexts();
  const [name, setName] = useState(stored.name);
  const [zone, setZone] = useState(stored.zone);
  const [locale, setLocale] = useState(asMailLocale(stored.locale));
  const [saved, setSaved] = useState(false);
  const deed = useDeed(async () => {
    setSaved(false);
    await changeAgency({ name, zone, locale });
    setSaved(true);
  });
  return (
    <form className="form" onSubmit={onSubmit(deed.run)}>
      <ProblemNotice problem={deed.problem} />
      {saved && (
        <Notice tone="good" live>
          {t('common.saved')}
        </Notice>
      )}
      <div className="fields">
        <Field label={t('agency.agencyName')} fault={deed.problem?.at('/name')}>
          {(control) => (
            <input {...control} required value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('common.zone')} fault={deed.problem?.at('/zone')}>
          {(control) => <ZoneInput {...control} value={zone} onChange={setZone} />}
        </Field>
        <Field label={t('common.language')} fault={deed.problem?.at('/locale')}>
          {(control) => <LocaleSelect {...control} value={locale} onChange={setLocale} />}
        </Field>
      </div>
      <div className="actions">
        <Button type="submit" kind="primary" busy={deed.busy}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
};
