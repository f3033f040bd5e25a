import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Asked, ScriptedHttp } from './http-server.js';
import { multistatus, type Row } from './multistatus.js';

export type CaldavVerb = 'create' | 'update' | 'delete' | 'look' | 'list' | 'calendars';

export interface CaldavFault {
  /** before: the request is lost; after: its answer; late: it is carried out after `ms`. */
  readonly kind: 'drop-before' | 'drop-after' | '503-after' | '503' | 'late' | '429';
  readonly verb: CaldavVerb;
  readonly ms?: number;
  /** Seconds. */
  readonly retryAfter?: number;
  /** How many such requests still pass before. */
  skip?: number;
  /** How often still; without it until the line is mended. */
  times?: number;
}

interface Kept {
  /** Null: deleted. */
  text: string | null;
  /** The change of the collection that left it so. */
  revision: number;
}

const PRINCIPAL = '/dav/principals/anna/';
const HOME = '/dav/anna/';
const CALENDAR_TYPE = '<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>';

/**
 * One person's calendars on a server that keeps to RFC 4791 and 6578, behind a line that can be cut at any moment. Its
 * etags follow from the text, as Radicale's do. Paths are the names of collections (`/dav/anna/main/`) and objects.
 */
export class CaldavServer {
  readonly calls: CaldavVerb[] = [];
  password = 'secret';
  /** Objects are kept under names of the server's own, and the text is not quite what was sent: no etag then. */
  renames = false;
  /** A UID stands once in all of a person's calendars. */
  uniqueInHome = false;
  #faults: CaldavFault[] = [];
  readonly #collections = new Map<string, Map<string, Kept>>();
  #revision = 0;
  #oldestToken = 0;

  private constructor(private readonly http: ScriptedHttp) {}

  static async start(): Promise<CaldavServer> {
    const server = new CaldavServer(await ScriptedHttp.start());
    server.http.answer = (request, response) => server.#answer(request, response);
    return server;
  }

  get url(): string {
    return this.http.url;
  }

  get port(): number {
    return this.http.port;
  }

  addCalendar(name: string): string {
    const path = `${HOME}${name}/`;
    this.#collections.set(path, new Map());
    return path;
  }

  /** It is shared no more: the server knows nothing of it. */
  removeCalendar(path: string): void {
    this.#collections.delete(path);
  }

