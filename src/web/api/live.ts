import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { isStreaming } from './connection.js';
import { OFFLINE, Problem } from './problem.js';

/**
 * What the server said last, by key, shared by all screens, and asked anew while somebody looks at it: every few
 * seconds, when the window gets the focus and after a deed. The old answer stays in view until the new one is there.
 */
export interface Live<T> {
  /** Undefined until the first answer: loading, which is neither empty nor unavailable. */
  readonly data: T | undefined;
  /** Why the last attempt failed; data, if any, is from before it. */
  readonly problem: Problem | null;
  readonly loading: boolean;
  readonly refresh: () => void;
}

interface Entry {
  readonly data: unknown;
  readonly problem: Problem | null;
  readonly loading: boolean;
}

const POLL_MS = 5000;
const STREAMING_POLL_MS = 60_000;
/** Entries beyond this are forgotten, oldest first: a day of paging through weeks must not fill the memory. */
const MOST_ENTRIES = 200;

const EMPTY: Entry = { data: undefined, problem: null, loading: false };
const entries = new Map<string, Entry>();
const watchers = new Map<string, Set<() => void>>();
/** Counts questions by key, so that a late answer to an older question never covers a newer one. */
const asked = new Map<string, number>();
const fetchers = new Map<string, () => Promise<unknown>>();

const put = (key: string, entry: Entry): void => {
  entries.delete(key);
  entries.set(key, entry);
  for (const oldest of entries.keys()) {
    if (entries.size <= MOST_ENTRIES) break;
    if (!watchers.has(oldest)) {
      entries.delete(oldest);
      asked.delete(oldest);
    }
  }
  for (const watcher of watchers.get(key) ?? []) watcher();
};

const ask = async (key: string): Promise<void> => {
  const fetcher = fetchers.get(key);
  if (fetcher === undefined) return;
  const number = (asked.get(key) ?? 0) + 1;
  asked.set(key, number);
  const before = entries.get(key) ?? EMPTY;
  put(key, { ...before, loading: true });
  const after = await fetcher().then(
    (data): Entry => ({ data: kept(before.data, data), problem: null, loading: false }),
    (thrown: unknown): Entry => ({ data: before.data, problem: asProblem(thrown), loading: false }),
  );
  if (asked.get(key) === number) put(key, after);
};

/** The old object when the new one says the same, so that an answer without news redraws nothing. */
const kept = (old: unknown, fresh: unknown): unknown =>
  old !== undefined && JSON.stringify(old) === JSON.stringify(fresh) ? old : fresh;

const asProblem = (thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown;
  return new Problem(0, OFFLINE, thrown instanceof Error ? thrown.message : String(thrown));
};

/** Asks again for everything in view whose key begins so; what is not in view is asked for when it comes into view. */
export const refresh = (prefix = ''): void => {
  for (const key of watchers.keys()) {
    if (key.startsWith(prefix)) void ask(key);
  }
};

/** Asks again for what is in view and fits. */
export const refreshWhere = (fits: (key: string) => boolean): void => {
  for (const key of watchers.keys()) {
    if (fits(key)) void ask(key);
  }
};

/** Forgets everything: another person signs in. */
export const forgetAll = (): void => {
  for (const key of asked.keys()) asked.set(key, (asked.get(key) ?? 0) + 1);
  entries.clear();
  for (const set of watchers.values()) for (const watcher of set) watcher();
};

/** @param key names the question, null to ask nothing. @param fetcher what answers it; the newest one is used. */
export const useLive = <T>(
  key: string | null,
  fetcher: () => Promise<T>,
  options: { readonly pollMs?: number | null } = {},
): Live<T> => {
  const newest = useRef(fetcher);
  newest.current = fetcher;
  const subscribe = useCallback(
    (watcher: () => void) => {
      if (key === null) return () => undefined;
      const set = watchers.get(key) ?? new Set();
      set.add(watcher);
      watchers.set(key, set);
      fetchers.set(key, () => newest.current());
      return () => {
        set.delete(watcher);
        if (set.size > 0) return;
        watchers.delete(key);
        fetchers.delete(key);
      };
    },
    [key],
  );
  const entry = useSyncExternalStore(subscribe, () => (key === null ? EMPTY : (entries.get(key) ?? EMPTY)));
  const pollMs = options.pollMs === undefined ? POLL_MS : options.pollMs;

  useEffect(() => {
    if (key === null) return undefined;
    let last = Date.now();
    const again = () => {
      last = Date.now();
      void ask(key);
    };
    const whenSeen = () => {
      if (document.visibilityState === 'visible') again();
    };
    // While changes are told, asking is only a safety net: a minute is often enough.
    const whenDue = () => {
      if (!isStreaming() || Date.now() - last >= STREAMING_POLL_MS) whenSeen();
    };
    again();
    const timer = pollMs === null ? undefined : setInterval(whenDue, pollMs);
    window.addEventListener('focus', again);
    document.addEventListener('visibilitychange', whenSeen);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', again);
      document.removeEventListener('visibilitychange', whenSeen);
      window.removeEventListener('online', again);
    };
  }, [key, pollMs]);

  return {
    data: entry.data as T | undefined,
    problem: entry.problem,
    loading: key !== null && entry.data === undefined && entry.problem === null,
    refresh: useCallback(() => {
      if (key !== null) void ask(key);
    }, [key]),
  };
};
