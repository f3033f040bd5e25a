import { foldLine } from '../../itip/fold.js';
import type { KnownContact } from './import-plan.js';

/** Cards of version 3.0 (RFC 2426), which every address book in use reads; UTF-8, folded at 75 octets. */
export const vcardOf = (contact: KnownContact): string => {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `UID:urn:uuid:${contact.contactId}`,
    `FN:${escaped(contact.name ?? '')}`,
    // The family name is not known apart: the whole name in its place is what address books sort by.
    `N:${escaped(contact.name ?? '')};;;;`,
    ...line('ORG', contact.company),
    ...line('EMAIL;TYPE=INTERNET', contact.email),
    ...line('TEL;TYPE=VOICE', contact.phone),
    ...line('LANG', contact.locale),
    ...line('TZ;VALUE=text', contact.zone),
    ...line('NOTE', contact.note),
    'END:VCARD',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
};

const line = (name: string, value: string | null): string[] =>
  value === null ? [] : [`${name}:${escaped(value)}`];

const escaped = (text: string): string => text.replace(/[\\,;]/g, '\\$&').replace(/\r\n|\n|\r/g, '\\n');
