import { ianaZone } from '../../itip/zone.js';
import type { Outcome, RemoteCalendar } from '../calendar.port.js';
import type { DavClient } from './dav-client.js';
import { child, type DavRow, hrefsOf, list, namesOf, textOf } from './dav-row.js';
import { readPrincipal } from './discovery.js';
import { collectionIn } from './href.js';

const PROPS = {
  'd:displayname': {},
  'd:resourcetype': {},
  'd:current-user-privilege-set': {},
  'c:supported-calendar-component-set': {},
  'c:calendar-timezone': {},
};

/**
 * The calendars below a principal that hold events. The main one is the one that the server puts invitations into
 * (RFC 6638 9.2); where it does not say, the first that can be written.
 */
export const listCalendars = async (
  client: DavClient,
  principal: string,
): Promise<Outcome<RemoteCalendar[]>> => {
  const person = await readPrincipal(client, principal);
  if (!person.ok) return person;
  const calendars: Omit<RemoteCalendar, 'primary'>[] = [];
  for (const home of person.value.homes) {
    const asked = await client.propfind(home, PROPS, '1', 'read');
    if (!asked.ok) return asked;
    const { rows, url } = asked.value;
    calendars.push(...rows.flatMap((row) => toCalendar(row, url)));
  }
  const main =
    (await defaultCalendar(client, person.value.inbox)) ??
    calendars.find(({ writable }) => writable)?.id ??
    null;
  return { ok: true, value: calendars.map((one) => ({ ...one, primary: one.id === main })) };
};

/** A calendar collection for events, of one row of a listing. */
export const toCalendar = ({ href, props }: DavRow, base: string): Omit<RemoteCalendar, 'primary'>[] => {
  const id = collectionIn(href, base);
  if (id === null || !isCalendar(props)) return [];
  const components = list(child(child(props, 'supportedCalendarComponentSet'), 'comp')).map((comp) =>
    textOf(child(child(comp, '_attributes'), 'name')),
  );
  if (components.length > 0 && !components.includes('VEVENT')) return [];
  const name = textOf(child(props, 'displayname'))?.trim() || (id.split('/').at(-2) ?? id);
  return [{ id, name, zone: zoneOf(props) ?? '', writable: isWritable(props) }];
};

export const isCalendar = (props: DavRow['props']): boolean =>
  namesOf(child(props, 'resourcetype')).includes('calendar');

/** The zone that a collection says its times without a zone live in (RFC 4791 5.2.2). */
export const zoneOf = (props: DavRow['props']): string | null => {
  const text = textOf(child(props, 'calendarTimezone')) ?? '';
  const named = [/^X-LIC-LOCATION:(.+)$/m, /^TZID(?:;[^:\r\n]*)?:(.+)$/m].map(
    (pattern) => pattern.exec(text)?.[1]?.trim() ?? '',
  );
  return named.map((name) => ianaZone(name)).find((zone) => zone !== null) ?? null;
};

const WRITING = ['all', 'write', 'writeContent', 'bind'];

/** A server that does not tell what one may do is taken at its best; a refused write says the rest. */
const isWritable = (props: DavRow['props']): boolean => {
  const privileges = child(props, 'currentUserPrivilegeSet');
  if (privileges === undefined) return true;
  const names = list(child(privileges, 'privilege')).flatMap(namesOf);
  return names.some((name) => WRITING.includes(name));
};

const defaultCalendar = async (client: DavClient, inbox: string | null): Promise<string | null> => {
  if (inbox === null) return null;
  const asked = await client.propfind(inbox, { 'c:schedule-default-calendar-URL': {} }, '0', 'read');
  // Nothing hangs on it: without an answer the first calendar is taken.
  if (!asked.ok) return null;
  const { rows, url } = asked.value;
  const [href] = rows.flatMap(({ props }) => hrefsOf(child(props, 'scheduleDefaultCalendarURL')));
  return href === undefined ? null : collectionIn(href, url);
};
