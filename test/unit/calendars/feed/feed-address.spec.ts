import { readFeedAddress } from '../../../../src/calendars/feed/feed-address.js';

describe('addresses of feeds', () => {
  const read = (address: string) => readFeedAddress({ address, username: '', password: '' });

  test.each([
    ['https', 'https://example.org/a.ics?key=1', 'https://example.org/a.ics?key=1'],
    ['http', 'http://example.org/a.ics', 'http://example.org/a.ics'],
    ['webcal, as calendar programs write it', 'webcal://example.org/a.ics', 'https://example.org/a.ics'],
    ['webcals', 'WEBCALS://example.org/a.ics', 'https://example.org/a.ics'],
    ['without a scheme', ' example.org/a.ics ', 'https://example.org/a.ics'],
    ['a fragment', 'https://example.org/a.ics#top', 'https://example.org/a.ics'],
  ])('%s: %s', (_, entered, address) => {
    expect(read(entered)).toEqual({ address, username: '', password: '' });
  });

  test('a name and a password in the address are taken out of it', () => {
    expect(read('webcal://anna:p%40ss@example.org/a.ics')).toEqual({
      address: 'https://example.org/a.ics',
      username: 'anna',
      password: 'p@ss',
    });
  });

  test.each(['', 'file:///etc/passwd', 'mailto:anna@example.org', 'javascript:alert(1)', 'https://', 'a b'])(
    '"%s" is none',
    (entered) => {
      expect(read(entered)).toBeNull();
    },
  );
});
