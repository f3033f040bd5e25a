/** An argon2id hash in the PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, base64 without padding. */
export interface Argon2Hash {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export const formatPhc = (value: Argon2Hash): string =>
  `$argon2id$v=19$m=${value.memory},t=${value.passes},p=${value.parallelism}` +
  `$${unpadded(value.salt)}$${unpadded(value.hash)}`;

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

/** Null for anything that is not such a string. */
export const parsePhc = (text: string): Argon2Hash | null => {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(text) ?? [];
  if (salt === undefined || hash === undefined) return null;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
};

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
