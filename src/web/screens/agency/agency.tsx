import { useTexts } from '../../i18n/texts.js';
import { Screen } from '../../shell/screen.js';
import { useSignedIn } from '../../shell/signed-in.js';
import { Notice } from '../../ui/notice.js';
import { AgencyDetails } from './agency-details.js';
import { AgencyRules } from './agency-rules.js';
import { Assignments } from './assignments.js';
import { ClientsOfAgency } from './clients-of-agency.js';
import { Covers } from './covers.js';
import { JournalExport } from './journal-export.js';
import { MailDesignEditor } from './mail-design.js';
import { Users } from './users.js';
import '../settings/settings.css';

/** What only the owner does: who works here, for whom, and until when. */
export default function AgencyScreen() {
  const { t } = useTexts();
  const { me } = useSignedIn();
  return (
    <Screen title={t('agency.title')} lead={me.agencyName}>
      {me.role === 'owner' ? (
        <div className="stack" data-gap="large">
          <Users />
          <ClientsOfAgency />
          <Assignments />
          <Covers />
          <JournalExport />
          <AgencyDetails />
          <AgencyRules />
          <MailDesignEditor />
        </div>
      ) : (
        <Notice tone="calm">{t('agency.ownerOnly')}</Notice>
      )}
    </Screen>
  );
}
