import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './app.js';

/** What has to be installed, and what is not; empty when the servers can run here. */
export const missingMailServers = (): string[] => {
  const wanted: [program: string, name: string][] = [
    ['/usr/sbin/dovecot', 'dovecot-imapd'],
    ['/usr/lib/dovecot/lmtp', 'dovecot-lmtpd'],
    ['/usr/sbin/postfix', 'postfix'],
  ];
  const missing = wanted.filter(([program]) => !existsSync(program)).map(([, name]) => name);
  return process.getuid?.() === 0 ? missing : [...missing, '(and the superuser, whom both servers want)'];
};

export const MAIL_SERVER_VERSIONS = (): string => {
  const dovecot = execFileSync('/usr/sbin/dovecot', ['--version']).toString().trim();
  const postfix = execFileSync('/usr/sbin/postconf', ['-d', 'mail_version']).toString().trim();
  return `dovecot ${dovecot}, postfix ${postfix.replace('mail_version = ', '')}`;
};

/** Everybody's password at the mailboxes. */
export const PASSWORD = 'secret';

/**
 * A site's mail: Debian's postfix, which takes mail over SMTP for two domains, and Debian's dovecot, where it ends up. A
 * mailbox is made by the first mail to it; what follows a `+` does not part mailboxes.
 */
export class MailServers {
  private constructor(
    private readonly folder: string,
    readonly smtpPort: number,
    readonly imapPort: number,
    private readonly lmtpPort: number,
  ) {}

  /** @param domains that are the site's own. */
  static async start(domains: readonly string[]): Promise<MailServers> {
    const folder = await mkdtemp(join(tmpdir(), 'meetbroker-mail-'));
    await chmod(folder, 0o755);
    const servers = new MailServers(folder, await freePort(), await freePort(), await freePort());
    for (const name of ['dovecot/run', 'dovecot/state', 'mail', 'postfix', 'queue', 'data']) {
      await mkdir(join(folder, name), { recursive: true });
    }
    execFileSync('chown', ['mail:mail', join(folder, 'mail')]);
    execFileSync('chown', ['postfix', join(folder, 'data')]);
    await writeFile(servers.dovecotConfig, servers.dovecot());
    await writeFile(join(folder, 'postfix/main.cf'), servers.postfix(domains));
    await writeFile(join(folder, 'postfix/master.cf'), servers.postfixServices());
    await writeFile(join(folder, 'postfix/transport'), '');
    await servers.startDovecot();
    await servers.startPostfix();
    return servers;
  }

  imapUrl(user: string): string {
    return `imap://${user}:${PASSWORD}@127.0.0.1:${this.imapPort}/INBOX`;
  }

  /** Mail of a domain goes to this LMTP server from now on, instead of into mailboxes. */
  async deliverBy(domain: string, lmtpPort: number): Promise<void> {
    await writeFile(join(this.folder, 'postfix/transport'), `${domain} lmtp:inet:127.0.0.1:${lmtpPort}\n`);
    this.run('reload');
  }

  async startDovecot(): Promise<void> {
    // A pipe would be held open by the daemon, and waited for.
    execFileSync('/usr/sbin/dovecot', ['-c', this.dovecotConfig], { stdio: 'ignore' });
    await answers(this.imapPort);
  }

  /** As a crash would end it: its processes are killed, connections and all. */
  async killDovecot(): Promise<void> {
    const pid = Number(await readFile(join(this.folder, 'dovecot/run/master.pid'), 'utf8'));
    const children = execFileSync('/usr/bin/pgrep', ['-P', String(pid)])
      .toString()
      .split(/\s+/)
      .filter(Boolean);
    for (const each of [pid, ...children.map(Number)]) process.kill(each, 'SIGKILL');
    await rm(join(this.folder, 'dovecot/run/master.pid'), { force: true });
  }

  async startPostfix(): Promise<void> {
    this.run('start');
    await answers(this.smtpPort);
  }

  stopPostfix(): void {
    this.run('stop');
  }

  /** Mails that postfix still has. */
  queued(): number {
    const out = execFileSync('/usr/sbin/postqueue', ['-c', join(this.folder, 'postfix'), '-j']).toString();
    return out.split('\n').filter((line) => line !== '').length;
  }

  /** Tries again at once what postfix could not hand on. */
  flush(): void {
    execFileSync('/usr/sbin/postqueue', ['-c', join(this.folder, 'postfix'), '-f']);
  }

  async log(): Promise<string> {
    return readFile(join(this.folder, 'postfix.log'), 'utf8');
  }

  async close(): Promise<void> {
    this.run('stop');
    await this.killDovecot();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get dovecotConfig(): string {
    return join(this.folder, 'dovecot/dovecot.conf');
  }

  private run(verb: 'start' | 'stop' | 'reload'): void {
    try {
      execFileSync('/usr/sbin/postfix', ['-c', join(this.folder, 'postfix'), verb], { stdio: 'ignore' });
    } catch (error) {
      if (verb !== 'stop') throw error;
    }
  }

  private dovecot(): string {
    const { folder } = this;
    return `
base_dir = ${folder}/dovecot/run
state_dir = ${folder}/dovecot/state
log_path = ${folder}/dovecot/log
protocols = imap lmtp
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
mail_location = maildir:${folder}/mail/%n
first_valid_uid = 1
recipient_delimiter = +
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${folder}/mail/%n allow_all_users=yes
}
service imap-login {
  inet_listener imap {
    port = ${this.imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${this.lmtpPort}
  }
}
protocol lmtp {
  auth_username_format = %n
}
`;
  }

  private postfix(domains: readonly string[]): string {
    const { folder } = this;
    return `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.site.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = ${domains.join(', ')}
virtual_transport = lmtp:inet:127.0.0.1:${this.lmtpPort}
transport_maps = texthash:${folder}/postfix/transport
recipient_delimiter = +
smtpd_recipient_restrictions = permit_mynetworks, reject
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${tmpdir()}
lmtp_send_xforward_command = yes
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
`;
  }

  private postfixServices(): string {
    return `
127.0.0.1:${this.smtpPort} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
  }
}

/** Until somebody answers at the port. */
const answers = async (port: number): Promise<void> => {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      const end = (heard: boolean) => () => {
        socket.destroy();
        resolve(heard);
      };
      socket.once('data', end(true));
      socket.once('error', end(false));
      socket.once('close', end(false));
      socket.setTimeout(1_000, end(false));
    });
    if (up) return;
    if (Date.now() > deadline) throw new Error(`Nobody answers at port ${port}.`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
};
