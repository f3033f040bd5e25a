import { eventually, must, mustBe } from '../eventually.js';
import { Partner } from '../partner.js';
import { freeTimes, meetingBecomes, optionAt, propose } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';

const HOUR = 3_600_000;

/** A partner says nothing. The demo's clock goes on in hours until the service asks again; played last for that. */
export const chase = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, clock, mailbox } = stage;
  const ernests = await Partner.known(stage, alfa, 'Ernests Klusais', 'ernests@klusums.example');
  const times = (await freeTimes(stage, alfa, 12)).slice(-1);
  const meeting = await propose(stage, alfa, ernests, 'Quiet room', times);
  const { uid, start } = optionAt(meeting, 0);
  const first = await ernests.receives({ uid, method: 'REQUEST' });
  const sentAt = clock.now();

  await teller.step(
    'after a working day without an answer the partner is asked again, in working hours',
    async () => {
      const due = workingMoment(sentAt);
      clock.forward(due - clock.now());
      await stage.signInAgain();
      const mail = await eventually('second mail', async () =>
        (await mailbox.mails(ernests.email)).find(({ id }) => id !== first.id),
      );
      const at = Temporal.Instant.fromEpochMilliseconds(mail.at).toZonedDateTimeISO('Europe/Riga');
      must(at.hour >= 9 && at.hour < 17 && at.dayOfWeek <= 5, `it was written at ${at.toString()}`);
      mustBe('calendar parts in it', mail.ics === undefined ? 0 : 1, 0);
      ernests.pageIn(mail);
      return { mail, at };
    },
    ({ mail, at }) =>
      `sent ${new Date(sentAt).toISOString()}, asked again ${at.toPlainDateTime().toString({ smallestUnit: 'minute' })} in Riga: "${mail.subject}", with the page`,
  );
  await teller.step(
    'it is in the meeting’s story, and the old invitation still takes the answer',
    async () => {
      await ernests.answers(first, 'ACCEPTED', 'kde');
      const now = await meetingBecomes(stage, meeting, 'confirmed', ({ state }) => state === 'confirmed');
      const line = now.journal.find(({ kind }) => kind === 'chased');
      must(line !== undefined, 'the journal does not know of it');
      return line;
    },
    ({ at }) => `"chased" at ${at}; then confirmed for ${start}`,
  );
};

/** A noon at which a whole working day has passed in Riga, whenever the demo is played. */
const workingMoment = (sentAt: number): number => {
  let at = sentAt;
  let days = 0;
  for (;;) {
    at += HOUR;
    const { hour, dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Europe/Riga');
    if (dayOfWeek > 5 || hour !== 12) continue;
    days += 1;
    if (days === 2) return at;
  }
};
