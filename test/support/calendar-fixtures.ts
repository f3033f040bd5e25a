import { GoogleCalendar } from '../../src/calendars/google/google-calendar.js';
import type { Config } from '../../src/config.js';
import { type GoogleSimulator, startGoogleSimulator } from '../../src/sandbox/google/simulator.js';
import type { Clock } from '../../src/time/clock.port.js';
import { ANNA, type CalendarHouse, openCalendarHouse } from './calendar-house.js';

export { ANNA, minute } from './calendar-house.js';

const MINUTE = 60_000;

/** The calendars' room with a database, the simulated Google behind real HTTP, and a clock that can be put forward. */
export interface CalendarRoom extends CalendarHouse<GoogleCalendar> {
  readonly google: GoogleSimulator;
}

export const openCalendarRoom = async (options: { pageSize?: number } = {}): Promise<CalendarRoom> => {
  const house = await openCalendarHouse(async (clock) => {
    const google = await startGoogleSimulator({ now: clock.now });
    google.calendars.addUser({ email: ANNA, name: 'Anna', timeZone: 'Europe/Riga' });
    google.calendars.addUser({ email: 'bert@example.com', name: 'Bert', timeZone: 'America/New_York' });
    let provider: GoogleCalendar | null = null;
    return {
      google,
      settings: {
        GOOGLE_CLIENT_ID: google.client.clientId,
        GOOGLE_CLIENT_SECRET: google.client.clientSecret,
        GOOGLE_API_URL: google.rootUrl,
        GOOGLE_AUTH_URL: google.endpoints.oauth2AuthBaseUrl,
        GOOGLE_TOKEN_URL: google.endpoints.oauth2TokenUrl,
      },
      make: (config: Config, of: Clock) => {
        if (config.google === null) throw new Error('The settings of the spec are wrong.');
        provider = new GoogleCalendar(config.google, of, {
          pageSize: options.pageSize ?? 50,
          timeoutMs: 2_000,
        });
        return provider;
      },
      close: async () => {
        provider?.close();
        await google.close();
      },
    };
  });
  return { ...house, google: house.world.google };
};

export const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
export const MINUTES = (n: number): number => n * MINUTE;
