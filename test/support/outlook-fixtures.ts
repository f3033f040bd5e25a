import { GraphCalendar } from '../../src/calendars/graph/graph-calendar.js';
import type { Config } from '../../src/config.js';
import { type MicrosoftSimulator, startMicrosoftSimulator } from '../../src/sandbox/microsoft/simulator.js';
import type { Clock } from '../../src/time/clock.port.js';
import { ANNA, type CalendarHouse, openCalendarHouse } from './calendar-house.js';

/** The calendars' room with a database, the simulated Outlook behind real HTTP, and a clock that can be put forward. */
export interface OutlookRoom extends CalendarHouse<GraphCalendar> {
  readonly outlook: MicrosoftSimulator;
}

export const openOutlookRoom = async (
  options: { pageSize?: number; refreshOverlapMs?: number } = {},
): Promise<OutlookRoom> => {
  const house = await openCalendarHouse(async (clock) => {
    const outlook = await startMicrosoftSimulator({
      now: clock.now,
      ...(options.refreshOverlapMs === undefined ? {} : { refreshOverlapMs: options.refreshOverlapMs }),
    });
    outlook.calendars.addUser({ address: ANNA, name: 'Anna', timeZone: 'Europe/Riga' });
    outlook.calendars.addUser({ address: 'bert@example.com', name: 'Bert', timeZone: 'America/New_York' });
    return {
      outlook,
      settings: {
        MICROSOFT_CLIENT_ID: outlook.client.clientId,
        MICROSOFT_CLIENT_SECRET: outlook.client.clientSecret,
        MICROSOFT_GRAPH_URL: outlook.graphUrl,
        MICROSOFT_AUTH_URL: outlook.authorizeUrl,
        MICROSOFT_TOKEN_URL: outlook.tokenUrl,
      },
      make: ({ microsoft }: Config, of: Clock) => {
        if (microsoft === null) throw new Error('The settings of the spec are wrong.');
        return new GraphCalendar(microsoft, of, { pageSize: options.pageSize ?? 50, timeoutMs: 2_000 });
      },
      close: () => outlook.close(),
    };
  });
  return { ...house, outlook: house.world.outlook };
};
