import { BlockList, isIP } from 'node:net';

/**
 * Addresses that no foreign text may make this service connect to: its own machine, its own network, the cloud's
 * metadata service, groups, and ranges that are nobody's.
 *
 * Sources: the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890 and its updates). For IPv6 only global
 * unicast (2000::/3) is let through, so that what carries an IPv4 address inside (::ffff:0:0/96, 64:ff9b::/96,
 * 2002::/16, Teredo) is no way around the IPv4 list.
 */
const FORBIDDEN_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

const FORBIDDEN_IN_GLOBAL_UNICAST: readonly (readonly [string, number])[] = [
  // IETF's own, Teredo and documentation among them.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const forbidden = new BlockList();
for (const [net, prefix] of FORBIDDEN_V4) forbidden.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of FORBIDDEN_IN_GLOBAL_UNICAST) forbidden.addSubnet(net, prefix, 'ipv6');

const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** @param address as a resolver gives it; anything that is no address is forbidden, too. */
export const isForbiddenAddress = (address: string): boolean => {
  // A zone index (fe80::1%eth0) exists for link-local addresses only.
  switch (isIP(address)) {
    case 4:
      return forbidden.check(address, 'ipv4');
    case 6:
      return !globalUnicast.check(address, 'ipv6') || forbidden.check(address, 'ipv6');
    default:
      return true;
  }
};
