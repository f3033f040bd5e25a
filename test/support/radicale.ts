import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './app.js';

const PROGRAM = '/usr/bin/radicale';

/**
 * Runs the specs with Radicale, a CalDAV server that this project did not write; where it is missing, one test says so,
 * and fails when peers are required.
 */
export const withRadicale = (name: string, specs: () => void): void => {
  if (existsSync(PROGRAM)) {
    describe(name, specs);
    return;
  }
  test(`${name} needs the Debian package radicale`, () => {
    console.warn('Not tried: the Debian package radicale is missing.');
    expect(process.env.PEERS).not.toBe('required');
  });
};

const CONFIG = (folder: string, port: number): string => `
[server]
hosts = 127.0.0.1:${port}
[auth]
type = htpasswd
htpasswd_filename = ${folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = from_file
file = ${folder}/rights
[storage]
filesystem_folder = ${folder}/data
[logging]
level = warning
`;

/** Each user's own collections, and one of each that can only be read. */
const RIGHTS = `
[root]
user: .+
collection:
permissions: R
[principal]
user: .+
collection: {user}
permissions: RW
[shared]
user: .+
collection: {user}/shared
permissions: r
[calendars]
user: .+
collection: {user}/[^/]+
permissions: rw
`;

const zone = (name: string): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', 'BEGIN:VTIMEZONE', `TZID:${name}`]
    .concat(['BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0200'])
    .concat(['END:STANDARD', 'END:VTIMEZONE', 'END:VCALENDAR', ''])
    .join('\r\n');

/** A Radicale of one's own: a process with a folder, users, and what a person's calendar program does to it. */
export class Radicale {
  private child: ChildProcess | null = null;
  private log = '';

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<Radicale> {
    const folder = await mkdtemp(join(tmpdir(), 'meetbroker-radicale-'));
    const radicale = new Radicale(folder, await freePort());
    await writeFile(join(folder, 'config'), CONFIG(folder, radicale.port));
    await writeFile(join(folder, 'rights'), RIGHTS);
    await writeFile(join(folder, 'users'), '');
    await radicale.run();
    return radicale;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** For CALENDAR_ALLOWED_HOSTS. */
  get allowed(): string {
    return `127.0.0.1:${this.port}`;
  }

  async run(): Promise<void> {
    const child = spawn(PROGRAM, ['--config', join(this.folder, 'config')], { stdio: 'pipe' });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.log += chunk.toString('utf8');
      });
    }
    this.child = child;
    for (let tries = 0; ; tries++) {
      const answer = await fetch(`${this.url}/.web/`).catch(() => null);
      await answer?.arrayBuffer();
      if (answer !== null) return;
      if (tries > 200 || child.exitCode !== null) throw new Error(`Radicale did not start.\n${this.log}`);
      await sleep(50);
    }
  }

  /** Ends the process; the calendars stay. */
  async stop(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A user with a main calendar in Europe/Riga, and one that can only be read. */
  async addUser(name: string, password: string): Promise<RadicaleUser> {
    await appendFile(join(this.folder, 'users'), `${name}:${password}\n`);
    await this.addCalendar(name, 'main', {
      'D:displayname': 'Main',
      'C:calendar-timezone': zone('Europe/Riga'),
    });
    await this.addCalendar(name, 'shared', { 'D:displayname': 'Shared' });
    return new RadicaleUser(this, name, password);
  }

  async addCalendar(user: string, calendar: string, props: Record<string, string>): Promise<void> {
    const folder = this.storage(user, calendar);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.Radicale.props'), JSON.stringify({ tag: 'VCALENDAR', ...props }));
  }

  async setPassword(name: string, password: string): Promise<void> {
    await appendFile(join(this.folder, 'users'), '');
    await writeFile(join(this.folder, 'users'), `${name}:${password}\n`);
  }

  async removeCalendar(user: string, calendar: string): Promise<void> {
    await rm(this.storage(user, calendar), { recursive: true, force: true });
  }

  /** Sync tokens are files of the server's: without them it knows none of those that it gave out. */
  async forgetSyncTokens(user: string, calendar: string): Promise<void> {
    await rm(join(this.storage(user, calendar), '.Radicale.cache', 'sync-token'), {
      recursive: true,
      force: true,
    });
  }

  /** Names of the objects as they lie on the disk: what nobody's client library had a say in. */
  async objects(user: string, calendar: string): Promise<string[]> {
    const names = await readdir(this.storage(user, calendar));
    return names.filter((name) => name.endsWith('.ics')).sort();
  }

  private storage(user: string, calendar: string): string {
    return join(this.folder, 'data', 'collection-root', user, calendar);
  }
}

/** A person with a calendar program of their own. */
export class RadicaleUser {
  constructor(
    readonly server: Radicale,
    readonly name: string,
    readonly password: string,
  ) {}

  get credentials(): { address: string; username: string; password: string } {
    return { address: this.server.url, username: this.name, password: this.password };
  }

  calendar(name = 'main'): string {
    return `${this.server.url}/${this.name}/${name}/`;
  }

  path(object: string, calendar = 'main'): string {
    return `/${this.name}/${calendar}/${object}`;
  }

  async put(object: string, lines: readonly string[], calendar = 'main'): Promise<void> {
    const answer = await this.send('PUT', object, calendar, {
      body: ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//person//EN', ...lines, 'END:VCALENDAR', ''].join(
        '\r\n',
      ),
      headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
    });
    if (!answer.ok) throw new Error(`PUT ${object}: ${answer.status} ${await answer.text()}`);
  }

  async get(object: string, calendar = 'main'): Promise<string> {
    const answer = await this.send('GET', object, calendar, {});
    return answer.ok ? answer.text() : `status ${answer.status}`;
  }

  /** Changes the text as it stands. */
  async edit(object: string, change: (text: string) => string, calendar = 'main'): Promise<void> {
    const answer = await this.send('PUT', object, calendar, {
      body: change(await this.get(object, calendar)),
      headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
    });
    if (!answer.ok) throw new Error(`PUT ${object}: ${answer.status} ${await answer.text()}`);
  }

  async remove(object: string, calendar = 'main'): Promise<void> {
    const answer = await this.send('DELETE', object, calendar, {});
    if (!answer.ok) throw new Error(`DELETE ${object}: ${answer.status}`);
  }

  private send(
    method: string,
    object: string,
    calendar: string,
    init: { body?: string; headers?: Record<string, string> },
  ): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${this.name}:${this.password}`).toString('base64')}`;
    return fetch(`${this.calendar(calendar)}${object}`, {
      method,
      ...init,
      headers: { ...init.headers, authorization },
    });
  }
}
