const LIMIT = 75;

/**
 * One content line folded at 75 octets (RFC 5545 3.1), between characters, never inside one. Octets, not characters
 * and not graphemes: a program that counts bytes cuts longer lines off.
 */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = utf8Length(character);
    if (octets + size > LIMIT) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  parts.push(part);
  return parts.join('\r\n');
}

/** Octets of one code point in UTF-8. */
function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** Octets of a text in UTF-8. */
export function octetsOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
