/** One wrong field: a JSON pointer into what was sent, and what to do about it. */
export interface FieldFault {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * An answer that is a refusal (RFC 9457), or no answer at all. `code` is the last word of the problem's type, which
 * programs compare; `detail` is the server's sentence for people.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly faults: readonly FieldFault[] = [],
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'Problem';
  }

  /** The fault of one field (`/options/0/start`), or of anything under it. */
  at(pointer: string): string | undefined {
    return this.faults.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
      ?.detail;
  }
}

/** The server could not be reached: nothing is known of what became of the request. */
export const OFFLINE = 'offline';

/** Reads whatever came back with a status that says no. */
export const problemOf = (status: number, body: unknown): Problem => {
  if (typeof body !== 'object' || body === null) {
    return new Problem(status, status >= 500 ? 'internal' : 'unknown', `HTTP ${status}`);
  }
  const document: Readonly<Record<string, unknown>> = { ...body };
  const type = typeof document.type === 'string' ? document.type : '';
  const detail = typeof document.detail === 'string' ? document.detail : `HTTP ${status}`;
  const errors: unknown[] = Array.isArray(document.errors) ? document.errors : [];
  return new Problem(status, type.split(':').at(-1) ?? 'unknown', detail, errors.filter(isFault), document);
};

const isFault = (value: unknown): value is FieldFault =>
  typeof value === 'object' &&
  value !== null &&
  'pointer' in value &&
  typeof value.pointer === 'string' &&
  'detail' in value &&
  typeof value.detail === 'string';
