import {
  Client,
  type Context,
  GraphError,
  type GraphRequest,
  type Middleware,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import type { Clock } from '../../time/clock.port.js';
import { bearerOf } from '../bearer.js';
import type { Access, Fault, Outcome } from '../calendar.port.js';
import { type HttpAnswer, isNoAnswer, type Json, readAnswer } from './answer.js';
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
    let answer: HttpAnswer;
    try {
      answer = await this.gate.run(access.accountId, isWrite, async () =>
        readAnswer(await send(this.request(access, call), call)),
      );
    } catch (error) {
      // The library wraps what fetch throws; what breaks off later comes as it is.
      if (!(error instanceof GraphError) && !isNoAnswer(error)) throw error;
      const message = error.message || 'the connection failed';
      return this.refuse({ status: null, code: '', message, retryAfter: null }, call.verb);
    }
    if (answer.ok && answer.json !== undefined) return { ok: true, value: answer.json };
    return this.refuse(failureOf(answer), call.verb);
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
      .responseType(ResponseType.RAW)
      .header('Authorization', `Bearer ${bearerOf(access)}`)
      .header('Prefer', prefer.join(', '));
    return ifMatch === undefined ? request : request.header('If-Match', ifMatch);
  }
}

type Refused = { readonly ok: false; readonly fault: Fault };

/** RAW: of an error without the usual document the library would keep neither the headers nor the text. */
const send = (request: GraphRequest, { method, body }: Call): Promise<Response> => {
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

/** Graph: {error: {code, message}}. A front door before it may answer with anything. */
const failureOf = ({ ok, status, retryAfter, json }: HttpAnswer): GraphFailure => {
  const error = (typeof json?.error === 'object' ? json.error : null) as Json | null;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const message = text(error?.message) || (ok ? 'the answer is not JSON' : '');
  return { status, code: text(error?.code), message, retryAfter };
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
