import type { Problem } from '../../api/problem.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import type { Span } from './spans.js';

interface ClashesProps {
  /** What the press on the way out does; sending, when nothing is said. */
  readonly anyway?: string;
  readonly problem: Problem;
  readonly options: readonly Span[];
  readonly zone: string;
  readonly busy: boolean;
  readonly onAnyway: () => void;
}

/** Which of the times are not free by now, why, and the way to offer them on purpose where there is one. */
export const Clashes = ({ problem, options, zone, busy, anyway, onAnyway }: ClashesProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const timeOf = (pointer: string): string => {
    const option = options[Number(pointer.split('/')[2])];
    return option === undefined ? '' : `${dates.span(option.start, option.end, zone)}: `;
  };
  return (
    <Notice tone="bad" live>
      <div className="stack" data-gap="small">
        <p>{t('propose.conflict')}</p>
        <ul>
          {problem.faults.map((fault) => (
            <li key={fault.pointer + fault.detail} className="small">
              <span className="num strong">{timeOf(fault.pointer)}</span>
              {fault.detail}
            </li>
          ))}
        </ul>
        {mayBeForced(problem) && (
          <div className="actions">
            <Button size="small" busy={busy} onClick={onAnyway}>
              {anyway ?? t('propose.sendAnyway')}
            </Button>
          </div>
        )}
      </div>
    </Notice>
  );
};

/** A confirmed meeting is never overbooked; everything else may be, on purpose. */
const mayBeForced = ({ extra }: Problem): boolean => {
  const clashes: unknown[] = Array.isArray(extra.clashes) ? extra.clashes : [];
  const isMeeting = (clash: unknown) =>
    typeof clash === 'object' && clash !== null && 'kind' in clash && clash.kind === 'meeting';
  return clashes.length > 0 && !clashes.some(isMeeting);
};
