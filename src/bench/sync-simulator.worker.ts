/** Entry of the process with the simulated Google: neither its work nor its memory is the service's. */
import { startEmptyGoogle } from '../boot/sandbox.js';
import { answer } from './child.js';

export type SimulatorQuestion =
  | { readonly kind: 'start'; readonly user: string }
  | { readonly kind: 'fill'; readonly calendar: string; readonly events: number }
  /** One event of each calendar gets another title. */
  | { readonly kind: 'change'; readonly calendars: readonly string[] };

export interface SimulatorAnswer {
  /** Environment settings that lead to it. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A series among so many events, as in a busy owner's calendar. */
const SERIES_EVERY = 100;
const DAY = 86_400_000;
/** Events lie in this many days, from 60 days back. */
const DAYS = 400;

const google = await startEmptyGoogle();
const firstOf = new Map<string, string>();
let owner = '';
let edits = 0;

const fill = (calendar: string, events: number): void => {
  google.calendars.addCalendar(owner, { id: calendar, summary: calendar, timeZone: 'Europe/Riga' });
  const begin = Math.floor(Date.now() / DAY) * DAY - 60 * DAY;
  for (let i = 0; i < events; i++) {
    // A prime step spreads them over the days, and quarter hours from 7:00 UTC on over a day.
    const start = begin + ((i * 7_919) % DAYS) * DAY + (28 + (i % 32)) * 900_000;
    const { id } = google.calendars.addEvent(calendar, {
      summary: `Visit ${i} to the building site`,
      description: 'Bring the drawings, the keys and the meter; the neighbour opens the gate.',
      location: `Brīvības iela ${i % 200}, Rīga`,
      start: { dateTime: new Date(start).toISOString(), timeZone: 'Europe/Riga' },
      end: { dateTime: new Date(start + 2_700_000).toISOString(), timeZone: 'Europe/Riga' },
      ...(i % SERIES_EVERY === SERIES_EVERY - 1 ? { recurrence: ['RRULE:FREQ=WEEKLY'] } : {}),
    });
    if (i === 0) firstOf.set(calendar, id);
  }
};

answer(async (question: SimulatorQuestion): Promise<SimulatorAnswer> => {
  if (question.kind === 'start') {
    owner = question.user;
    google.calendars.addUser({ email: owner, name: 'Owner', timeZone: 'Europe/Riga' });
  }
  if (question.kind === 'fill') fill(question.calendar, question.events);
  if (question.kind === 'change') {
    edits++;
    for (const calendar of question.calendars) {
      google.calendars.editEvent(calendar, firstOf.get(calendar) ?? '', {
        summary: `Another title ${edits}`,
      });
    }
  }
  return {
    settings: {
      GOOGLE_CLIENT_ID: google.client.clientId,
      GOOGLE_CLIENT_SECRET: google.client.clientSecret,
      GOOGLE_API_URL: google.rootUrl,
      GOOGLE_AUTH_URL: google.endpoints.oauth2AuthBaseUrl,
      GOOGLE_TOKEN_URL: google.endpoints.oauth2TokenUrl,
    },
  };
});
