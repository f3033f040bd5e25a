import { eventsOf, theEvent } from '../calendar-eye.js';
import { eventually, must } from '../eventually.js';
import { excerpt } from '../ics-excerpt.js';
import { Partner } from '../partner.js';
import { carriedOut, optionAt, slotsOf, standingMeeting } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { MeetingView } from '../views.js';

/** The secretary calls a confirmed meeting off; its link then leads to a page that says so. */
export const secretaryCancels = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, secretary, google } = stage;
  const karlis = await Partner.known(stage, alfa, 'Kārlis Lapsa', 'karlis@cauruli.example');
  const meeting = await standingMeeting(stage, alfa, karlis, 'Pipes');
  const option = optionAt(meeting, 0);
  const event = theEvent(stage, alfa, meeting.meetingId);

  await teller.step(
    'the secretary cancels, with a reason',
    () =>
      secretary.call<MeetingView>('POST', `/meetings/${meeting.meetingId}/cancel`, {
        reason: 'Andris is ill',
      }),
    ({ state }) => `meeting ${state}`,
  );
  const mail = await teller.step(
    'the partner gets the CANCEL with the reason',
    async () => {
      const sequence = option.sequence + 1;
      const cancel = await karlis.receives({
        uid: option.uid,
        method: 'CANCEL',
        status: 'CANCELLED',
        sequence,
      });
      must(cancel.text.includes('Andris is ill'), 'the mail does not give the reason');
      return cancel;
    },
    ({ subject, invitation }) => `CANCEL ${invitation.uid} SEQUENCE ${invitation.sequence}, "${subject}"`,
  );
  teller.show(`the mail to ${karlis.email}`, excerpt(mail.ics ?? '', 'METHOD', 'UID', 'SEQUENCE', 'STATUS'));
  await teller.step(
    'it is gone from the calendar, and the time is free',
    async () => {
      await carriedOut(stage, meeting);
      must(eventsOf(stage, alfa, meeting.meetingId).length === 0, 'it still stands there');
      must(google.calendars.getEvent(alfa.email, event.id).status === 'cancelled', 'it was not deleted');
      // Free once the mirror has seen its own deletion come back.
      await eventually(`offer of ${option.start}`, async () => {
        const slots = await slotsOf(stage, alfa);
        return slots.find(({ start }) => start === option.start);
      });
    },
    () => `event ${event.id} deleted, ${option.start} is offered again`,
  );
  await teller.step(
    'the link of the invitation leads to a page that says so',
    async () => {
      const invitation = await karlis.receives({ uid: option.uid, method: 'REQUEST' });
      const response = await fetch(karlis.pageIn(invitation));
      const text = await response.text();
      must(response.status === 410, `it was answered ${response.status}`);
      must(text.includes('This meeting is cancelled'), 'it does not say that the meeting is cancelled');
      must(text.includes('Anna Liepa'), 'it does not say whom to call');
      return response.status;
    },
    (status) =>
      `${status}, "This meeting is cancelled", with the secretary's name; the mail came to ${mail.to}`,
  );
};
