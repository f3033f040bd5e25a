import { roleOn } from './event-verbs.js';
import { itemNotFound, resourceNotFound } from './failure.js';
import { changeKey } from './ids.js';
import { readOptions, shaped } from './odata.js';
import type { MicrosoftWorld, StoredCalendar, StoredUser } from './world.js';

const DEFAULT_PAGE = 10;

/** The calendar as this person sees it: theirs, or one that somebody let them into. */
export const showCalendar = (
  world: MicrosoftWorld,
  user: StoredUser,
  calendar: StoredCalendar,
): Record<string, unknown> => {
  const own = calendar.owner === user.address;
  const owner = world.user(calendar.owner);
  const provider = user.kind === 'work' ? 'teamsForBusiness' : 'unknown';
  return {
    id: calendar.id,
    name: own ? calendar.name : `${owner?.name ?? calendar.owner}`,
    color: calendar.color,
    hexColor: calendar.hexColor,
    groupClassId: '0006f0b7-0000-0000-c000-000000000046',
    isDefaultCalendar: own && calendar.isDefault,
    changeKey: changeKey(user.oid, 0),
    canShare: own,
    canViewPrivateItems: own,
    canEdit: roleOn(calendar, user.address) === 'write',
    allowedOnlineMeetingProviders: user.kind === 'work' ? [provider] : [],
    defaultOnlineMeetingProvider: provider,
    isTallyingResponses: own && calendar.isDefault,
    isRemovable: !(own && calendar.isDefault),
    owner: { name: owner?.name ?? calendar.owner, address: calendar.owner },
  };
};

/** The calendar by id, or the default one; 404 for one that this person has no part in. */
export const reachCalendar = (
  world: MicrosoftWorld,
  user: StoredUser,
  id: string | undefined,
): StoredCalendar => {
  const calendar = id === undefined ? world.defaultCalendar(user.address) : world.calendarById(id);
  if (!calendar || !roleOn(calendar, user.address)) throw itemNotFound();
  return calendar;
};

/** List calendars: the default one first. */
export const listCalendars = (
  world: MicrosoftWorld,
  user: StoredUser,
  query: URLSearchParams,
  here: URL,
): Record<string, unknown> => {
  const { select, top, skip, filter } = readOptions(query);
  if (filter) throw resourceNotFound('$filter');
  const all = Object.values(world.data.calendars)
    .filter((calendar) => roleOn(calendar, user.address))
    .sort(
      (a, b) =>
        Number(b.owner === user.address && b.isDefault) - Number(a.owner === user.address && a.isDefault),
    );
  const size = top ?? DEFAULT_PAGE;
  const next = new URL(here);
  next.searchParams.delete('$skip');
  next.searchParams.set('$skip', String(skip + size));
  return {
    '@odata.context': `${here.origin}/v1.0/$metadata#users('${user.oid}')/calendars`,
    value: all
      .slice(skip, skip + size)
      .map((calendar) => shaped(showCalendar(world, user, calendar), select)),
    ...(skip + size < all.length ? { '@odata.nextLink': next.href } : {}),
  };
};
