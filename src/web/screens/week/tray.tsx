import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go } from '../../shell/address.js';
import { Button } from '../../ui/button.js';
import { ChosenTimes } from './chosen-times.js';
import type { Draft } from './draft.js';
import type { Span } from './spans.js';

interface TrayProps {
  readonly client: Client;
  readonly draft: Draft;
  readonly onOut: (span: Span) => void;
}

/** The times taken so far, and the way on with them; stays in view at the lower edge. */
export const Tray = ({ client, draft, onOut }: TrayProps) => {
  const { t } = useTexts();
  return (
    <div className="tray panel" role="status">
      <div className="spread">
        <p className="strong">{t('week.chosen', { count: draft.options.length })}</p>
        <Button
          kind="primary"
          icon="send"
          onClick={() => go(`/clients/${client.clientId}/propose${window.location.search}`)}
        >
          {t('week.proposeThese')}
        </Button>
      </div>
      <ChosenTimes zone={client.zone} options={draft.options} slots={undefined} onOut={onOut} />
    </div>
  );
};
