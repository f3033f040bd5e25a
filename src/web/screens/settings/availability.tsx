import { useState } from 'react';
import { getAvailability, saveAvailability } from '../../api/availability.js';
import { listPlaces } from '../../api/contacts.js';
import { useLive } from '../../api/live.js';
import type { Availability, Client, Rule } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Loaded } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { Exceptions } from './exceptions.js';
import { NumbersEditor } from './numbers-editor.js';
import { WeekEditor } from './week-editor.js';
import { EMPTY_HOURS, hasFault, hoursOf, isPlainWeekly, ruleOf, type WeeklyHours } from './weekly-hours.js';

export default function AvailabilitySection({ client }: { client: Client }) {
  const { clientId } = client;
  const availability = useLive(`availability ${clientId}`, () => getAvailability(clientId));
  return <Loaded of={availability}>{(stored) => <Editor client={client} stored={stored} />}</Loaded>;
}

/**
 * What is stored, with the changes over it until they are saved. While there are changes, a newer stored version is not
 * taken over; saving on top of it is refused by the version, and said.
 */
const Editor = ({ client, stored }: { client: Client; stored: Availability }) => {
  const { t } = useTexts();
  const [edited, setEdited] = useState<Availability | null>(null);
  // The hours are kept as they are edited, because a half-typed window is no rule yet.
  const [editedHours, setHours] = useState<readonly WeeklyHours[] | null>(null);
  const now = edited ?? stored;
  const change = (patch: Partial<Availability>) => setEdited({ ...now, ...patch });
  const hours = editedHours ?? hoursOf(now.rules);
  const discard = () => {
    setEdited(null);
    setHours(null);
  };
  const deed = useDeed(async () => {
    const others = now.rules.filter((rule) => !isPlainWeekly(rule));
    const weekly = hours.map(ruleOf).filter((rule) => rule !== null);
    await saveAvailability(client.clientId, { ...now, rules: [...weekly, ...others] });
    discard();
  });
  return (
    <form className="stack" data-gap="large" onSubmit={onSubmit(deed.run)}>
      <Hours client={client} hours={hours} onChange={setHours} zone={now.settings.zone} />
      <Exceptions rules={now.rules} onChange={(rules: Rule[]) => change({ rules })} />
      <NumbersEditor
        settings={now.settings}
        onChange={(settings) => change({ settings })}
        fault={(field) => deed.problem?.at(`/settings/${field}`)}
      />
      <ProblemNotice problem={deed.problem} />
      {deed.problem !== null && deed.problem.faults.length > 0 && (
        <ul>
          {deed.problem.faults.map((fault) => (
            <li key={fault.pointer} className="fault">
              {fault.detail}
            </li>
          ))}
        </ul>
      )}
      {(edited !== null || editedHours !== null) && (
        <div className="savebar" role="status">
          <p>{t('availability.unsaved')}</p>
          <Button
            onClick={() => {
              discard();
              deed.clear();
            }}
          >
            {t('availability.discard')}
          </Button>
          <Button type="submit" kind="primary" busy={deed.busy} disabled={hours.some(hasFault)}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </form>
  );
};

interface HoursProps {
  readonly client: Client;
  readonly zone: string;
  readonly hours: readonly WeeklyHours[];
  readonly onChange: (hours: readonly WeeklyHours[]) => void;
}

/** The sets of weekly hours, each at its place. */
const Hours = ({ client, zone, hours, onChange }: HoursProps) => {
  const { t } = useTexts();
  const places = useLive(`places ${client.clientId}`, () => listPlaces(client.clientId), { pollMs: 60_000 });
  const set = (index: number, patch: Partial<WeeklyHours>) =>
    onChange(hours.map((one, i) => (i === index ? { ...one, ...patch } : one)));
  return (
    <>
      {hours.map((one, index) => (
        <section key={one.id ?? `new ${index}`} className="card">
          <div className="card-head">
            <div>
              <h2>{t('availability.weekly')}</h2>
              <p className="small quiet">{t('availability.weeklyLead', { zone })}</p>
            </div>
            <label className="filter">
              <span className="label">{t('availability.at')}</span>
              <select
                value={one.placeId ?? ''}
                onChange={(event) =>
                  set(index, { placeId: event.target.value === '' ? null : event.target.value })
                }
              >
                <option value="">{t('availability.anywhere')}</option>
                {places.data?.map((place) => (
                  <option key={place.placeId} value={place.placeId}>
                    {place.name}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <WeekEditor week={one.week} onChange={(week) => set(index, { week })} />
        </section>
      ))}
      <div className="actions">
        <Button size="small" icon="plus" onClick={() => onChange([...hours, EMPTY_HOURS])}>
          {t('availability.moreHours')}
        </Button>
      </div>
    </>
  );
};
