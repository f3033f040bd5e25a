import { become } from './connection.js';
import { refresh, refreshWhere } from './live.js';

/**
 * The server's stream of changes (`GET /api/live`): what is in view is asked for again the moment something of it
 * changed, by whomever. Asking every few seconds goes on while there is no stream.
 */

/** A hiccup shorter than this is not worth a word: browsers come again by themselves. */
const SILENT_MS = 4_000;
const RETRY_MS = 3_000;

/** @returns what ends it. */
export const startUpdates = (): (() => void) => {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let losing: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    source = new EventSource('/api/live');
    source.addEventListener('missed', () => {
      clearTimeout(losing);
      losing = undefined;
      become('open');
      refresh();
    });
    source.addEventListener('change', (event) => {
      const ids = idsOf(event.data);
      refreshWhere((key) => concerns(key, ids));
    });
    source.addEventListener('error', () => {
      losing ??= setTimeout(() => become('lost'), SILENT_MS);
      // The browser gives up for good when the answer was not a stream, such as one from a proxy without a server.
      if (source?.readyState !== EventSource.CLOSED) return;
      clearTimeout(retry);
      retry = setTimeout(open, RETRY_MS);
    });
  };
  open();
  return () => {
    source?.close();
    clearTimeout(retry);
    clearTimeout(losing);
    become('connecting');
  };
};

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A question about this client or meeting, or about no one in particular, such as the desk. */
const concerns = (key: string, ids: ReadonlySet<string>): boolean => {
  const named = key.match(UUID) ?? [];
  return named.length === 0 || named.some((id) => ids.has(id));
};

const idsOf = (data: unknown): ReadonlySet<string> => {
  const change: unknown = JSON.parse(String(data));
  const values = typeof change === 'object' && change !== null ? Object.values(change) : [];
  return new Set(values.filter((value) => typeof value === 'string'));
};
