/** IMAP_URL, taken apart. */
export interface ImapAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly folder: string;
  /** `from-the-start`: TLS. `upgrade`: STARTTLS, or nothing. `none`: to this machine itself. */
  readonly security: 'from-the-start' | 'upgrade' | 'none';
}

/**
 * `imaps://user:password@host:993/Folder`; the parts percent-encoded, INBOX when no folder is named. A password never
 * crosses a network in the clear: `imap://` is upgraded by STARTTLS before it is said, except to this machine.
 * @throws for what is no such address; config.ts has checked that before.
 */
export const readImapUrl = (text: string): ImapAddress => {
  const url = new URL(text);
  const tls = url.protocol === 'imaps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const folder = decodeURIComponent(url.pathname.replace(/^\//, ''));
  return {
    host,
    port: url.port === '' ? (tls ? 993 : 143) : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: folder === '' ? 'INBOX' : folder,
    security: tls ? 'from-the-start' : isThisMachine(host) ? 'none' : 'upgrade',
  };
};

/** How the mailbox is called where people and the database see it: without the password. */
export const nameOf = ({ user, host, folder }: ImapAddress): string => `${user} at ${host}, ${folder}`;

const isThisMachine = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
