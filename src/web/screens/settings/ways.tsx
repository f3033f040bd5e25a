import { useState } from 'react';
import { listWays, saveWays } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import type { Place, TravelTime } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';

interface WaysProps {
  readonly clientId: string;
  readonly places: readonly Place[];
}

/** How long it takes from one place of a client to another, where somebody knows better than an estimate. */
export const Ways = ({ clientId, places }: WaysProps) => {
  const { t } = useTexts();
  const ways = useLive(`ways ${clientId}`, () => listWays(clientId), { pollMs: null });
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t('places.ways')}</h2>
          <p className="small quiet">{t('places.waysLead')}</p>
        </div>
      </div>
      <div className="card-body">
        <Loaded of={ways}>
          {(stored) => <WaysForm clientId={clientId} places={places} stored={stored} />}
        </Loaded>
      </div>
    </section>
  );
};

const WaysForm = ({ clientId, places, stored }: WaysProps & { stored: readonly TravelTime[] }) => {
  const { t } = useTexts();
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [saved, setSaved] = useState(false);
  const pairs = places.flatMap((from, i) =>
    places.slice(i + 1).map((to) => ({ from, to, key: keyOf(from, to) })),
  );
  const known = ({ from, to }: { from: Place; to: Place }) =>
    stored.find((way) => way.fromPlaceId === from.placeId && way.toPlaceId === to.placeId) ??
    stored.find((way) => way.fromPlaceId === to.placeId && way.toPlaceId === from.placeId);
  const deed = useDeed(async () => {
    setSaved(false);
    const touched = pairs.filter(({ key }) => typed.has(key));
    const untouched = stored.filter(
      (way) => !touched.some(({ from, to }) => joins(way, from.placeId, to.placeId)),
    );
    const fresh = touched.flatMap(({ from, to, key }): TravelTime[] => {
      const minutes = typed.get(key) ?? '';
      return minutes === ''
        ? []
        : [{ fromPlaceId: from.placeId, toPlaceId: to.placeId, minutes: Number(minutes) }];
    });
    await saveWays(clientId, [...untouched, ...fresh]);
    setTyped(new Map());
    setSaved(true);
  });
  return (
    <form className="form" onSubmit={onSubmit(deed.run)}>
      <ProblemNotice problem={deed.problem} />
      {saved && (
        <Notice tone="good" live>
          {t('common.saved')}
        </Notice>
      )}
      <ul className="lines">
        {pairs.map((pair) => (
          <li key={pair.key} className="spread">
            <label htmlFor={`way ${pair.key}`}>
              {pair.from.name} – {pair.to.name}
            </label>
            <span className="row">
              <input
                id={`way ${pair.key}`}
                type="number"
                className="num"
                min={0}
                max={1440}
                size={5}
                value={typed.get(pair.key) ?? known(pair)?.minutes.toString() ?? ''}
                onChange={(event) => setTyped(new Map(typed).set(pair.key, event.target.value))}
              />
              {t('places.minutes')}
            </span>
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button type="submit" kind="primary" busy={deed.busy} disabled={typed.size === 0}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
};

const keyOf = (from: Place, to: Place): string => `${from.placeId} ${to.placeId}`;

const joins = (way: TravelTime, one: string, other: string): boolean =>
  (way.fromPlaceId === one && way.toPlaceId === other) ||
  (way.fromPlaceId === other && way.toPlaceId === one);
