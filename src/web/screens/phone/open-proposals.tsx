import { useLive } from '../../api/live.js';
import { confirmMeeting, listMeetings } from '../../api/meetings.js';
import type { Client, Contact, MeetingSummary } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { go } from '../../shell/address.js';
import { Link } from '../../shell/link.js';
import { useDates } from '../../time/use-dates.js';
import { Button } from '../../ui/button.js';
import { ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';

interface OpenProposalsProps {
  readonly client: Client;
  readonly contact: Contact;
}

/** What whoever calls was offered already: most calls are about that. */
export const OpenProposals = ({ client, contact }: OpenProposalsProps) => {
  const { t } = useTexts();
  const { clientId } = client;
  const meetings = useLive(`meetings ${clientId}`, () => listMeetings({ clientId }));
  const open = (meetings.data ?? []).filter(
    ({ state, attendees }) =>
      state === 'proposed' && attendees.some(({ contactId }) => contactId === contact.contactId),
  );
  if (open.length === 0) return null;
  return (
    <div className="inset stack" data-gap="small">
      <h3 className="label">{t('phone.offered', { name: contact.name })}</h3>
      {open.map((meeting) => (
        <Offered key={meeting.meetingId} meeting={meeting} client={client} contact={contact} />
      ))}
    </div>
  );
};

const Offered = ({ meeting, client, contact }: OpenProposalsProps & { readonly meeting: MeetingSummary }) => {
  const { t } = useTexts();
  const dates = useDates();
  const { meetingId } = meeting;
  const attendeeId = meeting.attendees.find((one) => one.contactId === contact.contactId)?.attendeeId ?? null;
  const deed = useDeed(async (optionId: string) => {
    await confirmMeeting(meetingId, { optionId, attendeeId });
    go(`/meetings/${meetingId}`);
  });
  return (
    <div className="stack" data-gap="small">
      <Link to={`/meetings/${meetingId}`}>{meeting.title}</Link>
      <ProblemNotice problem={deed.problem} />
      <ul className="phone-offered">
        {meeting.options
          .filter(({ state }) => state === 'offered')
          .map(({ optionId, start, end }) => {
            const time = dates.span(start, end, client.zone);
            return (
              <li key={optionId}>
                <span className="num">{time}</span>
                <Button
                  size="small"
                  icon="check"
                  busy={deed.busy}
                  aria-label={t('phone.agreeTo', { time })}
                  onClick={() => void deed.run(optionId)}
                >
                  {t('phone.agrees')}
                </Button>
              </li>
            );
          })}
      </ul>
    </div>
  );
};
