import type { ReactNode } from 'react';
import { OFFLINE, type Problem } from '../api/problem.js';
import { useTexts } from '../i18n/texts.js';
import type { Tone } from './chip.js';
import { Icon, type IconName } from './icon.js';

const ICONS: Readonly<Record<Tone, IconName>> = {
  good: 'check',
  wait: 'clock',
  bad: 'warning',
  calm: 'info',
};

interface NoticeProps {
  readonly tone: Tone;
  readonly icon?: IconName;
  /** Read out as soon as it appears: for what follows from a deed, not for what was there all along. */
  readonly live?: boolean;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export const Notice = ({ tone, icon = ICONS[tone], live = false, children, action }: NoticeProps) => (
  <div className="notice" data-tone={tone} role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
    <Icon name={icon} />
    <div className="notice-text">{children}</div>
    {action}
  </div>
);

/** Why a deed or a question failed, in words; nothing when there is no problem. */
export const ProblemNotice = ({ problem }: { readonly problem: Problem | null }) => {
  const { t } = useTexts();
  if (problem === null) return null;
  return (
    <Notice tone="bad" live>
      {problem.code === OFFLINE ? t('problem.offline') : problemText(problem, t)}
    </Notice>
  );
};

/** The codes that the console words in the reader's language; the server's sentence, in English, for the others. */
const problemText = (problem: Problem, t: ReturnType<typeof useTexts>['t']): string => {
  switch (problem.code) {
    case 'wrong-credentials':
      return t('problem.wrongCredentials');
    case 'not-signed-in':
      return t('problem.notSignedIn');
    case 'forbidden':
      return t('problem.forbidden');
    case 'not-found':
      return t('problem.notFound');
    case 'time-taken':
      return t('problem.timeTaken');
    case 'stale-link':
      return t('problem.staleLink');
    case 'too-many-attempts':
      return t('problem.tooManyAttempts');
    case 'unavailable':
      return t('problem.unavailable');
    case 'invalid-input':
      return t('problem.invalidInput');
    case 'internal':
      return `${t('problem.internal')} ${typeof problem.extra.id === 'string' ? problem.extra.id : ''}`.trim();
    default:
      return problem.detail;
  }
};
