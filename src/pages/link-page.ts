import { type Html, type HtmlValue, html } from '../mail/templates/html.js';
import type { Language } from '../mail/templates/language.js';
import { layout } from './layout.js';
import { LINK_PAGE_TEXTS, type LinkPageTexts } from './link-page-texts.js';

export interface LinkPageFacts {
  readonly token: string;
  readonly secretary: string;
  readonly agency: string;
  readonly phone: string | null;
  readonly mail: string;
  readonly client: string;
  /** What is linked: by the address of the account, or by what kind it is. */
  readonly accounts: readonly { readonly name: string; readonly ended: boolean }[];
  readonly offers: { readonly google: boolean; readonly microsoft: boolean };
}

/** What came of what was pressed, said above the page. */
export type LinkNotice = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly text: string };

/** What was typed before a refusal sent the page back; never the password. */
export interface TypedLink {
  readonly address: string;
  readonly username: string;
  readonly feed: string;
}

/** The page where a client links calendars. It works without a script. */
export const linkPage = (
  facts: LinkPageFacts,
  language: Language,
  notice: LinkNotice | null,
  typed: TypedLink,
): string => {
  const texts = LINK_PAGE_TEXTS[language];
  const post = (part: string) => `/link/${facts.token}/${part}?lang=${language}`;
  return layout({
    language,
    title: texts.title,
    firm: facts.agency,
    formId: 'choose',
    body: html`<h1>${texts.title}</h1>
${noticeOf(notice, texts)}
<p>${texts.lead(facts.secretary, facts.agency)}</p>
<p>${texts.what}</p>
<p class="soft">${texts.not}</p>
${facts.accounts.length > 0 && linkedList(facts, texts)}
<section id="choose">
<h2>${texts.choose}</h2>
${facts.offers.google && button(post('google'), texts.google)}
${facts.offers.microsoft && button(post('microsoft'), texts.microsoft)}
${caldav(post('caldav'), texts, typed)}
${feed(post('feed'), texts, typed)}
</section>
${footer(facts)}`,
  });
};

const noticeOf = (notice: LinkNotice | null, texts: LinkPageTexts): HtmlValue => {
  if (notice === null) return null;
  return notice.kind === 'done'
    ? html`<p class="notice" role="status">${texts.done}</p>`
    : html`<p class="notice warn" role="alert">${notice.text}</p>`;
};

const linkedList = (facts: LinkPageFacts, texts: LinkPageTexts): Html =>
  html`<dl><div><dt>${texts.linked}</dt><dd>${facts.accounts.map(
    ({ name, ended }, i) =>
      html`${i > 0 && html`<br>`}${name}${ended && html` – <strong>${texts.reconnect}</strong>`}`,
  )}</dd></div></dl>`;

const button = (action: string, text: string): Html =>
  html`<form method="post" action="${action}" class="choice"><button class="press" type="submit">${text}</button></form>`;

const caldav = (action: string, texts: LinkPageTexts, typed: TypedLink): Html =>
  html`<details${typed.address !== '' && html` open`}><summary>${texts.other}</summary>
<form method="post" action="${action}">
<p class="soft">${texts.otherLead}</p>
<label class="field"><span>${texts.address}</span><input name="address" autocomplete="off" required maxlength="500" value="${typed.address}" aria-describedby="address-hint"></label>
<p class="soft small" id="address-hint">${texts.addressHint}</p>
<label class="field"><span>${texts.username}</span><input name="username" autocomplete="username" required maxlength="200" value="${typed.username}"></label>
<label class="field"><span>${texts.password}</span><input name="password" type="password" autocomplete="off" required maxlength="500" aria-describedby="password-hint"></label>
<p class="soft small" id="password-hint">${texts.passwordHint}</p>
<button class="press" type="submit">${texts.link}</button>
</form></details>`;

const feed = (action: string, texts: LinkPageTexts, typed: TypedLink): Html =>
  html`<details${typed.feed !== '' && html` open`}><summary>${texts.feed}</summary>
<form method="post" action="${action}">
<p class="soft">${texts.feedLead}</p>
<label class="field"><span>${texts.feedAddress}</span><input name="address" autocomplete="off" required maxlength="2000" value="${typed.feed}"></label>
<button class="press" type="submit">${texts.link}</button>
</form></details>`;

const footer = ({ secretary, phone, mail }: LinkPageFacts): Html => {
  const digits = (phone ?? '').replace(/[^\d+]/g, '');
  const mailto = encodeURIComponent(mail).replaceAll('%40', '@');
  return html`<footer><p><strong>${secretary}</strong><br>${
    digits !== '' && html`<a href="tel:${digits}">${phone}</a><br>`
  }<a href="mailto:${mailto}">${mail}</a></p></footer>`;
};
