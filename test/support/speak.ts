/** Lets the service at `url` speak `language` with a person, wherever they are signed in. */
export const speak = async (
  url: string,
  email: string,
  password: string,
  language: string,
): Promise<void> => {
  const headers = { origin: url, 'content-type': 'application/json' };
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const changed = await fetch(`${url}/api/me`, {
    method: 'PATCH',
    headers: { ...headers, cookie },
    body: JSON.stringify({ locale: language }),
  });
  if (!changed.ok) throw new Error(`${email} does not speak ${language}: ${await changed.text()}`);
};
