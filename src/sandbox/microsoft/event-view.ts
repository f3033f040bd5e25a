import { asHtml, asText, previewOf } from './body-text.js';
import type { Found } from './event-verbs.js';
import { invalid } from './failure.js';
import { changeKey, etag, itemId, longEtag } from './ids.js';
import { type Instance, instantIn } from './instances.js';
import type { QueryOptions } from './odata.js';
import type { Preferences } from './prefer.js';
import { type EventFields, propertyId } from './resource.js';
import { type GraphTime, graphTime, stamp, wallAt, windowsOf, type ZonedWall } from './times.js';
import type { MicrosoftWorld, StoredUser } from './world.js';

/** For whom, and how, events are shown. */
export interface Viewer {
  world: MicrosoftWorld;
  user: StoredUser;
  prefer: Preferences;
  /** Only Calendars.ReadBasic: no body, attachments or extensions. */
  basicOnly: boolean;
}

/** All-day events keep their days in every zone that is asked for. */
const shownTime = (time: ZonedWall, fields: EventFields, zone: Preferences['zone']): GraphTime =>
  fields.isAllDay
    ? graphTime(time.wall, zone.name)
    : graphTime(wallAt(instantIn(time, fields, time.zone), zone.iana), zone.name);

const place = (name: string): Record<string, unknown> =>
  name === ''
    ? { displayName: '', locationType: 'default', uniqueIdType: 'unknown', address: {}, coordinates: {} }
    : { displayName: name, locationType: 'default', uniqueId: name, uniqueIdType: 'private' };

const recurrenceOf = (fields: EventFields): unknown =>
  fields.recurrence
    ? {
        pattern: fields.recurrence.pattern,
        range: {
          type: fields.recurrence.range.type,
          startDate: fields.recurrence.range.startDate,
          endDate: fields.recurrence.range.endDate ?? '0001-01-01',
          recurrenceTimeZone: windowsOf(fields.start.zone),
          numberOfOccurrences: fields.recurrence.range.numberOfOccurrences ?? 0,
        },
      }
    : null;

/** Ids of an event and of its series in the format that was asked for. */
export const idsOf = (
  { world, prefer }: Pick<Viewer, 'world' | 'prefer'>,
  { calendar, item, instance }: Found,
): { id: string; seriesMasterId: string | null } => {
  const at = { mailbox: world.mailboxOf(calendar), calendarKey: calendar.key, item: item.key };
  return {
    id: itemId(prefer.idType, { ...at, day: instance?.day }),
    seriesMasterId: instance?.day === undefined ? null : itemId(prefer.idType, at),
  };
};

const typeOf = ({ item, instance }: Found): string =>
  instance?.kind ?? (item.fields.recurrence ? 'seriesMaster' : 'singleInstance');

/** The event resource, all of it. */
export const showEvent = (viewer: Viewer, found: Found): Record<string, unknown> => {
  const { world, prefer, basicOnly } = viewer;
  const { calendar, item, instance } = found;
  const fields = instance?.fields ?? item.fields;
  const mailbox = world.mailboxOf(calendar);
  const { id, seriesMasterId } = idsOf(viewer, found);
  const locations = fields.locations.map(({ displayName }) => place(displayName));
  const body = prefer.bodyType === 'text' ? asText(fields.body) : asHtml(fields.body);
  return {
    '@odata.etag': etag(mailbox, item.revision),
    id,
    createdDateTime: stamp(item.created),
    lastModifiedDateTime: stamp(item.changed),
    changeKey: changeKey(mailbox, item.revision),
    categories: fields.categories,
    transactionId: item.fields.transactionId ?? null,
    originalStartTimeZone: fields.originalStartTimeZone,
    originalEndTimeZone: fields.originalEndTimeZone,
    iCalUId: item.iCalUId,
    reminderMinutesBeforeStart: fields.reminderMinutesBeforeStart,
    isReminderOn: fields.isReminderOn,
    hasAttachments: false,
    subject: fields.subject,
    ...(basicOnly ? {} : { bodyPreview: previewOf(fields.body) }),
    importance: fields.importance,
    sensitivity: fields.sensitivity,
    isAllDay: fields.isAllDay,
    isCancelled: fields.isCancelled,
    isOrganizer: fields.organizer.address === calendar.owner,
    responseRequested: fields.responseRequested,
    seriesMasterId,
    showAs: fields.showAs,
    type: typeOf(found),
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: fields.isOnlineMeeting,
    onlineMeetingProvider: fields.isOnlineMeeting ? 'teamsForBusiness' : 'unknown',
    allowNewTimeProposals: fields.allowNewTimeProposals,
    isDraft: false,
    hideAttendees: fields.hideAttendees,
    responseStatus: fields.responseStatus,
    ...(basicOnly ? {} : { body: { contentType: prefer.bodyType, content: body } }),
    start: shownTime(fields.start, fields, prefer.zone),
    end: shownTime(fields.end, fields, prefer.zone),
    location:
      locations.length === 1
        ? locations[0]
        : place(fields.locations.map((one) => one.displayName).join('; ')),
    locations,
    recurrence: recurrenceOf(instance ? { ...fields, recurrence: undefined } : fields),
    attendees: fields.attendees,
    organizer: { emailAddress: fields.organizer },
    onlineMeeting: null,
  };
};

