import {
  Client,
  type Context,
  GraphError,
  type GraphRequest,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import type { Clock } from '../../time/clock.port.js';
import { bearerOf } from '../bearer.js';
import type { Access, Fault, Outcome } from '../calendar.port.js';
import { type GraphFailure, toFault, type Verb } from './graph-fault.js';
import { MailboxGate } from './mailbox-gate.js';

export interface Call {
  readonly verb: Verb;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** After v1.0/, its query encoded: the library encodes nothing. */
  readonly path: string;
  readonly body?: object;
  readonly ifMatch?: string;
  /** A wish; the server may make smaller pages. */
  readonly pageSize?: number;
}

/**
 * Sends through Graph's own client with a chain of one: no retries, which would repeat writes up to four times, no
 * redirects, and no part that keeps tokens from addresses that are not https (a simulator, a proxy next door).
 */
class SendOnce implements Middleware {
  constructor(private readonly timeoutMs: number) {}

  async execute(context: Context): Promise<void> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    context.response = await fetch(context.request, { ...context.options, redirect: 'manual', signal });
  }
}

/** Calls of Graph v1.0 on behalf of people, each sent once, at most four at a time for a mailbox. */
export class GraphHttp {
  private readonly client: Client;
  private readonly gate = new MailboxGate();

  /** @param graphUrl with a slash at the end, with or without the version. */
  constructor(
    graphUrl: string,
    timeoutMs: number,
    private readonly clock: Clock,
  ) {
    this.client = Client.initWithMiddleware({
      middleware: new SendOnce(timeoutMs),
      baseUrl: graphUrl.replace(/v1\.0\/$/, ''),
      defaultVersion: 'v1.0',
    });
  }

  /** The parsed answer; null for one without content. */
  async ask(access: Access, call: Call): Promise<Outcome<Json | null>> {
    const isWrite = call.verb === 'write' || call.verb === 'create';
    try {
      const answer: unknown = await this.gate.run(access.accountId, isWrite, () =>
        send(this.request(access, call), call),
      );
      if (answer === undefined || answer === null) return { ok: true, value: null };
      if (isJson(answer)) return { ok: true, value: answer };
      await discard(answer);
      return this.refuse({ ...NOT_JSON, status: 200 }, call.verb);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      await discard(error.body);
      return this.refuse(failureOf(error), call.verb);
    }
  }

  refuse(failure: GraphFailure, verb: Verb): Refused {
    return { ok: false, fault: toFault(failure, verb, this.clock.now()) };
  }

  private request(access: Access, { path, pageSize, ifMatch }: Call): GraphRequest {
    const prefer = [
      'IdType="ImmutableId"',
      'outlook.timezone="UTC"',
      'outlook.body-content-type="text"',
      ...(pageSize === undefined ? [] : [`odata.maxpagesize=${pageSize}`]),
    ];
    const request = this.client
      .api(path)
      .header('Authorization', `Bearer ${bearerOf(access)}`)
      .header('Prefer', prefer.join(', '));
    return ifMatch === undefined ? request : request.header('If-Match', ifMatch);
  }
}

export type Json = Readonly<Record<string, unknown>>;
type Refused = { readonly ok: false; readonly fault: Fault };

const send = (request: GraphRequest, { method, body }: Call): Promise<unknown> => {
  switch (method) {
    case 'GET':
      return request.get();
    case 'POST':
      return request.post(body);
    case 'PATCH':
      return request.patch(body);
    case 'DELETE':
      return request.delete();
  }
};

/** A status of -1 is the library's word for no answer at all. */
const failureOf = (error: GraphError): GraphFailure => ({
  status: error.statusCode === -1 ? null : error.statusCode,
  code: error.code ?? '',
  message: error.message,
  retryAfter: error.headers?.get('retry-after') ?? null,
});

const NOT_JSON = { code: '', message: 'the answer is not JSON', retryAfter: null };

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !(value instanceof ReadableStream);

/** What is not JSON comes as a stream, which would hold its connection. */
const discard = async (body: unknown): Promise<void> => {
  if (body instanceof ReadableStream && !body.locked) await body.cancel();
};

/**
 * A link from an answer as a path after v1.0/: the library takes an absolute one on http for a path, and a token must
 * never follow a link to another host. Null when it is no link of this API.
 */
export const relativeLink = (link: unknown): string | null =>
  typeof link === 'string' ? (/^https?:\/\/[^/]+\/(?:[^?#]*\/)?v1\.0\/(.+)$/.exec(link)?.[1] ?? null) : null;

/** The items of a collection; null when there is none. */
export const itemsOf = <T extends object>(answer: Json | null): T[] | null => {
  const value = answer?.value;
  if (!Array.isArray(value)) return null;
  return value.filter((item): item is T => typeof item === 'object' && item !== null);
};
