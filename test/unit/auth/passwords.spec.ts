import { type Candidate, MAX_TRIALS, NOBODYS_HASH, trialsOf } from '../../../src/auth/credential.js';
import { networkOf } from '../../../src/auth/network.js';
import { PasswordService } from '../../../src/auth/password.service.js';
import { formatPhc, parsePhc } from '../../../src/auth/phc.js';

const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  agencyId: 'a',
  userId: 'u',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$BBBB',
  disabled: false,
  ...more,
});

describe('trials of a password', () => {
  it('are one for nobody, a disabled user, an invited one and a real one alike: no path is shorter', () => {
    const cases = [[], [candidate({ disabled: true })], [candidate({ passwordHash: null })], [candidate()]];
    for (const candidates of cases) expect(trialsOf(candidates)).toHaveLength(1);
    for (const candidates of cases.slice(0, 3)) {
      expect(trialsOf(candidates)).toEqual([{ candidate: null, hash: NOBODYS_HASH }]);
    }
    expect(trialsOf([candidate()])[0]?.candidate).toEqual(candidate());
  });

  it('cost nobody as much as somebody: the same parameters, salt and length', async () => {
    const real = parsePhc(await new PasswordService().hash('some password'));
    const nobody = parsePhc(NOBODYS_HASH);
    expect(nobody).not.toBeNull();
    expect({ ...nobody, salt: nobody?.salt.length, hash: nobody?.hash.length }).toEqual({
      ...real,
      salt: real?.salt.length,
      hash: real?.hash.length,
    });
    expect(await new PasswordService().verify('some password', NOBODYS_HASH)).toBe(false);
  });

  it('are bounded', () => {
    expect(trialsOf(Array.from({ length: 50 }, () => candidate()))).toHaveLength(MAX_TRIALS);
  });
});

describe('passwords', () => {
  const passwords = new PasswordService();

  it('match themselves and nothing else, whatever they hold', async () => {
    for (const password of ['correct horse', 'pārole ar garumzīmēm', '\u0000\u0001', 'x'.repeat(200)]) {
      const hash = await passwords.hash(password);
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
      expect(await passwords.verify(password, hash)).toBe(true);
      expect(await passwords.verify(`${password} `, hash)).toBe(false);
      expect(await passwords.hash(password)).not.toBe(hash);
    }
  });

  it('know a hash that was made with other costs, and still check it', async () => {
    // A vector of the reference implementation: "password", salt "somesalt", 64 MiB, two passes, one lane.
    const foreign = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(passwords.isOutdated(foreign)).toBe(true);
    expect(await passwords.verify('password', foreign)).toBe(true);
    expect(await passwords.verify('Password', foreign)).toBe(false);
    expect(passwords.isOutdated(await passwords.hash('password'))).toBe(false);
  });

  it('take a damaged hash for damage, not for a wrong password', async () => {
    await expect(passwords.verify('x', 'plain')).rejects.toThrow('PHC');
  });
});

describe('the PHC string', () => {
  it('is read as it was written', () => {
    const value = {
      memory: 19456,
      passes: 2,
      parallelism: 1,
      salt: Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9]),
      hash: Buffer.alloc(32, 255),
    };
    expect(parsePhc(formatPhc(value))).toEqual(value);
  });

  it.each([
    '',
    '$argon2i$v=19$m=1,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAA',
    '$argon2id$m=1,t=1,p=1$AAAAAAAAAAA$AA',
  ])('is nothing for %j', (text) => expect(parsePhc(text)).toBeNull());
});

describe('networkOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('counts %s for %s', (address, network) => expect(networkOf(address)).toBe(network));
});
