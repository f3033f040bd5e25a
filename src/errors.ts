/**
 * Refusals that reach a person through HTTP. The core returns its own named refusals; a service turns one into a
 * Refusal when there is nobody left to handle it, and only http/problem.filter.ts knows how it looks on the wire
 * (RFC 9457).
 */
export type RefusalCode =
  | 'invalid-input'
  | 'not-signed-in'
  | 'wrong-credentials'
  | 'choose-agency'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'time-taken'
  | 'stale-link'
  | 'too-many-attempts'
  | 'too-large'
  | 'unavailable';

export const HTTP_STATUS: Readonly<Record<RefusalCode, number>> = {
  'invalid-input': 422,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'choose-agency': 409,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'time-taken': 409,
  'stale-link': 410,
  'too-many-attempts': 429,
  'too-large': 413,
  unavailable: 503,
};

/** One wrong field: where (a JSON pointer such as `/options/0/start`), what, and what to do about it. */
export interface FieldFault {
  readonly pointer: string;
  readonly detail: string;
}

export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    /** One sentence for the person: what is wrong, and the remedy. */
    readonly detail: string,
    readonly more: {
      readonly fields?: readonly FieldFault[];
      readonly retryAfterSeconds?: number;
      readonly extra?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(detail);
    this.name = 'Refusal';
  }
}

/** What does not exist and what is not yours look the same. */
export const notFound = (what: string): Refusal => new Refusal('not-found', `There is no such ${what}.`);
