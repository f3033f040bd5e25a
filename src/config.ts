import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type AllowedHost, parseAllowedHosts } from './outbound/allowed-hosts.js';

/** The service's settings, checked. Everything else in the house gets this object; nothing else reads the environment. */
export interface Config {
  readonly production: boolean;
  readonly role: 'api' | 'worker' | 'both';
  readonly port: number;
  /** Where people reach the service, without a slash at the end. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Null: embedded PostgreSQL under dataDir. */
  readonly databaseUrl: string | null;
  readonly secretKeyFile: string;
  /** True when the file was named by SECRET_KEY_FILE: then it must exist; the default one is made at first start. */
  readonly secretKeyNamed: boolean;
  /** Simulated providers and a local mailbox stand in for what is not configured. */
  readonly sandbox: boolean;
  /** An agency to look around in is made when there is none. */
  readonly seed: boolean;
  /** Null: Google cannot be linked, or the sandbox stands in. */
  readonly google: OAuthProviderConfig | null;
  /** Null: Outlook cannot be linked, or the sandbox stands in. */
  readonly microsoft: OAuthProviderConfig | null;
  readonly mail: {
    readonly domain: string;
    /** Null: the sandbox mailbox stands in. */
    readonly smtpUrl: string | null;
    readonly listen: { readonly host: string; readonly port: number; readonly lmtp: boolean } | null;
    /** False: the default port may give way to a free one. */
    readonly listenNamed: boolean;
    /** A mailbox that mail is fetched from; null: none. It holds a password. */
    readonly imapUrl: string | null;
    /**
     * The name that the site's own mail server writes into Authentication-Results (RFC 8601). Null: no sender is proven,
     * so a person looks at each reply before it counts.
     */
    readonly authservId: string | null;
    /**
     * Where the site's own mail server connects from. Only what comes from there may bring a verdict with it; everything
     * else is asked about at the sender's domain.
     */
    readonly trustedRelays: readonly { readonly address: string; readonly prefix: number }[];
    /**
     * Name servers, as HOST or HOST:PORT, that are asked for SPF, DKIM and DMARC records. `system`: the machine's own.
     * `off`: nobody is asked.
     */
    readonly dns: 'system' | 'off' | readonly string[];
  };
  /** Calendar servers and feeds that may be asked though they lie in a private network, or want http or another port. */
  readonly calendarAllowedHosts: readonly AllowedHost[];
  /** An OSRM server that knows road times. Null: they are estimated. */
  readonly osrmUrl: string | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
}

export interface OAuthProviderConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** With a slash at the end. */
  readonly apiUrl: string;
  readonly authUrl: string;
  readonly tokenUrl: string;
}

/** DI token of the Config. */
export const CONFIG = Symbol('CONFIG');

/** One wrong setting, said so that the operator can mend it. */
export interface ConfigFault {
  readonly setting: string;
  readonly problem: string;
  readonly remedy: string;
}

const LOOPBACK = '127.0.0.0/8,::1';

/** `ADDRESS` or `ADDRESS/PREFIX`, parted by commas; null when one of them is neither. */
const networksOf = (text: string): { address: string; prefix: number }[] | null => {
  const networks = text.split(',').map((part) => {
    const [address = '', bits, ...more] = part.trim().split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : Number(/^\d{1,3}$/.test(bits) ? bits : Number.NaN);
    return isIP(address) !== 0 && more.length === 0 && prefix <= most ? { address, prefix } : null;
  });
  return networks.includes(null) ? null : networks.filter((network) => network !== null);
};

/** In the form that Node's resolver takes; null when one of them is no address. */
const serversOf = (text: string): string[] | null => {
  const servers = text.split(',').map((part) => part.trim());
  const good = servers.every((server) => {
    const [, host = ''] = /^\[?([^\]]+?)\]?(?::\d{1,5})?$/.exec(server) ?? [];
    return isIP(server) !== 0 || isIP(host) !== 0;
  });
  return good ? servers : null;
};

const readDns = (text: string): Config['mail']['dns'] =>
  text === 'system' || text === 'off' ? text : (serversOf(text) ?? 'system');

const port = z.coerce.number().int().min(0).max(65535);
const httpUrl = z.url({ protocol: /^https?$/ });

