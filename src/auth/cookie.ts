/** The session cookie's name and attributes. */
export interface SessionCookie {
  readonly name: string;
  readonly options: {
    readonly path: '/';
    readonly httpOnly: true;
    readonly sameSite: 'lax';
    readonly secure: boolean;
  };
}

/**
 * `__Host-` keeps a sibling host from planting a cookie of this name (RFC 6265bis 4.1.3.2); browsers take it over https
 * only, so without https the name is plain. Lax, because the provider leads the secretary back to us after linking a
 * calendar, by a navigation that has to bring the session.
 */
export const sessionCookie = (publicUrl: string): SessionCookie => {
  const secure = publicUrl.startsWith('https:');
  return {
    name: secure ? '__Host-session' : 'session',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  };
};
