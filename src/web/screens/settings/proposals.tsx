import { useLive } from '../../api/live.js';
import { getProposalRules, saveProposalRules } from '../../api/proposal-rules.js';
import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Loaded } from '../../ui/loaded.js';
import { RulesForm } from './rules-form.js';

/** What happens to this client's proposals by itself. */
export default function ProposalsSection({ client }: { readonly client: Client }) {
  const { t } = useTexts();
  const { clientId } = client;
  const rules = useLive(`proposal-rules ${clientId}`, () => getProposalRules(clientId), { pollMs: null });
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t('settings.proposals')}</h2>
          <p className="small quiet">{t('rules.leadClient')}</p>
        </div>
      </div>
      <div className="card-body">
        <Loaded of={rules}>
          {(stored) => (
            <RulesForm rules={stored} of="client" onSave={(given) => saveProposalRules(clientId, given)} />
          )}
        </Loaded>
      </div>
    </section>
  );
}
