import { eventsOf, startOf } from '../calendar-eye.js';
import { must } from '../eventually.js';
import { Partner } from '../partner.js';
import { carriedOut, freeTimes, meetingBecomes, optionAt, propose, slotsOf } from '../secretary.js';
import type { Stage } from '../stage.js';
import type { Teller } from '../teller.js';
import type { MeetingView, TimeRange } from '../views.js';

const HALF_HOUR = 30 * 60_000;

/** Two partners were offered overlapping times on purpose, and both press Accept in the same moment. */
export const overlapping = async (stage: Stage, teller: Teller): Promise<void> => {
  const { alfa } = stage;
  const agris = await Partner.known(stage, alfa, 'Agris Celms', 'agris@jumti.example');
  const berta = await Partner.known(stage, alfa, 'Berta Dūja', 'berta@grida.example');
  const { first, overlap, spareA, spareB } = await someTimes(stage);

  const [a, b] = await teller.step(
    'two proposals offer overlapping times',
    async () => {
      const one = await propose(stage, alfa, agris, 'Roof', [first, spareA]);
      const other = await propose(stage, alfa, berta, 'Floor', [overlap, spareB], { alsoOffered: true });
      return [one, other] as const;
    },
    () => `${first.start}/${first.end} to ${agris.email}, ${overlap.start}/${overlap.end} to ${berta.email}`,
  );
  const sides = [
    { partner: agris, meeting: a, uid: optionAt(a, 0).uid, spare: spareA },
    { partner: berta, meeting: b, uid: optionAt(b, 0).uid, spare: spareB },
  ];
  const mails = await Promise.all(
    sides.map(({ partner, uid }) => partner.receives({ uid, method: 'REQUEST' })),
  );

  await teller.step(
    'both accept at once',
    () =>
      Promise.all(
        sides.map(async ({ partner }, i) => {
          const mail = mails[i];
          must(mail !== undefined, 'an invitation is missing');
          return partner.answers(mail, 'ACCEPTED', i === 0 ? 'gmail' : 'apple');
        }),
      ),
    (sent) => `SMTP said ${sent.map(({ response }) => response.slice(0, 3)).join(' and ')}`,
  );

  const after = await teller.step(
    'exactly one of them gets the time',
    async () => {
      await meetingBecomes(stage, a, 'answered', isSettled);
      await meetingBecomes(stage, b, 'answered', isSettled);
      const both = await Promise.all([carriedOut(stage, a), carriedOut(stage, b)]);
      const states = both.map(({ state }) => state).sort();
      must(states.join() === 'confirmed,proposed', `the meetings are ${states.join(' and ')}`);
      return both;
    },
    (both) => both.map(({ title, state }) => `${title}: ${state}`).join(', '),
  );
  const lost = after.findIndex(({ state }) => state === 'proposed');
  const winner = sides[1 - lost];
  const loser = sides[lost];
  must(winner !== undefined && loser !== undefined, 'two sides were wanted');

  await teller.step(
    'one event stands in that stretch of the calendar',
    async () => {
      const events = [a, b].flatMap(({ meetingId }) => eventsOf(stage, alfa, meetingId));
      must(events.length === 1, `${events.length} events stand there`);
      const [event] = events;
      must(
        event !== undefined && startOf(event) === Date.parse(optionAt(winner.meeting, 0).start),
        'of the loser',
      );
      return event;
    },
    ({ id, summary }) => `event ${id}, "${summary}"`,
  );
  await teller.step(
    'the other is told, and offered what is still open',
    async () => {
      const mail = await loser.partner.receives({ uid: loser.uid, method: 'CANCEL', sequence: 1 });
      must(
        (await loser.partner.invitations({ method: 'CANCEL' })).length === 1,
        'other times were withdrawn too',
      );
      const page = await (await fetch(loser.partner.pageIn(mail))).text();
      must(page.includes(optionAt(loser.meeting, 1).optionId), 'the page does not offer the other time');
      must(!page.includes(optionAt(loser.meeting, 0).optionId), 'the page still offers the taken time');
      return mail;
    },
    (mail) =>
      `to ${mail.to}: "${mail.subject}", CANCEL ${loser.uid}; ${loser.spare.start} is still on the page`,
  );
  await teller.step(
    'and has that one by pressing Accept on its invitation',
    async () => {
      const { uid } = optionAt(loser.meeting, 1);
      await loser.partner.answers(await loser.partner.receives({ uid, method: 'REQUEST' }), 'ACCEPTED');
      await meetingBecomes(stage, loser.meeting, 'confirmed', ({ state }) => state === 'confirmed');
      await carriedOut(stage, loser.meeting);
      const [event] = eventsOf(stage, alfa, loser.meeting.meetingId);
      must(event !== undefined, 'it is not on the calendar');
      return event;
    },
    ({ id, start }) => `event ${id} at ${start.dateTime}`,
  );
};

/** Confirmed, or the chosen time was taken back. */
const isSettled = ({ state, options }: MeetingView): boolean =>
  state === 'confirmed' || options.some((option) => option.state === 'withdrawn');

/** A free hour with half an hour of freedom after it, and two free hours on other days. */
const someTimes = async (
  stage: Stage,
): Promise<{ first: TimeRange; overlap: TimeRange; spareA: TimeRange; spareB: TimeRange }> => {
  const slots = await slotsOf(stage, stage.alfa);
  const later = (text: string): string => new Date(Date.parse(text) + HALF_HOUR).toISOString();
  const starts = new Set(slots.map(({ start }) => Date.parse(start)));
  const first = slots.find(({ start }) => starts.has(Date.parse(start) + HALF_HOUR));
  must(first !== undefined, 'no free hour and a half');
  const elsewhere = (await freeTimes(stage, stage.alfa, 3)).filter(
    ({ start }) => start.slice(0, 10) !== first.start.slice(0, 10),
  );
  const [spareA, spareB] = elsewhere;
  must(spareA !== undefined && spareB !== undefined, 'no free times on other days');
  return { first, overlap: { start: later(first.start), end: later(first.end) }, spareA, spareB };
};
