import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { parseAllowedHosts } from '../../../src/outbound/allowed-hosts.js';
import { GuardedFetch, type OutboundRequest, type Resolve } from '../../../src/outbound/guarded-fetch.js';

const MB = 1024 * 1024;
const GET: OutboundRequest = {
  method: 'GET',
  headers: {},
  timeoutMs: 5_000,
  maxBytes: MB,
  redirects: 3,
  insecure: true,
};

/** A server of this very machine: whatever reaches it got through the guard. */
describe('requests to addresses that people give', () => {
  let server: Server;
  let port: number;
  let asked: IncomingMessage[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      answer(request, response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  beforeEach(() => {
    asked = [];
    answer = (_, response) => response.end('hello');
  });

  const guard = (allowed: string | null, resolve?: Resolve): GuardedFetch =>
    new GuardedFetch(allowed === null ? [] : (parseAllowedHosts(allowed) ?? []), resolve);
  const ask = async (fetcher: GuardedFetch, url: string, change: Partial<OutboundRequest> = {}) => {
    const result = await fetcher.send(url, { ...GET, ...change });
    fetcher.close();
    return result.ok ? `${result.answer.status} ${result.answer.body}` : result.fault.kind;
  };
  const to = (...addresses: string[]): Resolve => {
    return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };

  test('the server can be reached where the operator allows it', async () => {
    expect(await ask(guard(`127.0.0.1:${port}`), `http://127.0.0.1:${port}/`)).toBe('200 hello');
  });

  test.each([
    ['its own machine', 'http://127.0.0.1/'],
    ['by its name', 'http://localhost/'],
    ['in IPv6', 'http://[::1]/'],
    ['mapped into IPv6', 'http://[::ffff:127.0.0.1]/'],
    ['as one decimal number', 'http://2130706433/'],
    ['in octal', 'http://0177.0.0.1/'],
    ['in hexadecimal', 'http://0x7f.1/'],
    ['shortened', 'http://127.1/'],
    ['in wide digits', 'http://１２７.０.０.１/'],
    ['the cloud’s metadata', 'http://169.254.169.254/latest/meta-data/'],
    ['any address', 'http://0.0.0.0/'],
  ])('%s is refused: %s', async (_, url) => {
    expect(await ask(guard(null), url)).toBe('private-network');
    expect(asked).toEqual([]);
  });

  test.each([
    ['a file', 'file:///etc/passwd', 'scheme'],
    ['gopher', 'gopher://example.org/', 'scheme'],
    ['no address', 'calendar', 'scheme'],
    ['a port of another service', 'http://example.org:6379/', 'port'],
  ])('%s', async (_, url, kind) => {
    expect(await ask(guard(null, to('93.184.216.34')), url)).toBe(kind);
  });

  test('what carries a password is not sent without https, but to hosts of the operator’s', async () => {
    expect(await ask(guard(null), 'http://example.org/', { insecure: false })).toBe('insecure');
    const own = guard(`127.0.0.1:${port}`);
    expect(await ask(own, `http://127.0.0.1:${port}/`, { insecure: false })).toBe('200 hello');
  });

  test('a name with a private address among its addresses is refused as a whole', async () => {
    expect(await ask(guard(null, to('93.184.216.34', '127.0.0.1')), 'http://calendar.example/')).toBe(
      'private-network',
    );
    expect(await ask(guard(null, to('::ffff:10.0.0.1')), 'http://calendar.example/')).toBe('private-network');
    expect(asked).toEqual([]);
  });

  test('the connection goes to the address that was checked: the name is asked for once', async () => {
    let times = 0;
    const resolve: Resolve = async () => {
      times++;
      return [{ address: '127.0.0.1', family: 4 }];
    };
    // No other resolver knows this name, so what was reached came from ours.
    const own = guard(`calendar.invalid:${port}`, resolve);
    expect(await ask(own, `http://calendar.invalid:${port}/`)).toBe('200 hello');
    expect(times).toBe(1);
  });

  test('a name that answers otherwise the second time is checked the second time', async () => {
    const answers = ['198.51.100.1', '127.0.0.1'];
    const seen: string[] = [];
    const rebinding: Resolve = async () => {
      const address = answers.shift() ?? '127.0.0.1';
      seen.push(address);
      return [{ address, family: 4 }];
    };
    const fetcher = new GuardedFetch([], rebinding);
    for (let i = 0; i < 3; i++) {
      const result = await fetcher.send('http://rebind.example/', GET);
      expect(result).toMatchObject({ ok: false, fault: { kind: 'private-network' } });
    }
    expect(seen).toEqual(['198.51.100.1', '127.0.0.1', '127.0.0.1']);
    expect(asked).toEqual([]);
    fetcher.close();
  });

  test('redirects are followed as far as three, each checked anew', async () => {
    const own = () => guard(`127.0.0.1:${port}`);
    answer = (request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('arrived');
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    };
    expect(await ask(own(), `http://127.0.0.1:${port}/3`)).toBe('200 arrived');
    expect(await ask(own(), `http://127.0.0.1:${port}/4`)).toBe('redirects');
    expect(await ask(own(), `http://127.0.0.1:${port}/1`, { redirects: 0 })).toBe('302 ');

    for (const [location, kind] of [
      ['http://127.0.0.1/admin', 'private-network'],
      ['http://169.254.169.254/', 'private-network'],
      ['http://[::ffff:127.0.0.1]/', 'private-network'],
      [`http://localhost:${port}/0`, 'port'],
      ['file:///etc/passwd', 'scheme'],
    ] as const) {
      asked = [];
      answer = (_, response) => response.writeHead(302, { location }).end();
      expect([location, await ask(own(), `http://127.0.0.1:${port}/`)]).toEqual([location, kind]);
      expect(asked).toHaveLength(1);
    }
  });

  test('a password does not follow to another origin', async () => {
    const own = guard(`127.0.0.1:${port},other.invalid:${port}`, to('127.0.0.1'));
    answer = (request, response) => {
      if (request.url === '/away')
        response.writeHead(307, { location: `http://other.invalid:${port}/` }).end();
      else if (request.url === '/here') response.writeHead(307, { location: '/' }).end();
      else response.end('arrived');
    };
    const headers = { Authorization: 'Basic c2VjcmV0' };
    for (const path of ['away', 'here']) await ask(own, `http://127.0.0.1:${port}/${path}`, { headers });
    expect(asked.map((request) => request.headers.authorization)).toEqual([
      headers.Authorization,
      undefined,
      headers.Authorization,
      headers.Authorization,
    ]);
  });

  test('a body is read as far as the limit, packed or not', async () => {
    const own = () => guard(`127.0.0.1:${port}`);
    const url = `http://127.0.0.1:${port}/`;
    answer = (_, response) => response.end(Buffer.alloc(MB));
    expect((await ask(own(), url)).length).toBe(MB + 4);
    answer = (_, response) => response.end(Buffer.alloc(MB + 1));
    expect(await ask(own(), url)).toBe('too-large');
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'));
    expect(await ask(own(), url)).toBe('200 packed');
    // 100 MB that travel as 100 kB.
    const bomb = gzipSync(Buffer.alloc(100 * MB));
    expect(bomb.length).toBeLessThan(MB);
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    const before = process.memoryUsage().arrayBuffers;
    expect(await ask(own(), url)).toBe('too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * MB);
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not packed');
    expect(await ask(own(), url)).toBe('broken-answer');
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'rot13' }).end('x');
    expect(await ask(own(), url)).toBe('broken-answer');
  });

  test('a server that is slow, breaks off or is not there has its own word', async () => {
    const own = () => guard(`127.0.0.1:${port},127.0.0.1:1`);
    const url = `http://127.0.0.1:${port}/`;
    answer = () => undefined;
    expect(await ask(own(), url, { timeoutMs: 200 })).toBe('timeout');
    // A body that drips on for ever.
    answer = (_, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect(await ask(own(), url, { timeoutMs: 300 })).toBe('timeout');
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    };
    expect(await ask(own(), url)).toBe('broken-answer');
    answer = (request) => request.socket.destroy();
    expect(await ask(own(), url)).toBe('unreachable');
    expect(await ask(own(), 'http://127.0.0.1:1/')).toBe('unreachable');
    expect(
      await ask(
        guard(null, async () => {
          throw Object.assign(new Error('queryA'), { code: 'ENOTFOUND' });
        }),
        'http://nowhere.invalid/',
      ),
    ).toBe('unknown-host');
  });

  test('details name the host, never the rest of the address', async () => {
    const secret = 'very-secret-token';
    const faults = await Promise.all(
      [`http://127.0.0.1/${secret}`, `http://example.org:1/${secret}`, `ftp://x/${secret}`].map((url) =>
        guard(null).send(url, GET),
      ),
    );
    for (const fault of faults) expect(JSON.stringify(fault)).not.toContain(secret);
  });
});
