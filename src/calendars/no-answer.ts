import type { OutboundFault } from '../outbound/outbound-fault.js';
import type { Fault, RefusedReason } from './calendar.port.js';

/**
 * No answer from an address that a person entered: the call may have been carried out, unless the address was refused
 * before anything was sent.
 * @param opening true while the address is being tried: a name that nobody knows is a slip of the pen then, and an
 * outage of the name servers later.
 */
export const noAnswer = ({ kind, detail }: OutboundFault, opening: boolean): Fault => {
  const reason = REASONS[kind];
  if (reason === null || (kind === 'unknown-host' && !opening)) return { kind: 'unknown', detail };
  return { kind: 'refused', detail, reason };
};

const REASONS: Readonly<Record<OutboundFault['kind'], RefusedReason | null>> = {
  scheme: 'address',
  insecure: 'insecure',
  port: 'port',
  'private-network': 'private-network',
  'unknown-host': 'unknown-host',
  certificate: 'certificate',
  'too-large': 'too-large',
  redirects: 'redirects',
  unreachable: null,
  timeout: null,
  'broken-answer': null,
};
