import { type Html, type HtmlValue, html, lines } from '../mail/templates/html.js';
import { mapUrlOf } from '../meetings/invitation.js';
import type { PageView } from '../meetings/page-view.service.js';
import { COMMENT_LIMIT } from './answer-form.js';
import type { PageTexts } from './page-texts.js';

/** "Jānis Bērziņš (SIA Alfa)"; the same name twice is said once. */
export const whoInvites = ({ client }: PageView): string =>
  client.person === '' || client.person === client.name ? client.name : `${client.person} (${client.name})`;

export interface Fact {
  readonly label: string;
  readonly value: HtmlValue;
  readonly strong?: boolean;
}

export const facts = (rows: readonly Fact[]): Html =>
  html`<dl>${rows.map(
    ({ label, value, strong }) =>
      html`<div><dt>${label}</dt>${strong === true ? html`<dd class="when">${value}</dd>` : html`<dd>${value}</dd>`}</div>`,
  )}</dl>`;

export const aboutFact = (view: PageView, texts: PageTexts): Fact => ({
  label: texts.labels.about,
  value: view.title,
});

export const placeFacts = ({ place }: PageView, texts: PageTexts): Fact[] => {
  if (place === null) return [];
  const map = mapUrlOf(place);
  const said = [place.name, place.address].filter((line, i, all) => line !== '' && all.indexOf(line) === i);
  const link =
    map !== null &&
    html`<br><a href="${map}" rel="noreferrer noopener" target="_blank">${texts.labels.map}</a>`;
  return [
    {
      label: texts.labels.place,
      value: [...said.map((line, i) => html`${i > 0 && html`<br>`}${line}`), link],
    },
  ];
};

export const noteFacts = ({ note }: PageView, texts: PageTexts): Fact[] =>
  note === null || note.trim() === '' ? [] : [{ label: texts.labels.note, value: lines(note) }];

/** Who arranges the meeting, and how to reach her. */
export const contact = ({ secretary }: PageView, texts: PageTexts): Html => {
  const digits = (secretary.phone ?? '').replace(/[^\d+]/g, '');
  const phone =
    digits !== '' && html`${texts.labels.phone}: <a href="tel:${digits}">${secretary.phone}</a><br>`;
  const mailto = encodeURIComponent(secretary.email).replaceAll('%40', '@');
  return html`<footer><p><strong>${texts.arrangedBy(secretary.name)}</strong><br>${phone}${texts.labels.mail}: <a href="mailto:${mailto}">${secretary.email}</a></p></footer>`;
};

export interface Card {
  readonly value: string;
  readonly first: string;
  readonly second: HtmlValue;
}

/** A choice as large as a thumb wants it. Never preselected: robots press buttons, and nothing may come of it. */
export const card = ({ value, first, second }: Card): Html =>
  html`<label class="card"><input type="radio" name="choice" value="${value}"><span><span class="day">${first}</span>${second}</span></label>`;

/** A time that can no longer be chosen: shown, because it stands in the mail. */
export const goneCard = (first: string, second: HtmlValue): Html =>
  html`<div class="card gone"><span class="mark" aria-hidden="true">–</span><span><span class="day">${first}</span>${second}</span></div>`;

/** @param typed what was typed before a notice sent the page back. */
export const remark = (texts: PageTexts, typed: string | null): Html =>
  html`<label class="field"><span>${texts.labels.comment}</span><textarea name="comment" rows="3" maxlength="${COMMENT_LIMIT}">${typed}</textarea></label>`;
