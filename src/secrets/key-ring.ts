import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';

/** The installation's key, and what is derived from it. Pure: randomness is handed in. */
export interface KeyRing {
  /** Names the key: the first 16 hex digits of its SHA-256. */
  readonly kid: string;
  readonly wrappingKey: Buffer;
  readonly tokenKey: Buffer;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Derives the ring from the 32 bytes of SECRET_KEY_FILE. One key a purpose, so that none can stand in for another. */
export const keyRingOf = (secret: Buffer): KeyRing => ({
  kid: createHash('sha256').update(secret).digest('hex').slice(0, 16),
  wrappingKey: derive(secret, 'meetbroker wrap v1'),
  tokenKey: derive(secret, 'meetbroker token v1'),
});

/** The 32 bytes of a key file's base64 text, or null when it holds something else. */
export const parseKeyFile = (text: string): Buffer | null => {
  const bytes = Buffer.from(text.trim(), 'base64');
  return bytes.length === KEY_BYTES ? bytes : null;
};

const derive = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, KEY_BYTES));

/**
 * AES-256-GCM: iv | tag | ciphertext.
 * @param iv 12 random bytes, never used twice with one key.
 * @param context bound as additional data: a ciphertext moved to another row does not open.
 */
export const sealWith = (key: Buffer, iv: Buffer, plain: Buffer, context: string): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
};

/** Opens what sealWith closed; null for a wrong key, another context or an altered text. */
export const openWith = (key: Buffer, sealed: Buffer, context: string): Buffer | null => {
  if (sealed.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const body = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    // GCM's only way to say that the tag does not fit; callers turn null into a named refusal.
    return null;
  }
};

/** 128 bits that follow from the purpose and the ids: the same address and link in every mail of one meeting. */
export const derivedSecret = (key: Buffer, parts: readonly string[]): Buffer =>
  createHmac('sha256', key).update(parts.join('\n')).digest().subarray(0, 16);
