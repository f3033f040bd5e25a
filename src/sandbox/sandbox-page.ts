const BASE = `
:root { color-scheme: light dark; --ink: #1d2330; --soft: #5d6678; --line: #dbe0ea; --paper: #fff; --ground: #f3f5f9; --accent: #1a56c4; --wash: #eaf1ff; --warn: #7a4a00; --warn-bg: #fff4d6; --warn-line: #f0d48a }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaf1; --soft: #a0a9bb; --line: #353c4b; --paper: #1b202b; --ground: #12161e; --accent: #8ab4ff; --wash: #24304a; --warn: #ffd98a; --warn-bg: #3a2f14; --warn-line: #6b5620 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
.sandbox-note { padding: .5rem 1rem; text-align: center; font-size: .875rem; background: var(--warn-bg); color: var(--warn); border-bottom: 1px solid var(--warn-line) }
.soft { color: var(--soft) }
a { color: var(--accent) }
button:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`;

/** Every page of the sandbox says that it is one. `title` is plain text, `body` and `style` are trusted markup. */
export const sandboxPage = (title: string, body: string, style = ''): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title.replaceAll(/[<&]/g, '')} · sandbox</title>
<style>${BASE}${style}</style></head>
<body><div class="sandbox-note"><strong>Sandbox.</strong> Simulated on this machine; nothing here reaches a real account or a real person.</div>
${body}</body></html>`;
