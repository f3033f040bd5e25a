import { isAllowedHost, parseAllowedHosts } from '../../../src/outbound/allowed-hosts.js';
import { isForbiddenAddress } from '../../../src/outbound/forbidden-address.js';

describe('addresses that nobody outside may point us at', () => {
  test.each([
    ['this host', '0.0.0.0'],
    ['loopback', '127.0.0.1'],
    ['all of loopback', '127.255.255.254'],
    ['private, 10/8', '10.0.0.1'],
    ['private, 172.16/12, first', '172.16.0.0'],
    ['private, 172.16/12, last', '172.31.255.255'],
    ['private, 192.168/16', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['carrier-grade NAT, last', '100.127.255.255'],
    ['link-local: the cloud’s metadata', '169.254.169.254'],
    ['benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.251'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['loopback, IPv6', '::1'],
    ['unspecified, IPv6', '::'],
    ['IPv4-mapped', '::ffff:127.0.0.1'],
    ['IPv4-mapped, in hexadecimal', '::ffff:7f00:1'],
    ['IPv4-mapped, public', '::ffff:8.8.8.8'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::7f00:1'],
    ['6to4 of a private address', '2002:7f00:1::'],
    ['Teredo', '2001:0:7f00:1::'],
    ['unique local', 'fd00:ec2::254'],
    ['link-local, IPv6', 'fe80::1'],
    ['link-local, IPv6, with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast, IPv6', 'ff02::1'],
    ['documentation, IPv6', '2001:db8::1'],
    ['no address at all', 'localhost'],
  ])('%s: %s', (_, address) => {
    expect(isForbiddenAddress(address)).toBe(true);
  });

  test.each(['8.8.8.8', '17.248.129.1', '100.63.255.255', '100.128.0.0', '172.15.255.255', '172.32.0.0'])(
    'public: %s',
    (address) => {
      expect(isForbiddenAddress(address)).toBe(false);
    },
  );

  test.each(['2001:4860:4860::8888', '2620:149:a44::1', '2a00:1450:4001::1'])('public: %s', (address) => {
    expect(isForbiddenAddress(address)).toBe(false);
  });
});

describe('hosts that the operator allows', () => {
  const allowed = parseAllowedHosts('radicale.office:5232, 10.0.0.7 ,[fd00::5]:8080') ?? [];

  test.each([
    ['its port', 'http://radicale.office:5232/x', true],
    ['the usual ports need naming where one is named', 'https://radicale.office/', false],
    ['without a port, the usual ones', 'https://10.0.0.7/', true],
    ['without a port, no other', 'http://10.0.0.7:6379/', false],
    ['another spelling of the address', 'https://0x0a000007/', true],
    ['IPv6', 'http://[fd00::5]:8080/', true],
    ['a name that ends like it', 'http://evil-radicale.office:5232/', false],
    ['a name below it', 'http://x.radicale.office:5232/', false],
  ])('%s', (_, address, expected) => {
    expect(isAllowedHost(new URL(address), allowed)).toBe(expected);
  });

  test.each(['', 'a b', 'http://x', 'x:0', 'x:70000', 'x,', '*', 'fd00::5'])('"%s" is refused', (text) => {
    expect(parseAllowedHosts(text)).toBeNull();
  });
});
