import { OFFLINE, Problem, problemOf } from './problem.js';

/** Said to the window when an answer was 401: the session is over, wherever that was noticed. */
export const SESSION_OVER = 'meetbroker:session-over';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export const call = async <T>(
  method: string,
  path: string,
  more: { query?: Query; body?: unknown } = {},
): Promise<T> => {
  const url = new URL(path, window.location.origin);
  for (const [name, value] of Object.entries(more.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      credentials: 'same-origin',
      ...(more.body === undefined
        ? {}
        : { body: JSON.stringify(more.body), headers: { 'content-type': 'application/json' } }),
    });
  } catch (thrown) {
    throw new Problem(0, OFFLINE, String(thrown));
  }
  if (response.status === 204) return undefined as T;
  const data: unknown = await response.json().catch(() => null);
  if (response.status === 401) window.dispatchEvent(new Event(SESSION_OVER));
  if (!response.ok) throw problemOf(response.status, data);
  return data as T;
};
