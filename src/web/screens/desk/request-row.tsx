import type { MeetingRequest } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { useClient } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { RowFrame } from './row-frame.js';

/** Somebody asks for a meeting and has heard nothing yet. */
export const RequestRow = ({ request }: { readonly request: MeetingRequest }) => {
  const { t } = useTexts();
  const dates = useDates();
  const client = useClient(request.clientId);
  return (
    <RowFrame
      style={clientStyle(client)}
      clientName={client?.name ?? null}
      title={request.title === null ? request.name : `${request.name}: ${request.title}`}
      to="/requests"
      deed={t('desk.answer')}
    >
      {t(`requests.via.${request.via}`)} · {t('requests.ago', { when: dates.ago(request.at) })}
    </RowFrame>
  );
};
