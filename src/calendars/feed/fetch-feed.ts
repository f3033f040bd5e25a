import type { GuardedFetch } from '../../outbound/guarded-fetch.js';
import type { Credentials, Fault, Outcome } from '../calendar.port.js';
import { noAnswer } from '../no-answer.js';
import { retryAfterMs } from '../retry-after.js';
import { conditionsOf, type FeedToken } from './feed-token.js';
import { IMPORT_LIMITS } from './import-ics.js';

export interface FetchedFeed {
  readonly body: Buffer;
  readonly etag: string | null;
  readonly modified: string | null;
}

/** Ten megabytes in this time is a slow line; what takes longer would hold up the other calendars. */
const TIMEOUT_MS = 20_000;

/**
 * Asks for a feed, as large as an imported file may be. Null: it has not changed since `last`.
 * @param now epoch ms, for a Retry-After that is a date.
 */
export const fetchFeed = async (
  guard: GuardedFetch,
  { address, username, password }: Credentials,
  last: FeedToken | null,
  opening: boolean,
  now: number,
  options: { readonly timeoutMs?: number },
): Promise<Outcome<FetchedFeed | null>> => {
  const secret = username !== '' || password !== '';
  const authorization = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  const result = await guard.send(address, {
    method: 'GET',
    headers: {
      Accept: 'text/calendar, */*;q=0.1',
      ...conditionsOf(last),
      ...(secret ? { Authorization: authorization } : {}),
    },
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxBytes: IMPORT_LIMITS.octets,
    redirects: 3,
    insecure: !secret,
  });
  if (!result.ok) return refuse(noAnswer(result.fault, opening));
  const { status, headers, body } = result.answer;
  if (status === 304) return { ok: true, value: null };
  if (status !== 200) return refuse(faultOf(status, headers.get('retry-after'), now));
  if (isPage(headers.get('content-type'), body)) {
    return refuse({
      kind: 'refused',
      reason: 'web-page',
      detail: 'the address leads to a web page, not to a calendar',
    });
  }
  const etag = headers.get('etag');
  return { ok: true, value: { body, etag, modified: headers.get('last-modified') } };
};

const faultOf = (status: number, retryAfter: string | null, now: number): Fault => {
  const detail = `the feed's server answered ${status}`;
  switch (status) {
    case 401:
      return { kind: 'reconnect', detail: 'the feed wants a name and a password, or others than these' };
    case 403:
      return { kind: 'forbidden', detail };
    case 404:
    case 410:
      return { kind: 'not-found', detail };
    case 429:
    case 503:
      return { kind: 'slow-down', retryAfterMs: retryAfterMs(retryAfter, now), detail };
    default:
      return status >= 500 || status === 408 ? { kind: 'unknown', detail } : { kind: 'refused', detail };
  }
};

/** A sign-in page, an error page, a viewer: what servers show to a browser, often with status 200. */
const isPage = (type: string | null, body: Buffer): boolean =>
  /^\s*(text\/html|application\/xhtml)/i.test(type ?? '')
    ? !/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(body.toString('utf8', 0, 200))
    : /^\uFEFF?\s*<(!doctype|html|\?xml)/i.test(body.toString('utf8', 0, 200));

const refuse = (fault: Fault): Outcome<never> => ({ ok: false, fault });
