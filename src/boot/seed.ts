import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { seedAgency } from '../sandbox/seed/seed-agency.js';
import { USERS } from '../sandbox/seed/seed-people.js';
import { errorCode } from './boot-fault.js';

/** How to sign in to the seeded agency. */
export interface SeedSignIn {
  readonly emails: readonly { readonly email: string; readonly role: string }[];
  readonly password: string;
}

/**
 * Makes the seeded agency at the first start, and says how to sign in at this and every later one. The password is this
 * installation's own: the service may be reached from other machines.
 * @param firstOwnerLink null when there is an agency already.
 * @returns null when the agency that is there is not the seeded one.
 */
export const seedIfWanted = async (
  url: string,
  dataDir: string,
  firstOwnerLink: string | null,
  now: number,
  say: (line: string) => void,
): Promise<SeedSignIn | null> => {
  const file = join(dataDir, 'sandbox', 'sign-in.txt');
  const unfinished = join(dataDir, 'sandbox', 'seed-unfinished');
  const emails = USERS.map(({ email, role }) => ({ email, role }));
  if (firstOwnerLink === null) {
    const kept = await readIfThere(file);
    if ((await readIfThere(unfinished)) !== null) {
      say(
        `The first start was broken off while the agency was made: it is not whole. For a whole one, remove ${dataDir}.`,
      );
    }
    return kept === null ? null : { emails, password: kept };
  }
  const password = randomBytes(9).toString('base64url');
  await mkdir(dirname(file), { recursive: true });
  // The password is written first: a start that was broken off leaves an agency that its owner can sign in to.
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  await writeFile(unfinished, '', { mode: 0o600 });
  await seedAgency(url, firstOwnerLink.slice(firstOwnerLink.indexOf('#') + 1), password, now, say);
  await rm(unfinished);
  return { emails, password };
};

const readIfThere = async (file: string): Promise<string | null> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
};
