import { normalAddress } from '../../itip/address.js';
import type { DeliveryReport } from './mail.js';

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
const RECIPIENTS = 50;

/**
 * The recipients of a message/delivery-status part (RFC 3464): groups of fields parted by empty lines, the first
 * group about the message, each further one about a recipient.
 */
export function deliveryRecipients(text: string): DeliveryReport['recipients'] {
  const groups = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .map(fieldsOf);
  return groups
    .filter((fields) => fields.has('final-recipient') || fields.has('original-recipient'))
    .slice(0, RECIPIENTS)
    .map((fields) => {
      const given = fields.get('action')?.toLowerCase();
      return {
        // The original recipient is the one we wrote to; the final one is where the other side forwarded it.
        address: typedAddress(fields.get('original-recipient') ?? fields.get('final-recipient') ?? ''),
        action: ACTIONS.find((action) => action === given) ?? 'unknown',
        status: /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null,
        diagnostic: fields.get('diagnostic-code')?.slice(0, 500) ?? null,
      };
    });
}

/** Exim and Gmail name failed recipients in a header, whether or not they attach a report. */
export function failedRecipients(header: string): DeliveryReport['recipients'] {
  return header
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address.includes('@'))
    .slice(0, RECIPIENTS)
    .map((address) => ({
      address: normalAddress(address),
      action: 'failed',
      status: null,
      diagnostic: null,
    }));
}

function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** "rfc822; a@b.example" without its type; xtext's +XX is left alone, plus-addresses look the same. */
function typedAddress(value: string): string {
  return normalAddress(value.replace(/^[\w-]+\s*;/, ''));
}
