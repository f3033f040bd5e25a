/**
 * HTML by tagged template: what is put in is text and is escaped, unless it was made by `html` itself. So nothing that
 * a person typed can become markup, and there is no way to forget it. Values may stand between tags or inside double
 * quotes, nowhere else (never in a script, a style or an unquoted attribute).
 */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe between tags and inside quotes; control characters, which no page may hold, become spaces. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}--[\t\n]]/gv, ' ')
    .replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** Null, undefined and false leave nothing behind; lists are joined. */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  new Html(strings.map((string, i) => string + (i < values.length ? render(values[i]) : '')).join(''));

const render = (value: HtmlValue): string => {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return escapeHtml(String(value));
};

/** Text of several lines, with `<br>` between them. */
export const lines = (text: string): Html[] =>
  text.split(/\r\n|\r|\n/).map((line, i) => (i === 0 ? html`${line}` : html`<br>${line}`));
