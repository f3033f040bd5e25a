/** A host of the operator's own that may be reached though it lies in a private network or has an unusual port. */
export interface AllowedHost {
  /** A name or an address in lower case, without brackets. */
  readonly host: string;
  /** Null: the usual ports only. */
  readonly port: number | null;
}

/** What calendar servers on the open internet use; anything else is more likely somebody's database or printer. */
export const USUAL_PORTS: readonly number[] = [80, 443, 8443];

const ENTRY = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/;

/** `HOST` or `HOST:PORT`, parted by commas, IPv6 in brackets; null when one of them is neither. */
export const parseAllowedHosts = (text: string): AllowedHost[] | null => {
  const hosts: AllowedHost[] = [];
  for (const part of text.split(',')) {
    const match = ENTRY.exec(part.trim().toLowerCase());
    const port = match?.[2] === undefined ? null : Number(match[2]);
    if (match === null || (port !== null && (port < 1 || port > 65535))) return null;
    hosts.push({ host: bare(match[1] ?? ''), port });
  }
  return hosts;
};

/** Whether the operator allows this very host and port. */
export const isAllowedHost = (url: URL, allowed: readonly AllowedHost[]): boolean =>
  allowed.some(
    ({ host, port }) =>
      host === bare(url.hostname) &&
      (port === portOf(url) || (port === null && USUAL_PORTS.includes(portOf(url)))),
  );

export const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

/** A host name as resolvers take it: without the brackets of an IPv6 address. */
export const bare = (host: string): string => host.replace(/^\[|\]$/g, '');
