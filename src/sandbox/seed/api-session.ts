/** One person's session with the API, over real HTTP: a cookie, JSON in and out. For seeding and the demo. */
export class ApiSession {
  private cookie = '';

  /** @param url where the service listens, without a slash at the end. */
  constructor(readonly url: string) {}

  /** @throws ApiProblem when the answer is not a success. */
  async call<T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<T> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        origin: this.url,
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    if (!response.ok) throw new ApiProblem(method, path, response.status, text);
    // What the routes answer is held by their schemas; here it is believed.
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Follows redirects by hand, as a browser would: the cookie goes to the service, and nothing to other hosts. */
  async visit(address: string, most = 10): Promise<{ status: number; address: string; text: string }> {
    let at = address;
    for (let hop = 0; hop < most; hop++) {
      const ours = at.startsWith(`${this.url}/`);
      const response = await fetch(at, {
        redirect: 'manual',
        headers: ours && this.cookie !== '' ? { cookie: this.cookie } : {},
      });
      const next = response.headers.get('location');
      if (next === null) return { status: response.status, address: at, text: await response.text() };
      at = new URL(next, at).href;
    }
    throw new Error(`${address} redirects more than ${most} times`);
  }
}

export class ApiProblem extends Error {
  constructor(
    method: string,
    path: string,
    readonly status: number,
    readonly body: string,
  ) {
    super(`${method} ${path} was answered ${status}: ${body.slice(0, 500)}`);
    this.name = 'ApiProblem';
  }
}
