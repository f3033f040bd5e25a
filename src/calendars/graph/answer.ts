/** An answer of Graph or of the token endpoint, read to its end. */
export interface HttpAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly retryAfter: string | null;
  /** Null for one without content; undefined for what is no JSON object. */
  readonly json: Json | null | undefined;
}

export type Json = Readonly<Record<string, unknown>>;

export const readAnswer = async (response: Response): Promise<HttpAnswer> => {
  const text = await response.text();
  return {
    ok: response.ok,
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    json: text === '' ? null : parse(text),
  };
};

const parse = (text: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
};

/** fetch's own words for a connection that failed (TypeError) or took too long; told by name, as DOMExceptions are. */
export const isNoAnswer = (error: unknown): error is { readonly name: string; readonly message: string } =>
  typeof error === 'object' &&
  error !== null &&
  'name' in error &&
  (error.name === 'TypeError' || error.name === 'TimeoutError');
