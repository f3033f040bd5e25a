/**
 * What people type for their calendar server: its address, the name of its host, or a mail address at a provider.
 */
export interface Entered {
  /** Where to look for the server, best first. */
  readonly candidates: readonly string[];
  /** The domain whose DNS may name the server (RFC 6764); null when an address was given. */
  readonly domain: string | null;
}

/** Providers whose mail domain says nothing of their calendars' host. */
const KNOWN: Readonly<Record<string, string>> = {
  'icloud.com': 'https://caldav.icloud.com/',
  'me.com': 'https://caldav.icloud.com/',
  'mac.com': 'https://caldav.icloud.com/',
  'fastmail.com': 'https://caldav.fastmail.com/',
  'fastmail.fm': 'https://caldav.fastmail.com/',
  'gmx.net': 'https://caldav.gmx.net/',
  'gmx.de': 'https://caldav.gmx.net/',
};

const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Null for what is no address. User names and passwords in an address are left out: they have fields of their own. */
export const readEntered = (text: string): Entered | null => {
  const entered = text.trim().replace(/^caldavs?:\/\//i, 'https://');
  const domain = /^(?:mailto:)?[^@\s/]+@([^@\s/]+)$/i.exec(entered)?.[1] ?? entered;
  if (DOMAIN.test(domain)) {
    const known = KNOWN[domain.toLowerCase()];
    const root = `https://${domain.toLowerCase()}/`;
    return known === undefined
      ? { candidates: [wellKnown(root), root], domain: domain.toLowerCase() }
      : { candidates: [known], domain: null };
  }
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(entered) ? entered : `https://${entered}`);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '')
    return null;
  url.username = '';
  url.password = '';
  url.hash = '';
  const root = `${url.origin}/`;
  return { candidates: [...new Set([url.href, wellKnown(root), root])], domain: null };
};

/** RFC 6764 section 5. */
const wellKnown = (root: string): string => `${root}.well-known/caldav`;
