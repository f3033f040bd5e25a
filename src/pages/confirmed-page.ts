import { sayRange } from '../mail/templates/dates.js';
import { type Html, html } from '../mail/templates/html.js';
import type { Language } from '../mail/templates/language.js';
import type { PageView } from '../meetings/page-view.service.js';
import { layout, noticeBox, PAGE_TEXTS } from './layout.js';
import type { PageState } from './page-state.js';
import type { NoticeKind, PageTexts } from './page-texts.js';
import { aboutFact, card, contact, facts, noteFacts, placeFacts, remark, whoInvites } from './parts.js';

type ConfirmedState = Extract<PageState, { kind: 'confirmed' }>;

/**
 * The meeting that stands, for the calendar, and the way to say that it no longer suits.
 * @param path the page's own path, under which the calendar file is.
 */
export const confirmedPage = (
  view: PageView,
  state: ConfirmedState,
  language: Language,
  path: string,
  notice: NoticeKind | null = state.notice,
  typed: string | null = null,
): string => {
  const texts = PAGE_TEXTS[language];
  const { confirmed } = texts;
  const title = state.notice === 'new-time' ? confirmed.movedTitle : confirmed.title;
  const { day, time, zone } = sayRange(state.option, view.attendee.zone, language);
  const when = {
    label: texts.labels.time,
    value: html`<span class="day">${day}</span>${time} (${zone})`,
    strong: true,
  };
  return layout({
    language,
    title: `${title}: ${view.title}`,
    firm: view.client.name,
    look: view.look,
    body: html`${noticeBox(notice, texts)}
<h1>${title}</h1>
${state.said === 'yes' && html`<p>${confirmed.lead}</p>`}
${facts([
  aboutFact(view, texts),
  when,
  { label: texts.labels.with, value: whoInvites(view) },
  ...placeFacts(view, texts),
  ...noteFacts(view, texts),
])}
<a class="press quiet" href="${path}/meeting.ics" download="meeting.ics">${confirmed.download}</a>
${answerAgain(state, language, texts, typed)}
${contact(view, texts)}`,
  });
};

/** Closed away for those who have accepted; in plain sight for those whose answer is missing or no. */
const answerAgain = (
  { said, option }: ConfirmedState,
  language: Language,
  texts: PageTexts,
  typed: string | null,
): Html => {
  const { confirmed } = texts;
  const form = (legend: string): Html => html`<form method="post" action="?lang=${language}">
<fieldset><legend>${legend}</legend>
${said === 'yes' && html`<p class="zone">${confirmed.changeLead}</p>`}
${said !== 'yes' && card({ value: option.optionId, first: confirmed.can, second: null })}
${said !== 'no' && card({ value: 'cannot', first: confirmed.cannot, second: null })}
</fieldset>
${remark(texts, typed)}
<button class="press quiet" type="submit">${confirmed.send}</button>
</form>`;
  return said === 'yes'
    ? html`<details${typed !== null && ' open'}><summary>${confirmed.changeTitle}</summary>${form(confirmed.answerLegend)}</details>`
    : form(confirmed.answerLegend);
};
