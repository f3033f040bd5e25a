import { z } from 'zod';
import { reachCalendar } from './calendars.js';
import { GraphFailure, invalid, objectNotFound } from './failure.js';
import { stamp } from './times.js';
import type { Grant, MicrosoftWorld, StoredSubscription, StoredUser } from './world.js';

/**
 * /subscriptions: https://learn.microsoft.com/graph/api/resources/subscription. The documentation gives events 10,080
 * minutes; the service has been seen to refuse more than 10,070, and the sandbox goes by the stricter.
 */
export const LONGEST_MINUTES = 10_070;

const LONGEST_STATE = 128;

export interface SubscriptionSettings {
  longestMinutes: number;
  /** How long an endpoint has to answer the validation request, ms. */
  validationMs: number;
}

const createBody = z.object({
  changeType: z.string(),
  notificationUrl: z.url(),
  lifecycleNotificationUrl: z.url().nullish(),
  resource: z.string(),
  expirationDateTime: z.string(),
  clientState: z.string().nullish(),
  includeResourceData: z.boolean().nullish(),
  latestSupportedTlsVersion: z.string().nullish(),
});

const updateBody = z.object({ expirationDateTime: z.string() });

const TYPES = ['created', 'updated', 'deleted'] as const;

const refused = (message: string, code = 'InvalidRequest') => new GraphFailure(400, code, message);

const show = (world: MicrosoftWorld, one: StoredSubscription, origin: string): Record<string, unknown> => ({
  '@odata.context': `${origin}/v1.0/$metadata#subscriptions/$entity`,
  id: one.id,
  resource: one.resource,
  applicationId: one.clientId,
  changeType: one.changeTypes.join(','),
  clientState: one.clientState ?? null,
  notificationUrl: one.notificationUrl,
  notificationQueryOptions: null,
  lifecycleNotificationUrl: one.lifecycleNotificationUrl ?? null,
  expirationDateTime: stamp(one.expires),
  creatorId: world.user(one.user)?.oid ?? null,
  includeResourceData: null,
  latestSupportedTlsVersion: 'v1_2',
  encryptionCertificate: null,
  encryptionCertificateId: null,
  notificationUrlAppId: null,
});

const readTypes = (text: string): StoredSubscription['changeTypes'] => {
  const asked = text.split(',').map((part) => part.trim().toLowerCase());
  const types = TYPES.filter((type) => asked.includes(type));
  if (types.length === 0 || types.length !== new Set(asked).size)
    throw refused(`The value '${text}' of changeType is not supported.`);
  return types;
};

const readExpiry = (world: MicrosoftWorld, text: string, longestMinutes: number): number => {
  const expires = Date.parse(text);
  if (Number.isNaN(expires)) throw refused('expirationDateTime is not a date and time.');
  if (expires <= world.now())
    throw refused('Subscription expiration must be in the future.', 'ExtensionError');
  if (expires > world.now() + longestMinutes * 60_000)
    throw refused(
      `Subscription expiration can only be ${longestMinutes} minutes in the future.`,
      'ExtensionError',
    );
  return expires;
};

/** The events of one calendar; `me/events` are the default calendar's. */
const calendarOf = (world: MicrosoftWorld, user: StoredUser, resource: string) => {
  const path = resource.replace(/^\//, '').replaceAll(/\('([^']+)'\)/g, '/$1');
  const match = /^(?:me|users\/([^/]+))(?:\/calendar|\/calendars\/([^/]+))?\/events\/?$/i.exec(path);
  if (!match) throw refused(`The resource '${resource}' is not supported.`);
  const whose = match[1] === undefined ? user.address : decodeURIComponent(match[1]);
  if (whose !== user.address && whose !== user.oid)
    throw new GraphFailure(
      403,
      'ExtensionError',
      'Operation: Create; Exception: [Status Code: Forbidden; Reason: Access is denied.]',
    );
  return reachCalendar(world, user, match[2] === undefined ? undefined : decodeURIComponent(match[2]));
};

/** Plain http is taken on this machine only, since the sandbox runs beside its client. */
const checkAddress = (address: string): void => {
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    throw refused(`The address '${address}' must use the HTTPS protocol.`);
};

const VALIDATION = 'Subscription validation request';

/** The handshake: the endpoint returns the decoded token as plain text, with 200, in time. */
const validate = async (address: string, token: string, withinMs: number): Promise<void> => {
  const url = new URL(address);
  url.searchParams.set('validationToken', token);
  const failed = (why: string) => refused(`${VALIDATION} ${why}`, 'ValidationError');
  let answer: { status: number; type: string; text: string };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    answer = {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      text: await response.text(),
    };
  } catch (error) {
    // By name: the platform's errors may be of another realm.
    const late =
      typeof error === 'object' && error !== null && 'name' in error && error.name === 'TimeoutError';
    throw failed(
      late ? 'timed out.' : 'failed. Notification endpoint must respond with 200 OK to validation request.',
    );
  }
  if (answer.status !== 200)
    throw failed(
      `failed. HTTP status code is '${answer.status}'. Notification endpoint must respond with 200 OK to validation request.`,
    );
  if (!/^text\/plain\b/i.test(answer.type)) throw failed('failed. Content type must be text/plain.');
  if (answer.text !== token)
    throw failed('failed. Response must exactly match validationToken query parameter.');
};

