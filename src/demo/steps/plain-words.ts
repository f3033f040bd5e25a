import { theEvent } from '../calendar-eye.js';
import { aWhile, eventually, mustBe } from '../eventually.js';
import { Partner } from '../partner.js';
import { words } from '../partner-mail.js';
import { carriedOut, freeTimes, meetingOf, optionAt, propose } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { MessageView } from '../views.js';

const SAID = 'Sounds good, see you there!';

/** A partner answers in words: nothing is guessed, a person reads it and says what it means. */
export const plainWords = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, secretary } = stage;
  const girts = await Partner.known(stage, alfa, 'Ģirts Apse', 'girts@kamini.example');
  const meeting = await propose(stage, alfa, girts, 'Fireplace', await freeTimes(stage, alfa, 1));
  const option = optionAt(meeting, 0);
  const mail = await girts.receives({ uid: option.uid, method: 'REQUEST' });

  const message = await teller.step(
    'an answer in plain words waits for a person, in the meeting that it belongs to',
    async () => {
      mustBe('the SMTP answer', (await words(stage, girts.email, mail, SAID)).slice(0, 3), '250');
      const found = await eventually('mail for review', async () => {
        const { items } = await secretary.call<{ items: MessageView[] }>('GET', '/messages?state=review');
        return items.find(({ meetingId }) => meetingId === meeting.meetingId);
      });
      mustBe('why it waits', found.reason, 'plain-answer');
      const read = await secretary.call<{ text: string | null }>('GET', `/messages/${found.messageId}`);
      mustBe('its words', read.text?.trim(), SAID);
      await aWhile(500);
      mustBe('the meeting', (await meetingOf(stage, meeting)).state, 'proposed');
      return found;
    },
    ({ messageId, reason }) => `"${SAID}": message ${messageId} in review (${reason}), still proposed`,
  );
  await teller.step(
    'the secretary says that it is a yes: confirmed and entered',
    async () => {
      const attendeeId = meeting.attendees[0]?.attendeeId;
      const { meetingId } = meeting;
      await secretary.call('POST', `/messages/${message.messageId}/settle`, {
        action: 'answer',
        meetingId,
        attendeeId,
        optionId: option.optionId,
        partstat: 'ACCEPTED',
      });
      mustBe('the meeting', (await carriedOut(stage, meeting)).state, 'confirmed');
      await girts.receives({ uid: option.uid, method: 'REQUEST', status: 'CONFIRMED' });
      return theEvent(stage, alfa, meetingId);
    },
    ({ id, start }) => `event ${id} at ${start.dateTime}`,
  );
};
