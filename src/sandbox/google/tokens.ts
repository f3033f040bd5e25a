import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Page and sync tokens: opaque to the client, self-contained here, so that a restarted sandbox still knows them. */
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

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 10);

export const paramsDigest = (params: Record<string, unknown>): string => digest(JSON.stringify(params));

const seal = (value: unknown): string => {
  const text = JSON.stringify(value);
  return `${Buffer.from(text).toString('base64url')}${digest(text)}`;
};

const open = (token: string): unknown => {
  const text = Buffer.from(token.slice(0, -10), 'base64url').toString();
  return digest(text) === token.slice(-10) ? JSON.parse(text) : undefined;
};

export const sealSyncToken = (token: SyncToken): string => seal(token);
export const sealPageToken = (token: PageToken): string => seal(token);

/** Undefined for anything that this service did not write. */
export const openSyncToken = (token: string): SyncToken | undefined => syncToken.safeParse(open(token)).data;
export const openPageToken = (token: string): PageToken | undefined => pageToken.safeParse(open(token)).data;
