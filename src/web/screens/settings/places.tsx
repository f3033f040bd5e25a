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
import { Ways } from './ways.js';

/** Where a client meets people. */
export default function PlacesSection({ client }: { client: Client }) {
  const { t } = useTexts();
  const { clientId } = client;
  const places = useLive(`places ${clientId}`, () => listPlaces(clientId));
  const [editing, setEditing] = useState<Place | 'new' | null>(null);
  const archive = useDeed((placeId: string) => archivePlace(clientId, placeId));
  return (
    <>
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
                      {(place.latitude === null || place.longitude === null) && (
                        <p className="small quiet">{t('places.noPoint')}</p>
                      )}
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
      {places.data !== undefined && places.data.length > 1 && (
        <Ways clientId={clientId} places={places.data} />
      )}
    </>
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
  const [latitude, setLatitude] = useState(place?.latitude?.toString() ?? '');
  const [longitude, setLongitude] = useState(place?.longitude?.toString() ?? '');
  const deed = useDeed(async () => {
    const body = { name, address, latitude: degrees(latitude), longitude: degrees(longitude) };
    if (place === null) await createPlace(clientId, body);
    else await changePlace(clientId, place.placeId, body);
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
        <div className="fields">
          <Field label={t('places.latitude')} fault={deed.problem?.at('/latitude')}>
            {(control) => (
              <input
                {...control}
                type="number"
                step="any"
                value={latitude}
                onChange={(event) => setLatitude(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('places.longitude')} fault={deed.problem?.at('/longitude')}>
            {(control) => (
              <input
                {...control}
                type="number"
                step="any"
                value={longitude}
                onChange={(event) => setLongitude(event.target.value)}
              />
            )}
          </Field>
        </div>
        <p className="small quiet">{t('places.pointHint')}</p>
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

const degrees = (text: string): number | null => (text.trim() === '' ? null : Number(text));
