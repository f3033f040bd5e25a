import { Module, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AgenciesModule } from '../../src/agencies/agencies.module.js';
import { AppModule } from '../../src/app.module.js';
import { AuthModule } from '../../src/auth/auth.module.js';
import { PasswordService } from '../../src/auth/password.service.js';
import type { CalendarProvider, ProviderName } from '../../src/calendars/calendar.port.js';
import { GoogleCalendar } from '../../src/calendars/google/google-calendar.js';
import { GraphCalendar } from '../../src/calendars/graph/graph-calendar.js';
import { ClientsModule } from '../../src/clients/clients.module.js';
import { type Config, loadConfig } from '../../src/config.js';
import { ContactsModule } from '../../src/contacts/contacts.module.js';
import { CoreModule } from '../../src/core.module.js';
import { HttpModule } from '../../src/http/http.module.js';
import { configureHttp, FASTIFY_OPTIONS } from '../../src/http/http-setup.service.js';
import type { Queue } from '../../src/jobs/queue.port.js';
import type { MailSender } from '../../src/mail/mail.port.js';
import { SecretsService } from '../../src/secrets/secrets.service.js';
import { createTestDatabase, TEST_KEY_RING, type TestDatabase } from './database.js';

/** A clock that stands still until it is moved. */
export class TestClock {
  constructor(private at = Date.parse('2026-03-02T08:00:00Z')) {}

  now(): number {
    return this.at;
  }

  pass(ms: number): void {
    this.at += ms;
  }
}

export interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

type Texts =
  | 'type'
  | 'detail'
  | 'pointer'
  | 'id'
  | 'name'
  | 'agencyName'
  | 'url'
  | 'userId'
  | 'clientId'
  | 'contactId'
  | 'placeId'
  | 'assignmentId'
  | 'colour'
  | 'start'
  | 'judged';
type Lists =
  | 'items'
  | 'errors'
  | 'agencies'
  | 'slots'
  | 'rules'
  | 'reasons'
  | 'suggestions'
  | 'holidays'
  | 'blocks';

/** What specs read of a JSON answer, by the names that this house uses; what is not there fails the expectation. */
export type Body = { readonly [name in Texts]: string } & { readonly [name in Lists]: readonly Body[] } & {
  readonly [name: string]: unknown;
};

/** What specs read of the API's description. */
export interface ApiDescription {
  readonly openapi: string;
  readonly security: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface ApiOperation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly description?: string }>>;
  readonly security?: readonly object[];
}

export const ORIGIN = 'http://localhost:3000';
export const PASSWORD = 'correct horse battery';

const unused = (what: string) => (): never => {
  throw new Error(`${what} is not used by these rooms`);
};

/** Nothing that these specs do wakes jobs or sends mail; a use would be a fault and throws. */
const queue: Queue = { send: unused('queue'), sendAlone: unused('queue'), work: async () => undefined };
const mailSender: MailSender = { send: unused('mail') };

