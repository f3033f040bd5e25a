import { useState } from 'react';
import { archivePlace, changePlace, createPlace, listPlaces } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import type { Client, Place } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Empty, Loaded } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';

/** Where a client meets people. */
export default function PlacesSection({ client }: { client: Client }) {
  const { t } = useTexts();
  const { clientId } = client;
  const places = useLive(`places ${clientId}`, () => listPlaces(clientId));
  const [editing, setEditing] = useState<Place | 'new' | null>(null);
  const archive = useDeed((placeId: string) => archivePlace(clientId, placeId));
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('settings.places')}</h2>
        <Button size="small" icon="plus" onClick={() => setEditing('new')}>
          {t('places.add')}
        </Button>
      </div>
      <ProblemNotice problem={archive.problem} />
      <Loaded of={places}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="place">
              <p className="strong">{t('places.none')}</p>
              <p className="small">{t('places.noneHint')}</p>
            </Empty>
          ) : (
            <ul className="lines">
              {list.map((place) => (
                <li key={place.placeId} className="item">
                  <div>
                    <p className="strong">{place.name}</p>
                    <p className="small quiet">{place.address}</p>
                  </div>
                  <div className="actions">
                    <Button
                      size="small"
                      aria-label={`${t('common.edit')}: ${place.name}`}
                      onClick={() => setEditing(place)}
                    >
                      {t('common.edit')}
                    </Button>
                    <Button
                      size="small"
                      aria-label={`${t('common.archive')}: ${place.name}`}
                      busy={archive.busy}
                      onClick={() => void archive.run(place.placeId)}
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
        <PlaceDialog
          clientId={clientId}
          place={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

interface PlaceDialogProps {
  readonly clientId: string;
  readonly place: Place | null;
  readonly onClose: () => void;
}

const PlaceDialog = ({ clientId, place, onClose }: PlaceDialogProps) => {
  const { t } = useTexts();
  const [name, setName] = useState(place?.name ?? '');
  const [address, setAddress] = useState(place?.address ?? '');
  const deed = useDeed(async () => {
    if (place === null) await createPlace(clientId, { name, address });
    else await changePlace(clientId, place.placeId, { name, address });
    onClose();
  });
  return (
    <Dialog title={t(place === null ? 'places.add' : 'places.edit')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <ProblemNotice problem={deed.problem} />
        <Field label={t('common.name')} fault={deed.problem?.at('/name')}>
          {(control) => (
            <input {...control} required value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('places.address')} fault={deed.problem?.at('/address')}>
          {(control) => (
            <input
              {...control}
              required
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
