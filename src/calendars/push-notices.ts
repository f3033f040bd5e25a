import type { Notice } from './watch-plan.js';

/** Graph bundles; a bundle of more than this is nobody's, and what is left out is found by the next poll. */
const MOST = 1000;
/** clientState has at most 128 characters, a subscription's id is a GUID. */
const LONGEST = 128;

/**
 * A changeNotificationCollection, of which nothing is believed but which channel it names and by what word. A lifecycle
 * notice names no resource: `missed` is a change like any other, since every change is asked for anyway.
 * Source: https://learn.microsoft.com/en-us/graph/api/resources/changenotification
 */
export const noticesOf = (body: unknown): Notice[] => {
  const items: unknown =
    typeof body === 'object' && body !== null && 'value' in body ? body.value : undefined;
  if (!Array.isArray(items)) return [];
  const notices = items.slice(0, MOST).flatMap((item: unknown): Notice[] => {
    const channelId = textOf(item, 'subscriptionId');
    const token = textOf(item, 'clientState');
    if (channelId === '' || token === '') return [];
    return [{ channelId, token, kind: KINDS[textOf(item, 'lifecycleEvent')] ?? 'changed' }];
  });
  return [...new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values()];
};

const KINDS: Readonly<Record<string, Notice['kind']>> = {
  reauthorizationRequired: 'renew',
  subscriptionRemoved: 'ended',
};

const textOf = (item: unknown, name: string): string => {
  if (typeof item !== 'object' || item === null) return '';
  const value = (item as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' && value.length <= LONGEST ? value : '';
};
