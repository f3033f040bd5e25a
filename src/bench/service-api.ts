/** One call of the service's own API, as the console makes it. @throws with the answer when it is no success. */
export const post = async (url: string, path: string, cookie: string, body: unknown) => {
  const response = await fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${text.slice(0, 300)}`);
  const [set = ''] = response.headers.getSetCookie();
  return {
    cookie: set.split(';')[0] ?? '',
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
};

/** The token of a link to the console. */
export const afterHash = (link: string): string => link.slice(link.indexOf('#') + 1);
