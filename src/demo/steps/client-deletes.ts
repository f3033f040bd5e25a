import { eventsOf, theEvent } from '../calendar-eye.js';
import { aWhile, must } from '../eventually.js';
import { Partner } from '../partner.js';
import { carriedOut, meetingBecomes, optionAt, standingMeeting } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { DeskView, MeetingView } from '../views.js';

/** A client deletes a confirmed meeting from the own calendar; what that means is the client's setting. */
export const clientDeletes = async (stage: Stage, teller: Teller): Promise<void> => {
  await askFirst(stage, teller);
  await callOff(stage, teller);
};

const askFirst = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, google, secretary } = stage;
  const hugo = await Partner.known(stage, alfa, 'Hugo Irbe', 'hugo@durvis.example');
  const meeting = await standingMeeting(stage, alfa, hugo, 'Doors');
  const event = theEvent(stage, alfa, meeting.meetingId);

  await teller.step(
    `${alfa.firm} (policy ask) deletes it: the secretary is asked`,
    async () => {
      google.calendars.deleteEvent(alfa.email, event.id);
      await meetingBecomes(stage, meeting, 'questioned', ({ state }) => state === 'questioned');
      const { questions } = await secretary.call<DeskView>('GET', '/desk');
      const asked = questions.find(({ meetingId }) => meetingId === meeting.meetingId);
      must(asked?.question === 'client-deleted', `the desk asks ${asked?.question}`);
      return asked;
    },
    ({ state, questionText }) => `event ${event.id} gone, meeting ${state}; on the desk: "${questionText}"`,
  );
  await teller.step(
    'the partner hears nothing yet, and the event is not put back',
    async () => {
      await aWhile();
      must((await hugo.invitations({ method: 'CANCEL' })).length === 0, 'a CANCEL was sent');
      must(eventsOf(stage, alfa, meeting.meetingId).length === 0, 'the event was put back');
    },
    () => 'no CANCEL in the box, no event on the calendar',
  );
  await teller.step(
    'the secretary says that it stands: it is entered anew',
    async () => {
      await secretary.call<MeetingView>('POST', `/meetings/${meeting.meetingId}/restore`);
      await carriedOut(stage, meeting);
      const again = theEvent(stage, alfa, meeting.meetingId);
      must(again.id !== event.id, 'a deleted id cannot be used again');
      return again;
    },
    ({ id, start }) => `event ${id} at ${start.dateTime}, under a new id`,
  );
};

const callOff = async (stage: Stage, teller: Teller): Promise<void> => {
  const { zeta, google } = stage;
  const johan = await Partner.known(stage, zeta, 'Johan Ek', 'johan@tryckeriet.example');
  const meeting = await standingMeeting(stage, zeta, johan, 'Proofs of the brochure');
  const option = optionAt(meeting, 0);
  const event = theEvent(stage, zeta, meeting.meetingId);

  await teller.step(
    `${zeta.firm} (policy cancel) deletes it: the meeting is off`,
    async () => {
      google.calendars.deleteEvent(zeta.email, event.id);
      return meetingBecomes(stage, meeting, 'cancelled', ({ state }) => state === 'cancelled');
    },
    ({ state, questionText }) =>
      `event ${event.id} gone, meeting ${state}; the secretary reads "${questionText}"`,
  );
  await teller.step(
    'the partner is told',
    async () => {
      const sequence = option.sequence + 1;
      const mail = await johan.receives({ uid: option.uid, method: 'CANCEL', status: 'CANCELLED', sequence });
      await carriedOut(stage, meeting);
      must(eventsOf(stage, zeta, meeting.meetingId).length === 0, 'the event is back on the calendar');
      return mail;
    },
    ({ subject, invitation }) => `CANCEL ${invitation.uid} SEQUENCE ${invitation.sequence}, "${subject}"`,
  );
};
