import { asciiDomain } from '../../itip/address.js';
import { type DkimSignature, MAIL_LIMITS } from './mail.js';

/** The keys that DKIM-Signature headers name (RFC 6376 section 3.5), each once; what names none is left out. */
export function signaturesOf(values: readonly string[]): DkimSignature[] {
  const found = new Map<string, DkimSignature>();
  for (const value of values) {
    const tags = tagsOf(value);
    const domain = asciiDomain(tags.get('d') ?? '');
    const selector = tags.get('s')?.toLowerCase() ?? '';
    if (domain === null || !SELECTOR.test(selector) || found.size >= MAIL_LIMITS.signatures) continue;
    found.set(keyName({ domain, selector }), { domain, selector });
  }
  return [...found.values()];
}

const SELECTOR = /^(?=.{1,200}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

/** Where the key is published (RFC 6376 section 3.6.2.1). */
export const keyName = ({ domain, selector }: DkimSignature): string =>
  `${selector}._domainkey.${domain}`.toLowerCase();

/** Tag lists, RFC 6376 section 3.2; the first one of a name. */
function tagsOf(value: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const part of value.split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    if (name !== '' && !tags.has(name)) tags.set(name, part.slice(at + 1).replace(/\s+/g, ''));
  }
  return tags;
}
