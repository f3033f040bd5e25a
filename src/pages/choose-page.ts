import { sayRange } from '../mail/templates/dates.js';
import { type Html, html } from '../mail/templates/html.js';
import type { Language } from '../mail/templates/language.js';
import { counted } from '../mail/templates/plural.js';
import type { PageView } from '../meetings/page-view.service.js';
import { layout, noticeBox, PAGE_TEXTS } from './layout.js';
import type { PageState } from './page-state.js';
import type { NoticeKind, PageTexts } from './page-texts.js';
import {
  aboutFact,
  card,
  contact,
  facts,
  goneCard,
  noteFacts,
  placeFacts,
  remark,
  whoInvites,
} from './parts.js';

type ChooseState = Extract<PageState, { kind: 'choose' }>;

/** The offered times, to choose one of them or none. Its one form posts to the page's own address. */
export const choosePage = (
  view: PageView,
  state: ChooseState,
  language: Language,
  notice: NoticeKind | null = state.notice,
  typed: string | null = null,
): string => {
  const texts = PAGE_TEXTS[language];
  const { choose } = texts;
  const open = state.options.filter(({ gone }) => !gone).length;
  return layout({
    language,
    title: `${choose.title}: ${view.title}`,
    firm: view.client.name,
    look: view.look,
    formId: 'answer',
    body: html`${noticeBox(notice, texts)}
<h1>${choose.title}</h1>
<p>${choose.lead(whoInvites(view))}</p>
${facts([aboutFact(view, texts), ...placeFacts(view, texts), ...noteFacts(view, texts)])}
<form method="post" action="?lang=${language}" id="answer">
<fieldset><legend>${choose.legend}</legend>
<p class="zone">${choose.zone(zonesOf(view, state, language), counted(open, choose.times, language))}</p>
${state.options.map(({ option, said, gone }) => {
  const { day, time } = sayRange(option, view.attendee.zone, language);
  if (gone)
    return goneCard(day, html`<span class="time">${time}</span><span class="said">${choose.gone}</span>`);
  return card({
    value: option.optionId,
    first: day,
    second: html`<span class="time">${time}</span>${saidMark(said, texts)}`,
  });
})}
${card({ value: 'none', first: choose.none, second: html`<span class="said">${choose.noneHint}</span>` })}
</fieldset>
${remark(texts, typed)}
<button class="press" type="submit">${choose.send}</button>
</form>
${contact(view, texts)}`,
  });
};

/** One zone, but two offsets when the clocks change in between and the language has no name for the zone. */
const zonesOf = (view: PageView, state: ChooseState, language: Language): string => {
  const zones = state.options.map(({ option }) => sayRange(option, view.attendee.zone, language).zone);
  return [...new Set(zones)].join(', ');
};

const saidMark = (said: 'yes' | 'no' | null, { choose }: PageTexts): Html | null => {
  if (said === null) return null;
  return said === 'yes'
    ? html`<span class="said yes">✓ ${choose.saidYes}</span>`
    : html`<span class="said">${choose.saidNo}</span>`;
};
