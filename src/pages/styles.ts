import { createHash } from 'node:crypto';
import { contrast } from '../mail/templates/design.js';

/*
 * One column, the system's own letters, light and dark. Contrast of text and controls is at least 4.5:1 and 3:1 in both
 * (WCAG 2.2 AA). Whatever can be pressed is at least 44 px high.
 */
const STYLES = `
:root {
  color-scheme: light dark;
  --ground: #eef2f3; --paper: #ffffff; --ink: #1c2733; --soft: #50606d; --line: #d3dce0; --edge: #76868f;
  --accent: #0b5c6b; --on-accent: #ffffff; --tint: #e8f4f6; --warn: #8a4b00; --warn-tint: #fff5e5; --good: #1d6b3a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12181c; --paper: #1b2429; --ink: #eef3f5; --soft: #aab8c0; --line: #34424a; --edge: #7f919b;
    --accent: #7fd0de; --on-accent: #0d1518; --tint: #21343a; --warn: #ffc978; --warn-tint: #37290f; --good: #8fd9a8;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif;
  overflow-wrap: anywhere;
}
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
.column { max-width: 42rem; margin: 0 auto; padding: 0 1.25rem 4rem; }
.top { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: 1.25rem 0 1rem; }
.firm { min-width: 0; font-weight: 600; color: var(--soft); overflow-wrap: anywhere; }
.languages { display: flex; flex: none; gap: .25rem; white-space: nowrap; }
.languages a { padding: .6rem .7rem; color: var(--soft); text-decoration: none; border-radius: .5rem; line-height: 1.5; }
.languages a:hover { background: var(--tint); color: var(--ink); }
.languages [aria-current] { color: var(--ink); font-weight: 650; box-shadow: inset 0 -2px 0 var(--accent); border-radius: 0; }
.logo { display: block; height: 48px; width: auto; max-width: 15rem; object-fit: contain; margin: 0 0 1.5rem; }
.unseen { position: absolute; left: -999rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .75rem 1rem; z-index: 1; }
main { background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; padding: 2.25rem 2.5rem 2.5rem; }
h1 { margin: 0 0 .75rem; font-size: 1.75rem; line-height: 1.2; font-weight: 680; letter-spacing: -.01em; }
legend { margin: 0 0 .75rem; padding: 0; font-size: 1.2rem; line-height: 1.3; font-weight: 650; }
p { margin: 0 0 1rem; }
.soft { color: var(--soft); }
.small { font-size: .9375rem; }
dl { margin: 1.5rem 0; border-bottom: 1px solid var(--line); }
dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; padding: .7rem 0; border-top: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; }
dd.when { font-weight: 650; font-size: 1.125rem; }
.day { display: block; }
.day::first-letter { text-transform: uppercase; }
.notice { margin: 0 0 1.5rem; padding: .9rem 1.1rem; border-left: 4px solid var(--accent); background: var(--tint); border-radius: .25rem .75rem .75rem .25rem; }
.notice.warn { border-color: var(--warn); background: var(--warn-tint); }
fieldset { border: 0; margin: 2rem 0 0; padding: 0; min-width: 0; }
.zone { margin: -.5rem 0 1rem; color: var(--soft); }
.card {
  position: relative; display: grid; grid-template-columns: 1.5rem 1fr; gap: 0 1rem; align-items: center;
  min-height: 4.25rem; margin: 0 0 .75rem; padding: .9rem 1.1rem;
  border: 1.5px solid var(--edge); border-radius: .875rem; cursor: pointer;
}
.card:hover { border-color: var(--accent); }
.card:has(:checked) { border-color: var(--accent); background: var(--tint); box-shadow: inset 0 0 0 1.5px var(--accent); }
.card:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 3px; }
.card input { width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent); }
.card input:focus-visible { outline: none; }
.card .day { font-weight: 650; }
.card .time { display: block; font-variant-numeric: tabular-nums; }
.card .said { display: block; color: var(--soft); font-size: .9375rem; }
.card .said.yes { color: var(--good); font-weight: 600; }
.card.gone { cursor: default; border-style: dashed; border-color: var(--line); color: var(--soft); }
.card.gone:hover { border-color: var(--line); }
.card.gone .day, .card.gone .time { text-decoration: line-through; }
.card.gone .mark { text-align: center; }
.field { display: block; margin: 1.5rem 0 0; }
.field span { display: block; margin: 0 0 .4rem; }
textarea {
  display: block; width: 100%; min-height: 5rem; padding: .75rem .9rem; font: inherit; color: inherit; resize: vertical;
  background: transparent; border: 1.5px solid var(--edge); border-radius: .75rem;
}
.press {
  display: inline-block; min-height: 3.25rem; margin: 1.5rem 0 0; padding: .8rem 1.75rem; font: inherit; font-weight: 650;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: .75rem; cursor: pointer; text-decoration: none;
}
.press:hover { filter: brightness(1.08); }
.press.quiet { color: var(--accent); background: transparent; box-shadow: inset 0 0 0 1.5px var(--accent); }
h2 { margin: 2rem 0 1rem; font-size: 1.2rem; line-height: 1.3; font-weight: 650; }
.choice .press { width: 100%; margin: 0 0 .75rem; }
.field input {
  display: block; width: 100%; min-height: 2.75rem; padding: .6rem .9rem; font: inherit; color: inherit;
  background: transparent; border: 1.5px solid var(--edge); border-radius: .75rem;
}
.field + .soft { margin: .4rem 0 0; }
details { margin: 2rem 0 0; border-top: 1px solid var(--line); padding: 1rem 0 0; }
summary { padding: .6rem 0; font-weight: 600; cursor: pointer; }
footer { margin: 2.25rem 0 0; padding: 1.25rem 0 0; border-top: 1px solid var(--line); }
footer p { margin: 0; line-height: 2; }
@media (max-width: 34rem) {
  .column { padding: 0 0 2rem; }
  .top { flex-wrap: wrap; gap: 0; padding: .75rem 1.25rem; }
  .languages { flex: 0 1 auto; flex-wrap: wrap; margin: 0 -.55rem; }
  .languages a { padding: .6rem .55rem; }
  .press + .small { margin-top: 1rem; }
  main { border-width: 1px 0; border-radius: 0; padding: 1.75rem 1.25rem 2rem; }
  h1 { font-size: 1.5rem; }
  dl > div { grid-template-columns: 1fr; }
  dt { font-size: .9375rem; }
  .press { display: block; width: 100%; text-align: center; }
}
@media print { .languages, form, .press { display: none; } main { border: 0; padding: 0; } body { background: none; } }
`;

/** The pages' styles as a file whose name changes with its content, so that it may be kept for ever. */
export const STYLE_SHEET = STYLES.trim();
export const STYLE_FILE = `page-${createHash('sha256').update(STYLE_SHEET).digest('hex').slice(0, 16)}.css`;
export const STYLE_PATH = `/p/-/${STYLE_FILE}`;

/**
 * An agency's own colour in the light page, as a file of its own: the content policy lets no style into a page. In the
 * dark ours stays, since what can be read on white cannot be read there.
 * @returns null for what is no colour, or cannot be read on white (WCAG 2.2: 4.5 to 1).
 */
export const accentSheet = (file: string): string | null => {
  const [, hex] = /^accent-([0-9a-f]{6})\.css$/.exec(file) ?? [];
  if (hex === undefined || contrast(`#${hex}`, '#ffffff') < 4.5) return null;
  return `@media (prefers-color-scheme: light) { :root { --accent: #${hex}; --on-accent: #ffffff; } }`;
};

/** Where that file is; null where the page keeps our colour. */
export const accentPath = (accent: string | null): string | null => {
  const file = `accent-${(accent ?? '').slice(1).toLowerCase()}.css`;
  return accentSheet(file) === null ? null : `/p/-/${file}`;
};
