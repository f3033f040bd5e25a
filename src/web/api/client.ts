import createClient from 'openapi-fetch';
import { OFFLINE, Problem, problemOf } from './problem.js';
import type { paths } from './schema.js';

/** Said to the window when an answer was 401: the session is over, wherever that was noticed. */
export const SESSION_OVER = 'meetbroker:session-over';

/**
 * The API, typed by its own description (schema.d.ts, generated; see README.md). The session is a cookie of this very
 * origin, which is also what the server looks at against forged requests.
 */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was answered, or the refusal thrown as a Problem; also when nobody answered. */
export const answered = async <T>(call: Promise<Answer<T>>): Promise<T> => {
  const answer = await call.catch((thrown: unknown): never => {
    throw new Problem(0, OFFLINE, String(thrown));
  });
  if (answer.response.ok) return answer.data as T;
  if (answer.response.status === 401) window.dispatchEvent(new Event(SESSION_OVER));
  throw problemOf(answer.response.status, answer.error);
};
