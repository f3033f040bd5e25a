import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from './app.js';

export interface CalendarJson {
  readonly calendarId: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly provider: string;
  readonly zone: string;
  readonly state: string;
  readonly stateReason: string | null;
  readonly blocks: boolean;
  readonly writeTarget: boolean;
  readonly writable: boolean;
  readonly syncedAt: string | null;
}

export interface MeetingJson {
  readonly meetingId: string;
  readonly state: string;
  readonly confirmedOptionId: string | null;
  readonly question: string | null;
  readonly options: readonly {
    readonly optionId: string;
    readonly uid: string;
    readonly start: string;
    readonly end: string;
    readonly onCalendar: boolean;
  }[];
  readonly effects: readonly {
    readonly kind: string;
    readonly state: string;
    readonly reason: string | null;
  }[];
}

/** Long enough for a retry or two of what failed; a spec that waits longer has found something. */
const PATIENCE_MS = 40_000;

/** The whole service with an owner who is signed in, and one client: what specs do to it over HTTP. */
export class Office {
  private constructor(
    readonly app: TestApp,
    private readonly cookie: string,
    readonly clientId: string,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<Office> {
    const app = await startTestApp(settings);
    const token = new URL(app.firstOwnerLink ?? '').hash.slice(1);
    const anybody = new Office(app, '', '');
    const made = await anybody.call('POST', '/api/setup', {
      token,
      agencyName: 'Agency',
      name: 'Olga',
      email: 'olga@agency.example',
      password: 'correct horse battery',
      zone: 'Europe/Riga',
    });
    const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const owner = new Office(app, cookie, '');
    const client = await owner.send<{ clientId: string }>('POST', '/api/clients', {
      name: 'Anna Ltd',
      person: 'Anna',
      zone: 'Europe/Riga',
    });
    return new Office(app, cookie, client.clientId);
  }

  call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(new URL(path.replace('{client}', this.clientId), this.app.url), {
      method,
      redirect: 'manual',
      headers: {
        origin: this.app.config.publicUrl,
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** @throws with the answer when it is no success. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  calendars(): Promise<CalendarJson[]> {
    return this.get('/api/clients/{client}/calendars');
  }

  meeting(meetingId: string): Promise<MeetingJson> {
    return this.get(`/api/meetings/${meetingId}`);
  }

  /** Busy times, `start/end blocking title`, in UTC to the minute. */
  async busy(from: number, to: number): Promise<string[]> {
    const query = new URLSearchParams({ from: iso(from), to: iso(to) });
    const rows = await this.get<{ start: string; end: string; blocking: string; title: string | null }[]>(
      `/api/clients/{client}/busy?${query}`,
    );
    return rows
      .map(
        ({ start, end, blocking, title }) => `${start.slice(0, 16)}/${end.slice(0, 16)} ${blocking} ${title}`,
      )
      .sort();
  }

  /** A meeting that is confirmed by hand, as after a telephone call. */
  async book(title: string, start: number, minutes = 60): Promise<MeetingJson> {
    const proposed = await this.send<MeetingJson>('POST', '/api/clients/{client}/meetings', {
      title,
      options: [{ start: iso(start), end: iso(start + minutes * 60_000) }],
      attendees: [{ name: 'Bert', email: 'bert@example.org' }],
    });
    const optionId = proposed.options[0]?.optionId;
    return this.send('POST', `/api/meetings/${proposed.meetingId}/confirm`, { optionId });
  }

  /** Until what is asked gives this; then, or when patience ends, it is expected. */
  async eventually<T>(ask: () => Promise<T>, wanted: T): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = await ask();
      if (JSON.stringify(seen) === JSON.stringify(wanted) || Date.now() > until) {
        expect(seen).toEqual(wanted);
        return;
      }
      await sleep(150);
    }
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

export const iso = (ms: number): string => new Date(ms).toISOString();
