import { startOf, theEvent } from '../calendar-eye.js';
import { must, mustBe } from '../eventually.js';
import { excerpt } from '../ics-excerpt.js';
import { Partner } from '../partner.js';
import { carriedOut, optionAt, slotsOf, standingMeeting } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { MeetingView } from '../views.js';

const TOLD = ['METHOD', 'UID', 'SEQUENCE', 'DTSTART', 'DTEND', 'STATUS', 'ATTENDEE'];

/** The secretary moves a confirmed meeting: one event, one UID, everywhere at the new time. */
export const reschedule = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, secretary } = stage;
  const eva = await Partner.known(stage, alfa, 'Eva Kronberga', 'eva@apgaismojums.example');
  const meeting = await standingMeeting(stage, alfa, eva, 'Lighting');
  const option = optionAt(meeting, 0);
  const event = theEvent(stage, alfa, meeting.meetingId);

  const to = await teller.step(
    'the secretary moves a confirmed meeting to another day',
    async () => {
      const slots = await slotsOf(stage, alfa);
      const free = slots.find(({ start }) => start.slice(0, 10) !== option.start.slice(0, 10));
      must(free !== undefined, 'there is no free time on another day');
      const now = await secretary.call<MeetingView>('POST', `/meetings/${meeting.meetingId}/reschedule`, {
        start: free.start,
        end: free.end,
      });
      mustBe('the time of the meeting', optionAt(now, 0).start, free.start);
      return free;
    },
    ({ start }) => `from ${option.start} to ${start}`,
  );
  const update = await teller.step(
    'the partner’s calendar gets the update: the same UID, a higher SEQUENCE, asked again',
    async () => {
      const mail = await eva.receives({ uid: option.uid, method: 'REQUEST', sequence: option.sequence + 1 });
      mustBe('DTSTART', new Date(mail.invitation.start?.ms ?? 0).toISOString(), to.start);
      mustBe('PARTSTAT', mail.invitation.attendees[0]?.partstat, 'NEEDS-ACTION');
      mustBe('CANCELs to the partner', (await eva.invitations({ method: 'CANCEL' })).length, 0);
      return mail;
    },
    ({ subject, invitation }) =>
      `${invitation.uid} SEQUENCE ${option.sequence} -> ${invitation.sequence}, "${subject}"`,
  );
  teller.show(`the mail to ${eva.email}`, excerpt(update.ics ?? '', ...TOLD));
  await teller.step(
    'the client’s calendar has the same event at the new time, and the old time is free',
    async () => {
      await carriedOut(stage, meeting);
      const now = theEvent(stage, alfa, meeting.meetingId);
      mustBe('the event', now.id, event.id);
      mustBe('its beginning', new Date(startOf(now)).toISOString(), to.start);
      const slots = await slotsOf(stage, alfa);
      must(
        slots.some(({ start }) => start === option.start),
        `${option.start} is not offered again`,
      );
      return now;
    },
    ({ id, start }) => `event ${id} at ${start.dateTime}; ${option.start} is offered again`,
  );
};
