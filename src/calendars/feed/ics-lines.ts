/** One content line of a calendar file (RFC 5545 section 3.1), unfolded, with the place where it began. */
export interface IcsLine {
  /** Of the file, from 1. */
  readonly line: number;
  /** Upper case. */
  readonly name: string;
  readonly params: ReadonlyMap<string, string>;
  readonly value: string;
  readonly raw: string;
}

/** Longer lines are attachments: nothing of them is needed, and their text would only cost memory. */
const LONGEST_LINE = 64 * 1024;

/**
 * Lines of a file, one by one. A fold may stand in the middle of a character, so octets are joined before they are
 * decoded; a line that is no UTF-8 is read as windows-1252, which is what old programs wrote. What is no content line
 * is left out.
 */
export function* icsLines(bytes: Uint8Array): Generator<IcsLine> {
  const text = wideText(bytes);
  const source = text === null ? bytes : new TextEncoder().encode(text);
  let parts: Uint8Array[] = [];
  let first = 1;
  let number = 0;
  for (let at = startOf(source); at < source.length; ) {
    number++;
    const end = lineEnd(source, at);
    const content = source.subarray(at, source[end - 1] === CR ? end - 1 : end);
    const folded = (content[0] === SPACE || content[0] === TAB) && parts.length > 0;
    if (folded) {
      parts.push(content.subarray(1));
    } else {
      const line = join(parts, first);
      if (line !== null) yield line;
      parts = [content];
      first = number;
    }
    at = end + 1;
  }
  const line = join(parts, first);
  if (line !== null) yield line;
}

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;

const startOf = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

const lineEnd = (bytes: Uint8Array, from: number): number => {
  const end = bytes.indexOf(LF, from);
  return end < 0 ? bytes.length : end;
};

/** The text of a UTF-16 file, which some programs export; null for any other. */
const wideText = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return null;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });
const western = new TextDecoder('windows-1252');

const decode = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    return western.decode(bytes);
  }
};

const join = (parts: readonly Uint8Array[], line: number): IcsLine | null => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length === 0 || length > LONGEST_LINE) return null;
  const bytes = parts.length === 1 ? (parts[0] ?? new Uint8Array()) : Buffer.concat(parts);
  return parseLine(decode(bytes), line);
};

/** No part of it can take what the next one takes as well: a hostile line costs its length, not its square. */
const HEAD = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):/;

/** Null for what is no content line. */
export const parseLine = (raw: string, line: number): IcsLine | null => {
  const match = HEAD.exec(raw);
  if (match === null) return null;
  const params = new Map<string, string>();
  for (const [, name = '', value = ''] of (match[2] ?? '').matchAll(
    /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";])*)/g,
  )) {
    params.set(name.toUpperCase(), value.replaceAll('"', ''));
  }
  return { line, name: (match[1] ?? '').toUpperCase(), params, value: raw.slice(match[0].length), raw };
};

/** A TEXT value without its escapes (RFC 5545 3.3.11). */
export const unescapeText = (value: string): string =>
  value.replace(/\\([nN;,\\])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char));
