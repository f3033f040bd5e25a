import { useSyncExternalStore } from 'react';

/** How the stream of changes stands (live-updates.ts). */
export type Connection = 'connecting' | 'open' | 'lost';

let state: Connection = 'connecting';
const watchers = new Set<() => void>();

export const become = (next: Connection): void => {
  if (state === next) return;
  state = next;
  for (const watcher of watchers) watcher();
};

export const isStreaming = (): boolean => state === 'open';

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => state);

const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};
