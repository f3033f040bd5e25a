import { eventsOf, startOf, theEvent } from '../calendar-eye.js';
import { mustBe } from '../eventually.js';
import { Partner } from '../partner.js';
import { carriedOut, freeTimes, meetingBecomes, optionAt, propose, questionAbout } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';

/** Two people have to be there: it is confirmed when both have said yes, and not before. */
export const twoRequired = async (stage: Stage, teller: Teller): Promise<void> => {
  await bothSayYes(stage, teller);
  await oneDeclines(stage, teller);
};

const bothSayYes = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa } = stage;
  const ruta = await Partner.known(stage, alfa, 'Rūta Balode', 'ruta@banka.example', 'lv');
  const peteris = await Partner.known(stage, alfa, 'Pēteris Zars', 'peteris@notars.example');
  const meeting = await propose(
    stage,
    alfa,
    [ruta, peteris],
    'Signing the loan',
    await freeTimes(stage, alfa, 1),
  );
  const { uid, start } = optionAt(meeting, 0);
  await teller.step(
    'one of two says yes: the meeting is still proposed, and nothing is entered',
    async () => {
      await ruta.answers(await ruta.receives({ uid, method: 'REQUEST' }), 'ACCEPTED', 'apple');
      const now = await meetingBecomes(stage, meeting, 'answered', ({ replies }) => replies.length === 1);
      mustBe('the meeting', now.state, 'proposed');
      mustBe('events on the calendar', eventsOf(stage, alfa, meeting.meetingId).length, 0);
      return now;
    },
    ({ state, replies }) => `${ruta.email}: ${replies[0]?.partstat}; meeting ${state}`,
  );
  await teller.step(
    'the other says yes: confirmed, entered once, and both have the update',
    async () => {
      await peteris.answers(await peteris.receives({ uid, method: 'REQUEST' }), 'ACCEPTED', 'outlook');
      await meetingBecomes(stage, meeting, 'confirmed', ({ state }) => state === 'confirmed');
      await carriedOut(stage, meeting);
      for (const one of [ruta, peteris])
        await one.receives({ uid, method: 'REQUEST', status: 'CONFIRMED', sequence: 1 });
      const event = theEvent(stage, alfa, meeting.meetingId);
      mustBe('its beginning', new Date(startOf(event)).toISOString(), start);
      return event;
    },
    ({ id, start: at }) =>
      `event ${id} at ${at.dateTime}; SEQUENCE 1 CONFIRMED to ${ruta.email} and ${peteris.email}`,
  );
};

const oneDeclines = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa } = stage;
  const laura = await Partner.known(stage, alfa, 'Laura Saule', 'laura@dizains.example');
  const oskars = await Partner.known(stage, alfa, 'Oskars Mucenieks', 'oskars@koks.example');
  const meeting = await propose(stage, alfa, [laura, oskars], 'Kitchen', await freeTimes(stage, alfa, 1));
  const { uid } = optionAt(meeting, 0);
  await teller.step(
    'of two others one says yes and one no: not confirmed, the secretary is asked',
    async () => {
      await laura.answers(await laura.receives({ uid, method: 'REQUEST' }), 'ACCEPTED', 'thunderbird');
      await meetingBecomes(stage, meeting, 'answered', ({ replies }) => replies.length === 1);
      await oskars.answers(await oskars.receives({ uid, method: 'REQUEST' }), 'DECLINED', 'gmail');
      const question = await questionAbout(stage, meeting, 'no-common-time');
      await carriedOut(stage, meeting);
      mustBe('the meeting', question.state, 'proposed');
      mustBe('events on the calendar', eventsOf(stage, alfa, meeting.meetingId).length, 0);
      return question;
    },
    ({ state, questionText }) => `meeting ${state}; on the desk: "${questionText}"`,
  );
};
