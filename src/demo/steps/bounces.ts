import { eventually, must, mustBe } from '../eventually.js';
import { Partner } from '../partner.js';
import { bounce } from '../partner-mail.js';
import { freeTimes, meetingBecomes, meetingOf, optionAt, propose } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { DeskView } from '../views.js';

/** Mail that does not arrive is shown at the person whom it did not reach: refused at once, or returned later. */
export const bounces = async (stage: Stage, teller: Teller): Promise<void> => {
  await refusedAtOnce(stage, teller);
  await returnedLater(stage, teller);
};

const refusedAtOnce = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa, mailbox, secretary } = stage;
  const gone = await Partner.known(stage, alfa, 'Uldis Strazds', 'uldis@slegts.example');
  const fault = mailbox.faults.add({
    kind: 'reject',
    to: '^uldis@slegts\\.example$',
    code: 550,
    text: '5.1.1 no such user here',
  });
  try {
    const meeting = await propose(stage, alfa, gone, 'Fence', await freeTimes(stage, alfa, 1));
    await teller.step(
      'the partner’s server refuses the mail with 550: shown at the attendee, and on the desk',
      async () => {
        const now = await meetingBecomes(stage, meeting, 'undeliverable', undeliverable);
        const desk = await eventually('trouble on the desk', async () => {
          const { troubled } = await secretary.call<DeskView>('GET', '/desk');
          return troubled.find(({ meetingId }) => meetingId === meeting.meetingId);
        });
        const why = now.attendees[0]?.undeliverable ?? '';
        must(why.includes('550'), `the reason is "${why}" and does not name the 550`);
        mustBe('the mail, and how often it was tried', `${desk.state} ${desk.attempts}`, 'failed 1');
        mustBe('mails in the box', (await mailbox.mails(gone.email)).length, 0);
        return why;
      },
      (why) => `${gone.email}: "${why}"; tried once, the meeting is still proposed`,
    );
  } finally {
    mailbox.faults.remove(fault);
  }
};

const returnedLater = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa } = stage;
  const full = await Partner.known(stage, alfa, 'Vija Gulbe', 'vija@pilns.example');
  const meeting = await propose(stage, alfa, full, 'Gate', await freeTimes(stage, alfa, 1));
  const mail = await full.receives({ uid: optionAt(meeting, 0).uid, method: 'REQUEST' });
  await teller.step(
    'a delivery status says later that the mailbox is full: shown at the attendee, and no answer',
    async () => {
      mustBe('the SMTP answer', (await bounce(stage, mail)).slice(0, 3), '250');
      const now = await meetingBecomes(stage, meeting, 'undeliverable', undeliverable);
      mustBe('the meeting', now.state, 'proposed');
      mustBe('answers', (await meetingOf(stage, meeting)).replies.length, 0);
      return now.attendees[0]?.undeliverable ?? '';
    },
    (why) => `${full.email}: "${why}"`,
  );
};

const undeliverable = ({ attendees }: { attendees: readonly { undeliverable: string | null }[] }): boolean =>
  attendees[0]?.undeliverable != null;
