import type { ApiSession } from './api-session.js';

interface Slot {
  readonly start: string;
  readonly end: string;
}

interface SeedMeeting {
  readonly client: number;
  /** Position among the client's contacts, in the order of their names. */
  readonly contact: number;
  readonly title: string;
  readonly note: string | null;
  readonly times: number;
  /** Agreed on the phone: confirmed by hand at once. */
  readonly byPhone: boolean;
}

const MEETINGS: readonly SeedMeeting[] = [
  {
    client: 0,
    contact: 0,
    title: 'Mežaparka objekta rasējumi',
    note: 'Lūdzu, paņemiet līdzi jaunākos rasējumus.',
    times: 3,
    byPhone: false,
  },
  { client: 1, contact: 2, title: 'Telpu nomas līgums', note: null, times: 2, byPhone: false },
  { client: 2, contact: 1, title: 'Servisa līguma pārrunas', note: null, times: 1, byPhone: true },
  { client: 3, contact: 3, title: 'Gada pārskata apspriede', note: null, times: 3, byPhone: false },
];

const DAY_MS = 86_400_000;
const WAIT_MS = 30_000;

/** A few meetings under way, so that the desk has something to show. @param clientIds in the order of OWNERS. */
export const seedMeetings = async (
  session: ApiSession,
  clientIds: readonly string[],
  now: number,
): Promise<void> => {
  for (const { client, contact, title, note, times, byPhone } of MEETINGS) {
    const clientId = clientIds[client];
    if (clientId === undefined) throw new Error(`The seed has no client ${client}`);
    await calendarRead(session, clientId);
    const contacts = await session.call<{ items: { contactId: string }[] }>(
      'GET',
      `/clients/${clientId}/contacts`,
    );
    const places = await session.call<{ items: { placeId: string }[] }>('GET', `/clients/${clientId}/places`);
    const meeting = await session.call<{
      meetingId: string;
      options: { optionId: string }[];
      attendees: { attendeeId: string }[];
    }>('POST', `/clients/${clientId}/meetings`, {
      title,
      ...(note === null ? {} : { note }),
      placeId: places.items[0]?.placeId,
      attendees: [{ contactId: contacts.items[contact]?.contactId }],
      options: await someSlots(session, clientId, times, now),
    });
    if (byPhone) {
      await session.call('POST', `/meetings/${meeting.meetingId}/confirm`, {
        optionId: meeting.options[0]?.optionId,
        attendeeId: meeting.attendees[0]?.attendeeId,
      });
    }
  }
};

/** Free slots are offered only once the calendar was read whole. */
const calendarRead = async (session: ApiSession, clientId: string): Promise<void> => {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const calendars = await session.call<{ state: string; stateReason: string | null }[]>(
      'GET',
      `/clients/${clientId}/calendars`,
    );
    if (calendars.length > 0 && calendars.every(({ state }) => state === 'ok')) return;
    if (Date.now() > deadline) {
      throw new Error(
        `The calendar of client ${clientId} was not read in ${WAIT_MS / 1000} s: ${JSON.stringify(calendars)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

/** The first free slots of different days, from the day after tomorrow on. */
const someSlots = async (
  session: ApiSession,
  clientId: string,
  times: number,
  now: number,
): Promise<Slot[]> => {
  const from = new Date(now + 2 * DAY_MS).toISOString();
  const to = new Date(now + 30 * DAY_MS).toISOString();
  const { slots } = await session.call<{ slots: Slot[] }>(
    'GET',
    `/clients/${clientId}/slots?from=${from}&to=${to}`,
  );
  const byDay = new Map<string, Slot>();
  for (const slot of slots) {
    const day = slot.start.slice(0, 10);
    if (!byDay.has(day)) byDay.set(day, slot);
  }
  return [...byDay.values()].slice(0, times);
};
