import { createObject, davRequest, deleteObject, propfind, updateObject } from 'tsdav';
import type { GuardedFetch } from '../../outbound/guarded-fetch.js';
import type { OutboundFault } from '../../outbound/outbound-fault.js';
import type { Clock } from '../../time/clock.port.js';
import type { Credentials, Fault, Outcome } from '../calendar.port.js';
import { noAnswer } from '../no-answer.js';
import { conditionsOf, type DavFailure, toFault, type Verb } from './dav-fault.js';
import { type DavRow, type DavTree, rowsOf } from './dav-row.js';

type Props = Parameters<typeof propfind>[0]['props'];
type Fetch = NonNullable<Parameters<typeof propfind>[0]['fetch']>;

/** What came back for a list, with the sync token where there is one. */
export interface DavRows {
  readonly rows: readonly DavRow[];
  readonly syncToken: string | null;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

export interface DavLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** A listing of ten thousand hrefs is about 3 MB; a batch of objects with pictures in them may be more. */
const LIMITS: DavLimits = { timeoutMs: 30_000, maxBytes: 32 * 1024 * 1024 };

/**
 * WebDAV requests as one person, through tsdav, every one of them over the guarded way out. tsdav composes and parses
 * the XML; its higher calls are not used, because they throw for a single row with an error and keep state of their own.
 */
export class DavClient {
  private readonly authorization: string;

  constructor(
    private readonly guard: GuardedFetch,
    credentials: Pick<Credentials, 'username' | 'password'>,
    private readonly clock: Clock,
    private readonly limits: DavLimits = LIMITS,
  ) {
    const { username, password } = credentials;
    // RFC 7617 with UTF-8, which is what servers take that take anything beyond ASCII.
    this.authorization = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  }

  propfind(url: string, props: Props, depth: '0' | '1', verb: Verb): Promise<Outcome<DavRows>> {
    return this.rows(verb, (fetch) => propfind({ url, props, depth, fetch, headers: this.headers() }));
  }

  /** @param body one element in the compact form of xml-js, such as `{ 'sync-collection': … }`. */
  report(
    url: string,
    body: Record<string, unknown>,
    namespace: 'd' | 'c',
    depth: '0' | '1' | null,
  ): Promise<Outcome<DavRows>> {
    const headers = { ...this.headers(), ...(depth === null ? {} : { depth }) };
    return this.rows('list', (fetch) =>
      davRequest({ url, init: { method: 'REPORT', namespace, headers, body }, fetch }),
    );
  }

  async get(url: string): Promise<Outcome<{ text: string; etag: string | null }>> {
    const headers = { ...this.headers(), Accept: 'text/calendar' };
    const answer = await this.ask('read', async (fetch) => {
      const response = await fetch(url, { method: 'GET', headers });
      return { text: await response.text(), etag: response.headers.get('etag') };
    });
    return answer.ok ? { ok: true, value: answer.value } : answer;
  }

  /** Creates, and does nothing when there is something at the address. `etag` null: the server changed what it took. */
  create(url: string, text: string): Promise<Outcome<{ etag: string | null }>> {
    const headers = { ...this.headers(), ...CALENDAR_TEXT, 'If-None-Match': '*' };
    return this.put('create', (fetch) => createObject({ url, data: text, headers, fetch }));
  }

  /** Replaces the version with that etag, and no other. */
  update(url: string, text: string, etag: string): Promise<Outcome<{ etag: string | null }>> {
    const headers = { ...this.headers(), ...CALENDAR_TEXT };
    return this.put('update', (fetch) => updateObject({ url, data: text, etag, headers, fetch }));
  }

  /** What is not there is deleted; Nextcloud says 418 for some of it. */
  async delete(url: string): Promise<Outcome<void>> {
    const answer = await this.ask('delete', (fetch) => deleteObject({ url, headers: this.headers(), fetch }));
    if (answer.ok || answer.fault.kind === 'not-found') return { ok: true, value: undefined };
    const gone = answer.failure?.status === 418;
    return gone ? { ok: true, value: undefined } : { ok: false, fault: answer.fault };
  }

  private async rows(
    verb: Verb,
    work: (fetch: Fetch) => Promise<{ raw?: unknown }[]>,
  ): Promise<Outcome<DavRows>> {
    let url = '';
    const answer = await this.ask(verb, (fetch) =>
      work(async (input, init) => {
        const response = await fetch(input, init);
        url = response.headers.get(URL_HEADER) ?? String(input);
        return response;
      }),
    );
    if (!answer.ok) return { ok: false, fault: answer.fault };
    const tree = answer.value[0]?.raw as DavTree | string | undefined;
    const rows = typeof tree === 'object' ? rowsOf(tree) : null;
    if (rows === null) {
      const detail = 'the server does not answer as a calendar server does';
      return { ok: false, fault: { kind: 'refused', reason: 'not-caldav', detail } };
    }
    return { ok: true, value: { ...rows, url } };
  }

  private async put(
    verb: Verb,
    work: (fetch: Fetch) => Promise<Response>,
  ): Promise<Outcome<{ etag: string | null }>> {
    const answer = await this.ask(verb, work);
    if (!answer.ok) return { ok: false, fault: answer.fault };
    const etag = answer.value.headers.get('etag');
    // A weak one is none: it does not say that what we sent is what stands there (RFC 4791 5.3.4).
    return { ok: true, value: { etag: etag?.startsWith('W/') ? null : etag } };
  }

  private async ask<T>(
    verb: Verb,
    work: (fetch: Fetch) => Promise<T>,
  ): Promise<
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly fault: Fault; readonly failure: DavFailure | null }
  > {
    try {
      return { ok: true, value: await work(this.fetch(verb)) };
    } catch (error) {
      if (error instanceof NoAnswer) {
        return { ok: false, fault: noAnswer(error.outbound, verb === 'open'), failure: null };
      }
      if (error instanceof Failed) {
        return { ok: false, fault: toFault(error.failure, verb, this.clock.now()), failure: error.failure };
      }
      throw error;
    }
  }

  /** Throws for every answer but success, so that nobody takes an error page for content. */
  private fetch(verb: Verb): Fetch {
    return async (input, init) => {
      const body = init?.body;
      const result = await this.guard.send(String(input), {
        method: init?.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init?.headers)),
        ...(typeof body === 'string' ? { body } : {}),
        ...this.limits,
        // A write that is sent on to somewhere else is not what was asked for.
        redirects: verb === 'create' || verb === 'update' || verb === 'delete' ? 0 : 3,
        insecure: false,
      });
      if (!result.ok) throw new NoAnswer(result.fault);
      const { status, headers, url } = result.answer;
      if (status < 200 || status > 299) {
        const conditions = conditionsOf(result.answer.body.toString('utf8', 0, 4096));
        throw new Failed({ status, retryAfter: headers.get('retry-after'), conditions });
      }
      headers.set(URL_HEADER, url);
      const empty = status === 204 || status === 205;
      return new Response(empty ? null : new Uint8Array(result.answer.body), { status, headers });
    };
  }

  private headers(): Record<string, string> {
    return { Authorization: this.authorization };
  }
}

const CALENDAR_TEXT = { 'Content-Type': 'text/calendar; charset=utf-8' };
/** A Response that is made by hand has no address. */
const URL_HEADER = 'x-answered-from';

class NoAnswer extends Error {
  constructor(readonly outbound: OutboundFault) {
    super(outbound.detail);
  }
}

class Failed extends Error {
  constructor(readonly failure: DavFailure) {
    super(`status ${failure.status}`);
  }
}
