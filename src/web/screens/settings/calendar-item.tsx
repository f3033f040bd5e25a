import { changeCalendar, syncCalendar } from '../../api/calendars.js';
import type { Calendar } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { Chip, type Tone } from '../../ui/chip.js';
import type { IconName } from '../../ui/icon.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';

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
  const change = useDeed((body: { blocks?: boolean; writeTarget?: boolean }) =>
    changeCalendar(clientId, calendarId, body),
  );
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
          {calendar.stateReason !== null && ` · ${calendar.stateReason}`}
        </p>
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
