import { type Html, type HtmlValue, html } from '../mail/templates/html.js';
import type { Language } from '../mail/templates/language.js';
import { layout } from './layout.js';
import { REQUEST_PAGE_TEXTS, type RequestPageTexts } from './request-page-texts.js';

export interface RequestPageFacts {
  readonly token: string;
  readonly client: string;
  readonly person: string;
}

export const REQUEST_FIELDS = ['name', 'company', 'email', 'phone', 'title', 'words'] as const;
export type RequestField = (typeof REQUEST_FIELDS)[number];

/** What was typed before a refusal sent the page back. `website` is the field that people do not see. */
export type TypedRequest = Readonly<Record<RequestField | 'website', string>>;

export const NOTHING_ASKED: TypedRequest = {
  name: '',
  company: '',
  email: '',
  phone: '',
  title: '',
  words: '',
  website: '',
};

export type RequestNotice =
  | { readonly kind: 'sent' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'refused'; readonly wrong: ReadonlySet<string> };

/** The page where somebody asks a client for a meeting. It works without a script. */
export const requestPage = (
  { token, client, person }: RequestPageFacts,
  language: Language,
  notice: RequestNotice | null,
  typed: TypedRequest,
): string => {
  const texts = REQUEST_PAGE_TEXTS[language];
  const wrong = notice?.kind === 'refused' ? notice.wrong : new Set<string>();
  const input = (name: Exclude<RequestField, 'words'>, more: Html) => field(name, texts, typed, wrong, more);
  return layout({
    language,
    title: texts.title(client),
    firm: client,
    formId: 'ask',
    body: html`<h1>${texts.title(client)}</h1>
${noticeOf(notice, texts)}
${
  notice?.kind !== 'sent' &&
  html`<p>${texts.lead(person)}</p>
<form id="ask" method="post" action="/request/${token}?lang=${language}">
${input('name', html` required maxlength="120" autocomplete="name"`)}
${input('company', html` maxlength="120" autocomplete="organization"`)}
${input('email', html` type="email" maxlength="254" autocomplete="email" aria-describedby="reach"`)}
${input('phone', html` type="tel" maxlength="40" autocomplete="tel" aria-describedby="reach"`)}
<p class="soft small" id="reach">${texts.reach}</p>
${input('title', html` required maxlength="200"`)}
<label class="field"><span>${texts.labels.words}</span><textarea name="words" rows="4" maxlength="2000">${typed.words}</textarea></label>
<div class="unseen" aria-hidden="true"><label>Website <input name="website" tabindex="-1" autocomplete="off"></label></div>
<button class="press" type="submit">${texts.send}</button>
<p class="soft small">${texts.privacy(client)}</p>
</form>`
}`,
  });
};

const field = (
  name: Exclude<RequestField, 'words'>,
  texts: RequestPageTexts,
  typed: TypedRequest,
  wrong: ReadonlySet<string>,
  more: Html,
): Html =>
  html`<label class="field"><span>${texts.labels[name]}</span><input name="${name}"${more} value="${typed[name]}"${wrong.has(name) && html` aria-invalid="true"`}></label>
${wrong.has(name) && html`<p class="notice warn small" role="alert">${texts.wrong[name]}</p>`}`;

const noticeOf = (notice: RequestNotice | null, texts: RequestPageTexts): HtmlValue => {
  if (notice === null) return null;
  if (notice.kind === 'sent') return html`<p class="notice" role="status">${texts.sent}</p>`;
  return html`<p class="notice warn" role="alert">${notice.kind === 'too-many' ? texts.tooMany : texts.refused}</p>`;
};