  /** Objects that stand in a collection, by path. */
  objects(collection: string): Map<string, string> {
    const standing = new Map<string, string>();
    for (const [path, { text }] of this.#collections.get(collection) ?? [])
      if (text !== null) standing.set(path, text);
    return standing;
  }

  text(path: string): string {
    const text = this.#find(path)?.text;
    if (text == null) throw new Error(`nothing stands at ${path}`);
    return text;
  }

  /** Null takes it away. */
  put(path: string, text: string | null): void {
    const collection = this.#collections.get(collectionOf(path));
    if (collection === undefined) throw new Error(`no collection for ${path}`);
    collection.set(path, { text, revision: ++this.#revision });
  }

  /** Sync tokens given out so far are worth nothing any more (RFC 6578 3.2). */
  forgetTokens(): void {
    this.#oldestToken = ++this.#revision;
  }

  fail(fault: CaldavFault): void {
    this.#faults.push({ ...fault });
  }

  mend(): void {
    this.#faults = [];
  }

  close(): Promise<void> {
    return this.http.close();
  }

  #answer(request: Asked, response: ServerResponse): void {
    const verb = verbOf(request);
    this.calls.push(verb);
    const fault = this.#faults.find((one) => one.verb === verb && one.times !== 0);
    const skipped = fault?.skip !== undefined && fault.skip > 0;
    if (skipped) fault.skip = (fault.skip ?? 0) - 1;
    else if (fault?.times !== undefined) fault.times--;
    if (fault === undefined || skipped) {
      this.#carryOut(request, sayOn(response));
      return;
    }
    switch (fault.kind) {
      case 'drop-before':
        response.destroy();
        return;
      case 'drop-after':
        this.#carryOut(request, () => response.destroy());
        return;
      case '503-after':
        this.#carryOut(request, () => response.writeHead(503).end());
        return;
      case '503':
        response.writeHead(503).end();
        return;
      case '429':
        response.writeHead(429, { 'retry-after': String(fault.retryAfter ?? 1) }).end();
        return;
      case 'late':
        setTimeout(() => this.#carryOut(request, sayOn(response)), fault.ms).unref();
    }
  }

  #carryOut(request: Asked, say: Say): void {
    say(this.#reply(request));
  }

  #reply(request: Asked): Said {
    const { method, path, body, headers } = request;
    if (headers.authorization !== `Basic ${Buffer.from(`anna:${this.password}`).toString('base64')}`)
      return [401, '', { 'www-authenticate': 'Basic realm="dav"' }];
    if (method === 'PROPFIND') return this.#describe(path, headers.depth);
    if (method === 'REPORT') return this.#report(path, body);
    const collection = this.#collections.get(collectionOf(path));
    if (collection === undefined) return [method === 'PUT' ? 409 : 404];
    const stands = this.#find(path)?.text ?? null;
    const condition = headers['if-match'];
    if (condition !== undefined && (stands === null || condition !== etagOf(stands))) return [412];
    if (method === 'PUT') {
      if (headers['if-none-match'] === '*' && stands !== null) return [412];
      // RFC 4791 5.3.2.1: a UID stands once in a collection.
      const among = this.uniqueInHome ? [...this.#collections.keys()] : [collectionOf(path)];
      const twin = among
        .flatMap((one) => [...this.objects(one)])
        .some(([other, text]) => other !== path && uidOf(text) === uidOf(body));
      if (twin) return [409, '<D:error xmlns:D="DAV:"><C:no-uid-conflict xmlns:C="c"/></D:error>'];
      if (this.renames && stands === null) {
        this.put(`${collectionOf(path)}kept-${this.#revision}.ics`, body);
        return [201];
      }
      this.put(path, body);
      return [stands === null ? 201 : 204, '', { etag: etagOf(body) }];
    }
    if (stands === null) return [404];
    if (method === 'DELETE') {
      this.put(path, null);
      return [204];
    }
    return [200, stands, { 'content-type': 'text/calendar', etag: etagOf(stands) }];
  }

  #describe(path: string, depth: string | string[] | undefined): Said {
    if (path === HOME) {
      const rows = depth === '1' ? [...this.#collections.keys()] : [];
      return [207, multistatus(rows.map((href) => ({ href, props: CALENDAR_TYPE })))];
    }
    if (this.#collections.has(path)) {
      const token = `<D:sync-token>${this.#revision}</D:sync-token>`;
      return [207, multistatus([{ href: path, props: `${CALENDAR_TYPE}${token}` }])];
    }
    if (path !== PRINCIPAL) return [404];
    const props = [
      `<D:current-user-principal><D:href>${PRINCIPAL}</D:href></D:current-user-principal>`,
      `<C:calendar-home-set><D:href>${HOME}</D:href></C:calendar-home-set>`,
      '<C:calendar-user-address-set><D:href>mailto:anna@example.com</D:href></C:calendar-user-address-set>',
    ];
    return [207, multistatus([{ href: path, props: props.join('') }])];
  }

  #report(path: string, body: string): Said {
    const collection = this.#collections.get(path);
    if (collection === undefined) return [404];
    if (body.includes('sync-collection')) {
      const since = Number(/<d:sync-token>(\d+)<\/d:sync-token>/.exec(body)?.[1] ?? 0);
      if (since > 0 && since < this.#oldestToken)
        return [
          403,
          '<D:error xmlns:D="DAV:"><D:valid-sync-token/></D:error>',
          { 'content-type': 'application/xml' },
        ];
      const rows = [...collection].flatMap(([href, { text, revision }]): Row[] => {
        if (revision <= since) return [];
        if (text === null) return since === 0 ? [] : [{ href, status: 404 }];
        return [{ href, props: `<D:getetag>${etagOf(text)}</D:getetag>` }];
      });
      return [207, multistatus(rows, String(this.#revision))];
    }
    if (body.includes('calendar-multiget')) {
      const hrefs = [...body.matchAll(/<d:href>([^<]*)<\/d:href>/g)].map(([, href = '']) => href);
      return [207, multistatus(hrefs.map((href) => rowOf(href, this.#find(href)?.text ?? null)))];
    }
    const uid = /<c:text-match[^>]*>([^<]*)<\/c:text-match>/.exec(body)?.[1];
    const found = [...this.objects(path)].filter(
      ([, text]) => uid !== undefined && uidOf(text).includes(uid),
    );
    return [207, multistatus(found.map(([href, text]) => rowOf(href, text)))];
  }

  #find(path: string): Kept | undefined {
    return this.#collections.get(collectionOf(path))?.get(path);
  }
}

type Said = readonly [status: number, body?: string, headers?: Record<string, string>];
type Say = (said: Said) => void;

const sayOn =
  (response: ServerResponse): Say =>
  ([status, body = '', headers = {}]) => {
    const type = status === 207 ? { 'content-type': 'application/xml; charset=utf-8' } : {};
    response.writeHead(status, { ...type, ...headers }).end(body);
  };

const verbOf = ({ method, headers, body }: Asked): CaldavVerb => {
  if (method === 'PUT') return headers['if-match'] === undefined ? 'create' : 'update';
  if (method === 'DELETE') return 'delete';
  if (method === 'PROPFIND') return 'calendars';
  return method === 'GET' || body.includes('text-match') ? 'look' : 'list';
};

const rowOf = (href: string, text: string | null): Row =>
  text === null
    ? { href, status: 404 }
    : {
        href,
        props: `<D:getetag>${etagOf(text)}</D:getetag><C:calendar-data><![CDATA[${text}]]></C:calendar-data>`,
      };

const collectionOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

const etagOf = (text: string): string => `"${createHash('sha256').update(text).digest('hex')}"`;

const uidOf = (text: string): string => /^UID:(.*?)\r?$/m.exec(text.replaceAll(/\r?\n[ \t]/g, ''))?.[1] ?? '';
