import { normalAddress } from '../../itip/address.js';
import { readRecipient } from '../recipient.js';

/** What a mail server writes where it delivers, the address as it was in the envelope. */
const DELIVERED = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to'];
const NAMED = ['to', 'cc', 'resent-to', 'resent-cc'];

export const RECIPIENT_HEADERS = [...DELIVERED, ...NAMED];

const MOST = 20;

/**
 * Whom of ours a mail in a mailbox is for: IMAP knows no envelope. What the server wrote at the delivery comes first;
 * To and Cc stand in where it wrote nothing of ours. That the sender writes headers too does no harm: an address proves
 * itself by its token.
 *
 * @param head the header, or the lines of RECIPIENT_HEADERS of it.
 * @returns our addresses, each once: those with a token, or the bare `m@` that programs leave of them. A mailbox may
 *   hold other people's mail of the same domain, which is none of ours: empty then.
 */
export const recipientsOf = (head: Buffer, domain: string): string[] => {
  const headers = headersOf(head);
  for (const names of [DELIVERED, NAMED]) {
    const ours = new Set(
      headers
        .filter(({ name }) => names.includes(name))
        .flatMap(({ value }) => value.match(ADDRESS) ?? [])
        .map(normalAddress)
        .filter((address) => isOurs(address, domain)),
    );
    if (ours.size > 0) return [...ours].slice(0, MOST);
  }
  return [];
};

/** Return-Path, as the server wrote it at the delivery; empty for a report, or when there is none. */
export const returnPathOf = (head: Buffer): string => {
  const value = headersOf(head).find(({ name }) => name === 'return-path')?.value ?? '';
  return value.match(ADDRESS)?.[0] ?? '';
};

const ADDRESS = /[^\s<>,;:"()[\]\\]+@[a-z0-9.-]+/gi;

const isOurs = (address: string, domain: string): boolean => {
  const recipient = readRecipient(address, domain);
  return recipient !== null && (recipient.token !== null || address === `m@${domain}`);
};

const headersOf = (head: Buffer): { name: string; value: string }[] => {
  const text = head.toString('latin1').replace(/\r\n?/g, '\n');
  const end = text.indexOf('\n\n');
  return (end < 0 ? text : text.slice(0, end))
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 1
        ? []
        : { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() };
    });
};
