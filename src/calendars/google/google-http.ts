import type { HttpFailure } from './google-fault.js';

/**
 * The HTTP side of an error that Google's client threw, or null when it is no such error: then it is a bug and not for
 * us to explain. The client's error class belongs to a package below it, so it is told by its shape.
 */
export const httpFailureOf = (error: unknown): HttpFailure | null => {
  if (!(error instanceof Error) || !('config' in error)) return null;
  const response = 'response' in error ? error.response : undefined;
  if (!isResponse(response)) return { status: null, body: null, retryAfter: null, message: error.message };
  return {
    status: response.status,
    body: response.data,
    retryAfter: headerOf(response.headers),
    message: error.message,
  };
};

interface ResponseLike {
  readonly status: number;
  readonly data?: unknown;
  readonly headers?: unknown;
}

const isResponse = (value: unknown): value is ResponseLike =>
  typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'number';

/** node-fetch has a Headers class of its own; other transports answer with a plain object. */
const headerOf = (headers: unknown): string | null => {
  if (typeof headers !== 'object' || headers === null) return null;
  if ('get' in headers && typeof headers.get === 'function') {
    const value: unknown = headers.get('retry-after');
    return typeof value === 'string' ? value : null;
  }
  const value = (headers as Record<string, unknown>)['retry-after'];
  return typeof value === 'string' ? value : null;
};
