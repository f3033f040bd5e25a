import { startOf, theEvent } from '../calendar-eye.js';
import { eventually, must, mustBe } from '../eventually.js';
import { type InvitationMail, Partner } from '../partner.js';
import { counter } from '../partner-mail.js';
import { carriedOut, freeTimes, meetingOf, optionAt, propose } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { CounterSeen, MeetingView, TimeRange } from '../views.js';

/** Partners propose another time by mail: one gets it, the other does not. */
export const counterProposals = async (stage: Stage, teller: Teller): Promise<void> => {
  await taken(stage, teller);
  await refused(stage, teller);
};

const taken = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, secretary } = stage;
  const signe = await Partner.known(stage, alfa, 'Signe Roze', 'signe@flizes.example');
  const { meeting, mail, wanted } = await invited(stage, signe, 'Tiles');
  const { uid, start } = optionAt(meeting, 0);
  const proposal = await teller.step(
    'the partner proposes another time in Outlook: it waits, with the client’s day beside it',
    () => proposed(stage, meeting, signe, mail, wanted),
    (seen) =>
      `COUNTER ${uid} from ${start} to ${seen.start}, "${seen.comment}"; ${seen.day.length} other entries that day, in the way: ${seen.inTheWay.length}; the meeting is still proposed`,
  );
  await teller.step(
    'the secretary takes it: confirmed at the partner’s time, who gets the update of the same UID',
    async () => {
      const path = `/meetings/${meeting.meetingId}/counters/${proposal.counterId}/take`;
      mustBe('the meeting', (await secretary.call<MeetingView>('POST', path, {})).state, 'confirmed');
      const update = await signe.receives({ uid, method: 'REQUEST', status: 'CONFIRMED', sequence: 1 });
      mustBe('DTSTART of the update', instant(update.invitation.start?.ms), wanted.start);
      return update;
    },
    ({ subject, invitation }) =>
      `${invitation.uid} SEQUENCE ${invitation.sequence} at ${wanted.start}, "${subject}"`,
  );
  await teller.step(
    'it stands on the calendar at that time, once',
    async () => {
      await carriedOut(stage, meeting);
      const event = theEvent(stage, alfa, meeting.meetingId);
      mustBe('where the event stands', instant(startOf(event)), wanted.start);
      return event;
    },
    ({ id, start: at }) => `event ${id} at ${at.dateTime}`,
  );
};

const refused = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, secretary } = stage;
  const toms = await Partner.known(stage, alfa, 'Toms Vilks', 'toms@sienas.example');
  const { meeting, mail, wanted } = await invited(stage, toms, 'Walls');
  const { uid, start } = optionAt(meeting, 0);
  await teller.step(
    'another one is refused with a reason: the partner gets a DECLINECOUNTER, and the offer stands',
    async () => {
      const { counterId } = await proposed(stage, meeting, toms, mail, wanted);
      await secretary.call<MeetingView>(
        'POST',
        `/meetings/${meeting.meetingId}/counters/${counterId}/refuse`,
        { reason: 'Andris is abroad then' },
      );
      const answer = await eventually('DECLINECOUNTER in the box', async () =>
        (await stage.mailbox.mails(toms.email)).find(({ mimeMethod }) => mimeMethod === 'DECLINECOUNTER'),
      );
      mustBe('UID of the answer', answer.invitation?.uid, uid);
      must(answer.text.includes('Andris is abroad then'), 'the mail does not give the reason');
      const now = await meetingOf(stage, meeting);
      mustBe('the meeting and its time', `${now.state} ${optionAt(now, 0).start}`, `proposed ${start}`);
      return answer;
    },
    ({ subject }) => `"${subject}", with the reason; still proposed at ${start}`,
  );
};

/** A meeting of one time that the partner has in the box, and a free time on another day. */
const invited = async (
  stage: Stage,
  partner: Partner,
  title: string,
): Promise<{ meeting: MeetingView; mail: InvitationMail; wanted: TimeRange }> => {
  const [offered, wanted] = await freeTimes(stage, stage.alfa, 2);
  must(offered !== undefined && wanted !== undefined, 'two free times were wanted');
  const meeting = await propose(stage, stage.alfa, partner, title, [offered]);
  const mail = await partner.receives({ uid: optionAt(meeting, 0).uid, method: 'REQUEST' });
  return { meeting, mail, wanted };
};

const proposed = async (
  stage: Stage,
  { meetingId }: MeetingView,
  partner: Partner,
  mail: InvitationMail,
  wanted: TimeRange,
): Promise<CounterSeen> => {
  const time = { start: Date.parse(wanted.start), end: Date.parse(wanted.end) };
  const response = await counter(stage, partner.email, mail, time, 'Would this suit you, too?');
  mustBe('the SMTP answer', response.slice(0, 3), '250');
  const found = await eventually('counter-proposal', async () => {
    const path = `/meetings/${meetingId}/counters`;
    return (await stage.secretary.call<{ items: CounterSeen[] }>('GET', path)).items[0];
  });
  mustBe('the proposed time', found.start, wanted.start);
  mustBe('its state, and whether its sender is proven', `${found.state} ${found.trusted}`, 'open true');
  mustBe('the meeting', (await meetingOf(stage, { meetingId })).state, 'proposed');
  return found;
};

const instant = (ms: number | undefined): string => (ms === undefined ? 'none' : new Date(ms).toISOString());
