import { useTexts } from '../../i18n/texts.js';
import { type Draft, MOST_TIMES, type ProposalKind } from './draft.js';

interface KindChoiceProps {
  readonly draft: Draft;
  /** What it is when nothing is chosen. */
  readonly kind: ProposalKind;
  readonly change: (patch: Partial<Draft>) => void;
  readonly fault: string | undefined;
}

const KINDS = ['invitations', 'choose', 'fixed'] as const;

/** How the times are put to the partner. What does not take so many times says so. */
export const KindChoice = ({ draft, kind, change, fault }: KindChoiceProps) => {
  const { t } = useTexts();
  const count = draft.options.length;
  const most = MOST_TIMES[kind];
  return (
    <fieldset className="kinds">
      <legend className="label">{t('propose.how')}</legend>
      <div className="segments">
        {KINDS.map((one) => (
          <label key={one} className="segment">
            <input
              type="radio"
              name="proposal-kind"
              value={one}
              checked={kind === one}
              onChange={() => change({ kind: one, ...(one === 'fixed' ? {} : { agreed: false }) })}
            />
            {t(`propose.kinds.${one}`)}
          </label>
        ))}
      </div>
      <p className="small quiet">{t(`propose.kindHints.${kind}`)}</p>
      {count > most && (
        <p className="fault" role="alert">
          {t('propose.tooMany', { count: most })}
        </p>
      )}
      {fault !== undefined && <p className="fault">{fault}</p>}
      {kind === 'fixed' && (
        <label className="check">
          <input
            type="checkbox"
            checked={draft.agreed}
            onChange={(event) => change({ kind: 'fixed', agreed: event.target.checked })}
          />
          {t('propose.agreed')}
        </label>
      )}
    </fieldset>
  );
};
