import type { Calendar, Event } from '@microsoft/microsoft-graph-types';
import type {
  Blocking,
  OwnEvent,
  OwnEventRef,
  OwnMark,
  RemoteCalendar,
  RemoteEvent,
} from '../calendar.port.js';
import { toGraphTime, toTimes } from './graph-time.js';

/**
 * Graph's event and calendar resources to the house's words and back.
 * Source: https://learn.microsoft.com/en-us/graph/api/resources/event
 */
export type GraphEvent = Event & {
  readonly '@odata.etag'?: string;
  /** In a delta: not in this view (any more), for whatever reason. */
  readonly '@removed'?: { readonly reason?: string };
};

/** What the mirror needs of an occurrence; a page without bodies stays small. */
export const INSTANCE_FIELDS =
  'id,type,seriesMasterId,iCalUId,subject,location,start,end,isAllDay,isCancelled,showAs,responseStatus,originalStart,originalStartTimeZone';

/**
 * Key and mark lie in one single-value extended property: events can be asked for by its exact value, and unlike an
 * open extension it is made in the same step as the event. The GUID is this program's property set.
 */
export const MARK_PROPERTY = 'String {6d0c3b5e-52a4-4f0e-9f3a-0d6f4f1b8c27} Name MeetbrokerMark';

/** In characters that need no quoting in a filter. */
export const markValue = ({ key, mark }: OwnEventRef): string => `${key}.${mark.meetingId}.${mark.optionId}`;

/** Null when it has no id, or times that cannot be read. */
export const toEvent = (item: GraphEvent): RemoteEvent | null => {
  const times = toTimes(item.start, item.end, item.isAllDay === true, item.originalStartTimeZone);
  if (!item.id || times === null) return null;
  const original = item.originalStart ? Date.parse(item.originalStart) : Number.NaN;
  return {
    id: item.id,
    etag: item['@odata.etag'] ?? null,
    icalUid: item.iCalUId ?? null,
    status: item.isCancelled === true ? 'cancelled' : item.showAs === 'tentative' ? 'tentative' : 'confirmed',
    blocking: blockingOf(item),
    ...times,
    // Graph expands: there is never a rule for us to work out.
    recurrence: [],
    recurringEventId: item.seriesMasterId ?? null,
    originalStart: Number.isNaN(original) ? null : { kind: 'instant', at: original, zone: null },
    title: item.subject ?? null,
    description: item.body?.content == null ? null : plainText(item.body.content),
    location: item.location?.displayName || null,
    mark: markOf(item),
  };
};

/** Bodies come with the line ends of mails, and with one more at the end than was sent. */
export const plainText = (content: string): string => content.replaceAll('\r\n', '\n').trimEnd();

/**
 * busy, tentative and oof block, and `unknown` to be on the safe side; what is cancelled or declined does not. An
 * invitation that waits for an answer is shown as tentative by Exchange itself, so the answer counts first.
 */
const blockingOf = ({ isCancelled, showAs, responseStatus }: GraphEvent): Blocking => {
  const answer = responseStatus?.response;
  if (isCancelled === true || showAs === 'free' || answer === 'declined') return 'free';
  if (showAs === 'workingElsewhere') return 'elsewhere';
  if (answer === 'notResponded') return 'unanswered';
  return showAs === 'tentative' || answer === 'tentativelyAccepted' ? 'tentative' : 'busy';
};

const markOf = (item: GraphEvent): OwnMark | null => {
  const property = item.singleValueExtendedProperties?.find(({ id }) => isMark(id));
  const [, meetingId, optionId] = (property?.value ?? '').split('.');
  return meetingId && optionId ? { meetingId, optionId } : null;
};

/** Exchange writes the GUID as it likes. */
const isMark = (id: string | undefined): boolean => id?.toLowerCase() === MARK_PROPERTY.toLowerCase();

/** A delta shows an occurrence as a stub: when it is, of which series, and nothing else. */
export const isStub = (item: GraphEvent): boolean => !!item.seriesMasterId && !item.showAs;

/**
 * A stub with what it has from its series. The etag is made of both and of the times: a stub's own need not be there,
 * and need not tell that the series got another title.
 */
export const fromSeries = (stub: GraphEvent, master: GraphEvent): GraphEvent => {
  const { subject, location, isAllDay, isCancelled, showAs, responseStatus } = master;
  const { originalStartTimeZone } = master;
  const inherited = {
    subject,
    location,
    isAllDay,
    isCancelled,
    showAs,
    responseStatus,
    originalStartTimeZone,
  };
  const etag = [master['@odata.etag'], stub['@odata.etag'], stub.start?.dateTime, stub.end?.dateTime].join(
    ' ',
  );
  return { ...withoutNothing(inherited), ...withoutNothing(stub), '@odata.etag': etag };
};

const withoutNothing = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined && field !== null),
  ) as Partial<T>;

/** For POST. A transactionId counts at creation alone: the same one twice makes one event. */
export const toNewBody = (event: OwnEvent): GraphEvent => ({
  subject: event.title,
  body: { contentType: 'text', content: event.description },
  location: { displayName: event.location },
  start: toGraphTime(event.start),
  end: toGraphTime(event.end),
  isAllDay: false,
  showAs: event.status === 'tentative' ? 'tentative' : 'busy',
  transactionId: event.key,
  singleValueExtendedProperties: [{ id: MARK_PROPERTY, value: markValue(event) }],
});

/**
 * For PATCH: what is to be another than `stands`, so that the client's own (out of office, a formatted text, the
 * places of rooms) is not flattened by an update of something else. The text of an online meeting holds the way into
 * it and is left alone: writing it would end the online meeting.
 * Source: https://learn.microsoft.com/en-us/graph/api/event-update
 */
export const toPatch = (event: OwnEvent, stands: GraphEvent): GraphEvent => {
  const now = toEvent(stands);
  const wanted = toNewBody(event);
  const timed = stands.isAllDay !== true && now?.start.kind === 'instant' && now.end.kind === 'instant';
  const sameTime = timed && now.start.at === event.start && now.end.at === event.end;
  const patch: GraphEvent = {};
  if (now?.title !== event.title) patch.subject = wanted.subject ?? null;
  if ((now?.description ?? '') !== plainText(event.description) && stands.isOnlineMeeting !== true) {
    patch.body = wanted.body ?? null;
  }
  if ((now?.location ?? '') !== event.location) patch.location = wanted.location ?? null;
  if (!sameTime) Object.assign(patch, { start: wanted.start, end: wanted.end, isAllDay: false });
  if ((stands.showAs === 'tentative') !== (event.status === 'tentative'))
    patch.showAs = wanted.showAs ?? null;
  if (now?.mark === null) patch.singleValueExtendedProperties = wanted.singleValueExtendedProperties ?? null;
  return patch;
};

/** Null for one without an id. */
export const toCalendar = (entry: Calendar): RemoteCalendar | null => {
  if (!entry.id) return null;
  return {
    id: entry.id,
    name: entry.name ?? entry.id,
    // The mailbox has one, but it is behind a permission of its own.
    zone: '',
    writable: entry.canEdit === true,
    primary: entry.isDefaultCalendar === true,
  };
};
