import { type Html, html, lines } from './html.js';
import type { FactRow, Link, MailBlock, MailContent } from './mail-blocks.js';
import type { MailDesign } from './mail-input.js';

/*
 * Mail programs know tables and inline styles; the style element is a gift to those that read it (dark mode, narrow
 * screens), and nothing depends on it. Outlook for Windows draws neither max-width nor padding on links: hence the
 * fixed width attribute and the button as a table cell.
 */
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const INK = '#1c2733';
const SOFT = '#556270';
const ACCENT = '#0b5c6b';
const PAPER = '#ffffff';
const GROUND = '#eef2f3';
const LINE = '#d8e0e3';

/** The HTML form of a mail, a whole document in UTF-8 without anything fetched from elsewhere. */
export const mailHtml = ({ language, subject, blocks, design }: MailContent): string => {
  const accent = colour(design.accent, ACCENT);
  const ground = colour(design.ground, GROUND);
  return `<!doctype html>\n${
    html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 620px) {
  .card { padding: 24px 20px !important; }
  .ground { padding: 0 !important; }
  .label { display: block !important; width: auto !important; padding: 10px 0 0 !important; }
  .value { display: block !important; padding: 0 0 10px !important; border: 0 !important; }
}
@media (prefers-color-scheme: dark) {
  .ground { background: #12181c !important; }
  .card { background: #1b2429 !important; border-color: #313d44 !important; }
  .ink { color: #eef3f5 !important; }
  .soft { color: #a9b7bf !important; }
  .line { border-color: #313d44 !important; }
  .note { background: #243037 !important; border-color: #5fb8c7 !important; }
  .link { color: #7fd0de !important; }
  .press { background: #7fd0de !important; }
  .press a { color: #0d1518 !important; }
}
</style>
</head>
<body style="margin:0;padding:0;background:${ground}" class="ground">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="ground" style="background:${ground}">
<tr><td align="center" class="ground" style="padding:28px 12px;background:${ground}">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px">
<tr><td class="card ink" style="padding:36px 40px;background:${PAPER};border:1px solid ${LINE};border-radius:12px;${FONT};font-size:16px;line-height:1.5;color:${INK};text-align:left">
${logo(design)}${blocks.map((said) => block(said, accent))}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.text
  }`;
};

/** Nothing but a colour gets into a style. */
const colour = (given: string | null, ours: string): string =>
  given !== null && /^#[0-9a-f]{6}$/i.test(given) ? given : ours;

const logo = ({ logo: shown }: MailDesign): Html | null =>
  shown === null || !/^(cid:[\w.@-]+|data:image\/(png|jpeg|gif);base64,[A-Za-z0-9+/=]+)$/.test(shown.url)
    ? null
    : html`<p style="margin:0 0 24px"><img src="${shown.url}" alt="${shown.alt}" height="48" style="display:block;height:48px;width:auto;max-width:240px;border:0"></p>`;

const block = (said: MailBlock, accent: string): Html => {
  switch (said.kind) {
    case 'heading':
      return html`<h1 class="ink" style="margin:0 0 20px;${FONT};font-size:24px;line-height:1.25;font-weight:650;color:${INK}">${said.text}</h1>`;
    case 'paragraph':
      return html`<p class="ink" style="margin:0 0 14px;color:${INK}">${said.text}</p>`;
    case 'facts':
      return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px">${said.rows.map((row) => factRow(row, accent))}</table>`;
    case 'list':
      return html`<p class="soft" style="margin:0 0 6px;font-size:14px;color:${SOFT}">${said.label}</p>
<ul style="margin:0 0 18px;padding:0 0 0 20px">${said.items.map((item) => html`<li class="ink" style="margin:0 0 6px;color:${INK}">${item}</li>`)}</ul>`;
    case 'choices':
      return html`<p class="soft" style="margin:0 0 6px;font-size:14px;color:${SOFT}">${said.label}</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 18px">${said.items.map(
        ({ text, link }) =>
          html`<tr><td class="value ink line" style="padding:12px 16px 12px 0;border-top:1px solid ${LINE};color:${INK}">${text}</td><td class="value line" align="right" style="padding:12px 0;border-top:1px solid ${LINE};white-space:nowrap">${link !== null && strongAnchor(link, accent)}</td></tr>`,
      )}${
        said.none !== null &&
        html`<tr><td class="line" colspan="2" style="padding:12px 0;border-top:1px solid ${LINE}">${anchor(said.none, accent)}</td></tr>`
      }</table>`;
    case 'signature':
      return html`<p class="ink" style="margin:22px 0 0;color:${INK}">${lines(said.text)}</p>`;
    case 'note':
      return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 18px"><tr><td class="note ink" style="padding:12px 16px;background:#f2f7f8;border-left:4px solid ${accent};color:${INK}"><span class="soft" style="font-size:14px;color:${SOFT}">${said.label}</span><br>${lines(said.text)}</td></tr></table>`;
    case 'button':
      return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:22px 0 10px"><tr><td class="press" style="border-radius:8px;background:${accent}"><a href="${said.url}" style="display:inline-block;padding:14px 28px;${FONT};font-size:16px;font-weight:600;color:#ffffff;text-decoration:none;border-radius:8px">${said.label}</a></td></tr></table>`;
    case 'contact':
      return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:26px 0 0"><tr><td class="line ink" style="padding:18px 0 0;border-top:1px solid ${LINE};color:${INK}"><strong>${said.heading}</strong><br>${said.rows.map((row) => contactRow(row, accent))}<span class="soft" style="font-size:14px;color:${SOFT}">${said.hint}</span></td></tr></table>`;
  }
};

const factRow = ({ label, lines: said, link, strong }: FactRow, accent: string): Html =>
  html`<tr><td class="label soft line" width="150" valign="top" style="width:150px;padding:10px 16px 10px 0;border-top:1px solid ${LINE};font-size:14px;line-height:24px;color:${SOFT}">${label}</td><td class="value ink line" valign="top" style="padding:10px 0;border-top:1px solid ${LINE};line-height:24px;color:${INK};${strong ? 'font-weight:650;font-size:17px' : ''}">${said.map(
    (line, i) => html`${i > 0 && html`<br>`}${line}`,
  )}${link !== null && html`${said.length > 0 && html`<br>`}${anchor(link, accent)}`}</td></tr>`;

const contactRow = ({ label, lines: said, link }: FactRow, accent: string): Html =>
  html`<span class="soft" style="color:${SOFT}">${label}:</span> ${said.join(', ')}${link !== null && anchor(link, accent)}<br>`;

const anchor = (link: Link, accent: string): Html =>
  html`<a href="${link.url}" class="link" style="color:${accent}">${link.text}</a>`;

const strongAnchor = (link: Link, accent: string): Html =>
  html`<a href="${link.url}" class="link" style="color:${accent};font-weight:600">${link.text}</a>`;
