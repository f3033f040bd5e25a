import { acceptLoss, changeCalendar, syncCalendar } from '../../api/calendars.js';
import type { Calendar, CalendarPatch } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Chip, type Tone } from '../../ui/chip.js';
import type { IconName } from '../../ui/icon.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { UnreadEvents } from './unread-events.js';

const LOOK: Readonly<Record<Calendar['state'], { tone: Tone; icon: IconName }>> = {
  never: { tone: 'wait', icon: 'sync' },
  ok: { tone: 'good', icon: 'check' },
  failing: { tone: 'bad', icon: 'warning' },
  gone: { tone: 'bad', icon: 'cross' },
};

export const CalendarItem = ({ clientId, calendar }: { clientId: string; calendar: Calendar }) => {
  const { t } = useTexts();
  const dates = useDates();
  const { calendarId, name, state } = calendar;
  const change = useDeed((body: CalendarPatch) => changeCalendar(clientId, calendarId, body));
  const sync = useDeed(() => syncCalendar(clientId, calendarId));
  const { tone, icon } = LOOK[state];
  return (
    <li className="item">
      <div className="stack" data-gap="small">
        <div className="row">
          <p className="strong">{name}</p>
          <Chip tone={tone} icon={icon}>
            {calendar.syncing && state === 'ok' ? t('calendars.syncing') : t(`calendars.sync.${state}`)}
          </Chip>
        </div>
        <p className="small quiet">
          {calendar.syncedAt === null
            ? t('calendars.neverSynced')
            : t('calendars.lastSync', { when: dates.ago(calendar.syncedAt) })}
          {calendar.syncing && ` · ${t('calendars.progress', { count: calendar.progressEvents })}`}
          {calendar.syncing &&
            calendar.progressPages > 1 &&
            ` · ${t('calendars.pages', { count: calendar.progressPages })}`}
          {calendar.nextSyncAt !== null &&
            !calendar.syncing &&
            ` · ${t('calendars.nextSync', { when: dates.ago(calendar.nextSyncAt) })}`}
        </p>
        {calendar.trouble !== null && calendar.trouble !== 'doubted' && (
          <Notice tone="bad">{t(`calendars.trouble.${calendar.trouble}`)}</Notice>
        )}
        {calendar.doubt !== null && <Doubt clientId={clientId} calendar={calendar} doubt={calendar.doubt} />}
        {calendar.unreadableCount > 0 && <UnreadEvents clientId={clientId} calendar={calendar} />}
        <div className="calendar-choices">
          <label className="check">
            <input
              type="checkbox"
              checked={calendar.blocks}
              onChange={(event) => void change.run({ blocks: event.target.checked })}
            />
            {t('calendars.blocks')}
          </label>
          {calendar.writable ? (
            <label className="check">
              <input
                type="checkbox"
                checked={calendar.writeTarget}
                onChange={(event) => void change.run({ writeTarget: event.target.checked })}
              />
              {t('calendars.write')}
            </label>
          ) : (
            <span className="check small quiet">{t('calendars.readOnly')}</span>
          )}
          <label className="check" title={t('calendars.busyOnlyHint')}>
            <input
              type="checkbox"
              checked={calendar.busyOnly}
              onChange={(event) => void change.run({ busyOnly: event.target.checked })}
            />
            {t('calendars.busyOnly')}
          </label>
        </div>
        <ProblemNotice problem={change.problem ?? sync.problem} />
      </div>
      {calendar.accountId !== null && (
        <Button
          size="small"
          icon="sync"
          busy={sync.busy}
          aria-label={`${t('calendars.syncNow')}: ${name}`}
          onClick={() => void sync.run()}
        >
          {t('calendars.syncNow')}
        </Button>
      )}
    </li>
  );
};

interface DoubtProps {
  readonly clientId: string;
  readonly calendar: Calendar;
  readonly doubt: NonNullable<Calendar['doubt']>;
}

/** A large part of the calendar is gone at once: the old state serves until somebody or a second look decides. */
const Doubt = ({ clientId, calendar, doubt }: DoubtProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const accept = useDeed(() => acceptLoss(clientId, calendar.calendarId));
  return (
    <Notice
      tone="wait"
      icon="question"
      action={
        doubt.accepted ? undefined : (
          <Button size="small" busy={accept.busy} onClick={() => void accept.run()}>
            {t('calendars.doubt.accept')}
          </Button>
        )
      }
    >
      <p className="strong">{t('calendars.doubt.lost', { count: doubt.lost, of: doubt.of })}</p>
      <p className="small">
        {doubt.accepted
          ? t('calendars.doubt.accepted')
          : t('calendars.doubt.lead', { since: dates.stamp(doubt.since), next: dates.ago(doubt.nextLookAt) })}
      </p>
      {doubt.missing.length > 0 && (
        <p className="small quiet">
          {doubt.missing
            .map(({ title, start }) =>
              [title ?? t('calendars.untitled'), start === null ? null : dates.stamp(start, calendar.zone)]
                .filter((part) => part !== null)
                .join(', '),
            )
            .join('; ')}
        </p>
      )}
      <ProblemNotice problem={accept.problem} />
    </Notice>
  );
};
