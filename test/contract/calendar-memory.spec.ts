import { MemoryCalendar } from '../../src/calendars/memory/memory-calendar.js';
import {
  describeCalendarProvider,
  describeOAuthLinking,
  type Harness,
  linkOf,
  type OAuthHarness,
} from './calendar-provider.js';

const make = async (): Promise<Harness & OAuthHarness> => {
  let skew = 0;
  const provider = new MemoryCalendar({ now: () => Date.now() + skew }, 3);
  const calendar = { name: 'Main', zone: 'Europe/Riga', writable: true, primary: true };
  const person = provider.store.addPerson('anna', [
    { ...calendar, id: 'main' },
    { ...calendar, id: 'shared', name: 'Shared', writable: false, primary: false },
  ]);
  const main = person.calendars.get('main');
  if (main === undefined) throw new Error('no calendar');
  const harness: Harness & OAuthHarness = {
    provider,
    main: 'main',
    readOnly: 'shared',
    missing: 'no-such-calendar',
    zone: 'Europe/Riga',
    rotates: false,
    stranger: { accessToken: 'not-a-token', accountId: 'account' },
    strangerFault: 'expired',
    remembersDeleted: true,
    listsMarks: true,
    signIn: async () => {
      const { accessToken } = (await linkOf(harness)).tokens;
      return { accessToken, accountId: 'account' };
    },
    consent: async (url, how) => ({
      code: provider.consent('anna', url, how?.untick === true ? ['calendars'] : undefined),
      state: new URL(url).searchParams.get('state') ?? '',
    }),
    put: async ({ recurrence = [], ...edit }) => {
      provider.store.put(main, { ...edit, recurrence });
      return edit.id;
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
  return harness;
};

describeCalendarProvider('memory', make);
describeOAuthLinking('memory', make);
