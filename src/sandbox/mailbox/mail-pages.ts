import { escapeHtml } from '../http.js';
import { sandboxPage } from '../sandbox-page.js';
import type { IcsTime, Invitation } from './ics-lines.js';
import type { ReadMail } from './read-stored.js';
import { REPLY_SHAPES } from './reply-shapes.js';

const STYLE = `
.shell { display: grid; grid-template-columns: 18rem minmax(0, 1fr); gap: 1.25rem; max-width: 82rem; margin: 0 auto; padding: 1.25rem }
nav, .sheet { background: var(--paper); border: 1px solid var(--line); border-radius: .9rem }
nav { padding: .75rem; align-self: start }
nav h1 { font-size: 1.05rem; margin: .25rem .5rem .6rem }
nav a { display: flex; justify-content: space-between; gap: .5rem; padding: .5rem; border-radius: .5rem; color: inherit; text-decoration: none; overflow-wrap: anywhere }
nav a:hover, nav a[aria-current] { background: var(--wash) } nav a[aria-current] { font-weight: 600 }
.count { flex: none; color: var(--soft) }
.sheet { overflow: hidden }
.row { display: grid; grid-template-columns: 13rem minmax(0, 1fr) auto; gap: 1rem; align-items: baseline; padding: .75rem 1rem; border-top: 1px solid var(--line); color: inherit; text-decoration: none }
.row:first-child { border-top: 0 } .row:hover, .row:focus-visible { background: var(--wash) }
.row > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.row small { display: block; color: var(--soft); overflow: hidden; text-overflow: ellipsis }
.chip { display: inline-block; font-size: .75rem; padding: .05rem .5rem; border-radius: 1rem; background: var(--wash); border: 1px solid var(--line); margin-right: .4rem; vertical-align: .08em }
.chip.bad { background: #fbe3e1; border-color: #efb4af; color: #7d1a12 } .chip.good { background: #dff3e4; border-color: #a8d9b5; color: #0c5223 }
.empty { padding: 3rem 1rem; text-align: center; color: var(--soft) }
.letter { padding: 1.25rem } .letter h1 { font-size: 1.4rem; margin: 0 0 .75rem; overflow-wrap: anywhere }
.meta { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .15rem .9rem; margin: 0 0 1rem; color: var(--soft) }
.meta dt { font-weight: 600 } .meta dd { margin: 0; overflow-wrap: anywhere }
.card { border: 1px solid var(--line); border-left: .35rem solid var(--accent); border-radius: .75rem; padding: 1rem 1.1rem; margin: 0 0 1.1rem; background: var(--wash) }
.card.gone { border-left-color: #b3261e } .card h2 { font-size: 1.1rem; margin: 0 0 .25rem; overflow-wrap: anywhere }
.card p { margin: .2rem 0; overflow-wrap: anywhere } .card .gone { text-decoration: line-through }
.answer { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; margin-top: .9rem }
.answer label { display: grid; gap: .2rem; font-size: .85rem; color: var(--soft) } .answer label.wide { flex: 1 1 12rem }
.answer input, .answer select { font: inherit; padding: .45rem .6rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: var(--ink); width: 100% }
.buttons { display: flex; gap: .5rem; flex-wrap: wrap }
.buttons button { font: inherit; font-weight: 600; padding: .5rem 1.1rem; border-radius: 2rem; border: 1px solid var(--accent); background: var(--paper); color: var(--accent); cursor: pointer }
.buttons button:first-child { background: var(--accent); color: var(--paper) } .buttons button:hover { filter: brightness(.95) }
iframe { width: 100%; height: 26rem; border: 1px solid var(--line); border-radius: .6rem; background: #fff; resize: vertical }
details { margin-top: .9rem } summary { cursor: pointer; color: var(--accent) }
pre { overflow: auto; padding: .8rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--ground); font-size: .82rem; max-height: 24rem; white-space: pre-wrap; overflow-wrap: anywhere }
.told { padding: .6rem .9rem; border-radius: .6rem; margin: 0 0 1rem; background: #dff3e4; color: #0c5223 } .told.bad { background: #fbe3e1; color: #7d1a12 }
@media (max-width: 50rem) {
  .shell { grid-template-columns: minmax(0, 1fr); padding: .75rem; gap: .75rem }
  .row { grid-template-columns: minmax(0, 1fr) auto; gap: .15rem .75rem } .row .what { grid-column: 1 / -1; grid-row: 2 }
  .letter { padding: 1rem } .buttons { width: 100%; flex-wrap: nowrap } .buttons button { flex: 1; padding: .55rem .4rem } .reading nav { display: none } iframe { height: 22rem }
}
`;

