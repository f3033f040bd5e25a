import { useState } from 'react';
import { createAssignment, endAssignment, listAssignments, listUsers } from '../../api/agency.js';
import { useLive } from '../../api/live.js';
import type { Assignment } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { useClients, useSignedIn } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { dateIn, dayStart, plusDays } from '../../time/zone-time.js';
import { Button } from '../../ui/button.js';
import { Chip } from '../../ui/chip.js';
import { DateInput } from '../../ui/date-input.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Empty, Loaded } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';

/** What a cover opens is shown with the cover. */
const own = (list: readonly Assignment[]) => list.filter(({ coverId }) => coverId === null);

/** Which secretary works for which client, from when until when. */
export const Assignments = () => {
  const { t } = useTexts();
  const assignments = useLive('assignments', listAssignments);
  const [adding, setAdding] = useState(false);
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t('agency.assignments')}</h2>
          <p className="small quiet">{t('agency.assignmentsLead')}</p>
        </div>
        <Button size="small" kind="primary" icon="plus" onClick={() => setAdding(true)}>
          {t('agency.assign')}
        </Button>
      </div>
      <Loaded of={assignments}>
        {(list) =>
          own(list).length === 0 ? (
            <Empty icon="people">{t('agency.assignmentsNone')}</Empty>
          ) : (
            <ul className="lines">
              {own(list).map((assignment) => (
                <AssignmentItem key={assignment.assignmentId} assignment={assignment} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && <AssignDialog onClose={() => setAdding(false)} />}
    </section>
  );
};

const AssignmentItem = ({ assignment }: { assignment: Assignment }) => {
  const { t } = useTexts();
  const dates = useDates();
  const { me } = useSignedIn();
  const clients = useClients();
  const users = useLive('users', listUsers);
  const client = clients.data?.find((known) => known.clientId === assignment.clientId);
  const user = users.data?.find((known) => known.userId === assignment.userId);
  const end = useDeed(() => endAssignment(assignment.assignmentId, new Date().toISOString()));
  const now = Date.now();
  const ended = assignment.until !== null && Date.parse(assignment.until) <= now;
  const later = Date.parse(assignment.from) > now;
  const from = dates.date(dateIn(assignment.from, me.zone));
  // The end is the first moment that is not in it any more; people say the last day.
  const last =
    assignment.until === null
      ? t('agency.openEnd')
      : dates.date(dateIn(new Date(Date.parse(assignment.until) - 1).toISOString(), me.zone));
  return (
    <li className="item" style={clientStyle(client)}>
      <div>
        <div className="row">
          <p className="strong">{user?.name ?? '…'}</p>
          <span aria-hidden="true">→</span>
          <span className="row">
            <span className="swatch" />
            {client?.name ?? '…'}
          </span>
          {(ended || later) && (
            <Chip tone="calm" icon="clock">
              {t(ended ? 'agency.ended' : 'agency.later')}
            </Chip>
          )}
        </div>
        <p className="small quiet num">
          {from} – {last}
        </p>
        <ProblemNotice problem={end.problem} />
      </div>
      {!ended && (
        <Button size="small" busy={end.busy} onClick={() => void end.run()}>
          {t('agency.end')}
        </Button>
      )}
    </li>
  );
};

const AssignDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const clients = useClients();
  const users = useLive('users', listUsers);
  const [userId, setUserId] = useState('');
  const [clientId, setClientId] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const deed = useDeed(async () => {
    await createAssignment({
      userId,
      clientId,
      ...(from === '' ? {} : { from: dayStart(from, me.zone) }),
      until: until === '' ? null : dayStart(plusDays(until, 1), me.zone),
    });
    onClose();
  });
  const fault = (pointer: string) => deed.problem?.at(pointer);
  return (
    <Dialog title={t('agency.assign')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <ProblemNotice problem={deed.problem} />
        <Field label={t('agency.assignUser')} fault={fault('/userId')}>
          {(control) => (
            <select {...control} required value={userId} onChange={(event) => setUserId(event.target.value)}>
              <option value="" />
              {users.data
                ?.filter((user) => !user.disabled)
                .map((user) => (
                  <option key={user.userId} value={user.userId}>
                    {user.name}
                  </option>
                ))}
            </select>
          )}
        </Field>
        <Field label={t('agency.assignClient')} fault={fault('/clientId')}>
          {(control) => (
            <select
              {...control}
              required
              value={clientId}
              onChange={(event) => setClientId(event.target.value)}
            >
              <option value="" />
              {clients.data?.map((client) => (
                <option key={client.clientId} value={client.clientId}>
                  {client.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="fields">
          <Field label={`${t('common.from')} (${t('common.optional')})`} fault={fault('/from')}>
            {(control) => (
              <DateInput {...control} required={false} value={from} onChange={(value) => setFrom(value)} />
            )}
          </Field>
          <Field label={`${t('availability.lastDay')} (${t('common.optional')})`} fault={fault('/until')}>
            {(control) => (
              <DateInput
                {...control}
                min={from}
                required={false}
                value={until}
                onChange={(value) => setUntil(value)}
              />
            )}
          </Field>
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy}>
            {t('agency.assign')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
