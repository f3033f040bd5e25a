import { BlockList, isIP } from 'node:net';
import type { SMTPServerSession } from 'smtp-server';
import type { MailOrigin } from '../mail.port.js';

/** Addresses `address/prefix`; the prefix in bits. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
}

const COMMANDS_OFF = ['AUTH', 'STARTTLS'];

/**
 * Which connections come from the site's own mail server. A verdict in the header of a mail counts only from there
 * (RFC 8601 section 5), and only there XFORWARD is understood, by which Postfix says which host a mail came from:
 * anybody else could claim another one's address with it.
 *
 * Decided when the connection begins, because XFORWARD replaces the session's address.
 */
export class SessionTrust {
  private readonly networks = new BlockList();
  private readonly relays = new Set<string>();

  constructor(networks: readonly Network[]) {
    for (const { address, prefix } of networks) this.networks.addSubnet(address, prefix, familyOf(address));
  }

  admit(session: SMTPServerSession): void {
    const { id, remoteAddress } = session;
    const trusted = isIP(remoteAddress) !== 0 && this.networks.check(remoteAddress, familyOf(remoteAddress));
    if (trusted) this.relays.add(id);
    session.disabledCommands = trusted ? COMMANDS_OFF : [...COMMANDS_OFF, 'XFORWARD'];
  }

  isRelay(session: SMTPServerSession): boolean {
    return this.relays.has(session.id);
  }

  forget({ id }: Pick<SMTPServerSession, 'id'>): void {
    this.relays.delete(id);
  }
}

/** Of a relay only what it forwards is known of the sender's host: its own address says nothing about that. */
export const originOf = (session: SMTPServerSession, relay: boolean, lmtp: boolean): MailOrigin => {
  const via = lmtp ? 'lmtp' : 'smtp';
  if (!relay) {
    return { via, relay, clientIp: session.remoteAddress, helo: textOf(session.hostNameAppearsAs) };
  }
  return {
    via,
    relay,
    clientIp: textOf(session.xForward.get('ADDR')),
    helo: textOf(session.xForward.get('HELO')),
  };
};

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const textOf = (value: string | number | false | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
