import { useState } from 'react';
import { listPlaces } from '../../api/contacts.js';
import { archiveKind, listKinds } from '../../api/kinds.js';
import { useLive } from '../../api/live.js';
import type { Client, MeetingKind } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Empty, Loaded } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { KindDialog } from './kind-dialog.js';

/** What a client meets people for: how long, how far apart, how many, where. */
export default function KindsSection({ client }: { readonly client: Client }) {
  const { t } = useTexts();
  const { clientId } = client;
  const kinds = useLive(`kinds ${clientId}`, () => listKinds(clientId));
  const places = useLive(`places ${clientId}`, () => listPlaces(clientId), { pollMs: 60_000 });
  const [editing, setEditing] = useState<MeetingKind | 'new' | null>(null);
  const archive = useDeed((kindId: string) => archiveKind(clientId, kindId));
  const said = (kind: MeetingKind): string => {
    const place = places.data?.find(({ placeId }) => placeId === kind.placeId);
    return [
      t(`kinds.modes.${kind.mode}`),
      kind.durationMinutes === null ? null : t('common.minutes', { count: kind.durationMinutes }),
      place?.name ?? null,
      kind.mostADay === null ? null : t('kinds.aDay', { count: kind.mostADay }),
      kind.mostAWeek === null ? null : t('kinds.aWeek', { count: kind.mostAWeek }),
    ]
      .filter((part) => part !== null)
      .join(' · ');
  };
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t('settings.kinds')}</h2>
          <p className="small quiet">{t('kinds.lead')}</p>
        </div>
        <Button size="small" icon="plus" onClick={() => setEditing('new')}>
          {t('kinds.add')}
        </Button>
      </div>
      <ProblemNotice problem={archive.problem} />
      <Loaded of={kinds}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="calendar">
              <p className="strong">{t('kinds.none')}</p>
              <p className="small">{t('kinds.noneHint')}</p>
            </Empty>
          ) : (
            <ul className="lines">
              {list.map((kind) => (
                <li key={kind.kindId} className="item">
                  <div>
                    <p className="strong">{kind.name}</p>
                    <p className="small quiet">{said(kind)}</p>
                  </div>
                  <div className="actions">
                    <Button
                      size="small"
                      aria-label={`${t('common.edit')}: ${kind.name}`}
                      onClick={() => setEditing(kind)}
                    >
                      {t('common.edit')}
                    </Button>
                    <Button
                      size="small"
                      aria-label={`${t('common.archive')}: ${kind.name}`}
                      busy={archive.busy}
                      onClick={() => void archive.run(kind.kindId)}
                    >
                      {t('common.archive')}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing !== null && (
        <KindDialog
          clientId={clientId}
          kind={editing === 'new' ? null : editing}
          places={places.data ?? []}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}
