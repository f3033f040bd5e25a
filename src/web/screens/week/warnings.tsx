import type { Slots } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Link } from '../../shell/link.js';
import { useDates } from '../../time/use-dates.js';
import { Notice } from '../../ui/notice.js';

export type Warning = Slots['warnings'][number];

interface WarningsProps {
  readonly clientId: string;
  /** Undefined as long as nobody knows. */
  readonly warnings: readonly Warning[] | undefined;
}

/** What is wrong with times that are offered all the same, each with the way to look at it. */
export const Warnings = ({ clientId, warnings = [] }: WarningsProps) => {
  const { t } = useTexts();
  const dates = useDates();
  return warnings.map((warning) => (
    <Notice
      key={`${warning.because} ${warning.calendarId}`}
      tone={warning.because === 'calendar-failing' ? 'wait' : 'calm'}
      action={
        <Link className="button" data-size="small" to={listOf(clientId, warning.calendarId)}>
          {t('health.look')}
        </Link>
      }
    >
      <p className="small">
        {warning.because === 'calendar-failing'
          ? t('health.failing', { name: warning.calendarName, when: dates.stamp(warning.syncedAt) })
          : t('health.unread', { name: warning.calendarName, count: warning.count })}
      </p>
    </Notice>
  ));
};

/** Where a calendar's unread entries are listed. */
export const listOf = (clientId: string, calendarId: string): string =>
  `/clients/${clientId}/settings/calendars?calendar=${calendarId}`;

/** The week tells of failing calendars by itself, also of those that close all times. */
export const besideHealth = (warnings: readonly Warning[] | undefined): readonly Warning[] | undefined =>
  warnings?.filter(({ because }) => because === 'series-unreadable');