const REPLY_WORDS: Record<string, string> = {
  ACCEPTED: 'Accepted',
  TENTATIVE: 'Maybe',
  DECLINED: 'Declined',
};
const SHAPE_WORDS: Record<string, string> = {
  gmail: 'Gmail',
  outlook: 'Outlook',
  apple: 'Apple Mail',
  thunderbird: 'Thunderbird',
  kde: 'KMail',
  gnus: 'Emacs Gnus',
};
const METHOD_WORDS: Record<string, string> = {
  REQUEST: 'Invitation',
  CANCEL: 'Cancelled',
  REPLY: 'Reply',
  COUNTER: 'Counter-proposal',
  DECLINECOUNTER: 'Counter-proposal refused',
};

const dayAndTime = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(ms);

const hour = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(ms);

/** "Tue, 3 Mar 2026, 10:00 - 11:00 (Europe/Riga)" */
const span = (start: IcsTime | undefined, end: IcsTime | undefined, zone: string): string => {
  if (start?.date !== undefined)
    return `${start.date}${end?.date ? ` until before ${end.date}` : ''}, all day`;
  if (start?.ms === undefined) return 'no time given';
  const from = dayAndTime(start.ms, zone);
  if (end?.ms === undefined) return `${from} (${zone})`;
  const to =
    from.slice(0, -5) === dayAndTime(end.ms, zone).slice(0, -5)
      ? hour(end.ms, zone)
      : dayAndTime(end.ms, zone);
  return `${from} – ${to} (${zone})`;
};

const chip = (invitation: Invitation): string => {
  const kind = invitation.method === 'CANCEL' ? ' bad' : invitation.status === 'CONFIRMED' ? ' good' : '';
  const word =
    invitation.method === 'REQUEST' && invitation.status === 'CONFIRMED'
      ? 'Confirmed'
      : (METHOD_WORDS[invitation.method] ?? invitation.method);
  return `<span class="chip${kind}">${escapeHtml(word)}</span>`;
};

const sidebar = (boxes: { to: string; count: number }[], to: string | undefined): string => {
  const total = boxes.reduce((sum, box) => sum + box.count, 0);
  const link = (label: string, count: number, href: string, current: boolean) =>
    `<a href="${escapeHtml(href)}"${current ? ' aria-current="page"' : ''}><span>${escapeHtml(label)}</span><span class="count">${count}</span></a>`;
  return `<nav aria-label="Mailboxes"><h1>Sandbox mailbox</h1>${link('Everybody', total, '/', to === undefined)}
${boxes.map((box) => link(box.to, box.count, `/?to=${encodeURIComponent(box.to)}`, box.to === to)).join('\n')}</nav>`;
};

/** The list of mails, newest first, one recipient's or all. */
export const listPage = (
  mails: ReadMail[],
  boxes: { to: string; count: number }[],
  to: string | undefined,
  zone: string,
): string => {
  const rows = mails.map(
    (
      mail,
    ) => `<a class="row" href="/mail/${mail.id}"><span>${escapeHtml(mail.from.name || mail.from.address)}<small>to ${escapeHtml(mail.to)}</small></span>
<span class="what">${mail.invitation ? chip(mail.invitation) : ''}${escapeHtml(mail.subject || '(no subject)')}<small>${escapeHtml(
      mail.invitation ? span(mail.invitation.start, mail.invitation.end, zone) : mail.text.slice(0, 140),
    )}</small></span><span class="soft">${escapeHtml(dayAndTime(mail.at, zone))}</span></a>`,
  );
  return sandboxPage(
    to ?? 'Mailbox',
    `<div class="shell">${sidebar(boxes, to)}<main class="sheet">${
      rows.length > 0
        ? rows.join('\n')
        : '<p class="empty">No mail yet. Whatever the service sends arrives here.</p>'
    }</main></div>`,
    STYLE,
  );
};