/** An untouched occurrence in a delta answer: no more than this, whatever its master says. */
export const showStub = (viewer: Viewer, found: Found & { instance: Instance }): Record<string, unknown> => {
  const { fields } = found.instance;
  const { id, seriesMasterId } = idsOf(viewer, found);
  return {
    '@odata.etag': longEtag(viewer.world.mailboxOf(found.calendar), found.item.revision),
    id,
    seriesMasterId,
    type: 'occurrence',
    start: shownTime(fields.start, fields, viewer.prefer.zone),
    end: shownTime(fields.end, fields, viewer.prefer.zone),
  };
};

/** OID.master.day, which only $select brings. */
const occurrenceId = (master: string, day: string): string => `OID.${master}.${day}`;

const selected = (viewer: Viewer, found: Found, select: readonly string[]): Record<string, unknown> => {
  const { item, instance } = found;
  const { seriesMasterId } = idsOf(viewer, found);
  const master = seriesMasterId ?? idsOf(viewer, found).id;
  const cancelled = Object.entries(item.exceptions).filter(([, exception]) => exception.cancelled);
  const extra: Record<string, unknown> = {
    uid: item.iCalUId,
    originalStart: instance?.originalStartMs === undefined ? null : stamp(instance.originalStartMs),
    occurrenceId: instance?.day === undefined ? null : occurrenceId(master, instance.day),
    cancelledOccurrences: instance ? [] : cancelled.map(([day]) => occurrenceId(master, day)),
  };
  return Object.fromEntries(Object.entries(extra).filter(([name]) => select.includes(name.toLowerCase())));
};

/** Extended properties come only expanded, and only those that the filter of the expansion names. */
const expanded = (
  viewer: Viewer,
  found: Found,
  options: QueryOptions,
  exceptions: (found: Found) => Found[],
): Record<string, unknown> => {
  const fields = found.instance?.fields ?? found.item.fields;
  const shown: Record<string, unknown> = {};
  for (const { name, ids } of options.expand) {
    if (/^singleValueExtendedProperties$/i.test(name)) {
      if (ids.length === 0)
        throw invalid('Expand singleValueExtendedProperties needs a $filter on id.', 'ErrorInvalidParameter');
      const asked = ids.map(propertyId);
      const kept = fields.extended.filter(({ id }) => asked.includes(propertyId(id)));
      if (kept.length > 0) shown.singleValueExtendedProperties = kept;
    } else if (/^exceptionOccurrences$/i.test(name)) {
      shown.exceptionOccurrences = exceptions(found).map((one) => present(viewer, one, options));
    } else if (/^(attachments|extensions|multiValueExtendedProperties)$/i.test(name)) shown[name] = [];
    else
      throw invalid(
        `Could not find a property named '${name}' on type 'microsoft.graph.event'.`,
        'RequestBroker--ParseUri',
      );
  }
  return shown;
};

/** The event as the query wants it: $select and $expand applied. */
export const present = (
  viewer: Viewer,
  found: Found,
  options: QueryOptions,
  exceptions: (found: Found) => Found[] = () => [],
): Record<string, unknown> => {
  const { select } = options;
  const whole = showEvent(viewer, found);
  const extra = expanded(viewer, found, options, exceptions);
  if (select === undefined) return { ...whole, ...extra };
  const kept = Object.entries(whole).filter(
    ([key]) => key.startsWith('@') || key === 'id' || select.includes(key.toLowerCase()),
  );
  return { ...Object.fromEntries(kept), ...selected(viewer, found, select), ...extra };
};
