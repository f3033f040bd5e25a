import { createHash } from 'node:crypto';

/**
 * An answer that is written already: a mailto: link whose mail only has to be sent, for partners without a calendar
 * program and without a browser. What it says to us stands in the subject, as a mark in square brackets; the words around
 * it are for people and may be changed.
 *
 *     Subject: Yes: Roof – Tuesday, 24 November, 10:00 [yes-0c94aa81f2]
 *
 * The mark names the time (a hash of its UID, so that it cannot be meant for another meeting of the same subject) or, with
 * `no`, all times (a hash of the organizer's address). It proves nothing: the address that the mail comes to says whose
 * invitation is meant, and the sender is held against it as with every answer (match-prepared.ts).
 */
export interface AnswerMark {
  readonly says: 'yes' | 'no';
  readonly code: string;
}

export const markCode = (subject: string): string =>
  createHash('sha256').update(subject.toLowerCase()).digest('hex').slice(0, 10);

export const formatMark = ({ says, code }: AnswerMark): string => `[${says}-${code}]`;

const MARK = /\[(yes|no)-([0-9a-f]{10})\]/gi;

/** The mark in a subject; null for none, and for two that differ, as somebody may have merged two mails. */
export const readMark = (subject: string): AnswerMark | null => {
  const found = [...subject.matchAll(MARK)].map(([, says = '', code = '']): AnswerMark => {
    return { says: says.toLowerCase() === 'no' ? 'no' : 'yes', code: code.toLowerCase() };
  });
  const [first] = found;
  const same = found.every(({ says, code }) => says === first?.says && code === first.code);
  return first !== undefined && same ? first : null;
};

/** At most so many characters of what somebody added. */
const REMARK = 1_000;

/**
 * What the sender added to the prepared words: everything but the paragraph that carries the mark, the signature (after
 * "-- ", RFC 3676 4.3) and quoted lines. Null when there is nothing.
 */
export const addedWords = (text: string, mark: AnswerMark): string | null => {
  const own = text.replaceAll('\r\n', '\n').split(/^-- ?$/m)[0] ?? '';
  const said = own
    .split(/\n[ \t]*\n/)
    .filter((paragraph) => !paragraph.toLowerCase().includes(formatMark(mark)))
    .map((paragraph) =>
      paragraph
        .split('\n')
        .filter((line) => !line.startsWith('>'))
        .join('\n')
        .trim(),
    )
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
  return said === '' ? null : [...said].slice(0, REMARK).join('');
};

/**
 * The link (RFC 6068). The mark stands at the beginning of the body's only paragraph, so that the reader knows what of the
 * text is ours, and there is room below for words of one's own.
 */
export const preparedAnswer = (
  organizer: string,
  mark: AnswerMark,
  words: { readonly subject: string; readonly body: string },
): string => {
  const subject = `${words.subject} ${formatMark(mark)}`;
  const body = `${formatMark(mark)} ${words.body}\r\n\r\n`;
  return `mailto:${encoded(organizer).replaceAll('%40', '@')}?subject=${encoded(subject)}&body=${encoded(body)}`;
};

/** RFC 6068 section 2 wants even these encoded, that encodeURIComponent leaves alone. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