/** The rooms of people over HTTP, on a database of their own and with a clock that is moved by hand. */
export class PeopleApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly clock: TestClock,
    readonly config: Config,
    /** Every route that the server knows, such as `get /api/clients/{clientId}`, described or not. */
    readonly routes: readonly string[],
  ) {}

  static async start(
    options: {
      env?: Record<string, string>;
      modules?: ModuleMetadata['imports'];
      /** All rooms of the house, as they are put together for production, instead of the people's ones. */
      whole?: boolean;
    } = {},
  ): Promise<PeopleApp> {
    const loaded = loadConfig({ LOG_LEVEL: 'silent', PUBLIC_URL: ORIGIN, ...options.env });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const { config } = loaded;
    const database = await createTestDatabase();
    const clock = new TestClock();
    const parts = {
      config,
      clock,
      source: database.source,
      secrets: new SecretsService(TEST_KEY_RING),
      queue,
      mailSender,
      calendarProviders: new Map<ProviderName, CalendarProvider>([
        ...(config.google === null ? [] : [['google', new GoogleCalendar(config.google, clock)] as const]),
        ...(config.microsoft === null
          ? []
          : [['microsoft', new GraphCalendar(config.microsoft, clock)] as const]),
      ]),
    };
    const rooms = options.whole
      ? [AppModule.with(parts)]
      : [CoreModule.with(parts), HttpModule, AuthModule, AgenciesModule, ClientsModule, ContactsModule];

    @Module({ imports: [...rooms, ...(options.modules ?? [])] })
    class TestAppModule {}

    const app = await NestFactory.create<NestFastifyApplication>(
      TestAppModule,
      new FastifyAdapter(FASTIFY_OPTIONS),
      { logger: false },
    );
    const routes: string[] = [];
    const note = ({ method, url }: { method: string | string[]; url: string }): void => {
      const path = url.replace(/:(\w+)/g, '{$1}');
      routes.push(...[method].flat().map((one) => `${one.toLowerCase()} ${path}`));
    };
    app.getHttpAdapter().getInstance().addHook('onRoute', note);
    await configureHttp(app, config);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new PeopleApp(app, database, clock, config, routes);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
  }

  /** A request as the console sends it; `session` is the cookie's value. */
  async request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    options: {
      session?: string | undefined;
      body?: unknown;
      headers?: Record<string, string>;
      ip?: string;
    } = {},
  ): Promise<Answer> {
    const response = await this.app.inject({
      method,
      url,
      ...(options.ip === undefined ? {} : { remoteAddress: options.ip }),
      headers: {
        origin: new URL(this.config.publicUrl).origin,
        ...(options.session === undefined ? {} : { cookie: `${this.cookieName}=${options.session}` }),
        ...(typeof options.body === 'object' ? { 'content-type': 'application/json' } : {}),
        ...options.headers,
      },
      ...(options.body === undefined
        ? {}
        : { payload: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
    });
    const json = /json/.test(String(response.headers['content-type'] ?? ''));
    return {
      status: response.statusCode,
      body: JSON.parse(json ? response.body : '{}'),
      headers: response.headers,
      text: response.body,
    };
  }

  async description(): Promise<ApiDescription> {
    return (await this.app.inject('/api/openapi.json')).json();
  }

  get cookieName(): string {
    return this.config.publicUrl.startsWith('https:') ? '__Host-session' : 'session';
  }

  /** The session cookie's value that an answer sets, or undefined. */
  sessionOf(answer: Answer): string | undefined {
    const lines = [answer.headers['set-cookie'] ?? []].flat().map(String);
    const line = lines.find((text) => text.startsWith(`${this.cookieName}=`));
    return line?.slice(this.cookieName.length + 1).split(';')[0];
  }

  async signIn(email: string, password = PASSWORD): Promise<string> {
    const session = this.sessionOf(await this.request('POST', '/api/session', { body: { email, password } }));
    if (session === undefined) throw new Error(`${email} could not sign in`);
    return session;
  }

  /** An agency with an owner, put straight into the database. */
  async makeAgency(name: string): Promise<{ agencyId: string; ownerId: string; ownerEmail: string }> {
    const [{ id: agencyId } = { id: '' }] = await this.database.asOwner<{ id: string }>(
      'select gen_random_uuid() as id',
    );
    await this.database.asOwner(
      `insert into agency (agency_id, name, zone, locale) values ($1, $2, 'Europe/Riga', 'lv')`,
      [agencyId, name],
    );
    const ownerEmail = `owner@${name.toLowerCase()}.example`;
    return { agencyId, ownerId: await this.makeUser(agencyId, ownerEmail, 'owner'), ownerEmail };
  }

  /** A user with the password PASSWORD, unless told otherwise (null: none yet). */
  async makeUser(
    agencyId: string,
    email: string,
    role: 'owner' | 'secretary' = 'secretary',
    password: string | null = PASSWORD,
  ): Promise<string> {
    const [{ id } = { id: '' }] = await this.database.asOwner<{ id: string }>(
      `insert into app_user (agency_id, user_id, email, name, role, locale, password_hash)
       values ($1, gen_random_uuid(), $2, $3, $4, 'lv', $5) returning user_id as id`,
      [agencyId, email, email.split('@')[0], role, password === null ? null : await hashOf(password)],
    );
    return id;
  }

  async makeClient(agencyId: string, name: string): Promise<string> {
    const [{ id } = { id: '' }] = await this.database.asOwner<{ id: string }>(
      `insert into client (agency_id, client_id, name, person, zone, locale, colour)
       values ($1, gen_random_uuid(), $2, $2, 'Europe/Riga', 'lv', '#1f6f8b') returning client_id as id`,
      [agencyId, name],
    );
    return id;
  }

  /** Assigned from an hour ago, for good. */
  async assign(agencyId: string, userId: string, clientId: string): Promise<string> {
    const [{ id } = { id: '' }] = await this.database.asOwner<{ id: string }>(
      `insert into assignment (agency_id, assignment_id, user_id, client_id, valid_from)
       values ($1, gen_random_uuid(), $2, $3, $4) returning assignment_id as id`,
      [agencyId, userId, clientId, new Date(this.clock.now() - 3600_000)],
    );
    return id;
  }
}

const hashes = new Map<string, Promise<string>>();

/** Hashing takes its time on purpose; one hash a password serves all users of a spec. */
const hashOf = (password: string): Promise<string> => {
  const known = hashes.get(password) ?? new PasswordService().hash(password);
  hashes.set(password, known);
  return known;
};
