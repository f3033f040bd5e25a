import type { EventTime } from '../calendar.port.js';
import { startKey } from '../recurrence/expand.js';

/**
 * Names of CalDAV resources. Servers write the same href with more or fewer escapes, absolute or not, so an id is its
 * path with exactly those escapes that RFC 3986 demands. An exception has its place in the series behind a `#`, which no
 * path contains.
 */

/** The id of a resource; null for an href that leads nowhere. @param base address of the collection. */
export const resourceId = (href: string, base: string): string | null => {
  const url = URL.parse(href, base);
  return url === null ? null : canonical(url.pathname);
};

/** The address of an href, with its origin and nothing behind its path; null for one that leads nowhere. */
export const addressIn = (href: string, base: string): string | null => {
  const url = URL.parse(href, base);
  return url === null ? null : `${url.origin}${canonical(url.pathname)}`;
};

/** The address of a collection: with a slash at the end, so that names of its members can be put behind it. */
export const collectionIn = (href: string, base: string): string | null =>
  addressIn(href, base)?.replace(/\/?$/, '/') ?? null;

export const exceptionId = (resource: string, originalStart: EventTime): string =>
  `${resource}#${startKey(originalStart)}`;

/** The resource that an id belongs to. */
export const resourceOf = (id: string): string => id.split('#', 1)[0] ?? id;

/** Where a resource is asked for. */
export const addressOf = (calendarId: string, id: string): string => new URL(resourceOf(id), calendarId).href;

const canonical = (path: string): string => path.split('/').map(segment).join('/');

const segment = (text: string): string => {
  const plain = decoded(text);
  // Sub-delimiters, ":" and "@" stand as they are in a path (RFC 3986 3.3).
  return plain === null
    ? text
    : encodeURIComponent(plain).replace(/%(?:3A|40|24|26|2B|2C|3B|3D)/g, (code) => decodeURIComponent(code));
};

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};
