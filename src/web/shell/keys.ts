import { useEffect, useRef, useSyncExternalStore } from 'react';

/**
 * Keys that do something on the screen in view. A screen names its own with `useKeys`; `?` shows those that count at
 * the moment. They are single letters, so they are silent while somebody types, and in dialogs.
 */
export interface Key {
  /** One letter, or two of which the first is held out for: "g d". As `KeyboardEvent.key` writes them. */
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
}

const registered = new Map<object, readonly Key[]>();
const listeners = new Set<() => void>();
let all: readonly Key[] = [];

const publish = (): void => {
  all = [...registered.values()].flat();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useActiveKeys = (): readonly Key[] => useSyncExternalStore(subscribe, () => all);

export const useKeys = (keys: readonly Key[]): void => {
  const newest = useRef(keys);
  newest.current = keys;
  const named = keys.map(({ keys: combination, label }) => `${combination}\n${label}`).join('\n\n');
  useEffect(() => {
    const owner = {};
    const entries = named === '' ? [] : named.split('\n\n').map((text) => text.split('\n'));
    registered.set(
      owner,
      entries.map(([combination = '', label = '']) => ({
        keys: combination,
        label,
        run: () => newest.current.find((key) => key.keys === combination)?.run(),
      })),
    );
    publish();
    return () => {
      registered.delete(owner);
      publish();
    };
  }, [named]);
};

/** How long the second of two letters is waited for. */
const PAIR_MS = 1_200;

/** Listens; once, in the shell. */
export const listenForKeys = (): (() => void) => {
  let before: { key: string; at: number } | null = null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target))
      return;
    const pair =
      before !== null && event.timeStamp - before.at < PAIR_MS ? `${before.key} ${event.key}` : null;
    before = null;
    // The one registered last is the nearest to the screen in view.
    const found = all.findLast(({ keys }) => keys === pair) ?? all.findLast(({ keys }) => keys === event.key);
    if (found !== undefined) {
      event.preventDefault();
      found.run();
    } else if (all.some(({ keys }) => keys.startsWith(`${event.key} `))) {
      before = { key: event.key, at: event.timeStamp };
    }
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('dialog[open]') !== null ||
    target.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select'));
