import type { ReactNode } from 'react';
import type { Live } from '../api/live.js';
import { useTexts } from '../i18n/texts.js';
import { Icon, type IconName } from './icon.js';
import { ProblemNotice } from './notice.js';

interface LoadedProps<T> {
  readonly of: Live<T>;
  readonly children: (data: T) => ReactNode;
}

/** Loading, then what was asked for; an answer that could not be renewed stays in view under a notice that says so. */
export const Loaded = <T,>({ of, children }: LoadedProps<T>) => (
  <>
    <ProblemNotice problem={of.problem} />
    {of.data === undefined ? of.problem === null && <Loading /> : children(of.data)}
  </>
);

export const Loading = ({ what }: { readonly what?: string }) => {
  const { t } = useTexts();
  return (
    <div className="loading" role="status">
      {what ?? t('common.loading')}
    </div>
  );
};

/** Nothing there, and what to do about it. */
export const Empty = ({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) => (
  <div className="empty">
    <Icon name={icon} />
    {children}
  </div>
);
