import { useState } from 'react';
import { getAvailability, saveAvailability } from '../../api/availability.js';
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
import { isPlainWeekly, ruleOf, WEEKDAYS, type Week, weekOf, windowFault } from './weekly-hours.js';

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
  // The week is kept as it is edited, because a half-typed window is no rule yet.
  const [week, setWeek] = useState<Week | null>(null);
  const now = edited ?? stored;
  const change = (patch: Partial<Availability>) => setEdited({ ...now, ...patch });
  const shownWeek = week ?? weekOf(now.rules);
  const faulty = WEEKDAYS.some((day) =>
    shownWeek[day].some((_, i) => windowFault(shownWeek[day], i) !== null),
  );
  const deed = useDeed(async () => {
    const others = now.rules.filter((rule) => !isPlainWeekly(rule));
    const weekly = ruleOf(shownWeek, now.rules.find(isPlainWeekly)?.id);
    await saveAvailability(client.clientId, {
      ...now,
      rules: weekly === null ? others : [weekly, ...others],
    });
    discard();
  });
  const discard = () => {
    setEdited(null);
    setWeek(null);
    deed.clear();
  };
  const changed = edited !== null || week !== null;
  return (
    <form className="stack" data-gap="large" onSubmit={onSubmit(deed.run)}>
      <section className="card">
        <div className="card-head">
          <div>
            <h2>{t('availability.weekly')}</h2>
            <p className="small quiet">{t('availability.weeklyLead', { zone: now.settings.zone })}</p>
          </div>
        </div>
        <WeekEditor week={shownWeek} onChange={setWeek} />
      </section>
      <Exceptions rules={now.rules} onChange={(rules: Rule[]) => change({ rules })} />
      <NumbersEditor
        settings={now.settings}
        onChange={(settings) => change({ settings })}
        fault={(field) => deed.problem?.at(`/settings/${field}`)}
      />
      <ProblemNotice problem={deed.problem} />
      {deed.problem !== null && deed.problem.faults.length > 0 && (
        <ul className="fault-list">
          {deed.problem.faults.map((fault) => (
            <li key={fault.pointer} className="fault">
              {fault.detail}
            </li>
          ))}
        </ul>
      )}
      {changed && (
        <div className="savebar" role="status">
          <p>{t('availability.unsaved')}</p>
          <Button onClick={discard}>{t('availability.discard')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy} disabled={faulty}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </form>
  );
};
