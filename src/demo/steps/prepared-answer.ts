import { startOf, theEvent } from '../calendar-eye.js';
import { eventually, must, mustBe } from '../eventually.js';
import { Partner } from '../partner.js';
import { preparedIn, sendPrepared } from '../partner-mail.js';
import { carriedOut, freeTimes, meetingBecomes, optionAt, propose } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';

/** A list of times in one mail, and an answer that only has to be sent: no calendar program and no browser. */
export const preparedAnswer = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, mailbox } = stage;
  const antra = await Partner.known(stage, alfa, 'Antra Lauka', 'antra@darzs.example');
  const times = await freeTimes(stage, alfa, 4);
  const meeting = await propose(stage, alfa, antra, 'Garden', times, { kind: 'choose' });
  const chosen = optionAt(meeting, 2);

  const { prepared, mail } = await teller.step(
    'one mail offers four times, each with an answer that is written already',
    async () => {
      const arrived = await eventually('mail', async () => (await mailbox.mails(antra.email))[0]);
      mustBe('mails in the box', (await mailbox.mails(antra.email)).length, 1);
      mustBe('calendar parts in it', arrived.ics === undefined ? 0 : 1, 0);
      const answers = preparedIn(arrived);
      // One for each time, and one for none of them.
      mustBe('prepared answers', answers.length, times.length + 1);
      const third = answers[2];
      must(third !== undefined, 'there is no third answer');
      mustBe('where it goes', third.to, arrived.from.address);
      return { prepared: third, mail: arrived };
    },
    ({ prepared: { to, subject } }) => `mailto:${to}, subject "${subject}"`,
  );
  await teller.step(
    'the third one is sent as it is: confirmed for that time',
    async () => {
      mustBe('the SMTP answer', (await sendPrepared(stage, antra.email, prepared)).slice(0, 3), '250');
      const now = await meetingBecomes(stage, meeting, 'confirmed', ({ state }) => state === 'confirmed');
      mustBe('the confirmed time', now.confirmedOptionId, chosen.optionId);
      return now;
    },
    ({ state, replies }) => `meeting ${state} at ${chosen.start}, via ${replies[0]?.via}`,
  );
  await teller.step(
    'it stands on the calendar once, and the partner gets an invitation to keep',
    async () => {
      await carriedOut(stage, meeting);
      const event = theEvent(stage, alfa, meeting.meetingId);
      mustBe('its beginning', new Date(startOf(event)).toISOString(), chosen.start);
      const kept = await antra.receives({ uid: chosen.uid, method: 'REQUEST', status: 'CONFIRMED' });
      const references = kept.headers.find(({ name }) => name.toLowerCase() === 'references')?.value ?? '';
      must(references.includes(mail.messageId ?? ' '), 'the two mails are not one conversation');
      return { event, kept };
    },
    ({ event, kept }) => `event ${event.id}; "${kept.subject}" in the same conversation`,
  );
};
