import { useState } from 'react';
import type { GivenRules, ProposalRules, RulesInForce } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { TimeInput } from '../../ui/time-input.js';
import { useDeed } from '../../ui/use-deed.js';

interface RulesFormProps {
  readonly rules: ProposalRules;
  /** The agency's own have two more, and nothing to fall back to but ours. */
  readonly of: 'agency' | 'client';
  readonly onSave: (rules: GivenRules) => Promise<unknown>;
}

const HOUR = 60;

/** What happens to proposals without anybody asking. What nobody changed here stays as it is set elsewhere. */
export const RulesForm = ({ rules, of, onSave }: RulesFormProps) => {
  const { t } = useTexts();
  const [changed, setChanged] = useState<Partial<RulesInForce>>({});
  const now: RulesInForce = { ...rules.inForce, ...changed };
  const change = (patch: Partial<RulesInForce>) => setChanged({ ...changed, ...patch });
  const deed = useDeed(async (given: GivenRules) => {
    await onSave(given);
    setChanged({});
  });
  const fault = (name: string) => deed.problem?.at(`/${name}`);
  const number = (name: 'undoSeconds' | 'mailsPerMinute', least: number, most: number) => (
    <Field label={t(`rules.${name}`)} fault={fault(name)}>
      {(control) => (
        <input
          {...control}
          type="number"
          min={least}
          max={most}
          value={now[name] ?? ''}
          onChange={(event) => {
            const value = event.target.valueAsNumber;
            if (Number.isFinite(value)) change({ [name]: Math.round(value) });
          }}
        />
      )}
    </Field>
  );
  const check = (name: 'holdAsk' | 'substitutes' | 'holdsOnCalendar') => (
    <label className="check">
      <input
        type="checkbox"
        checked={now[name] === true}
        onChange={(event) => change({ [name]: event.target.checked })}
      />
      {t(`rules.${name}`)}
    </label>
  );
  const own = Object.keys(rules.given).length > 0;
  return (
    <form className="form" onSubmit={onSubmit(() => deed.run({ ...rules.given, ...changed }))}>
      <ProblemNotice problem={deed.problem} />
      <div className="fields">
        <Field label={t('rules.chaseDays')} hint={t('rules.chaseDaysHint')} fault={fault('chaseDays')}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              defaultValue={(now.chaseDays ?? []).join(', ')}
              key={(rules.inForce.chaseDays ?? []).join(' ')}
              onChange={(event) =>
                change({
                  chaseDays: event.target.value
                    .split(/[^\d]+/)
                    .filter(Boolean)
                    .map(Number),
                })
              }
            />
          )}
        </Field>
        <Field label={t('rules.workFrom')} hint={t('rules.workHint')} fault={fault('workFrom')}>
          {(control) => (
            <TimeInput
              {...control}
              value={now.workFrom ?? ''}
              onChange={(workFrom) => change({ workFrom })}
            />
          )}
        </Field>
        <Field label={t('rules.workUntil')} fault={fault('workUntil')}>
          {(control) => (
            <TimeInput
              {...control}
              value={now.workUntil ?? ''}
              onChange={(workUntil) => change({ workUntil })}
            />
          )}
        </Field>
        <Field label={t('rules.reminder')} hint={t('rules.emptyNever')} fault={fault('reminderMinutes')}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={0.25}
              max={336}
              step="any"
              value={typeof now.reminderMinutes === 'number' ? now.reminderMinutes / HOUR : ''}
              onChange={(event) => {
                const value = event.target.valueAsNumber;
                change({ reminderMinutes: Number.isFinite(value) ? Math.round(value * HOUR) : null });
              }}
            />
          )}
        </Field>
        <Field label={t('rules.holdDays')} hint={t('rules.emptyNever')} fault={fault('holdDays')}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={60}
              value={now.holdDays ?? ''}
              onChange={(event) => {
                const value = event.target.valueAsNumber;
                change({ holdDays: Number.isFinite(value) ? Math.round(value) : null });
              }}
            />
          )}
        </Field>
        <Field label={t('rules.lateAnswer')} fault={fault('lateAnswer')}>
          {(control) => (
            <select
              {...control}
              value={now.lateAnswer ?? 'restore'}
              onChange={(event) => change({ lateAnswer: event.target.value === 'ask' ? 'ask' : 'restore' })}
            >
              <option value="restore">{t('rules.lateAnswers.restore')}</option>
              <option value="ask">{t('rules.lateAnswers.ask')}</option>
            </select>
          )}
        </Field>
        {of === 'agency' && number('undoSeconds', 0, 120)}
        {of === 'agency' && number('mailsPerMinute', 1, 6_000)}
      </div>
      <div>
        {check('holdAsk')}
        {check('substitutes')}
        {check('holdsOnCalendar')}
      </div>
      <div className="actions">
        <Button type="submit" kind="primary" busy={deed.busy} disabled={Object.keys(changed).length === 0}>
          {t('common.save')}
        </Button>
        {own && (
          <Button kind="quiet" icon="undo" busy={deed.busy} onClick={() => void deed.run({})}>
            {t(of === 'client' ? 'rules.asAgency' : 'rules.asDelivered')}
          </Button>
        )}
      </div>
    </form>
  );
};
