/** How the letters of a file are written. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1257', 'windows-1251'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * The text of a file, without its byte order mark. A mark says the encoding; without one, what is valid UTF-8 is UTF-8
 * (other text hardly ever is by chance), zeros in every other place are UTF-16, and of the two code pages that
 * spreadsheets around here write, the Baltic one shows itself by Latin letters beside those above 0xBF.
 *
 * @param forced what a person chose because the guess was wrong.
 */
export const decodeText = (bytes: Uint8Array, forced: Encoding | null = null): DecodedText => {
  const encoding = forced ?? marked(bytes) ?? guessed(bytes);
  return { encoding, text: new TextDecoder(encoding).decode(bytes) };
};

const marked = (bytes: Uint8Array): Encoding | null => {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
};

const LOOKED_AT = 64 * 1024;

const guessed = (bytes: Uint8Array): Encoding => {
  const head = bytes.subarray(0, LOOKED_AT);
  const zeros = [0, 0];
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Latin letters in UTF-16 have a zero beside them; in no other of these encodings is there any.
  if (even + odd > head.length / 8) return odd >= even ? 'utf-16le' : 'utf-16be';
  if (isUtf8(bytes)) return 'utf-8';
  let high = 0;
  let besideLatin = 0;
  for (const [i, byte] of head.entries()) {
    if (byte < 0xc0) continue;
    high += 1;
    if (isLatin(head[i - 1]) || isLatin(head[i + 1])) besideLatin += 1;
  }
  return besideLatin > high / 3 ? 'windows-1257' : 'windows-1251';
};

const isLatin = (byte = 0): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};
