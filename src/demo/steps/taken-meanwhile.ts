import { eventsOf, startOf, theEvent } from '../calendar-eye.js';
import { eventually, must, mustBe } from '../eventually.js';
import { Partner } from '../partner.js';
import { carriedOut, freeTimes, meetingBecomes, meetingOf, optionAt, propose } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';

/** A proposed time is taken on the client's own calendar before the partner answers. */
export const takenMeanwhile = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, google, secretary } = stage;
  const maija = await Partner.known(stage, alfa, 'Maija Bite', 'maija@medus.example');
  const meeting = await propose(stage, alfa, maija, 'Roof terrace', await freeTimes(stage, alfa, 2));
  const [lost, open] = [optionAt(meeting, 0), optionAt(meeting, 1)];
  const mail = await maija.receives({ uid: lost.uid, method: 'REQUEST' });

  await teller.step(
    'the client enters something at a proposed time: the secretary sees it, with other times',
    async () => {
      google.calendars.addEvent(alfa.email, {
        summary: 'Dentist',
        start: { dateTime: lost.start },
        end: { dateTime: lost.end },
      });
      const now = await meetingBecomes(stage, meeting, 'known to have lost a time', ({ takenOptionIds }) =>
        takenOptionIds.includes(lost.optionId),
      );
      mustBe('the times that are taken', now.takenOptionIds.join(), lost.optionId);
      const path = `/clients/${alfa.clientId}/substitutes?start=${lost.start}&end=${lost.end}`;
      const found = await secretary.call<{ suggestions: readonly { start: string }[] }>('GET', path);
      must(found.suggestions.length > 0, 'no other times are suggested');
      return found.suggestions.map(({ start }) => start);
    },
    (others) => `"Dentist" at ${lost.start}; suggested instead: ${others.slice(0, 3).join(', ')}`,
  );
  await teller.step(
    'the page says so, and still offers the other one',
    async () => {
      const text = await eventually('page without the taken time', async () => {
        const page = await (await fetch(maija.pageIn(mail))).text();
        return choosable(page).includes(lost.optionId) ? null : page;
      });
      must(choosable(text).includes(open.optionId), 'the page does not offer the other time');
    },
    () => `${lost.start} cannot be chosen any more, ${open.start} can`,
  );
  await teller.step(
    'Accept on the taken one makes no meeting there: the partner is told, and has the other',
    async () => {
      await maija.answers(mail, 'ACCEPTED', 'gmail');
      const told = await maija.receives({ uid: lost.uid, method: 'CANCEL' });
      mustBe('the meeting', (await meetingOf(stage, meeting)).state, 'proposed');
      mustBe('events on the calendar', eventsOf(stage, alfa, meeting.meetingId).length, 0);
      await maija.answers(await maija.receives({ uid: open.uid, method: 'REQUEST' }), 'ACCEPTED', 'gmail');
      await meetingBecomes(stage, meeting, 'confirmed', ({ state }) => state === 'confirmed');
      await carriedOut(stage, meeting);
      const event = theEvent(stage, alfa, meeting.meetingId);
      mustBe('its beginning', new Date(startOf(event)).toISOString(), open.start);
      return { told, event };
    },
    ({ told, event }) => `"${told.subject}", CANCEL ${lost.uid}; then event ${event.id} at ${open.start}`,
  );
};

/** Values of the choices on the page that are not struck out. */
const choosable = (page: string): string[] =>
  [...page.matchAll(/<input[^>]*type="radio"[^>]*>/g)]
    .filter(([input]) => !/\bdisabled\b/.test(input))
    .map(([input]) => /value="([^"]*)"/.exec(input)?.[1] ?? '');
