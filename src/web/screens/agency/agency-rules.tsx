import { useLive } from '../../api/live.js';
import { getAgencyRules, saveAgencyRules } from '../../api/proposal-rules.js';
import { useTexts } from '../../i18n/texts.js';
import { Loaded } from '../../ui/loaded.js';
import { RulesForm } from '../settings/rules-form.js';

/** What happens to proposals by itself, unless a client has it otherwise. */
export const AgencyRules = () => {
  const { t } = useTexts();
  const rules = useLive('agency rules', getAgencyRules, { pollMs: null });
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t('settings.proposals')}</h2>
          <p className="small quiet">{t('rules.leadAgency')}</p>
        </div>
      </div>
      <div className="card-body">
        <Loaded of={rules}>
          {(stored) => <RulesForm rules={stored} of="agency" onSave={saveAgencyRules} />}
        </Loaded>
      </div>
    </section>
  );
};
