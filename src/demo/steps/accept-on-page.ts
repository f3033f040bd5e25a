import { startOf, theEvent } from '../calendar-eye.js';
import { must } from '../eventually.js';
import { Partner } from '../partner.js';
import { carriedOut, freeTimes, meetingOf, optionAt, propose } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';

/** Another partner has no buttons and answers on the page that every mail links to. */
export const acceptOnPage = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa } = stage;
  const pavel = await Partner.known(stage, alfa, 'Pavel Novák', 'pavel@betons.example');
  const proposed = await propose(stage, alfa, pavel, 'Concrete for spring', await freeTimes(stage, alfa, 2));
  const [mail] = await pavel.receivesAll(2);
  const page = pavel.pageIn(mail ?? (await pavel.receives({ method: 'REQUEST' })));
  const chosen = optionAt(proposed, 0);

  await teller.step(
    'the page shows the offered times, none of them chosen',
    async () => {
      const response = await fetch(page);
      const text = await response.text();
      must(response.status === 200, `it was answered ${response.status}`);
      for (const { optionId } of proposed.options)
        must(text.includes(optionId), `it does not offer ${optionId}`);
      must(!/<input[^>]*\bchecked\b/.test(text), 'a time is chosen before the partner chose one');
      return response;
    },
    ({ status, headers }) =>
      `GET ${status}, ${proposed.options.length} times, cache-control ${headers.get('cache-control')}`,
  );
  await teller.step(
    'looking at it changes nothing, nor does a button without a choice',
    async () => {
      await fetch(page, { method: 'HEAD' });
      const pressed = await post(page, {});
      must(pressed.status === 422, `an empty answer got ${pressed.status}`);
      const { state, replies } = await meetingOf(stage, proposed);
      must(
        state === 'proposed' && replies.length === 0,
        `the meeting is ${state} with ${replies.length} replies`,
      );
      return pressed.status;
    },
    (status) => `GET and HEAD: still proposed, no reply; POST without a choice: ${status}`,
  );
  await teller.step(
    'the partner chooses a time and sends the answer',
    async () => {
      const answered = await post(page, { choice: chosen.optionId, comment: 'See you there' });
      must(answered.status === 303, `it was answered ${answered.status}`);
      const now = await meetingOf(stage, proposed);
      must(now.state === 'confirmed', `the meeting is ${now.state}`);
      must(now.confirmedOptionId === chosen.optionId, 'another time is confirmed');
      return { answered, now };
    },
    ({ answered, now }) =>
      `POST ${answered.status} to ${pathOf(answered)}, meeting ${now.state}, via ${now.replies[0]?.via}`,
  );
  await teller.step(
    'the page then says so',
    async () => {
      const text = await (await fetch(page)).text();
      must(text.includes('confirmed'), 'it does not say that the meeting is confirmed');
      must(text.includes('/meeting.ics'), 'it offers no calendar file');
    },
    () => 'confirmed, with the file for the own calendar',
  );
  await carriedOut(stage, proposed);
  await teller.step(
    'calendar and partner have it',
    async () => {
      const event = theEvent(stage, alfa, proposed.meetingId);
      must(startOf(event) === Date.parse(chosen.start), `the event starts at ${event.start.dateTime}`);
      const mail = await pavel.receives({
        uid: chosen.uid,
        method: 'REQUEST',
        status: 'CONFIRMED',
        sequence: 1,
      });
      const cancel = await pavel.receives({ uid: optionAt(proposed, 1).uid, method: 'CANCEL' });
      return { event, mail, cancel };
    },
    ({ event, mail, cancel }) =>
      `event ${event.id}; ${mail.invitation.uid} CONFIRMED; CANCEL ${cancel.invitation.uid}`,
  );
};

const post = (page: string, form: Record<string, string>): Promise<Response> =>
  fetch(page, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(page).origin, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(form),
  });

const pathOf = (response: Response): string => (response.headers.get('location') ?? '').slice(0, 12);
