import { startOf, theEvent } from '../calendar-eye.js';
import { must } from '../eventually.js';
import { Partner } from '../partner.js';
import { carriedOut, meetingBecomes, optionAt, slotsOf, standingMeeting } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';

/** The client drags a confirmed meeting to another hour on the own calendar. */
export const clientMoves = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, google } = stage;
  const guna = await Partner.known(stage, alfa, 'Guna Eglīte', 'guna@krasas.example');
  const meeting = await standingMeeting(stage, alfa, guna, 'Colours of the façade');
  const option = optionAt(meeting, 0);
  const event = theEvent(stage, alfa, meeting.meetingId);

  const moved = await teller.step(
    'the client moves it on the own calendar',
    async () => {
      const slots = await slotsOf(stage, alfa);
      const free = slots.find(({ start }) => start.slice(0, 10) !== option.start.slice(0, 10));
      must(free !== undefined, 'no other free time');
      const minutes = (Date.parse(free.start) - Date.parse(option.start)) / 60_000;
      return google.calendars.moveEvent(alfa.email, event.id, { minutes });
    },
    ({ id, start }) => `event ${id} from ${option.start} to ${start.dateTime}`,
  );
  await teller.step(
    'the meeting follows',
    () =>
      meetingBecomes(stage, meeting, 'at the new time', (now) => {
        return Date.parse(optionAt(now, 0).start) === startOf(moved);
      }),
    (now) => `${now.state} at ${optionAt(now, 0).start}, SEQUENCE ${optionAt(now, 0).sequence}`,
  );
  await teller.step(
    'the partner gets an update of the same UID',
    async () => {
      const mail = await guna.receives({ uid: option.uid, method: 'REQUEST', sequence: option.sequence + 1 });
      must(mail.invitation.start?.ms === startOf(moved), 'the mail names another time');
      must(mail.invitation.attendees[0]?.partstat === 'NEEDS-ACTION', 'the partner is not asked again');
      return mail;
    },
    ({ subject, invitation }) => `SEQUENCE ${invitation.sequence}, PARTSTAT=NEEDS-ACTION, "${subject}"`,
  );
  await teller.step(
    'the calendar keeps the one event, where the client put it',
    async () => {
      await carriedOut(stage, meeting);
      const now = theEvent(stage, alfa, meeting.meetingId);
      must(now.id === event.id, `another event ${now.id} stands there`);
      must(startOf(now) === startOf(moved), `it went back to ${now.start.dateTime}`);
      return now;
    },
    ({ id, start }) => `event ${id} at ${start.dateTime}`,
  );
};
