import { MemoryCalendar } from '../../src/calendars/memory/memory-calendar.js';
import { describeCalendarProvider, type Harness } from './calendar-provider.js';

const make = async (): Promise<Harness> => {
  let skew = 0;
  const provider = new MemoryCalendar({ now: () => Date.now() + skew }, 3);
  const calendar = { name: 'Main', zone: 'Europe/Riga', writable: true, primary: true };
  const person = provider.store.addPerson('anna', [
    { ...calendar, id: 'main' },
    { ...calendar, id: 'shared', name: 'Shared', writable: false, primary: false },
  ]);
  const main = person.calendars.get('main');
  if (main === undefined) throw new Error('no calendar');
  return {
    provider,
    main: 'main',
    readOnly: 'shared',
    consent: async (url, how) => ({
      code: provider.consent('anna', url, how?.untick === true ? ['calendars'] : undefined),
      state: new URL(url).searchParams.get('state') ?? '',
    }),
    put: async ({ recurrence = [], ...edit }) => {
      provider.store.put(main, { ...edit, recurrence });
    },
    remove: async (id) => provider.store.remove(main, id),
    forgetSyncTokens: async () => {
      main.generation++;
    },
    expireAccessTokens: async () => {
      skew += 2 * 3_600_000;
    },
    withdraw: async () => provider.withdraw('anna'),
    close: async () => undefined,
  };
};

describeCalendarProvider('memory', make);
