import { scopeNamed } from './scopes.js';

/** An app registration. */
export interface OAuthClient {
  clientId: string;
  /** Without one it is a public client, which must use PKCE. */
  clientSecret?: string;
  /** Exact redirect addresses; `loopback` takes any path and port on localhost. */
  redirectUris: string[] | 'loopback';
  /** Shown on the consent page. */
  name: string;
}

export const DEFAULT_CLIENT: OAuthClient & { clientSecret: string } = {
  clientId: '6b1f2d4e-5a70-4c1b-9a55-3d2c8e7f9a10',
  clientSecret: 'sandbox~Secret.value_8Q',
  redirectUris: 'loopback',
  name: 'Meetbroker (sandbox)',
};

const isLoopback = (address: string): boolean => {
  const url = URL.parse(address);
  return url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
};

export const mayReturnTo = (client: OAuthClient, address: string): boolean =>
  client.redirectUris === 'loopback' ? isLoopback(address) : client.redirectUris.includes(address);

/** The scopes of a request as published names, and the first that does not exist. */
export const scopesIn = (text: string): { scopes: string[]; unknown?: string } => {
  const asked = text.split(/\s+/).filter(Boolean);
  const unknown = asked.find((name) => scopeNamed(name) === undefined);
  const scopes = [...new Set(asked.map((name) => scopeNamed(name) ?? name))];
  return { scopes, ...(unknown === undefined ? {} : { unknown }) };
};
