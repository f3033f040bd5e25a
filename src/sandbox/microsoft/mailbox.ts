import { z } from 'zod';
import { idMalformed, invalid } from './failure.js';
import { folderOf, itemId, readItemId } from './ids.js';
import { windowsOf } from './times.js';
import type { MicrosoftWorld, StoredUser } from './world.js';

/** GET /me: https://learn.microsoft.com/graph/api/user-get. A personal account shows no mail property. */
export const showUser = (user: StoredUser, origin: string): Record<string, unknown> => {
  const names = user.name.split(' ');
  return {
    '@odata.context': `${origin}/v1.0/$metadata#users/$entity`,
    businessPhones: [],
    displayName: user.name,
    givenName: names[0] ?? null,
    jobTitle: null,
    mail: user.kind === 'work' ? user.address : null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: user.kind === 'work' ? 'lv-LV' : null,
    surname: names.at(-1) ?? null,
    userPrincipalName: user.address,
    id: graphId(user),
  };
};

/** The directory's id: of a personal account only the last sixteen digits are used. */
export const graphId = ({ kind, oid }: StoredUser): string =>
  kind === 'work' ? oid : oid.replaceAll('-', '').slice(16);

/** Free/busy times and the mailbox settings tell the same working hours. */
export const workingHours = (user: StoredUser): Record<string, unknown> => ({
  daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  startTime: '08:00:00.0000000',
  endTime: '17:00:00.0000000',
  timeZone: { name: windowsOf(user.timeZone) },
});

/** GET /me/mailboxSettings, or one setting of it. */
export const mailboxSettings = (
  user: StoredUser,
  setting: string | undefined,
  origin: string,
): Record<string, unknown> | undefined => {
  const context = `${origin}/v1.0/$metadata#users('${user.oid}')/mailboxSettings`;
  const all: Record<string, unknown> = {
    timeZone: windowsOf(user.timeZone),
    dateFormat: 'dd.MM.yyyy.',
    timeFormat: 'HH:mm',
    language: { locale: 'lv-LV', displayName: 'Latvian (Latvia)' },
    workingHours: workingHours(user),
    userPurpose: { value: 'user' },
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
  };
  if (setting === undefined) return { '@odata.context': context, ...all };
  const value = Object.entries(all).find(([name]) => name.toLowerCase() === setting.toLowerCase())?.[1];
  if (value === undefined) return undefined;
  return typeof value === 'object' && value !== null
    ? { '@odata.context': `${context}/${setting}`, ...value }
    : { '@odata.context': `${context}/${setting}`, value };
};

const translation = z.object({
  inputIds: z.array(z.string()).max(1_000),
  sourceIdType: z.enum(['restId', 'restImmutableEntryId']),
  targetIdType: z.enum(['restId', 'restImmutableEntryId']),
});

/** translateExchangeIds between the two REST formats. */
export const translateIds = (world: MicrosoftWorld, body: unknown): Record<string, unknown> => {
  const read = translation.safeParse(body);
  if (!read.success) throw invalid('The request is invalid.', 'BadRequest');
  const type = read.data.targetIdType === 'restId' ? 'default' : 'immutable';
  return {
    value: read.data.inputIds.map((sourceId) => {
      const known = readItemId(sourceId);
      if (!known) throw idMalformed();
      const calendar = Object.values(world.data.calendars).find(
        (one) =>
          Object.hasOwn(one.items, known.item) &&
          (known.folder === undefined || known.folder === folderOf(one.key)),
      );
      if (!calendar) throw idMalformed();
      const at = { mailbox: world.mailboxOf(calendar), calendarKey: calendar.key, item: known.item };
      return { sourceId, targetId: itemId(type, { ...at, day: known.day }) };
    }),
  };
};
