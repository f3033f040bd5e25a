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

/** The address of a collection as an id: with its origin, a slash at the end, and nothing behind it. */
export const collectionId = (href: string, base: string): string | null => {
  const url = URL.parse(href, base);
  if (url === null) return null;
  const path = canonical(url.pathname);
  return `${url.origin}${path.endsWith('/') ? path : `${path}/`}`;
};

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
