import { lookup } from 'node:dns/promises';
import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type AllowedHost, bare, isAllowedHost, portOf, USUAL_PORTS } from './allowed-hosts.js';
import { isForbiddenAddress } from './forbidden-address.js';
import { faultOfCode, type OutboundFault } from './outbound-fault.js';
import { readBounded } from './read-bounded.js';

export interface OutboundRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For everything: names, connection, redirects, the whole body. */
  readonly timeoutMs: number;
  /** Of the body, after decompression. */
  readonly maxBytes: number;
  /** How many are followed; each target passes the same checks. With 0 a redirect is an answer like others. */
  readonly redirects: number;
  /** Whether http will do. What carries a password wants https, unless the operator allows the host. */
  readonly insecure: boolean;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** After redirects. */
  readonly url: string;
}

export type OutboundResult =
  | { readonly ok: true; readonly answer: OutboundAnswer }
  | { readonly ok: false; readonly fault: OutboundFault };

/** All addresses of a host name. Rejects as node:dns does. */
export type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const systemResolve: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * HTTP to addresses that people type: a calendar server, a feed. Such an address must not become a way into the
 * operator's network, so each name is resolved here, every address that comes back is checked, and the connection is
 * made to the very address that was checked: a name that answers otherwise a moment later gains nothing by it.
 *
 * Ports and schemes are bounded as well, redirects pass the same checks, and time and size have a limit. Hosts that the
 * operator allows (CALENDAR_ALLOWED_HOSTS) may lie in a private network.
 */
export class GuardedFetch {
  private readonly http = new HttpAgent({ keepAlive: true, maxSockets: 16 });
  private readonly https = new HttpsAgent({ keepAlive: true, maxSockets: 16 });

  constructor(
    private readonly allowed: readonly AllowedHost[],
    private readonly resolve: Resolve = systemResolve,
  ) {}

  /** Never rejects for what a server does. */
  async send(address: string, wanted: OutboundRequest): Promise<OutboundResult> {
    const signal = AbortSignal.timeout(wanted.timeoutMs);
    let url = URL.parse(address);
    let request = wanted;
    for (let followed = 0; ; followed++) {
      const unfit = this.unfit(url, request);
      if (url === null || unfit !== null) return { ok: false, fault: unfit ?? NO_ADDRESS };
      const result = await this.once(url, request, signal);
      const location = result.ok && isRedirect(result.answer) ? result.answer.headers.get('location') : null;
      if (location === null || request.redirects === 0) return result;
      if (followed >= request.redirects) {
        return fail('redirects', `${url.hostname} redirects more than ${request.redirects} times`);
      }
      const target = URL.parse(location, url.href);
      if (target === null || target.origin !== url.origin) request = withoutSecrets(request);
      url = target;
    }
  }

  /** Closes idle connections; the guard can still be used. */
  close(): void {
    this.http.destroy();
    this.https.destroy();
  }

  /** Whether the operator allows this host, though it may be private and without a certificate. */
  allows(address: string): boolean {
    const url = URL.parse(address);
    return url !== null && isAllowedHost(url, this.allowed);
  }

  private unfit(url: URL | null, { insecure }: OutboundRequest): OutboundFault | null {
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return NO_ADDRESS;
    if (isAllowedHost(url, this.allowed)) return null;
    if (url.protocol === 'http:' && !insecure) {
      return { kind: 'insecure', detail: `${url.hostname} is not asked without https` };
    }
    if (!USUAL_PORTS.includes(portOf(url))) {
      return { kind: 'port', detail: `port ${portOf(url)} of ${url.hostname} is not one of ${USUAL_PORTS}` };
    }
    // The URL parser has turned decimal, octal and hexadecimal spellings into the dotted one.
    if (isIP(bare(url.hostname)) !== 0 && isForbiddenAddress(bare(url.hostname))) return privateNetwork(url);
    return null;
  }

