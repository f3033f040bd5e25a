import { hash } from 'node:crypto';

/**
 * Tokens that find their agency by themselves: 26 characters of the agency's id and 26 of a 128-bit secret, both in
 * lower-case base32, 52 in all. No table over all agencies is needed to find the row, so a front can route a request to
 * the cell that holds the agency; and the token survives mail systems that fold the local part's case.
 */
export interface Token {
  readonly agencyId: string;
  readonly secret: Uint8Array;
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const PART = 26;

const NO_DIGIT = 255;
/** What each character of ASCII is worth. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = ALPHABET.indexOf(String.fromCharCode(code));
  return digit < 0 ? NO_DIGIT : digit;
});

/** 16 bytes as 26 characters (Crockford's alphabet, lower case). */
export const toBase32 = (bytes: Uint8Array): string => {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < PART; i++) {
    text = ALPHABET.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
};

/** The 16 bytes of 26 characters, or null for anything else. By hand, because every request brings a token. */
export const fromBase32 = (text: string): Uint8Array | null => {
  if (text.length !== PART) return null;
  const bytes = new Uint8Array(16);
  let written = 0;
  // 26 characters hold two bits more than 16 bytes: those in front, which have to be 0.
  let bits = -2;
  let left = 0;
  for (let i = 0; i < PART; i++) {
    const digit = DIGITS[text.charCodeAt(i)] ?? NO_DIGIT;
    if (digit === NO_DIGIT || (i === 0 && digit > 7)) return null;
    left = (left << 5) | digit;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written++] = left >> bits;
    left &= (1 << bits) - 1;
  }
  return bytes;
};

export const formatToken = (token: Token): string => {
  const agency = Uint8Array.from(Buffer.from(token.agencyId.replaceAll('-', ''), 'hex'));
  return toBase32(agency) + toBase32(token.secret);
};

/** Null for what cannot be a token of ours; says nothing about whether it is valid. */
export const parseToken = (text: string): Token | null => {
  const folded = text.toLowerCase();
  const agency = fromBase32(folded.slice(0, PART));
  const secret = fromBase32(folded.slice(PART));
  if (agency === null || secret === null) return null;
  const hex = Buffer.from(agency).toString('hex');
  const agencyId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
  return { agencyId, secret };
};

/** SHA-256 of the secret: what the database keeps. */
export const hashSecret = (secret: Uint8Array): Buffer => hash('sha256', secret, 'buffer');
