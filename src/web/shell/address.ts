import { useSyncExternalStore } from 'react';

/**
 * Where in the console we are. The address is the only memory of it, so that every screen can be bookmarked, opened in a
 * second window and reached with the browser's own back button.
 */
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
};

/** Path and query, without the part after '#'. */
export const useAddress = (): URL =>
  new URL(
    useSyncExternalStore(subscribe, () => window.location.pathname + window.location.search),
    window.location.origin,
  );

/** Goes to another screen; `replace` leaves no trace of this one in the history. */
export const go = (to: string, how: 'push' | 'replace' = 'push'): void => {
  if (how === 'replace') window.history.replaceState(null, '', to);
  else window.history.pushState(null, '', to);
  if (how === 'push') window.scrollTo(0, 0);
  for (const listener of listeners) listener();
};

/**
 * The parts of a path that a pattern names: `/clients/:clientId/:part` on `/clients/7/week` gives
 * `{ clientId: '7', part: 'week' }`; null when it does not fit.
 */
export const match = (pattern: string, path: string): Readonly<Record<string, string>> | null => {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const named: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) named[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return named;
};