  private once(url: URL, request: OutboundRequest, signal: AbortSignal): Promise<OutboundResult> {
    return new Promise((resolve) => {
      const secure = url.protocol === 'https:';
      const outgoing = (secure ? httpsRequest : httpRequest)(url, {
        method: request.method,
        headers: {
          'user-agent': 'Meetbroker',
          'accept-encoding': 'gzip, deflate, br',
          ...request.headers,
          ...(request.body === undefined
            ? {}
            : { 'content-length': String(Buffer.byteLength(request.body)) }),
        },
        agent: secure ? this.https : this.http,
        lookup: this.checkedLookup(url),
        signal,
      });
      outgoing.on('response', (incoming) => {
        void this.read(url, request, incoming, signal).then(resolve);
      });
      outgoing.on('error', (error) => resolve({ ok: false, fault: faultOf(error, url, signal) }));
      outgoing.end(request.body);
    });
  }

  private async read(
    url: URL,
    request: OutboundRequest,
    incoming: IncomingMessage,
    signal: AbortSignal,
  ): Promise<OutboundResult> {
    const headers = headersOf(incoming.headers);
    const read = await readBounded(incoming, headers.get('content-encoding'), request.maxBytes);
    if (!read.ok) {
      if (signal.aborted) return fail('timeout', `${url.hostname} did not answer in time`);
      return fail(
        read.reason,
        read.reason === 'too-large'
          ? `the answer of ${url.hostname} is larger than ${Math.floor(request.maxBytes / 1024 / 1024)} MB`
          : `the answer of ${url.hostname} broke off`,
      );
    }
    headers.delete('content-encoding');
    headers.delete('content-length');
    return {
      ok: true,
      answer: { status: incoming.statusCode ?? 0, headers, body: read.body, url: url.href },
    };
  }

  /** The addresses that were checked are the ones that the socket connects to: nobody resolves the name again. */
  private checkedLookup(url: URL): LookupFunction {
    return (host, options, done) => {
      this.resolve(host).then(
        (addresses) => {
          const [first] = addresses;
          const free = isAllowedHost(url, this.allowed);
          // One bad address among good ones is no accident: it is how a name is turned against its resolver.
          if (!free && addresses.some(({ address }) => isForbiddenAddress(address))) {
            done(new PrivateNetwork(), '', 0);
          } else if (first === undefined) {
            done(Object.assign(new Error('no address'), { code: 'ENODATA' }), '', 0);
          } else if (options.all) {
            done(null, [...addresses]);
          } else {
            done(null, first.address, first.family);
          }
        },
        (error: NodeJS.ErrnoException) => done(error, '', 0),
      );
    };
  }
}

class PrivateNetwork extends Error {}

const NO_ADDRESS: OutboundFault = { kind: 'scheme', detail: 'this is no http or https address' };

const privateNetwork = (url: URL): OutboundFault => ({
  kind: 'private-network',
  detail: `${url.hostname} lies in a private network`,
});

const fail = (kind: OutboundFault['kind'], detail: string): OutboundResult => ({
  ok: false,
  fault: { kind, detail },
});

const headersOf = (incoming: IncomingHttpHeaders): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    // Node lets bytes through that Headers takes for a bug of the caller's.
    const text = [value ?? '']
      .flat()
      .join(', ')
      .replace(/[^\t\x20-\x7e\x80-\xff]/g, ' ');
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name)) headers.set(name, text);
  }
  return headers;
};

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

const isRedirect = (answer: OutboundAnswer): boolean => REDIRECTS.includes(answer.status);

const SECRETS: readonly string[] = ['authorization', 'cookie'];

const withoutSecrets = (request: OutboundRequest): OutboundRequest => ({
  ...request,
  headers: Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !SECRETS.includes(name.toLowerCase())),
  ),
});

const faultOf = (error: NodeJS.ErrnoException, url: URL, signal: AbortSignal): OutboundFault => {
  if (error instanceof PrivateNetwork) return privateNetwork(url);
  if (signal.aborted) return { kind: 'timeout', detail: `${url.hostname} did not answer in time` };
  // Several addresses were tried: what the last one said stands for all.
  const inner = error instanceof AggregateError ? (error.errors.at(-1) as NodeJS.ErrnoException) : error;
  return faultOfCode(inner.code ?? '', url.hostname);
};
