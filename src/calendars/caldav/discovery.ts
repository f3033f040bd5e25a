import { resolveSrv, resolveTxt } from 'node:dns/promises';
import type { GuardedFetch } from '../../outbound/guarded-fetch.js';
import type { Credentials, Fault, LinkedAccount, Outcome } from '../calendar.port.js';
import { noAnswer } from '../no-answer.js';
import { plain } from './caldav-resource.js';
import type { DavClient } from './dav-client.js';
import { child, hrefsOf } from './dav-row.js';
import { readEntered } from './entered-address.js';
import { addressIn, collectionIn } from './href.js';

/** Where DNS says that a domain's calendars are, as an address; null when it says nothing. */
export type ServiceOf = (domain: string) => Promise<string | null>;

const PROBE = `<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:"><d:prop><d:current-user-principal/></d:prop></d:propfind>`;

/**
 * Finds a person's calendars from what was entered: the server, the principal, the calendars' home (RFC 6764, 5397,
 * 4791). The password is sent to nobody who has not asked for one: the way is found without it.
 */
export const discover = async (
  guard: GuardedFetch,
  client: DavClient,
  entered: Credentials,
  serviceOf: ServiceOf,
): Promise<Outcome<LinkedAccount<Credentials>>> => {
  const server = await findServer(guard, entered.address, serviceOf);
  if (!server.ok) return server;
  const asked = await client.propfind(server.value, { 'd:current-user-principal': {} }, '0', 'open');
  if (!asked.ok) return asked;
  const [principal] = asked.value.rows.flatMap(({ props }) => hrefsOf(child(props, 'currentUserPrincipal')));
  if (principal === undefined) {
    const anonymous = asked.value.rows.some(
      ({ props }) => child(props, 'currentUserPrincipal') !== undefined,
    );
    return refuse(
      anonymous ? { kind: 'reconnect', detail: 'the server does not take the password' } : NOT_CALDAV,
    );
  }
  const address = addressIn(principal, asked.value.url) ?? server.value;
  const person = await readPrincipal(client, address);
  if (!person.ok) return person;
  if (person.value.homes.length === 0) return refuse(NOT_CALDAV);
  const email = person.value.me.find((one) => /^[^@\s]+@[^@\s]+$/.test(one)) ?? entered.username;
  return {
    ok: true,
    value: { externalId: address, email, scopes: [], tokens: { ...entered, address } },
  };
};

export interface Principal {
  /** Addresses of the collections that hold the calendars. */
  readonly homes: readonly string[];
  /** What the person is called in invitations, in lower case. */
  readonly me: readonly string[];
  /** Where invitations arrive, which also says which calendar is the main one. */
  readonly inbox: string | null;
}

/** @param address of the principal. */
export const readPrincipal = async (client: DavClient, address: string): Promise<Outcome<Principal>> => {
  const props = {
    'c:calendar-home-set': {},
    'c:calendar-user-address-set': {},
    'c:schedule-inbox-URL': {},
  };
  const asked = await client.propfind(address, props, '0', 'open');
  if (!asked.ok) return asked;
  const { rows, url } = asked.value;
  const hrefs = (name: string): string[] => rows.flatMap((row) => hrefsOf(child(row.props, name)));
  return {
    ok: true,
    value: {
      homes: hrefs('calendarHomeSet').flatMap((href) => collectionIn(href, url) ?? []),
      me: hrefs('calendarUserAddressSet').map(plain),
      inbox: hrefs('scheduleInboxURL').flatMap((href) => collectionIn(href, url) ?? [])[0] ?? null,
    },
  };
};

/** The first candidate that speaks WebDAV or asks for a password. */
const findServer = async (
  guard: GuardedFetch,
  address: string,
  serviceOf: ServiceOf,
): Promise<Outcome<string>> => {
  const entered = readEntered(address);
  if (entered === null) {
    return refuse({ kind: 'refused', reason: 'address', detail: 'this is no address of a calendar server' });
  }
  const named = entered.domain === null ? null : await serviceOf(entered.domain);
  const candidates = named === null ? entered.candidates : [named, ...entered.candidates];
  let worst: Fault | null = null;
  for (const candidate of candidates) {
    const found = await probe(guard, candidate);
    if (found.ok) return found;
    // The first one's word counts: it is about what was entered, the others are guesses.
    worst ??= found.fault;
    if (found.fault.kind === 'refused' && found.fault.reason === 'sign-in-unsupported') return found;
  }
  return refuse(worst ?? NOT_CALDAV);
};

const probe = async (guard: GuardedFetch, candidate: string): Promise<Outcome<string>> => {
  const result = await guard.send(candidate, {
    method: 'PROPFIND',
    headers: { 'Content-Type': 'text/xml; charset=utf-8', Depth: '0' },
    body: PROBE,
    timeoutMs: 15_000,
    maxBytes: 1024 * 1024,
    redirects: 5,
    insecure: false,
  });
  if (!result.ok) return refuse(noAnswer(result.fault, true));
  const { status, headers, url } = result.answer;
  if (status === 207) return { ok: true, value: url };
  if (status >= 500) return refuse({ kind: 'unknown', detail: `the server answered ${status}` });
  if (status !== 401) return refuse(NOT_CALDAV);
  return /\bbasic\b/i.test(headers.get('www-authenticate') ?? '')
    ? { ok: true, value: url }
    : refuse({ kind: 'refused', reason: 'sign-in-unsupported', detail: 'the server takes no passwords' });
};

/** RFC 6764: `_caldavs._tcp`, and the path that a TXT record beside it may give. */
export const serviceInDns: ServiceOf = async (domain) => {
  const name = `_caldavs._tcp.${domain}`;
  const records = await resolveSrv(name).catch(() => []);
  const [best] = records.filter((one) => one.name !== '').sort((a, b) => a.priority - b.priority);
  if (best === undefined) return null;
  const texts = await resolveTxt(name).catch(() => []);
  const path = texts.map((parts) => parts.join('')).find((text) => text.startsWith('path=/'));
  const port = best.port === 443 ? '' : `:${best.port}`;
  return `https://${best.name}${port}${path?.slice('path='.length) ?? '/.well-known/caldav'}`;
};

const NOT_CALDAV: Fault = {
  kind: 'refused',
  reason: 'not-caldav',
  detail: 'the server does not answer as a calendar server does',
};

const refuse = (fault: Fault): Outcome<never> => ({ ok: false, fault });
