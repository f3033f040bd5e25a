export interface IdClaims {
  /** The provider's id of the person for us: never reused, stays when the address changes. */
  readonly subject: string;
  readonly email: string | null;
}

/**
 * Claims of an ID token that came straight from the token endpoint: over that channel its signature need not be
 * checked (OpenID Connect Core 3.1.3.7, point 6), its audience must be.
 * @returns null for anything that is no ID token for `clientId`.
 */
export const readIdToken = (idToken: string, clientId: string): IdClaims | null => {
  const payload = idToken.split('.')[1];
  if (payload === undefined) return null;
  const claims = parseObject(Buffer.from(payload, 'base64url').toString('utf8'));
  if (claims === null || typeof claims.sub !== 'string' || claims.sub === '') return null;
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (!audience.includes(clientId)) return null;
  return { subject: claims.sub, email: typeof claims.email === 'string' ? claims.email : null };
};

const parseObject = (text: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};
