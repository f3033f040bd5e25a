import type { Credentials } from '../calendar.port.js';

/**
 * The address of a feed as people copy it: webcal:// means https://, and a name and a password in it are taken out of
 * it. Null for what is no address.
 */
export const readFeedAddress = (entered: Credentials): Credentials | null => {
  const text = entered.address.trim().replace(/^webcals?:\/\//i, 'https://');
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '')
    return null;
  const username = decoded(url.username) || entered.username;
  const password = decoded(url.password) || entered.password;
  url.username = '';
  url.password = '';
  url.hash = '';
  return { address: url.href, username, password };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
