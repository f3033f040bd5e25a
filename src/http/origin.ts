/** Where a request comes from, as far as a browser tells. Header values as received, undefined when absent. */
export interface RequestSource {
  readonly method: string;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  readonly hasCookie: boolean;
  /** A header or query parameter asks to take the request for one of another method. */
  readonly methodOverride: boolean;
}

export type OriginVerdict = 'fine' | 'method-override' | 'cross-site' | 'unknown-source';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may act (CSRF). Only unsafe methods are judged: GET and HEAD change nothing in this house.
 *
 * Sec-Fetch-Site is written by the browser and cannot be set by a page, so it decides where it is present: only
 * `same-origin` passes (a sibling host under the same registrable domain is another party). It is also right where
 * Origin is not: a page with `Referrer-Policy: no-referrer` posts its forms with `Origin: null`.
 * Browsers leave it out on plain http to another host; there Origin has to be our own address.
 * A program sends neither. It may act, unless it brings a cookie: then nothing tells it from an old browser that was
 * led here by another site, so a program that keeps a session sends `Origin` with our address.
 *
 * @param ownOrigin scheme, host and port of PUBLIC_URL.
 */
export const judgeOrigin = (source: RequestSource, ownOrigin: string): OriginVerdict => {
  if (source.methodOverride) return 'method-override';
  if (SAFE.has(source.method.toUpperCase())) return 'fine';
  if (source.secFetchSite !== undefined) {
    return source.secFetchSite === 'same-origin' ? 'fine' : 'cross-site';
  }
  if (source.origin !== undefined) return source.origin === ownOrigin ? 'fine' : 'cross-site';
  return source.hasCookie ? 'unknown-source' : 'fine';
};
