import { eventually, must } from './eventually.js';
import type { Partner } from './partner.js';
import type { DemoClient, Stage } from './stage.js';
import type { MeetingView, OptionView, TimeRange } from './views.js';

const DAY = 86_400_000;

/** From tomorrow on, as far as the client plans ahead. */
export const bookable = (): { from: string; to: string } => ({
  from: new Date(Date.now() + DAY).toISOString(),
  to: new Date(Date.now() + 55 * DAY).toISOString(),
});

export const slotsOf = async ({ secretary }: Stage, client: DemoClient): Promise<TimeRange[]> => {
  const { from, to } = bookable();
  const answer = await secretary.call<{ slots: TimeRange[]; closed: { because: string } | null }>(
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
  partner: Partner,
  title: string,
  options: readonly TimeRange[],
  more: { readonly alsoOffered?: boolean } = {},
): Promise<MeetingView> =>
  secretary.call<MeetingView>('POST', `/clients/${client.clientId}/meetings`, {
    title,
    placeId: client.placeId,
    options,
    attendees: [{ contactId: partner.contactId }],
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
  eventually(`meeting that is ${what}`, async () => {
    const now = await meetingOf(stage, meeting);
    return is(now) ? now : null;
  });

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
