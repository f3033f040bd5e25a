/** What somebody sent from the page. */
export interface AnswerForm {
  readonly choice: Choice;
  readonly comment: string | null;
}

/**
 * nothing: a button was pressed without a choice, as robots that follow links do; nothing may come of it.
 * none: no offered time suits. cannot: the confirmed time does not.
 */
export type Choice =
  | { readonly kind: 'option'; readonly optionId: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'cannot' }
  | { readonly kind: 'nothing' };

/** Characters; the page says so to the browser, and what is longer is cut. */
export const COMMENT_LIMIT = 1000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads a form body, whatever it is; a field that came twice says nothing. */
export const readAnswerForm = (body: unknown): AnswerForm => ({
  choice: choiceOf(fieldOf(body, 'choice')),
  comment: commentOf(fieldOf(body, 'comment')),
});

const fieldOf = (body: unknown, name: string): string | null => {
  if (typeof body !== 'object' || body === null) return null;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : null;
};

const choiceOf = (value: string | null): Choice => {
  if (value === 'none' || value === 'cannot') return { kind: value };
  return value !== null && UUID.test(value)
    ? { kind: 'option', optionId: value.toLowerCase() }
    : { kind: 'nothing' };
};

const commentOf = (value: string | null): string | null => {
  const cleaned = (value ?? '')
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[\p{Cc}--\n]/gv, ' ')
    .trim();
  return cleaned === '' ? null : [...cleaned].slice(0, COMMENT_LIMIT).join('');
};
