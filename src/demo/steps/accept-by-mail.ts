import { startOf, theEvent } from '../calendar-eye.js';
import { must } from '../eventually.js';
import { type InvitationMail, Partner } from '../partner.js';
import { carriedOut, freeTimes, meetingBecomes, optionAt, propose, slotsOf } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { MeetingView, TimeRange } from '../views.js';

/** The main job: three times are proposed, the partner accepts the second one in the mail program. */
export const acceptByMail = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa } = stage;
  const dace = await Partner.known(stage, alfa, 'Dace Vītola', 'dace@arhitekti.example', 'lv');

  const proposed = await teller.step(
    'the secretary proposes three times',
    async () => propose(stage, alfa, dace, 'Mežaparka objekta rasējumi', await freeTimes(stage, alfa, 3)),
    ({ meetingId, state, options }) =>
      `meeting ${meetingId} is ${state}, at ${options.map(({ start }) => start).join(', ')}`,
  );
  const mails = await teller.step(
    'three invitations arrive, one a time, each with a UID of its own',
    async () => {
      const arrived = await dace.receivesAll(3);
      for (const { uid, start, end } of proposed.options) {
        const mail = arrived.find(({ invitation }) => invitation.uid === uid);
        must(mail !== undefined, `no mail has UID ${uid}`);
        must(mail.invitation.start?.ms === Date.parse(start), `DTSTART of ${uid} is not ${start}`);
        must(mail.invitation.end?.ms === Date.parse(end), `DTEND of ${uid} is not ${end}`);
        must(mail.invitation.sequence === 0, `SEQUENCE is ${mail.invitation.sequence}`);
      }
      return arrived;
    },
    (arrived) => arrived.map(({ invitation: { uid, method } }) => `${method} ${uid}`).join(', '),
  );
  await teller.step(
    'each is a mail that mail programs show with buttons',
    () => readable(stage, mails),
    (seen) => seen,
  );
  await teller.step(
    'the three times are held: nobody else is offered them',
    async () => {
      const still = overlapping(await slotsOf(stage, alfa), proposed.options);
      must(still === undefined, `${still?.start} is still offered`);
      must(
        proposed.options.every(({ state, exclusive }) => state === 'offered' && exclusive),
        'an option is not a hold',
      );
    },
    () => 'none of them is among the free times any more',
  );

  const chosen = optionAt(proposed, 1);
  const others = proposed.options.filter(({ optionId }) => optionId !== chosen.optionId);
  await teller.step(
    'the partner presses Accept on the second one',
    async () => {
      const mail = mails.find(({ invitation }) => invitation.uid === chosen.uid);
      must(mail !== undefined, 'the mail is gone');
      return dace.answers(mail, 'ACCEPTED', 'gmail', 'Labprāt!');
    },
    ({ to, response }) => `REPLY for ${chosen.uid} to ${to}, SMTP said ${response}`,
  );
  await teller.step(
    'the meeting is confirmed for that time',
    () =>
      meetingBecomes(stage, proposed, 'confirmed', ({ state, confirmedOptionId }) => {
        return state === 'confirmed' && confirmedOptionId === chosen.optionId;
      }),
    ({ state, replies }) =>
      `state ${state}, PARTSTAT ${replies[0]?.partstat}, remark "${replies[0]?.comment}"`,
  );
  const done = await carriedOut(stage, proposed);
  await teller.step(
    "it stands on the client's calendar exactly once, under our id",
    async () => onCalendar(stage, done),
    ({ id, start }) => `event ${id} at ${start}`,
  );
  await teller.step(
    'the partner gets the confirming update of the same UID',
    async () => {
      const mail = await dace.receives({ uid: chosen.uid, method: 'REQUEST', status: 'CONFIRMED' });
      must(mail.invitation.sequence === 1, `SEQUENCE is ${mail.invitation.sequence}, not 1`);
      return mail;
    },
    ({ subject, invitation }) => `SEQUENCE ${invitation.sequence}, STATUS:${invitation.status}, "${subject}"`,
  );
  await teller.step(
    'the other two times are withdrawn from the partner’s calendar',
    () => Promise.all(others.map(({ uid }) => dace.receives({ uid, method: 'CANCEL', sequence: 1 }))),
    (cancels) =>
      cancels
        .map(({ invitation: { uid, status } }) => `CANCEL ${uid} SEQUENCE 1 STATUS:${status}`)
        .join(', '),
  );
  await teller.step(
    'their holds are released, and the confirmed time is not offered',
    async () => {
      const slots = await slotsOf(stage, alfa);
      for (const { start } of others) {
        must(
          slots.some((slot) => slot.start === start),
          `${start} is not offered again`,
        );
      }
      must(overlapping(slots, [chosen]) === undefined, 'the confirmed time is offered');
    },
    () => `${others.map(({ start }) => start).join(' and ')} are free again`,
  );
};

const onCalendar = (stage: Stage, meeting: MeetingView): { id: string; start: string } => {
  const option = optionAt(meeting, 1);
  const event = theEvent(stage, stage.alfa, meeting.meetingId);
  must(
    startOf(event) === Date.parse(option.start),
    `it starts at ${event.start.dateTime}, not ${option.start}`,
  );
  must(event.summary === meeting.title, `it is called ${event.summary}`);
  const told = meeting.effects.find(({ kind }) => kind === 'calendar-put')?.outcome?.eventId;
  must(told === event.id, `the service speaks of event ${String(told)}, the calendar has ${event.id}`);
  return { id: event.id, start: event.start.dateTime ?? '' };
};

/** RFC 6047 2.4 and what programs insist on (one part in the alternative with the method, and a file). */
const readable = async ({ mailbox, running }: Stage, mails: readonly InvitationMail[]): Promise<string> => {
  for (const mail of mails) {
    const raw = (await mailbox.mail(mail.id))?.raw ?? '';
    const types = [...raw.matchAll(/^content-type:\s*([a-z]+\/[a-z]+)/gim)].map(([, type]) =>
      type?.toLowerCase(),
    );
    for (const wanted of [
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'application/ics',
    ]) {
      must(types.includes(wanted), `a mail has no part ${wanted}, only ${types.join(', ')}`);
    }
    must(mail.mimeMethod === 'REQUEST', `the MIME method is ${mail.mimeMethod}`);
    const { organizer, attendees } = mail.invitation;
    must(organizer === mail.from.address, `ORGANIZER ${organizer} is not From ${mail.from.address}`);
    must(organizer.endsWith(`@${running.config.mail.domain}`), `ORGANIZER is ${organizer}`);
    must(attendees.length === 1 && attendees[0]?.address === mail.to, 'it names somebody else too');
    must(attendees[0]?.partstat === 'NEEDS-ACTION', `PARTSTAT is ${attendees[0]?.partstat}`);
  }
  return `text, HTML, text/calendar; method=REQUEST and invite.ics; ORGANIZER ${mails[0]?.invitation.organizer}`;
};

const overlapping = (slots: readonly TimeRange[], taken: readonly TimeRange[]): TimeRange | undefined =>
  slots.find((slot) => taken.some(({ start, end }) => slot.start < end && slot.end > start));
