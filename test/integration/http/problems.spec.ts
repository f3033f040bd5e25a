import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpException,
  Inject,
  type LoggerService,
  Module,
  Post,
} from '@nestjs/common';
import { Public } from '../../../src/auth/signed.decorator.js';
import { TenantDatabase } from '../../../src/db/tenant.js';
import { PeopleApp } from '../../support/people-fixtures.js';

@Public()
@Controller('api/boom')
class BoomController {
  constructor(@Inject(TenantDatabase) private readonly db: TenantDatabase) {}

  @Get('bug')
  bug(): never {
    throw new Error('a secret detail of the inside');
  }

  @Get('odd')
  odd(): never {
    throw 'a bare text';
  }

  @Get('teapot')
  teapot(): never {
    throw new HttpException('Short and stout', 418);
  }

  @Get('slow')
  slow(): Promise<unknown> {
    return this.db.inAgency('00000000-0000-7000-8000-000000000000', (tx) => tx.query('select pg_sleep(30)'));
  }

  @Post('calendars/import')
  @HttpCode(200)
  size(@Body() body: Buffer): { bytes: number } {
    return { bytes: body.length };
  }

  @Post('echo')
  echo(): { ok: true } {
    return { ok: true };
  }
}

@Module({ controllers: [BoomController] })
class BoomModule {}

class Lines implements LoggerService {
  readonly lines: string[] = [];
  log(): void {}
  error(message: unknown): void {
    this.lines.push(String(message));
  }
  warn(message: unknown): void {
    this.lines.push(String(message));
  }
}

describe('problem documents', () => {
  let house: PeopleApp;
  const log = new Lines();
  beforeAll(async () => {
    house = await PeopleApp.start({ modules: [BoomModule] });
    house.app.useLogger(log);
  });
  afterAll(() => house.close());

  it('of our own faults carry a number that is in the log, and nothing of the inside', async () => {
    for (const [path, logged] of [
      ['bug', 'a secret detail of the inside'],
      ['odd', 'a bare text'],
    ] as const) {
      const answer = await house.request('GET', `/api/boom/${path}`);
      expect(answer.status).toBe(500);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.body.id).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.text).not.toContain(logged);
      const line = log.lines.find((text) => text.includes(answer.body.id));
      expect(line).toContain(logged);
    }
  });

  it('ask to come back when the database goes away', async () => {
    const pending = house.request('GET', '/api/boom/slow');
    let killed: unknown[] = [];
    while (killed.length === 0) {
      killed = await house.database.asOwner(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query = 'select pg_sleep(30)' and state = 'active'`,
      );
    }
    const answer = await pending;
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.body.type).toBe('urn:meetbroker:problem:unavailable');
    expect((await house.request('GET', '/api/session')).status).toBe(401);
  });

  it('of what the framework refuses are of the same kind', async () => {
    const cases = [
      [await house.request('GET', '/api/nothing/here'), 404, 'not-found'],
      [await house.request('POST', '/api/session', malformed), 400, 'malformed-request'],
      [
        await house.request('POST', '/api/session', { body: { email: 'x'.repeat(1_100_000) } }),
        413,
        'too-large',
      ],
      [
        await house.request('POST', '/api/boom/echo', withType('application/xml')),
        415,
        'unsupported-media-type',
      ],
      [await house.request('POST', '/api/boom/echo', withType('text/calendar')), 422, 'invalid-input'],
    ] as const;
    for (const [answer, status, code] of cases) {
      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.body).toMatchObject({ type: `urn:meetbroker:problem:${code}`, status });
      expect(answer.body.detail.length).toBeGreaterThan(10);
    }
    expect((await house.request('GET', '/api/boom/teapot')).body).toEqual({
      type: 'about:blank',
      title: 'Status 418',
      status: 418,
      detail: 'Short and stout',
    });
  });

  it('let a calendar file of ten megabytes in, on the import route alone', async () => {
    const send = (megabytes: number) =>
      house.request('POST', '/api/boom/calendars/import?name=x', {
        body: 'x'.repeat(megabytes * 1024 * 1024),
        headers: { 'content-type': 'text/calendar' },
      });
    expect((await send(10)).body).toEqual({ bytes: 10 * 1024 * 1024 });
    const refused = await send(11);
    expect(refused.status).toBe(413);
    expect(refused.body.detail).toContain('10 MB');
  });

  it('name the missing fields of a request without a body', async () => {
    const answer = await house.request('POST', '/api/session');
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { pointer: '/email', detail: 'This is missing: give a text.' },
      { pointer: '/password', detail: 'This is missing: give a text.' },
    ]);
  });

  it('cannot be poisoned through prototypes', async () => {
    const answer = await house.request('POST', '/api/session', {
      body: '{"__proto__": {"email": "a@b.lv"}, "password": "x"}',
      headers: { 'content-type': 'application/json' },
    });
    expect([400, 422]).toContain(answer.status);
    expect(Object.hasOwn(Object.prototype, 'email')).toBe(false);
  });
});

const malformed = { body: '{"email": ', headers: { 'content-type': 'application/json' } };
const withType = (type: string) => ({ body: 'x', headers: { 'content-type': type } });
