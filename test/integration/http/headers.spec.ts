import { PeopleApp } from '../../support/people-fixtures.js';

describe('security headers', () => {
  let house: PeopleApp;
  beforeAll(async () => {
    house = await PeopleApp.start({ whole: true });
  });
  afterAll(() => house.close());

  it('are on every answer, refusals and unknown addresses included', async () => {
    const { paths } = await house.description();
    const urls = Object.keys(paths).map((path) => path.replace(/\{\w+\}/g, 'x'));
    expect(urls.length).toBeGreaterThan(10);
    const nonces = new Set<string>();
    const asked = [...urls, '/api/openapi.json', '/nothing', '/p/x'];
    for (const url of asked) {
      const { headers } = await house.request('GET', url);
      const policy = String(headers['content-security-policy']);
      // Partners' pages need no script at all and allow none; what is not named falls back to default-src.
      const page = url.startsWith('/p/');
      expect(policy).toContain(page ? "default-src 'none'" : "default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      if (!page) expect(policy).toContain("object-src 'none'");
      if (page) expect(policy).not.toMatch(/script-src|object-src|unsafe/);
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/unsafe-(inline|eval)|\*|https?:/);
      if (!page) nonces.add(/script-src 'self' 'nonce-([0-9a-f]{32})'/.exec(policy)?.[1] ?? 'none');
      expect(headers).toMatchObject({
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['x-powered-by']).toBeUndefined();
      // Without https the promise of https would lock people out.
      expect(headers['strict-transport-security']).toBeUndefined();
      if (url.startsWith('/api/')) expect(headers['cache-control']).toBe('no-store');
    }
    expect(nonces.has('none')).toBe(false);
    // A nonce of its own for each answer that may have a script.
    expect(nonces.size).toBe(asked.filter((url) => !url.startsWith('/p/')).length);
  });
});
