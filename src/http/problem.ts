import { type FieldFault, HTTP_STATUS, type Refusal, type RefusalCode } from '../errors.js';

/**
 * A problem document (RFC 9457). `type` is an address under our own name that need not lead anywhere; programs compare
 * it, people read `detail`.
 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The wrong fields: a JSON pointer into the body (or `/name` of a query parameter), and the remedy. */
  readonly errors?: readonly FieldFault[];
  /** Finds the line in the log; with status 500 only. */
  readonly id?: string;
  readonly [extra: string]: unknown;
}

export const PROBLEM_TYPE_BASE = 'urn:meetbroker:problem:';

const TITLES: Readonly<Record<RefusalCode, string>> = {
  'invalid-input': 'The input is not right',
  'not-signed-in': 'Not signed in',
  'wrong-credentials': 'Wrong e-mail address or password',
  'choose-agency': 'Choose an agency',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'In conflict with what is there',
  'time-taken': 'The time is taken',
  'stale-link': 'The link is no longer valid',
  'too-many-attempts': 'Too many attempts',
  'too-large': 'Too large',
  unavailable: 'Not available at the moment',
};

export const problemOf = (refusal: Refusal): Problem => ({
  ...refusal.more.extra,
  type: PROBLEM_TYPE_BASE + refusal.code,
  title: TITLES[refusal.code],
  status: HTTP_STATUS[refusal.code],
  detail: refusal.detail,
  ...(refusal.more.fields === undefined ? {} : { errors: refusal.more.fields }),
});

/** What the framework itself refuses (no such route, malformed JSON, a body too large), by its status. */
export const problemOfStatus = (status: number, said: string): Problem => {
  const known = FRAMEWORK_PROBLEMS[status];
  return known === undefined
    ? { type: 'about:blank', title: `Status ${status}`, status, detail: said }
    : { type: PROBLEM_TYPE_BASE + known.code, title: known.title, status, detail: known.detail ?? said };
};

interface FrameworkProblem {
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
}

const FRAMEWORK_PROBLEMS: Readonly<Record<number, FrameworkProblem>> = {
  400: { code: 'malformed-request', title: 'The request cannot be read' },
  403: { code: 'forbidden', title: TITLES.forbidden },
  404: { code: 'not-found', title: TITLES['not-found'], detail: 'There is nothing at this address.' },
  405: { code: 'method-not-allowed', title: 'This method is not for this address' },
  413: {
    code: 'too-large',
    title: TITLES['too-large'],
    detail:
      'The body is too large: send at most 1 MB (5 MB for a file of contacts, 10 MB for a calendar file).',
  },
  415: {
    code: 'unsupported-media-type',
    title: 'This kind of body is not understood',
    detail: 'Send JSON with Content-Type: application/json (text/calendar for a calendar file).',
  },
};

/** Says that something of ours broke; what, is in the log under the same id and nowhere else. */
export const internalProblem = (id: string): Problem => ({
  type: `${PROBLEM_TYPE_BASE}internal`,
  title: 'Something broke on our side',
  status: 500,
  detail: `It was not your doing. Try again; if it happens again, tell the operator this number: ${id}.`,
  id,
});
