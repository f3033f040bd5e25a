import type { JournalEntry, MeetingDetail, MessageSummary, PartStat } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Link } from '../../shell/link.js';
import { useDates } from '../../time/use-dates.js';
import { Icon, type IconName } from '../../ui/icon.js';

/** Journal and mails in one line of time, the newest first. */
export const Story = ({ meeting, zone }: { meeting: MeetingDetail; zone: string }) => {
  const { t } = useTexts();
  const dates = useDates();
  const moments = [
    ...meeting.journal.map((entry, index) => ({ at: entry.at, key: `entry ${index}`, entry, message: null })),
    ...meeting.messages.map((message) => ({ at: message.at, key: message.messageId, entry: null, message })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (moments.length === 0) return <p className="card-body quiet">{t('meeting.storyNone')}</p>;
  return (
    <ol className="story">
      {moments.map(({ at, key, entry, message }) => (
        <li key={key}>
          <Icon name={entry === null ? 'mail' : journalIcon(entry)} />
          <div>
            {entry !== null && <Entry entry={entry} meeting={meeting} zone={zone} />}
            {message !== null && <Mail message={message} meeting={meeting} />}
            <time className="small quiet num" dateTime={at}>
              {dates.stamp(at, zone)}
            </time>
          </div>
        </li>
      ))}
    </ol>
  );
};

const JOURNAL = [
  'proposed',
  'offered',
  'shared',
  'answered',
  'confirmed-by-hand',
  'confirmed',
  'rescheduled',
  'time-taken',
  'sent-again',
  'undeliverable',
  'cancelled',
  'expired',
  'client-deleted',
  'client-restored',
  'client-moved',
  'client-moved-back',
  'client-moved-onto',
  'restored',
  'settled',
  'agreed',
  'answered-too-late',
  'calendar-chosen',
  'chased',
  'counter-refused',
  'counter-taken',
  'event-landed',
  'event-left',
  'held',
  'hold-deleted',
  'hold-moved',
  'holds-aged',
  'holds-released',
  'joined',
  'key-taken',
  'not-checked',
  'offered-time-taken',
  'released',
  'reminded',
  'restored-late',
  'roster-changed',
  'rules-overridden',
  'undone',
] as const;

const PARTSTATS: readonly PartStat[] = ['NEEDS-ACTION', 'ACCEPTED', 'TENTATIVE', 'DECLINED', 'DELEGATED'];
const ACTORS = ['secretary', 'partner', 'client', 'service'] as const;

interface EntryProps {
  readonly entry: JournalEntry;
  readonly meeting: MeetingDetail;
  readonly zone: string;
}

const Entry = ({ entry, meeting, zone }: EntryProps) => {
  const { t } = useTexts();
  const dates = useDates();
  const kind = JOURNAL.find((known) => known === entry.kind);
  const { detail } = entry;
  const attendee = meeting.attendees.find(({ attendeeId }) => attendeeId === detail.attendeeId)?.name;
  const option = meeting.options.find(({ optionId }) => optionId === detail.optionId);
  const partstat = PARTSTATS.find((known) => known === detail.partstat);
  const actor = ACTORS.find((known) => known === entry.actor);
  const who =
    entry.userName ?? attendee ?? (actor === undefined ? entry.actor : t(`meeting.actors.${actor}`));
  const said = typeof detail.reason === 'string' ? detail.reason : detail.comment;
  return (
    <>
      <p>
        <span className="strong">
          {kind === undefined
            ? entry.kind
            : t(`meeting.journal.${kind}`, {
                what: partstat === undefined ? '' : t(`meeting.partstat.${partstat}`),
              })}
        </span>
        <span className="quiet"> · {t('meeting.by', { who })}</span>
      </p>
      {option !== undefined && <p className="small num">{dates.span(option.start, option.end, zone)}</p>}
      {typeof said === 'string' && said !== '' && <q className="small">{said}</q>}
    </>
  );
};

const Mail = ({ message, meeting }: { message: MessageSummary; meeting: MeetingDetail }) => {
  const { t } = useTexts();
  const attendee = meeting.attendees.find(({ attendeeId }) => attendeeId === message.attendeeId)?.name;
  const incoming = message.direction === 'in';
  const who = attendee ?? (incoming ? message.from : message.to) ?? '…';
  return (
    <p>
      <span className="strong">{t(incoming ? 'meeting.mailIn' : 'meeting.mailOut', { who })}</span>
      <br />
      <Link to={`/messages/${message.messageId}`}>{message.subject ?? t('messages.noSubject')}</Link>
    </p>
  );
};

const journalIcon = (entry: JournalEntry): IconName => {
  switch (entry.kind) {
    case 'proposed':
    case 'offered':
      return 'send';
    case 'answered':
      return 'person';
    case 'confirmed':
    case 'confirmed-by-hand':
    case 'settled':
    case 'restored':
      return 'check';
    case 'cancelled':
    case 'expired':
      return 'cross';
    case 'client-deleted':
    case 'time-taken':
    case 'undeliverable':
    case 'client-moved-onto':
      return 'warning';
    default:
      return 'calendar';
  }
};
