import { parseToken, type Token } from '../secrets/token.js';

/**
 * A recipient address at our own domain: with the token of an attendee's organizer address (`m+<token>@` or
 * `<token>@`, in any case of letters), or without one. Null for any other domain.
 */
export type Recipient = { readonly token: Token | null };

/** @param domain MAIL_DOMAIN, in lower case. */
export const readRecipient = (address: string, domain: string): Recipient | null => {
  const at = address.lastIndexOf('@');
  if (at < 1 || address.slice(at + 1).toLowerCase() !== domain) return null;
  const local = address.slice(0, at).toLowerCase();
  // Some servers hand the detail on alone (recipient_delimiter), some the whole local part.
  return { token: parseToken(local.startsWith('m+') ? local.slice(2) : local) };
};
