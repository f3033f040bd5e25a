import fc from 'fast-check';
import { formatToken, fromBase32, hashSecret, parseToken, toBase32 } from '../../../src/secrets/token.js';

const bytes16 = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('tokens', () => {
  it('come back as they were, whatever case a mail system left them in', () => {
    fc.assert(
      fc.property(fc.uuid(), bytes16, fc.boolean(), (agencyId, secret, upper) => {
        const text = formatToken({ agencyId, secret });
        expect(text).toMatch(/^[0-9a-z]{52}$/);
        const back = parseToken(upper ? text.toUpperCase() : text);
        expect(back?.agencyId).toBe(agencyId);
        expect(back?.secret).toEqual(secret);
      }),
    );
  });

  it('fit into the local part of an address with its prefix', () => {
    const text = formatToken({
      agencyId: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      secret: new Uint8Array(16).fill(255),
    });
    expect(`m+${text}`.length).toBeLessThanOrEqual(64);
  });

  it.each(['', 'x', '0'.repeat(51), '0'.repeat(53), `${'0'.repeat(51)}!`, 'z'.repeat(52)])(
    'refuses %j',
    (text) => {
      expect(parseToken(text)).toBeNull();
    },
  );

  it('encodes 16 bytes as 26 characters of an alphabet without i, l, o, u', () => {
    expect(toBase32(new Uint8Array(16))).toBe('0'.repeat(26));
    expect(toBase32(Uint8Array.from({ length: 16 }, () => 255))).toBe(`7${'z'.repeat(25)}`);
    expect(fromBase32(`8${'0'.repeat(25)}`)).toBeNull();
  });

  it('hashes the secret with SHA-256', () => {
    // printf '\0%.0s' {1..16} | sha256sum
    expect(hashSecret(new Uint8Array(16)).toString('hex')).toBe(
      '374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb',
    );
  });
});
