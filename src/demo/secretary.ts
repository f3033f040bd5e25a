import { eventually, must, mustBe } from './eventually.js';
import type { Partner } from './partner.js';
import type { DemoClient, Stage } from './stage.js';
import type { CalendarSeen, DeskView, MeetingView, OptionView, TimeRange } from './views.js';

const DAY = 86_400_000;

/** From tomorrow on, as far as the client plans ahead; to whole seconds, as some calendars count. */
export const bookable = ({ clock }: Pick<Stage, 'clock'>): { from: string; to: string } => {
  const second = Math.ceil(clock.now() / 1_000) * 1_000;
  return {
    from: new Date(second + DAY).toISOString(),
    to: new Date(second + 55 * DAY).toISOString(),
  };
};

export const slotsOf = async (stage: Stage, client: DemoClient): Promise<TimeRange[]> => {
  const { from, to } = bookable(stage);
  const answer = await stage.secretary.call<{ slots: TimeRange[]; closed: { because: string } | null }>(
    'GET',
    `/clients/${client.clientId}/slots?from=${from}&to=${to}`,
  );
  must(answer.closed === null, `no slots are offered because of ${answer.closed?.because}`);
  return answer.slots;
};

/** Free times, each on another day. @throws Mismatch when there are not enough. */
export const freeTimes = async (stage: Stage, client: DemoClient, count: number): Promise<TimeRange[]> => {
  const days = new Map<string, TimeRange>();
  for (const slot of await slotsOf(stage, client)) {
    const day = slot.start.slice(0, 10);
    if (!days.has(day)) days.set(day, slot);
  }
  const times = [...days.values()].slice(0, count);
  must(times.length === count, `only ${times.length} days with a free time`);
  return times;
};

export const propose = (
  { secretary }: Stage,
  client: DemoClient,
  partners: Partner | readonly Partner[],
  title: string,
  options: readonly TimeRange[],
  more: { readonly alsoOffered?: boolean; readonly kind?: 'invitations' | 'choose' | 'fixed' } = {},
): Promise<MeetingView> =>
  secretary.call<MeetingView>('POST', `/clients/${client.clientId}/meetings`, {
    title,
    placeId: client.placeId,
    options,
    attendees: [partners].flat().map(({ contactId }) => ({ contactId })),
    ...more,
  });

export const meetingOf = ({ secretary }: Stage, { meetingId }: { meetingId: string }): Promise<MeetingView> =>
  secretary.call<MeetingView>('GET', `/meetings/${meetingId}`);

/** Waits for a meeting to be as `is` says. */
export const meetingBecomes = (
  stage: Stage,
  meeting: { meetingId: string },
  what: string,
  is: (meeting: MeetingView) => boolean,
): Promise<MeetingView> =>
  eventually(
    `meeting that is ${what}`,
    async () => {
      const now = await meetingOf(stage, meeting);
      return is(now) ? now : null;
    },
    async () => wordsOf(await meetingOf(stage, meeting)),
  );

const wordsOf = ({ state, options, replies, effects }: MeetingView): string => {
  const open = effects
    .filter((effect) => effect.state !== 'done')
    .map(({ kind, state: at }) => `${kind} ${at}`);
  return [
    `a meeting ${state}`,
    `at ${options.map((option) => `${option.start} (${option.state})`).join(', ')}`,
    `answers: ${replies.map(({ partstat }) => partstat).join(', ') || 'none'}`,
    `not done: ${open.join(', ') || 'nothing'}`,
  ].join('; ');
};

/** Everything that was to be done outside is done: entries and mails. */
export const carriedOut = (stage: Stage, meeting: { meetingId: string }): Promise<MeetingView> =>
  meetingBecomes(stage, meeting, 'carried out', ({ effects }) =>
    effects.every(({ state }) => state === 'done'),
  );

/** @throws Mismatch when there is no such option. */
export const optionAt = (meeting: MeetingView, index: number): OptionView => {
  const option = meeting.options[index];
  must(option !== undefined, `the meeting has no option ${index + 1}`);
  return option;
};

/** Asks for a synchronisation: what has no way of telling us of a change is polled every few minutes. */
export const syncNow = async ({ secretary }: Stage, { clientId }: DemoClient): Promise<void> => {
  const all = await secretary.call<CalendarSeen[]>('GET', `/clients/${clientId}/calendars`);
  const target = all.find(({ writeTarget }) => writeTarget);
  must(target !== undefined, 'no calendar of the client is written to');
  await secretary.call('POST', `/clients/${clientId}/calendars/${target.calendarId}/sync`);
};

/** The desk's question about a meeting, once it is there. @throws Mismatch with both when it asks something else. */
export const questionAbout = async (
  { secretary }: Stage,
  { meetingId }: { meetingId: string },
  wanted: string,
): Promise<DeskView['questions'][number]> => {
  const found = await eventually('question on the desk', async () => {
    const { questions } = await secretary.call<DeskView>('GET', '/desk');
    return questions.find((one) => one.meetingId === meetingId);
  });
  mustBe('the question on the desk', found.question, wanted);
  return found;
};

/** A meeting that stands, the quick way: one time, accepted by mail. For scenes that begin where another ends. */
export const standingMeeting = async (
  stage: Stage,
  client: DemoClient,
  partner: Partner,
  title: string,
): Promise<MeetingView> => {
  const proposed = await propose(stage, client, partner, title, await freeTimes(stage, client, 1));
  const { uid } = optionAt(proposed, 0);
  await partner.answers(await partner.receives({ uid, method: 'REQUEST' }), 'ACCEPTED');
  await partner.receives({ uid, method: 'REQUEST', status: 'CONFIRMED' });
  return carriedOut(stage, proposed);
};
