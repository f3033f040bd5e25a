import { derivedSecret, keyRingOf, openWith, parseKeyFile, sealWith } from '../../../src/secrets/key-ring.js';

const ring = keyRingOf(Buffer.alloc(32, 7));
const iv = Buffer.alloc(12, 1);
const canary = Buffer.from('canary-refresh-token');

describe('sealing', () => {
  it('opens for the same key and context only', () => {
    const sealed = sealWith(ring.wrappingKey, iv, canary, 'a/b/tokens');
    expect(openWith(ring.wrappingKey, sealed, 'a/b/tokens')).toEqual(canary);
    expect(openWith(ring.wrappingKey, sealed, 'a/c/tokens')).toBeNull();
    expect(openWith(keyRingOf(Buffer.alloc(32, 8)).wrappingKey, sealed, 'a/b/tokens')).toBeNull();
  });

  it('does not show the text, and notices one flipped bit anywhere', () => {
    const sealed = sealWith(ring.wrappingKey, iv, canary, 'x');
    expect(sealed.includes(canary)).toBe(false);
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(openWith(ring.wrappingKey, altered, 'x')).toBeNull();
    }
    expect(openWith(ring.wrappingKey, Buffer.alloc(3), 'x')).toBeNull();
  });

  it('keeps the purposes of one key apart', () => {
    expect(ring.wrappingKey.equals(ring.tokenKey)).toBe(false);
    const one = derivedSecret(ring.tokenKey, ['organizer-address', 'a', 'm', 't']);
    expect(one).toHaveLength(16);
    expect(derivedSecret(ring.tokenKey, ['organizer-address', 'a', 'm', 't'])).toEqual(one);
    expect(derivedSecret(ring.tokenKey, ['proposal-page', 'a', 'm', 't']).equals(one)).toBe(false);
  });
});

describe('a key file', () => {
  it('holds 32 bytes in base64, with or without a newline', () => {
    expect(parseKeyFile(`${Buffer.alloc(32, 9).toString('base64')}\n`)).toEqual(Buffer.alloc(32, 9));
    expect(parseKeyFile('too short')).toBeNull();
    expect(parseKeyFile('')).toBeNull();
  });
});
