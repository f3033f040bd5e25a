import { loadConfig } from '../../../src/config.js';

const faultsOf = (env: Record<string, string>): string[] => {
  const loaded = loadConfig(env);
  return loaded.ok ? [] : loaded.faults.map((fault) => `${fault.setting}: ${fault.problem}; ${fault.remedy}`);
};
const configOf = (env: Record<string, string>) => {
  const loaded = loadConfig(env);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.config;
};

describe('loadConfig', () => {
  it('needs no setting at all, and then stands everything in', () => {
    const config = configOf({});
    expect(config).toMatchObject({
      production: false,
      sandbox: true,
      role: 'both',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      google: null,
      microsoft: null,
      calendarAllowedHosts: [],
      osrmUrl: null,
      mail: { listen: { host: '127.0.0.1', port: 2525, lmtp: false }, listenNamed: false, smtpUrl: null },
    });
    expect(config.dataDir).toMatch(/\/data$/);
    expect(config.secretKeyFile).toBe(`${config.dataDir}/secret.key`);
  });

  it('takes the address of a road router', () => {
    expect(configOf({ CALENDAR_ALLOWED_HOSTS: 'dav.office:5232,10.0.0.7' }).calendarAllowedHosts).toEqual([
      { host: 'dav.office', port: 5232 },
      { host: '10.0.0.7', port: null },
    ]);
    expect(faultsOf({ CALENDAR_ALLOWED_HOSTS: 'http://dav.office' })[0]).toMatch(
      /^CALENDAR_ALLOWED_HOSTS: .*hosts/,
    );
    expect(configOf({ OSRM_URL: 'http://localhost:5000' }).osrmUrl).toBe('http://localhost:5000');
    expect(faultsOf({ OSRM_URL: 'file:///etc/passwd' })[0]).toMatch(/^OSRM_URL: .*http/);
  });

  it('takes the networks of the site’s mail server, loopback by default', () => {
    const relays = (text?: string) => configOf(text === undefined ? {} : { MAIL_TRUSTED_RELAYS: text }).mail;
    expect(relays().trustedRelays).toEqual([
      { address: '127.0.0.0', prefix: 8 },
      { address: '::1', prefix: 128 },
    ]);
    expect(relays('10.0.0.5, fd00::/8').trustedRelays).toEqual([
      { address: '10.0.0.5', prefix: 32 },
      { address: 'fd00::', prefix: 8 },
    ]);
  });

  it('takes the name servers to ask, or none', () => {
    expect(configOf({}).mail.dns).toBe('system');
    expect(configOf({ MAIL_DNS: 'off' }).mail.dns).toBe('off');
    const some = '10.0.0.2,10.0.0.3:5353,[::1]:53,::1';
    expect(configOf({ MAIL_DNS: some }).mail.dns).toEqual(some.split(','));
  });

  it('keeps the sandbox out of production unless asked for', () => {
    const production = {
      NODE_ENV: 'production',
      SMTP_URL: 'smtp://mail.example.org',
      MAIL_DOMAIN: 'meet.example.org',
    };
    expect(configOf(production)).toMatchObject({ sandbox: false, seed: false, mail: { listen: null } });
    expect(faultsOf({ NODE_ENV: 'production' })[0]).toMatch(/^SMTP_URL: .*sandbox is off/);
    expect(faultsOf({ ...production, SEED: 'on' })[0]).toMatch(/^SEED: /);
    expect(configOf({ NODE_ENV: 'production', SANDBOX: 'on' }).sandbox).toBe(true);
  });

  it('takes an empty setting for none', () => {
    expect(configOf({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: null });
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['ROLE', 'master'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['PUBLIC_URL', 'meet.example.org'],
    ['SMTP_LISTEN', 'everywhere'],
    ['SANDBOX', 'yes'],
    ['MAIL_TRUSTED_RELAYS', 'mx.example.org'],
    ['MAIL_TRUSTED_RELAYS', '10.0.0.0/33'],
    ['MAIL_TRUSTED_RELAYS', '10.0.0.5,'],
    ['MAIL_DNS', 'ns.example.org'],
    ['MAIL_DOMAIN', 'not a domain'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s when it is %j, and the remedy', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: .*does not fit; give `));
  });

  it('says every fault at once', () => {
    expect(faultsOf({ PORT: 'x', ROLE: 'y' })).toHaveLength(2);
  });

  it('takes Outlook’s accounts of any kind when nothing else is said, and names what is missing', () => {
    expect(faultsOf({ MICROSOFT_GRAPH_URL: 'http://localhost:1' })).toHaveLength(2);
    expect(faultsOf({ MICROSOFT_CLIENT_ID: 'id' })[0]).toMatch(
      /^MICROSOFT_CLIENT_SECRET: MICROSOFT_CLIENT_ID is set.*do without Outlook/,
    );
    const both = { MICROSOFT_CLIENT_ID: 'id', MICROSOFT_CLIENT_SECRET: 's' };
    expect(configOf(both).google).toBeNull();
    expect(configOf(both).microsoft).toEqual({
      clientId: 'id',
      clientSecret: 's',
      apiUrl: 'https://graph.microsoft.com/',
      authUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
      tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    });
    expect(configOf({ ...both, MICROSOFT_GRAPH_URL: 'http://localhost:3011/' }).microsoft?.apiUrl).toBe(
      'http://localhost:3011/',
    );
  });

  it('refuses half-set Google settings and names the missing one', () => {
    expect(faultsOf({ GOOGLE_CLIENT_ID: 'id' })[0]).toMatch(/^GOOGLE_CLIENT_SECRET: GOOGLE_CLIENT_ID is set/);
    expect(faultsOf({ GOOGLE_API_URL: 'http://localhost:1' })).toHaveLength(2);
    expect(configOf({ GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 's' }).google).toEqual({
      clientId: 'id',
      clientSecret: 's',
      apiUrl: 'https://www.googleapis.com/',
      authUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      tokenUrl: 'https://oauth2.googleapis.com/token',
    });
  });

  it('refuses to send mail that nobody could answer', () => {
    expect(faultsOf({ SMTP_URL: 'smtp://mail.example.org' })[0]).toMatch(/^MAIL_DOMAIN: /);
  });

  it('takes a mailbox to fetch from, and never repeats its password', () => {
    const url = 'imaps://meet%40example.org:se%2Fcret@mail.example.org/INBOX';
    expect(configOf({ IMAP_URL: url, MAIL_DOMAIN: 'meet.example.org' }).mail.imapUrl).toBe(url);
    expect(configOf({}).mail.imapUrl).toBeNull();
    expect(faultsOf({ IMAP_URL: url })[0]).toMatch(/^MAIL_DOMAIN: .*mailbox/);
    for (const wrong of [
      'imaps://mail.example.org',
      'https://u:secret@mail.example.org',
      'imaps://u@mail.example.org',
    ]) {
      const [fault] = faultsOf({ IMAP_URL: wrong });
      expect(fault).toMatch(/^IMAP_URL: .*give an address/);
      expect(fault).not.toContain('secret');
    }
    expect(faultsOf({ DATABASE_URL: 'mysql://u:secret@host/x' })[0]).not.toContain('secret');
  });

  it('refuses a named key file that is not there', () => {
    expect(faultsOf({ SECRET_KEY_FILE: '/nowhere/key' })[0]).toMatch(/^SECRET_KEY_FILE: there is no file/);
  });

  it('reads addresses with and without brackets and slashes', () => {
    expect(configOf({ SMTP_LISTEN: '[::1]:25' }).mail.listen).toEqual({ host: '::1', port: 25, lmtp: false });
    expect(configOf({ SMTP_LISTEN: 'lmtp:127.0.0.1:24' }).mail.listen).toEqual({
      host: '127.0.0.1',
      port: 24,
      lmtp: true,
    });
    expect(configOf({ SMTP_LISTEN: 'off' }).mail.listen).toBeNull();
    expect(configOf({ PUBLIC_URL: 'https://meet.example.org/' }).publicUrl).toBe('https://meet.example.org');
  });
});
