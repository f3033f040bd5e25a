import type { IncomingMessage, ServerResponse } from 'node:http';

/** One answer of the sandbox, before faults are laid over it. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface Request {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

const LARGEST_BODY = 5_000_000;

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=UTF-8', ...headers },
  body: JSON.stringify(value),
});

export const html = (status: number, body: string): Answer => ({
  status,
  headers: {
    'Content-Type': 'text/html; charset=UTF-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  },
  body,
});

export const redirect = (location: string): Answer => ({ status: 303, headers: { Location: location } });

export const readRequest = async (incoming: IncomingMessage): Promise<Request> => {
  const url = new URL(incoming.url ?? '/', 'http://sandbox.invalid');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > LARGEST_BODY) throw new RangeError('request body too large');
    parts.push(bytes);
  }
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(parts).toString(),
  };
};

export const send = (outgoing: ServerResponse, answer: Answer): void => {
  outgoing.writeHead(answer.status, answer.headers);
  outgoing.end(answer.body ?? '');
};

/** A JSON body, `{}` when empty, undefined when it is not JSON. */
export const parseJson = (text: string): unknown => {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** The host to put into an address: what listens everywhere is reached at the loopback. */
export const shownHost = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host);
