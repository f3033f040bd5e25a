/**
 * A CAL-ADDRESS or mail address in the one form in which addresses are compared: no `mailto:` in whatever case,
 * percent-decoded (RFC 6068), lower case, the domain in its ASCII form (IDNA).
 *
 * Lower-casing the local part is against the letter of RFC 5321 2.4, but every mail program that echoes our ATTENDEE
 * may change its case, and no mail host that matters tells two persons apart by it.
 */
export function normalAddress(value: string): string {
  const bare = value
    .trim()
    .replace(/^mailto:/i, '')
    .trim()
    .replace(/^<(.*)>$/, '$1');
  const at = bare.lastIndexOf('@');
  if (at < 1) return bare.toLowerCase();
  const local = percentDecoded(bare.slice(0, at));
  const domain = bare.slice(at + 1).replace(/\?.*$/, '');
  return `${local.toLowerCase()}@${asciiDomain(domain) ?? domain.toLowerCase()}`;
}

/** The domain's ASCII form, or null when it is not a domain name. */
export function asciiDomain(domain: string): string | null {
  if (!/^[^\s/?#@:\\%]+$/u.test(domain)) return null;
  try {
    const { hostname } = new URL(`http://${domain}`);
    // URL also reads 1.2 and 0x7f as IPv4 numbers; those are no mail domains here.
    if (
      !/^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(
        hostname,
      )
    ) {
      return null;
    }
    return hostname;
  } catch {
    return null;
  }
}

function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a literal percent sign that somebody did not encode
  }
}
