import { sendRaw } from '../../sandbox/mailbox/answer-mail.js';
import type { ApiSession } from '../../sandbox/seed/api-session.js';
import { aWhile, eventually, must } from '../eventually.js';
import { Partner } from '../partner.js';
import { freeTimes, meetingOf, optionAt, propose } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { MessageView } from '../views.js';

/** Mails that are no proven answer: kept and put before a person, never obeyed and never lost. */
export const strayMail = async (stage: Stage, teller: Teller): Promise<void> => {
  await malformed(stage, teller);
  await forged(stage, teller);
};

const malformed = async ({ running, owner }: Stage, teller: Teller): Promise<void> => {
  const { mailListener, config } = running;
  must(mailListener !== null, 'the service takes no mail');
  const raw = [
    'From: somebody <somebody@elsewhere.example>',
    'Subject: Accepted: something',
    'Content-Type: multipart/mixed; boundary="never-closed',
    '',
    '--never-closed',
    'Content-Type: text/calendar; method=REPLY',
    '',
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'DTSTART:not a time at all',
  ].join('\r\n');
  const to = `meet@${config.mail.domain}`;

  const response = await teller.step(
    'a malformed mail to an address without a token is taken',
    () => sendRaw(mailListener, { from: 'somebody@elsewhere.example', to, raw }),
    (answer) => `SMTP said ${answer}`,
  );
  await teller.step(
    'it is kept as it came and shown as unmatched',
    async () => {
      const message = await eventually('unmatched mail', () =>
        unmatchedFrom(owner, 'somebody@elsewhere.example'),
      );
      const kept = await rawOf(owner, message.messageId);
      must(kept.includes('DTSTART:not a time at all'), 'the kept mail is not what was sent');
      return message;
    },
    ({ messageId, state, reason }) =>
      `message ${messageId} is ${state} (${reason}); ${response.slice(0, 3)} was no lie`,
  );
};

const forged = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, mailbox, secretary } = stage;
  const mara = await Partner.known(stage, alfa, 'Māra Niedra', 'mara@zeme.example');
  const proposed = await propose(stage, alfa, mara, 'Plot of land', await freeTimes(stage, alfa, 1));
  const { uid } = optionAt(proposed, 0);
  const mail = await mara.receives({ uid, method: 'REQUEST' });

  await teller.step(
    'an answer whose sender is not proven changes nothing and waits for a person',
    async () => {
      await mailbox.reply(mail.id, { partstat: 'ACCEPTED', shape: 'gmail', forged: true });
      const message = await eventually('mail for review', async () => {
        const { items } = await secretary.call<{ items: MessageView[] }>('GET', '/messages?state=review');
        return items.find(({ meetingId }) => meetingId === proposed.meetingId);
      });
      await aWhile();
      const { state, replies } = await meetingOf(stage, proposed);
      must(state === 'proposed' && replies.length === 0, `the meeting is ${state}`);
      return message;
    },
    ({ messageId, reason }) => `message ${messageId} is in review (${reason}), the meeting is still proposed`,
  );
};

const unmatchedFrom = async (owner: ApiSession, from: string): Promise<MessageView | undefined> => {
  const { items } = await owner.call<{ items: MessageView[] }>('GET', '/messages?state=unmatched');
  return items.find((message) => message.from === from);
};

const rawOf = async (owner: ApiSession, messageId: string): Promise<string> =>
  (await owner.visit(`${owner.url}/api/messages/${messageId}/raw`)).text;