/** The card that a mail program shows above an invitation, with its buttons. */
const card = (mail: ReadMail, invitation: Invitation, zone: string): string => {
  const cancelled = invitation.method === 'CANCEL';
  const last = mail.replies.at(-1);
  const form = `<form class="answer" method="post" action="/mail/${mail.id}/reply">
<label>Answer like<select name="shape">${REPLY_SHAPES.map((shape) => `<option value="${shape}"${shape === (last?.shape ?? 'gmail') ? ' selected' : ''}>${SHAPE_WORDS[shape]}</option>`).join('')}</select></label>
<label class="wide">Note to the organizer<input name="comment" maxlength="500" autocomplete="off"></label>
<div class="buttons"><button name="partstat" value="ACCEPTED">Accept</button><button name="partstat" value="TENTATIVE">Maybe</button><button name="partstat" value="DECLINED">Decline</button></div></form>`;
  return `<section class="card${cancelled ? ' gone' : ''}" aria-label="Invitation">${chip(invitation)}
<h2${cancelled ? ' class="gone"' : ''}>${escapeHtml(invitation.summary)}</h2>
<p><strong>${escapeHtml(span(invitation.start, invitation.end, zone))}</strong></p>
${invitation.location ? `<p>${escapeHtml(invitation.location)}</p>` : ''}
<p class="soft">Organizer ${escapeHtml(invitation.organizer)}</p>
<details><summary>Technical details</summary><dl class="meta"><dt>METHOD</dt><dd>${escapeHtml(invitation.method)}${mail.mimeMethod !== undefined && mail.mimeMethod !== invitation.method ? ` <strong>(the MIME part says ${escapeHtml(mail.mimeMethod)})</strong>` : ''}</dd>
<dt>UID</dt><dd>${escapeHtml(invitation.uid)}</dd><dt>SEQUENCE</dt><dd>${invitation.sequence}</dd><dt>STATUS</dt><dd>${escapeHtml(invitation.status || '–')}</dd>
<dt>Attendees</dt><dd>${invitation.attendees.map((one) => `${escapeHtml(one.address)} ${escapeHtml(one.partstat ?? '')}`).join('<br>')}</dd></dl>
<pre>${escapeHtml(mail.ics ?? '')}</pre></details>
${last ? `<p class="told">You answered <strong>${escapeHtml(REPLY_WORDS[last.partstat] ?? last.partstat)}</strong> on ${escapeHtml(dayAndTime(last.at, zone))} as ${escapeHtml(SHAPE_WORDS[last.shape] ?? last.shape)}; the answer went to ${escapeHtml(last.to)}.</p>` : ''}
${invitation.method === 'REQUEST' ? form : ''}</section>`;
};

/** One mail. Its HTML stands in a frame without scripts, forms or a same origin; links open in a new tab. */
export const mailPage = (
  mail: ReadMail,
  boxes: { to: string; count: number }[],
  zone: string,
  trouble: string | undefined,
): string => {
  const frame =
    mail.html === undefined
      ? ''
      : `<iframe title="The mail's own page" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" srcdoc="${escapeHtml(`<base target="_blank">${mail.html}`)}"></iframe>`;
  return sandboxPage(
    mail.subject || 'Mail',
    `<div class="shell reading">${sidebar(boxes, mail.to)}<main class="sheet letter">
<p><a href="/?to=${encodeURIComponent(mail.to)}">← ${escapeHtml(mail.to)}</a></p>
<h1>${escapeHtml(mail.subject || '(no subject)')}</h1>
<dl class="meta"><dt>From</dt><dd>${escapeHtml(mail.from.name)} &lt;${escapeHtml(mail.from.address)}&gt;</dd><dt>To</dt><dd>${escapeHtml(mail.to)}</dd><dt>Received</dt><dd>${escapeHtml(dayAndTime(mail.at, zone))}</dd></dl>
${trouble === undefined ? '' : `<p class="told bad" role="alert">The answer could not be sent: ${escapeHtml(trouble)}</p>`}
${mail.invitation ? card(mail, mail.invitation, zone) : ''}
${frame}
<details${mail.html === undefined ? ' open' : ''}><summary>Text version</summary><pre>${escapeHtml(mail.text)}</pre></details>
<details><summary>Headers</summary><pre>${mail.headers.map(({ name, value }) => `${escapeHtml(name)}: ${escapeHtml(value)}`).join('\n')}</pre></details>
<p class="soft">${mail.attachments.map((one) => `${escapeHtml(one.filename)} (${escapeHtml(one.contentType)}, ${one.size} bytes)`).join(' · ')}</p>
<p><a href="/mail/${mail.id}/raw" download="mail-${mail.id}.eml">Download the raw source</a></p></main></div>`,
    STYLE,
  );
};
