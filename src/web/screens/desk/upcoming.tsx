import { useLive } from '../../api/live.js';
import { listMeetings } from '../../api/meetings.js';
import type { MeetingOption, MeetingSummary } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { clientStyle } from '../../shell/client-colour.js';
import { Link } from '../../shell/link.js';
import { useClient } from '../../shell/signed-in.js';
import { useDates } from '../../time/use-dates.js';
import { Loaded } from '../../ui/loaded.js';

const MOST = 8;

/** The next confirmed meetings of all clients. */
export const Upcoming = () => {
  const { t } = useTexts();
  const meetings = useLive('meetings confirmed', () => listMeetings({ state: 'confirmed' }));
  return (
    <section className="card" aria-label={t('desk.upcoming')}>
      <div className="card-head">
        <h2>{t('desk.upcoming')}</h2>
      </div>
      <Loaded of={meetings}>
        {(list) => {
          const ahead = list
            .flatMap((meeting) => {
              const option = meeting.options.find(({ optionId }) => optionId === meeting.confirmedOptionId);
              return option === undefined || Date.parse(option.end) < Date.now() ? [] : [{ meeting, option }];
            })
            .sort((a, b) => Date.parse(a.option.start) - Date.parse(b.option.start))
            .slice(0, MOST);
          return ahead.length === 0 ? (
            <p className="card-body quiet">{t('desk.upcomingNone')}</p>
          ) : (
            <ul className="lines">
              {ahead.map(({ meeting, option }) => (
                <UpcomingItem key={meeting.meetingId} meeting={meeting} option={option} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
};

const UpcomingItem = ({ meeting, option }: { meeting: MeetingSummary; option: MeetingOption }) => {
  const dates = useDates();
  const client = useClient(meeting.clientId);
  const zone = client?.zone ?? 'UTC';
  return (
    <li style={clientStyle(client)}>
      <Link className="upcoming" to={`/meetings/${meeting.meetingId}`}>
        <span className="num strong">{dates.span(option.start, option.end, zone)}</span>
        <span>{meeting.title}</span>
        <span className="desk-client">
          <span className="swatch" />
          {client?.name}
        </span>
      </Link>
    </li>
  );
};
