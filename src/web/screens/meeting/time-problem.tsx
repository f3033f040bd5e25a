import type { Client } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { ProblemNotice } from '../../ui/notice.js';
import type { Deed } from '../../ui/use-deed.js';
import { Clashes } from '../week/clashes.js';
import type { Span } from '../week/spans.js';

interface TimeProblemProps {
  /** Its argument: although something stands against the time. */
  readonly deed: Deed<readonly [override: boolean]>;
  readonly client: Client;
  readonly time: Span | undefined;
}

/** Why it was refused; when something stands against the time, what, and the way past it where there is one. */
export const TimeProblem = ({ deed, client, time }: TimeProblemProps) => {
  const { t } = useTexts();
  if (deed.problem?.code !== 'time-taken') return <ProblemNotice problem={deed.problem} />;
  return (
    <Clashes
      problem={deed.problem}
      options={time === undefined ? [] : [time]}
      zone={client.zone}
      busy={deed.busy}
      anyway={t('meeting.anyway')}
      onAnyway={() => void deed.run(true)}
    />
  );
};
