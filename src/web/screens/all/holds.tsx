import { useLive } from '../../api/live.js';
import { listHolds, releaseHold } from '../../api/meetings.js';
import type { Client, Hold } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { Link } from '../../shell/link.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Loaded } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';

/** The ledger of holds: what occupies whose time until somebody answers, and since when nobody has. */
export const Holds = ({ clients }: { clients: readonly Client[] }) => {
  const { t } = useTexts();
  const holds = useLive('holds', listHolds);
  return (
    <section className="card" aria-labelledby="holds-title">
      <div className="card-head">
        <h2 id="holds-title">{t('holds.title')}</h2>
      </div>
      <Loaded of={holds}>
        {(list) =>
          list.length === 0 ? (
            <p className="quiet holds-none">{t('holds.none')}</p>
          ) : (
            <ul className="holds">
              {list.map((hold) => (
                <HoldRow
                  key={hold.optionId}
                  hold={hold}
                  client={clients.find(({ clientId }) => clientId === hold.clientId)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
};

const HoldRow = ({ hold, client }: { hold: Hold; client: Client | undefined }) => {
  const { t } = useTexts();
  const dates = useDates();
  const release = useDeed(() => releaseHold(hold.meetingId, hold.optionId));
  const time = dates.span(hold.start, hold.end, client?.zone ?? 'UTC');
  const facts = [
    hold.held && hold.heldSince !== null ? t('holds.since', { when: dates.ago(hold.heldSince) }) : null,
    hold.held ? null : t('holds.shared'),
    hold.lastWordAt === null ? t('holds.silent', { when: dates.ago(hold.offeredAt) }) : null,
    hold.expiresAt === null ? null : t('holds.until', { when: dates.stamp(hold.expiresAt) }),
  ].filter((fact) => fact !== null);
  return (
    <li className="hold" style={clientStyle(client)}>
      <span className="swatch" />
      <div>
        <p>
          <span className="strong num">{time}</span> ·{' '}
          <Link to={`/meetings/${hold.meetingId}`}>{hold.title}</Link>
        </p>
        <p className="small quiet">
          {[client?.name ?? '…', hold.attendees.join(', '), ...facts].join(' · ')}
        </p>
        <ProblemNotice problem={release.problem} />
      </div>
      {hold.held && (
        <Button
          size="small"
          busy={release.busy}
          aria-label={t('holds.releaseOf', { title: hold.title, time })}
          onClick={() => void release.run()}
        >
          {t('holds.release')}
        </Button>
      )}
    </li>
  );
};
