/** MIME by hand (RFC 2045, 2047): what a mail program on the other side would put on the wire. */
export interface MimePart {
  headers: string[];
  body: string;
}

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');

/** Base64 in lines of 76, as a body with its transfer encoding. */
export const base64Part = (contentType: string, text: string, ...headers: string[]): MimePart => ({
  headers: [`Content-Type: ${contentType}`, 'Content-Transfer-Encoding: base64', ...headers],
  body: utf8(text).toString('base64').replaceAll(/.{76}/g, '$&\r\n').trimEnd(),
});

/** Text as it is; the mail is then 8 bits wide, which SMTP of this century carries. */
export const plainPart = (contentType: string, text: string, ...headers: string[]): MimePart => ({
  headers: [
    `Content-Type: ${contentType}`,
    `Content-Transfer-Encoding: ${/^\p{ASCII}*$/u.test(text) ? '7bit' : '8bit'}`,
    ...headers,
  ],
  body: text.replaceAll(/\r?\n/g, '\r\n'),
});

export const multipart = (kind: string, boundary: string, parts: MimePart[]): MimePart => ({
  headers: [`Content-Type: multipart/${kind}; boundary="${boundary}"`],
  body: [...parts.map((part) => `--${boundary}\r\n${render(part)}`), `--${boundary}--`].join('\r\n'),
});

export const render = (part: MimePart): string => `${part.headers.join('\r\n')}\r\n\r\n${part.body}\r\n`;

/** A header's text: encoded words of at most 45 octets each, never splitting a character. */
export const encodeWords = (text: string): string => {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const char of text) {
    if (utf8(word + char).length > 45) {
      words.push(word);
      word = '';
    }
    word += char;
  }
  words.push(word);
  return words.map((piece) => `=?UTF-8?B?${utf8(piece).toString('base64')}?=`).join('\r\n ');
};

export const mailbox = (name: string, address: string): string =>
  name === '' || name === address
    ? address
    : `${/^[\w .-]+$/.test(name) ? `"${name}"` : encodeWords(name.replaceAll(/[\r\n"]/g, ' '))} <${address}>`;

/** Folds iCalendar lines at `width` octets, between characters. */
export const foldLines = (lines: readonly string[], width = 75): string =>
  lines
    .map((line) => {
      let folded = '';
      let room = width;
      for (const char of line) {
        const size = utf8(char).length;
        if (size > room) {
          folded += '\r\n ';
          room = width - 1;
        }
        folded += char;
        room -= size;
      }
      return `${folded}\r\n`;
    })
    .join('');
