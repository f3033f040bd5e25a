import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type Argon2Hash, formatPhc, parsePhc } from './phc.js';

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const PARALLELISM = 1;
const HASH_BYTES = 32;

/** Hashes and checks passwords with Node's own argon2id. */
@Injectable()
export class PasswordService {
  async hash(password: string): Promise<string> {
    const parameters = { memory: MEMORY_KIB, passes: PASSES, parallelism: PARALLELISM };
    const salt = randomBytes(16);
    const hash = await digest(password, { ...parameters, salt }, HASH_BYTES);
    return formatPhc({ ...parameters, salt, hash });
  }

  /** @throws for a stored string that is no hash of ours: that is damage, not a wrong password. */
  async verify(password: string, stored: string): Promise<boolean> {
    const known = parsePhc(stored);
    if (known === null) throw new Error('A stored password hash is not in the PHC format');
    return timingSafeEqual(await digest(password, known, known.hash.length), known.hash);
  }

  /** True when a hash was made with other costs than today's and should be made anew at the next sign-in. */
  isOutdated(stored: string): boolean {
    const known = parsePhc(stored);
    return known === null || known.memory !== MEMORY_KIB || known.passes !== PASSES;
  }
}

const digest = (password: string, costs: Omit<Argon2Hash, 'hash'>, tagLength: number): Promise<Buffer> =>
  derive('argon2id', {
    message: password,
    nonce: costs.salt,
    parallelism: costs.parallelism,
    memory: costs.memory,
    passes: costs.passes,
    tagLength,
  });
