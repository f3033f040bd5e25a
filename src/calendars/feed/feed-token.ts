/** What is kept of a feed's last answer, to ask for a newer one only (RFC 9110 13.1). */
export interface FeedToken {
  readonly etag: string | null;
  readonly modified: string | null;
  /** SHA-256 of the body, for servers that know no conditions. */
  readonly hash: string;
}

export const writeFeedToken = (token: FeedToken): string => JSON.stringify(token);

/** Written by `writeFeedToken`, so its shape is known. */
export const readFeedToken = (text: string): FeedToken => JSON.parse(text) as FeedToken;

export const conditionsOf = (token: FeedToken | null): Record<string, string> => ({
  ...(token?.etag ? { 'If-None-Match': token.etag } : {}),
  ...(token?.modified ? { 'If-Modified-Since': token.modified } : {}),
});