const SETTINGS = {
  NODE_ENV: [z.string(), 'a word such as production or development'],
  ROLE: [z.enum(['api', 'worker', 'both']), 'api, worker or both'],
  PORT: [port, 'a port number from 0 to 65535'],
  PUBLIC_URL: [httpUrl, 'an address such as https://meet.example.org'],
  DATA_DIR: [z.string().min(1), 'a folder'],
  DATABASE_URL: [
    z.url({ protocol: /^postgres(ql)?$/ }),
    'an address such as postgres://user:password@host:5432/name',
  ],
  SECRET_KEY_FILE: [z.string().min(1), 'a file with 32 bytes in base64'],
  SANDBOX: [z.enum(['on', 'off']), 'on or off'],
  SEED: [z.enum(['on', 'off']), 'on or off'],
  LOG_LEVEL: [
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
    'fatal, error, warn, info, debug or silent',
  ],
  GOOGLE_CLIENT_ID: [z.string().min(1), "the client id from Google's console"],
  GOOGLE_CLIENT_SECRET: [z.string().min(1), "the client secret from Google's console"],
  GOOGLE_API_URL: [httpUrl, 'an http or https address'],
  GOOGLE_AUTH_URL: [httpUrl, 'an http or https address'],
  GOOGLE_TOKEN_URL: [httpUrl, 'an http or https address'],
  MICROSOFT_CLIENT_ID: [z.string().min(1), 'the application (client) id from the Entra admin center'],
  MICROSOFT_CLIENT_SECRET: [z.string().min(1), 'the value of a client secret from the Entra admin center'],
  MICROSOFT_GRAPH_URL: [httpUrl, 'an http or https address'],
  MICROSOFT_AUTH_URL: [httpUrl, 'an http or https address'],
  MICROSOFT_TOKEN_URL: [httpUrl, 'an http or https address'],
  CALENDAR_ALLOWED_HOSTS: [
    z.string().refine((text) => parseAllowedHosts(text) !== null),
    'hosts, with a port where it is not 80, 443 or 8443, such as radicale.office.example:5232,10.0.0.7',
  ],
  OSRM_URL: [httpUrl, 'the http or https address of an OSRM server, such as http://localhost:5000'],
  SMTP_URL: [z.url({ protocol: /^smtps?$/ }), 'an address such as smtp://user:password@host:587'],
  IMAP_URL: [
    z.url({ protocol: /^imaps?$/ }).refine((text) => {
      const { username, password, hostname } = new URL(text);
      return username !== '' && password !== '' && hostname !== '';
    }),
    'an address such as imaps://user:password@host/INBOX, with user and password percent-encoded',
  ],
  MAIL_DOMAIN: [z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i), 'a domain such as meet.example.org'],
  MAIL_AUTHSERV_ID: [
    z.string().regex(/^[^\s;()"]+$/),
    'the name in the Authentication-Results headers of your mail server',
  ],
  MAIL_TRUSTED_RELAYS: [
    z.string().refine((text) => networksOf(text) !== null),
    'addresses or networks such as 10.0.0.5,192.168.7.0/24,fd00::/8',
  ],
  MAIL_DNS: [
    z.string().refine((text) => text === 'off' || text === 'system' || serversOf(text) !== null),
    'addresses of name servers such as 10.0.0.2,10.0.0.3:5353, or system, or off',
  ],
  SMTP_LISTEN: [
    z.string().regex(/^(off|(lmtp:)?(\[[0-9a-f:.]+\]|[0-9a-z.-]+):\d{1,5})$/i),
    'HOST:PORT such as 0.0.0.0:25, lmtp:HOST:PORT, or off',
  ],
} as const;

type SettingName = keyof typeof SETTINGS;
type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings out of an environment.
 * @returns the configuration, or every fault at once; empty settings count as not set.
 */
export const loadConfig = (
  env: Env,
): { ok: true; config: Config } | { ok: false; faults: readonly ConfigFault[] } => {
  const faults: ConfigFault[] = [];
  const set = (name: SettingName): boolean => (env[name] ?? '') !== '';
  const read = <N extends SettingName, D>(name: N, fallback: D): z.output<(typeof SETTINGS)[N][0]> | D => {
    if (!set(name)) return fallback;
    const [schema, wanted] = SETTINGS[name];
    const parsed = schema.safeParse(env[name]);
    if (parsed.success) return parsed.data as z.output<(typeof SETTINGS)[N][0]>;
    faults.push({
      setting: name,
      problem: `"${shown(name, env[name])}" does not fit`,
      remedy: `give ${wanted}`,
    });
    return fallback;
  };

  const production = read('NODE_ENV', 'development') === 'production';
  const sandbox = read('SANDBOX', production ? 'off' : 'on') === 'on';
  const listenPort = read('PORT', 3000);
  const publicUrl = read('PUBLIC_URL', `http://localhost:${listenPort}`).replace(/\/+$/, '');
  const dataDir = resolve(read('DATA_DIR', './data'));
  const config: Config = {
    production,
    sandbox,
    seed: read('SEED', sandbox ? 'on' : 'off') === 'on',
    role: read('ROLE', 'both'),
    port: listenPort,
    publicUrl,
    dataDir,
    databaseUrl: read('DATABASE_URL', null),
    secretKeyFile: resolve(read('SECRET_KEY_FILE', `${dataDir}/secret.key`)),
    secretKeyNamed: set('SECRET_KEY_FILE'),
    google: readOAuth(OAUTH_PROVIDERS.google, read, set, faults),
    microsoft: readOAuth(OAUTH_PROVIDERS.microsoft, read, set, faults),
    mail: {
      domain: read('MAIL_DOMAIN', 'meetbroker.localhost').toLowerCase(),
      smtpUrl: read('SMTP_URL', null),
      listen: readListen(read('SMTP_LISTEN', sandbox ? '127.0.0.1:2525' : 'off')),
      listenNamed: set('SMTP_LISTEN'),
      imapUrl: read('IMAP_URL', null),
      authservId: read('MAIL_AUTHSERV_ID', null),
      trustedRelays: networksOf(read('MAIL_TRUSTED_RELAYS', LOOPBACK)) ?? [],
      dns: readDns(read('MAIL_DNS', 'system')),
    },
    calendarAllowedHosts: parseAllowedHosts(read('CALENDAR_ALLOWED_HOSTS', '')) ?? [],
    osrmUrl: read('OSRM_URL', null),
    logLevel: read('LOG_LEVEL', production ? 'info' : 'warn'),
  };

  if (config.mail.imapUrl !== null && !set('MAIL_DOMAIN')) {
    faults.push({
      setting: 'MAIL_DOMAIN',
      problem: 'IMAP_URL is set, but it is not known which of the mail in that mailbox is ours',
      remedy: 'set MAIL_DOMAIN to the domain of the organizer addresses',
    });
  }
  if (!sandbox && !set('SMTP_URL')) {
    faults.push({
      setting: 'SMTP_URL',
      problem: 'it is not set and the sandbox is off, so no invitation could be sent',
      remedy: `give ${SETTINGS.SMTP_URL[1]}, or set SANDBOX=on to try the service with a local mailbox`,
    });
  }
  if (config.seed && !sandbox) {
    faults.push({
      setting: 'SEED',
      problem: 'the seeded agency lives in the sandbox, which is off',
      remedy: 'unset SEED, or set SANDBOX=on',
    });
  }
  if (set('SMTP_URL') && !set('MAIL_DOMAIN')) {
    faults.push({
      setting: 'MAIL_DOMAIN',
      problem: 'SMTP_URL is set, but invitations would carry an organizer address that no reply can reach',
      remedy: 'set MAIL_DOMAIN to a domain whose mail arrives at SMTP_LISTEN or in the mailbox of IMAP_URL',
    });
  }
  if (config.secretKeyNamed && !existsSync(config.secretKeyFile)) {
    faults.push({
      setting: 'SECRET_KEY_FILE',
      problem: `there is no file ${config.secretKeyFile}`,
      remedy: 'make one with: openssl rand -base64 32 > FILE && chmod 600 FILE',
    });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config };
};

/** Without what may be a password. */
const shown = (name: SettingName, value = ''): string =>
  name.endsWith('_URL')
    ? value.replace(/(:\/\/[^/@]*:)[^@]*(@)/, '$1...$2')
    : name.endsWith('_SECRET')
      ? '...'
      : value;

type Read = <N extends SettingName, D>(name: N, fallback: D) => z.output<(typeof SETTINGS)[N][0]> | D;

/** Whose addresses stand in when none are set: those that anybody's account is linked at. */
const OAUTH_PROVIDERS = {
  google: {
    name: 'Google',
    id: 'GOOGLE_CLIENT_ID',
    secret: 'GOOGLE_CLIENT_SECRET',
    api: 'GOOGLE_API_URL',
    apiDefault: 'https://www.googleapis.com',
    auth: 'GOOGLE_AUTH_URL',
    authDefault: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'GOOGLE_TOKEN_URL',
    tokenDefault: 'https://oauth2.googleapis.com/token',
  },
  microsoft: {
    name: 'Outlook',
    id: 'MICROSOFT_CLIENT_ID',
    secret: 'MICROSOFT_CLIENT_SECRET',
    api: 'MICROSOFT_GRAPH_URL',
    apiDefault: 'https://graph.microsoft.com',
    // `common` takes accounts of any organisation and personal ones.
    auth: 'MICROSOFT_AUTH_URL',
    authDefault: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
    token: 'MICROSOFT_TOKEN_URL',
    tokenDefault: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  },
} as const;

const readOAuth = (
  which: (typeof OAUTH_PROVIDERS)[keyof typeof OAUTH_PROVIDERS],
  read: Read,
  set: (name: SettingName) => boolean,
  faults: ConfigFault[],
): OAuthProviderConfig | null => {
  const { name: provider, id, secret, api, auth, token } = which;
  const missing = [id, secret].filter((name) => !set(name));
  const given = [id, secret, api, auth, token].filter(set);
  for (const name of given.length > 0 ? missing : []) {
    faults.push({
      setting: name,
      problem: `${given.join(', ')} is set, but ${name} is not`,
      remedy: `set ${name} too, or unset the others to do without ${provider}`,
    });
  }
  const clientId = read(id, null);
  const clientSecret = read(secret, null);
  if (clientId === null || clientSecret === null) return null;
  return {
    clientId,
    clientSecret,
    apiUrl: `${read(api, which.apiDefault).replace(/\/+$/, '')}/`,
    authUrl: read(auth, which.authDefault),
    tokenUrl: read(token, which.tokenDefault),
  };
};

const readListen = (text: string): Config['mail']['listen'] => {
  if (text === 'off') return null;
  const lmtp = text.startsWith('lmtp:');
  const address = lmtp ? text.slice('lmtp:'.length) : text;
  const colon = address.lastIndexOf(':');
  return {
    host: address.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(address.slice(colon + 1)),
    lmtp,
  };
};
