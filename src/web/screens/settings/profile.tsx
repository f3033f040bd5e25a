import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { ClientForm } from './client-form.js';

export default function ProfileSection({ client }: { client: Client }) {
  const { t } = useTexts();
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('settings.profile')}</h2>
      </div>
      <div className="card-body">
        <ClientForm client={client} />
      </div>
    </section>
  );
}
