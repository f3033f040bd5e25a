import { html } from '../mail/templates/html.js';
import type { Language } from '../mail/templates/language.js';
import type { PageView } from '../meetings/page-view.service.js';
import { layout, PAGE_TEXTS } from './layout.js';
import type { MessageKind } from './page-texts.js';
import { aboutFact, contact, facts, whoInvites } from './parts.js';

/**
 * A page that says what has happened and what to do.
 * @param view null where nobody is known: then nothing about any meeting is said.
 */
export const messagePage = (message: MessageKind, language: Language, view: PageView | null): string => {
  const texts = PAGE_TEXTS[language];
  const { title, lines } = texts.messages[message];
  const about =
    view !== null && facts([aboutFact(view, texts), { label: texts.labels.with, value: whoInvites(view) }]);
  return layout({
    language,
    title,
    firm: view?.client.name ?? null,
    look: view?.look,
    body: html`<h1>${title}</h1>
${lines.map((line) => html`<p>${line}</p>`)}
${about}
${view !== null && contact(view, texts)}`,
  });
};
