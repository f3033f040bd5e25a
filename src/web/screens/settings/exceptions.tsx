import { useState } from 'react';
import type { Rule } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { ExceptionDialog } from './exception-dialog.js';
import { isPlainWeekly } from './weekly-hours.js';

interface ExceptionsProps {
  readonly rules: readonly Rule[];
  readonly onChange: (rules: Rule[]) => void;
}

/** Everything that is no plain weekly hours: closed days, vacations, other hours, and rules made elsewhere. */
export const Exceptions = ({ rules, onChange }: ExceptionsProps) => {
  const { t } = useTexts();
  const [adding, setAdding] = useState(false);
  const describe = useRuleText();
  const exceptions = rules
    .filter((rule) => !isPlainWeekly(rule))
    .toSorted((a, b) => firstDay(a).localeCompare(firstDay(b)));
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('availability.exceptions')}</h2>
        <Button size="small" icon="plus" onClick={() => setAdding(true)}>
          {t('availability.addException')}
        </Button>
      </div>
      {exceptions.length === 0 ? (
        <p className="card-body quiet">{t('availability.exceptionsNone')}</p>
      ) : (
        <ul className="lines">
          {exceptions.map((rule) => (
            <li key={rule.id ?? JSON.stringify(rule)} className="item">
              <div>
                <p className="strong">{t(`availability.kinds.${rule.kind}`)}</p>
                <p className="small quiet num">{describe(rule)}</p>
              </div>
              <Button
                size="small"
                aria-label={`${t('common.remove')}: ${t(`availability.kinds.${rule.kind}`)}, ${describe(rule)}`}
                onClick={() => onChange(rules.filter((other) => other !== rule))}
              >
                {t('common.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {adding && (
        <ExceptionDialog
          onClose={() => setAdding(false)}
          onAdd={(rule) => {
            onChange([...rules, rule]);
            setAdding(false);
          }}
        />
      )}
    </section>
  );
};

const firstDay = (rule: Rule): string => {
  if (rule.kind === 'open' || rule.kind === 'holiday') return rule.date;
  if (rule.kind === 'recurring') return rule.starts;
  return rule.from ?? '';
};

/** A rule in a line. */
const useRuleText = (): ((rule: Rule) => string) => {
  const { t } = useTexts();
  const dates = useDates();
  const days = (from: string, until: string) =>
    from === until ? dates.date(from) : dates.dateRange(from, until);
  const hours = (windows: readonly { from: string; to: string }[]) =>
    windows.map(({ from, to }) => `${from}–${to}`).join(', ');
  const joined = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' · ');
  return (rule) => {
    switch (rule.kind) {
      case 'open':
        return joined(
          dates.date(rule.date),
          hours(rule.windows),
          rule.instead === true ? t('availability.instead') : undefined,
        );
      case 'closed':
        return joined(
          days(rule.from, rule.until),
          rule.window === undefined ? t('availability.wholeDay') : hours([rule.window]),
          rule.title,
        );
      case 'vacation':
        return joined(days(rule.from, rule.until), rule.title);
      case 'holiday':
        return joined(dates.date(rule.date), rule.name);
      case 'recurring':
        return joined(rule.rrule, hours(rule.windows));
      case 'weekly':
        return joined(
          hours(rule.windows),
          rule.from === undefined ? undefined : dates.date(rule.from),
          rule.until === undefined ? undefined : `– ${dates.date(rule.until)}`,
        );
    }
  };
};
