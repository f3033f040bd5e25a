import { z } from 'zod';
import { seal, unseal } from '../sealed.js';

/** Page and sync tokens. */
const syncToken = z.object({
  calendar: z.string(),
  generation: z.number(),
  revision: z.number(),
  /** Digest of the parameters that must stay the same. */
  params: z.string(),
  /** The window of the first request: it belongs to the token and does not move. */
  timeMin: z.number().optional(),
  timeMax: z.number().optional(),
  issued: z.number(),
});

const pageToken = z.object({
  calendar: z.string(),
  params: z.string(),
  /** The change counter when the first page was made: the sync token on the last page starts there. */
  base: z.number(),
  after: z.number(),
});

export type SyncToken = z.infer<typeof syncToken>;
export type PageToken = z.infer<typeof pageToken>;

export const sealSyncToken = (token: SyncToken): string => seal(token);
export const sealPageToken = (token: PageToken): string => seal(token);

/** Undefined for anything that this service did not write. */
export const openSyncToken = (token: string): SyncToken | undefined =>
  syncToken.safeParse(unseal(token)).data;
export const openPageToken = (token: string): PageToken | undefined =>
  pageToken.safeParse(unseal(token)).data;
