import { createHash } from 'node:crypto';

/**
 * Tokens that are opaque to a client and self-contained here, so that a restarted sandbox still knows them. The
 * digest keeps mistakes out, not forgers: nothing in a sandbox is secret.
 */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 10);

export const paramsDigest = (params: Record<string, unknown>): string => digest(JSON.stringify(params));

export const seal = (value: unknown): string => {
  const text = JSON.stringify(value);
  return `${Buffer.from(text).toString('base64url')}${digest(text)}`;
};

/** What was sealed, or undefined for anything that was not. */
export const unseal = (token: string): unknown => {
  const text = Buffer.from(token.slice(0, -10), 'base64url').toString();
  return digest(text) === token.slice(-10) ? JSON.parse(text) : undefined;
};
