import { html } from '../mail/templates/html.js';
import type { Language } from '../mail/templates/language.js';
import { layout } from './layout.js';

/** Stands at / when the console was not built. */
export const homePage = (language: Language): string =>
  layout({
    language,
    title: 'Meetbroker',
    firm: 'Meetbroker',
    body:
      language === 'lv'
        ? html`<h1>Meetbroker darbojas</h1>
<p>Sekretāres darba vieta nav uzbūvēta; to izveido <code>npm run build</code>. Saskarne programmām ir aprakstīta šeit: <a href="/api/openapi.json">/api/openapi.json</a>.</p>
<p>Ja saņēmāt uzaicinājumu uz tikšanos, lūdzu, atveriet saiti no vēstules.</p>`
        : html`<h1>Meetbroker is running</h1>
<p>The secretary's console has not been built; <code>npm run build</code> makes it. The interface for programs is described at <a href="/api/openapi.json">/api/openapi.json</a>.</p>
<p>If you were invited to a meeting, please open the link in the mail.</p>`,
  });
