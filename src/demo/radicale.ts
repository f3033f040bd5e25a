import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = '/usr/bin/radicale';
/** What to install where the program is missing. */
export const RADICALE_PACKAGE = 'radicale';
export const hasRadicale = (): boolean => existsSync(PROGRAM);

/** A CalDAV server that this project did not write, as a process of its own, with one user and one calendar. */
export interface Radicale {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Of the calendar, with a slash at the end. */
  readonly calendarUrl: string;
  close(): Promise<void>;
}

/** @param folder empty; holds settings and calendars. @throws when it does not listen within ten seconds. */
export const startRadicale = async (
  folder: string,
  port: number,
  person: { readonly username: string; readonly password: string },
): Promise<Radicale> => {
  const { username, password } = person;
  const calendar = join(folder, 'data', 'collection-root', username, 'main');
  await mkdir(calendar, { recursive: true });
  const props = { tag: 'VCALENDAR', 'D:displayname': 'Main', 'C:calendar-timezone': RIGA };
  await writeFile(join(calendar, '.Radicale.props'), JSON.stringify(props));
  await writeFile(join(folder, 'users'), `${username}:${password}\n`);
  await writeFile(join(folder, 'config'), settings(folder, port));
  const child = spawn(PROGRAM, ['--config', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(url)); tries++) {
    if (tries > 200 || child.exitCode !== null) {
      await end(child);
      throw new Error(`Radicale did not start.\n${log}`);
    }
    await sleep(50);
  }
  return { url, username, password, calendarUrl: `${url}/${username}/main/`, close: () => end(child) };
};

const answers = async (url: string): Promise<boolean> => {
  const answer = await fetch(`${url}/.web/`).catch(() => null);
  await answer?.arrayBuffer();
  return answer !== null;
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

const settings = (folder: string, port: number): string => `
[server]
hosts = 127.0.0.1:${port}
[auth]
type = htpasswd
htpasswd_filename = ${folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = ${folder}/data
[logging]
level = warning
`;

const RIGA = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//demo//EN',
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Riga',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0200',
  'END:STANDARD',
  'END:VTIMEZONE',
  'END:VCALENDAR',
  '',
].join('\r\n');
