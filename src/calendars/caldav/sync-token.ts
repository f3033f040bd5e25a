/** What is kept between two syncs, and between two pages of one. Both are ours to read again, and nobody else's. */

export type SyncToken =
  | { readonly kind: 'sync'; readonly token: string }
  /** For servers without tokens; `ctag` tells whether anything changed, where there is one. */
  | { readonly kind: 'etags'; readonly ctag: string | null };

export const writeToken = (token: SyncToken): string =>
  token.kind === 'sync' ? `sync ${token.token}` : `etags ${token.ctag ?? ''}`;

export const readToken = (text: string): SyncToken => {
  const value = text.slice(text.indexOf(' ') + 1);
  if (text.startsWith('sync ')) return { kind: 'sync', token: value };
  return { kind: 'etags', ctag: value === '' ? null : value };
};

export interface PageState {
  /** Objects that are still to be fetched. */
  readonly hrefs: readonly string[];
  /** A `SyncToken` as text: for the next sync, or for going on with a list that was cut off. */
  readonly token: string;
  readonly more: boolean;
  readonly zone: string;
  readonly me: readonly string[];
}

export const writePage = (state: PageState): string => JSON.stringify(state);

/** Written by `writePage` of the same sync, so its shape is known. */
export const readPage = (text: string): PageState => JSON.parse(text) as PageState;
