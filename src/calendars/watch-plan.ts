/** What is kept of a push channel, or of the last try to get one. */
export type WatchState =
  | {
      readonly kind: 'open';
      readonly channelId: string;
      readonly resourceId: string;
      /** SHA-256 of the token's secret, hex: what comes in is compared with it. */
      readonly tokenHash: string;
      readonly address: string;
      /** Epoch ms. */
      readonly openedAt: number;
      readonly expiresAt: number;
      /** The provider has said that it needs a new one, though this one works yet. */
      readonly renewAt?: number;
    }
  | { readonly kind: 'none'; readonly reason: string; readonly retryAt: number };

/** What a provider says about a channel. renew: it wants to be asked for a new one; ended: there is none any more. */
export interface Notice {
  readonly channelId: string;
  readonly token: string;
  readonly kind: 'changed' | 'renew' | 'ended';
}

export const WATCH_TTL_MS = 7 * 86_400_000;
const RETRY_MS = 3_600_000;

/**
 * Whether a channel has to be made now. There is no renewal: a new one is made when a quarter of the old one's life is
 * left, so that some hundred polls may fail before pushes do.
 */
export const needsWatch = (state: WatchState | null, address: string, now: number): boolean => {
  if (state === null) return true;
  if (state.kind === 'none') return state.retryAt <= now;
  if (state.address !== address || (state.renewAt !== undefined && state.renewAt <= now)) return true;
  return now >= state.expiresAt - (state.expiresAt - state.openedAt) / 4;
};

/** After a refusal: polling goes on; a channel is tried for again in an hour. */
export const noWatch = (reason: string, now: number): WatchState => ({
  kind: 'none',
  reason,
  retryAt: now + RETRY_MS,
});

/** The provider has closed it: the next sync asks for another at once. */
export const ended = (now: number): WatchState => ({
  kind: 'none',
  reason: 'the provider has ended the channel',
  retryAt: now,
});

/**
 * Providers push to https only; one that runs on this machine (the sandbox's), to http too. Null: nobody can reach us.
 */
export const pushAddress = (publicUrl: string, provider: string, apiUrl: string): string | null => {
  const neighbour = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(apiUrl);
  return publicUrl.startsWith('https://') || neighbour ? `${publicUrl}/api/push/${provider}` : null;
};
