import { useState } from 'react';
import { listUsers } from '../../api/agency.js';
import { makeCover, previewCover } from '../../api/covers.js';
import { useLive } from '../../api/live.js';
import type { NewCover } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useSignedIn } from '../../shell/signed-in.js';
import { dayStart, plusDays, todayIn } from '../../time/zone-time.js';
import { Button } from '../../ui/button.js';
import { DateInput } from '../../ui/date-input.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Loading } from '../../ui/loaded.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { HandoverList } from './handover-list.js';

/** Who is away, who covers, when; what goes over is in view before it counts. */
export const CoverDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const [absentId, setAbsentId] = useState('');
  const [userId, setUserId] = useState('');
  const [first, setFirst] = useState(todayIn(me.zone));
  const [last, setLast] = useState('');
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const wish: NewCover | null =
    absentId === '' || userId === '' || first === '' || last === ''
      ? null
      : {
          absentId,
          userId,
          from: dayStart(first, me.zone),
          until: dayStart(plusDays(last, 1), me.zone),
        };
  const preview = useLive(
    wish === null ? null : `cover ${JSON.stringify(wish)}`,
    () => (wish === null ? Promise.reject(new Error('Nothing to look at')) : previewCover(wish)),
    { pollMs: null },
  );
  const all = [...new Set(preview.data?.clients.map(({ clientId }) => clientId))];
  const chosen = all.filter((clientId) => !leftOut.has(clientId));
  const deed = useDeed(async () => {
    if (wish === null) return;
    await makeCover(chosen.length === all.length ? wish : { ...wish, clientIds: chosen });
    onClose();
  });
  const problem = deed.problem ?? preview.problem;
  return (
    <Dialog title={t('covers.make')} onClose={onClose} wide>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <div className="fields">
          <UserField
            label={t('covers.absent')}
            value={absentId}
            fault={problem?.at('/absentId')}
            onChange={(id) => {
              setAbsentId(id);
              setLeftOut(new Set());
            }}
          />
          <UserField
            label={t('covers.covering')}
            value={userId}
            not={absentId}
            fault={problem?.at('/userId')}
            onChange={setUserId}
          />
          <Field label={t('covers.firstDay')} fault={problem?.at('/from')}>
            {(control) => <DateInput {...control} value={first} onChange={setFirst} />}
          </Field>
          <Field label={t('covers.lastDay')} fault={problem?.at('/until')}>
            {(control) => <DateInput {...control} min={first} value={last} onChange={setLast} />}
          </Field>
        </div>
        <ProblemNotice problem={deed.problem ?? null} />
        {problem?.at('/clientIds') !== undefined && <p className="fault">{problem.at('/clientIds')}</p>}
        <h3>{t('covers.preview')}</h3>
        {wish === null ? (
          <p className="small quiet">{t('covers.previewHint')}</p>
        ) : preview.data === undefined ? (
          preview.problem === null && <Loading />
        ) : (
          <HandoverList
            handover={preview.data}
            beside={({ clientId, name }) => (
              <label className="check small">
                <input
                  type="checkbox"
                  aria-label={`${t('covers.leaveOut')}: ${name}`}
                  checked={!leftOut.has(clientId)}
                  onChange={(event) => {
                    const next = new Set(leftOut);
                    if (event.target.checked) next.delete(clientId);
                    else next.add(clientId);
                    setLeftOut(next);
                  }}
                />
                {t('covers.leaveOut')}
              </label>
            )}
          />
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            kind="primary"
            busy={deed.busy}
            disabled={preview.data === undefined || chosen.length === 0}
          >
            {t('covers.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

interface UserFieldProps {
  readonly label: string;
  readonly value: string;
  /** Somebody who cannot be chosen. */
  readonly not?: string;
  readonly fault: string | undefined;
  readonly onChange: (userId: string) => void;
}

const UserField = ({ label, value, not, fault, onChange }: UserFieldProps) => {
  const users = useLive('users', listUsers);
  return (
    <Field label={label} fault={fault}>
      {(control) => (
        <select {...control} required value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="" />
          {users.data
            ?.filter((user) => !user.disabled && user.userId !== not)
            .map((user) => (
              <option key={user.userId} value={user.userId}>
                {user.name}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
};
