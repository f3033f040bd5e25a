import { eventsOf } from '../calendar-eye.js';
import { must } from '../eventually.js';
import { Partner } from '../partner.js';
import {
  carriedOut,
  freeTimes,
  meetingBecomes,
  meetingOf,
  optionAt,
  propose,
  slotsOf,
} from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { DeskView } from '../views.js';

/** The partner declines, first one time, then the other. */
export const decline = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa } = stage;
  const ilze = await Partner.known(stage, alfa, 'Ilze Kļava', 'ilze@logi.example', 'lv');
  const proposed = await propose(stage, alfa, ilze, 'Logu tāme', await freeTimes(stage, alfa, 2));
  const [first, second] = await ilze.receivesAll(2);
  must(first !== undefined && second !== undefined, 'two invitations were wanted');

  await teller.step(
    'one time is declined: the proposal goes on with the other',
    async () => {
      const { response } = await ilze.answers(first, 'DECLINED', 'outlook', 'Tad esmu prom');
      const now = await meetingBecomes(
        stage,
        proposed,
        'declined in part',
        ({ replies }) => replies.length === 1,
      );
      must(now.state === 'proposed', `the meeting is ${now.state}`);
      return { response, now };
    },
    ({ response, now }) =>
      `SMTP ${response.slice(0, 3)}, PARTSTAT ${now.replies[0]?.partstat}, meeting ${now.state}`,
  );
  await teller.step(
    'both are declined: the proposal is over, and the secretary is told',
    async () => {
      await ilze.answers(second, 'DECLINED', 'thunderbird');
      const now = await meetingBecomes(stage, proposed, 'declined', ({ state }) => state === 'declined');
      const desk = await stage.secretary.call<DeskView>('GET', '/desk');
      const question = desk.questions.find(({ meetingId }) => meetingId === now.meetingId);
      must(question?.question === 'all-declined', `the desk asks ${question?.question}`);
      return question;
    },
    ({ state, questionText }) => `meeting ${state}; on the desk: "${questionText}"`,
  );
  await teller.step(
    'nothing is entered, and the times are free again',
    async () => {
      await carriedOut(stage, proposed);
      must(eventsOf(stage, alfa, proposed.meetingId).length === 0, 'an event stands on the calendar');
      const slots = await slotsOf(stage, alfa);
      for (const { start } of (await meetingOf(stage, proposed)).options) {
        must(
          slots.some((slot) => slot.start === start),
          `${start} is not offered again`,
        );
      }
    },
    () => `no event on the calendar; ${optionAt(proposed, 0).start} and the other are offered again`,
  );
};