export interface SubscriptionParts {
  world: MicrosoftWorld;
  grant: Grant;
  user: StoredUser;
  settings: SubscriptionSettings;
  origin: string;
}

/** Both addresses are asked whether they want this, before the subscription exists. */
export const createSubscription = async (
  parts: SubscriptionParts,
  body: unknown,
  immutableIds: boolean,
): Promise<Record<string, unknown>> => {
  const { world, grant, user, settings } = parts;
  const read = createBody.safeParse(body);
  if (!read.success) throw refused('The subscription is not complete.');
  const { notificationUrl, lifecycleNotificationUrl, clientState, resource } = read.data;
  if ((clientState?.length ?? 0) > LONGEST_STATE)
    throw refused(`clientState exceeds the maximum length of ${LONGEST_STATE}.`);
  if (read.data.includeResourceData)
    throw refused('encryptionCertificate is required when includeResourceData is true.');
  const changeTypes = readTypes(read.data.changeType);
  const expires = readExpiry(world, read.data.expirationDateTime, settings.longestMinutes);
  const calendar = calendarOf(world, user, resource);
  const id = world.guid();
  const addresses = [notificationUrl, ...(lifecycleNotificationUrl ? [lifecycleNotificationUrl] : [])];
  addresses.forEach(checkAddress);
  for (const address of addresses)
    await validate(
      address,
      `Validation: Testing client application reachability for subscription Request-Id: ${world.guid()}`,
      settings.validationMs,
    );
  const subscription: StoredSubscription = {
    id,
    user: user.address,
    clientId: grant.clientId,
    resource,
    calendarKey: calendar.key,
    changeTypes,
    notificationUrl,
    ...(lifecycleNotificationUrl ? { lifecycleNotificationUrl } : {}),
    ...(clientState ? { clientState } : {}),
    expires,
    immutableIds,
    paused: false,
  };
  world.data.subscriptions[id] = subscription;
  return show(world, subscription, parts.origin);
};

/** This program's and person's own subscription that has not run out; 404 otherwise. */
const own = ({ world, grant }: SubscriptionParts, id: string): StoredSubscription => {
  const one = Object.hasOwn(world.data.subscriptions, id) ? world.data.subscriptions[id] : undefined;
  if (!one || one.clientId !== grant.clientId || one.user !== grant.user) throw objectNotFound();
  if (one.expires > world.now()) return one;
  delete world.data.subscriptions[id];
  throw objectNotFound();
};

/** GET, PATCH (renew, which also reauthorizes), POST .../reauthorize and DELETE of subscriptions. */
export const subscriptionVerb = (
  parts: SubscriptionParts,
  verb: string,
  id: string | undefined,
  action: string | undefined,
  body: () => unknown,
): Record<string, unknown> | 'done' | undefined => {
  const { world, grant, settings, origin } = parts;
  if (id === undefined) {
    if (verb !== 'GET') return undefined;
    const mine = Object.values(world.data.subscriptions).filter(
      (one) => one.clientId === grant.clientId && one.user === grant.user && one.expires > world.now(),
    );
    return {
      '@odata.context': `${origin}/v1.0/$metadata#subscriptions`,
      value: mine.map((one) => show(world, one, origin)),
    };
  }
  const one = own(parts, id);
  if (verb === 'POST' && action === 'reauthorize') {
    one.paused = false;
    return 'done';
  }
  if (action !== undefined) return undefined;
  if (verb === 'GET') return show(world, one, origin);
  if (verb === 'DELETE') {
    delete world.data.subscriptions[id];
    return 'done';
  }
  if (verb !== 'PATCH') return undefined;
  const sent = body();
  // The lifecycle address is part of the creation; the rest of a subscription does not change either.
  if (
    typeof sent === 'object' &&
    sent !== null &&
    Object.keys(sent).some((key) => key !== 'expirationDateTime')
  )
    throw invalid('Only expirationDateTime can be updated.', 'InvalidRequest');
  const read = updateBody.safeParse(sent);
  if (!read.success) throw refused('expirationDateTime is required.');
  one.expires = readExpiry(world, read.data.expirationDateTime, settings.longestMinutes);
  one.paused = false;
  return show(world, one, origin);
};
