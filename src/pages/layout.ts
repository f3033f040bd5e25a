import { type Html, type HtmlValue, html } from '../mail/templates/html.js';
import { LANGUAGES, type Language } from '../mail/templates/language.js';
import type { PageLook } from '../meetings/page-view.service.js';
import { DE } from './page-texts.de.js';
import { EN } from './page-texts.en.js';
import type { NoticeKind, PageTexts } from './page-texts.js';
import { LV } from './page-texts.lv.js';
import { RU } from './page-texts.ru.js';
import { accentPath, STYLE_PATH } from './styles.js';

export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = { lv: LV, en: EN, ru: RU, de: DE };

/** In the language itself, so that whoever reads it finds it. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  lv: 'Latviešu',
  en: 'English',
  ru: 'Русский',
  de: 'Deutsch',
};

export interface Layout {
  readonly language: Language;
  readonly title: string;
  /** Whose page it is; null where that is not known. */
  readonly firm: string | null;
  /** The agency's own colour and logo. */
  readonly look?: PageLook | undefined;
  readonly body: HtmlValue;
  /** The id of the form to jump to, if there is one. */
  readonly formId?: string;
}

/** A whole page. It needs no script, fetches nothing but its style sheet, and asks not to be indexed. */
export const layout = ({ language, title, firm, look, body, formId }: Layout): string => {
  const accent = accentPath(look?.accent ?? null);
  const texts = PAGE_TEXTS[language];
  return `<!doctype html>\n${
    html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_PATH}">
${accent !== null && html`<link rel="stylesheet" href="${accent}">`}
</head>
<body>
${formId !== undefined && html`<a class="skip" href="#${formId}">${texts.skipToForm}</a>`}
<div class="column">
<header class="top"><span class="firm">${firm}</span>
<nav class="languages" aria-label="${texts.languageLabel}">${LANGUAGES.map((other) => switchTo(other, language))}</nav></header>
<main>
${logo(look)}
${body}
</main>
</div>
</body>
</html>
`.text
  }`;
};

const logo = (look: PageLook | undefined): Html | null =>
  look?.logo == null || !/^data:image\/(png|jpeg|gif);base64,[A-Za-z0-9+/=]+$/.test(look.logo)
    ? null
    : html`<img class="logo" src="${look.logo}" alt="${look.agencyName}">`;

const switchTo = (language: Language, current: Language): Html =>
  language === current
    ? html`<a href="?lang=${language}" lang="${language}" hreflang="${language}" aria-current="true">${LANGUAGE_NAMES[language]}</a>`
    : html`<a href="?lang=${language}" lang="${language}" hreflang="${language}">${LANGUAGE_NAMES[language]}</a>`;

const WARNINGS: readonly NoticeKind[] = ['choose-first', 'time-taken', 'not-offered', 'already-confirmed'];

/** Read out at once when it answers something that was just sent. */
export const noticeBox = (notice: NoticeKind | null, texts: PageTexts): HtmlValue => {
  if (notice === null) return null;
  return WARNINGS.includes(notice)
    ? html`<p class="notice warn" role="alert">${texts.notices[notice]}</p>`
    : html`<p class="notice" role="status">${texts.notices[notice]}</p>`;
};
