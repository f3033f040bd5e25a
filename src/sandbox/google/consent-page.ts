import { escapeHtml } from '../http.js';
import { sandboxPage } from '../sandbox-page.js';
import { SCOPE_WORDS } from './scopes.js';

interface User {
  email: string;
  name: string;
}

const STYLE = `
main { max-width: 34rem; margin: 2.5rem auto; padding: 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: 1rem }
h1 { font-size: 1.4rem; margin: 0 0 .25rem }
fieldset { border: 1px solid var(--line); border-radius: .75rem; padding: .25rem 1rem .5rem; margin: 1.5rem 0 }
legend { padding: 0 .4rem; color: var(--soft); font-size: .85rem }
label { display: flex; gap: .75rem; align-items: start; padding: .6rem 0; border-top: 1px solid var(--line) }
label:first-of-type { border-top: 0 }
label small { display: block; color: var(--soft); overflow-wrap: anywhere }
input[type=checkbox] { margin-top: .25rem; width: 1.1rem; height: 1.1rem; accent-color: var(--accent) }
.who { display: flex; align-items: center; gap: .9rem; width: 100%; text-align: left; margin: .4rem 0; padding: .7rem .9rem; background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-radius: .75rem; font: inherit; cursor: pointer }
.who:hover, .who:focus-visible, .who.hint { border-color: var(--accent); background: var(--wash) }
.who b { display: block } .who small { color: var(--soft); overflow-wrap: anywhere }
.face { flex: none; display: grid; place-items: center; width: 2.4rem; height: 2.4rem; border-radius: 50%; color: #fff; font-weight: 600 }
.deny { border: 0; background: none; color: var(--accent); font: inherit; padding: .7rem 0; cursor: pointer; margin-top: .6rem }
@media (max-width: 40rem) { main { margin: 0; border: 0; border-radius: 0; padding: 1.5rem 1rem } }
`;

const COLORS = ['#0b8043', '#3f51b5', '#d50000', '#8e24aa', '#e67c00', '#00796b'];

/** One button for each person of the sandbox; scopes can be unticked as on the real page. Posts to its own address. */
export const consentPage = (users: User[], scopes: string[], query: URLSearchParams): string => {
  const hint = query.get('login_hint');
  const listed = users.toSorted((a, b) => Number(b.email === hint) - Number(a.email === hint));
  const choices = scopes
    .filter((name) => !['openid', 'email', 'profile'].includes(name))
    .map(
      (name) => `<label><input type="checkbox" name="scope" value="${escapeHtml(name)}" checked>
<span>${escapeHtml(SCOPE_WORDS[name] ?? name)}<small>${escapeHtml(name)}</small></span></label>`,
    );
  const people = listed.map(
    (
      user,
      index,
    ) => `<button class="who${user.email === hint ? ' hint' : ''}" name="user" value="${escapeHtml(user.email)}">
<span class="face" style="background:${COLORS[index % COLORS.length]}" aria-hidden="true">${escapeHtml(user.name.slice(0, 1))}</span>
<span><b>${escapeHtml(user.name)}</b><small>${escapeHtml(user.email)}</small></span></button>`,
  );
  return sandboxPage(
    'Sandbox sign-in',
    `<main><h1>Sign in to the sandbox calendar</h1>
<p class="soft">A program wants access to a calendar. Nobody at Google is asked: these people exist only here.</p>
<form method="post" action="?${escapeHtml(query.toString())}">
${choices.length > 0 ? `<fieldset><legend>It will be able to</legend>${choices.join('\n')}</fieldset>` : ''}
<p class="soft">Allow this, and continue as</p>
${people.join('\n')}
<button class="deny" name="decision" value="deny">Deny access</button>
</form></main>`,
    STYLE,
  );
};

export const oauthErrorPage = (code: string, message: string): string =>
  sandboxPage(
    `Error: ${code}`,
    `<main><h1>Access blocked: authorisation error</h1><p>${escapeHtml(message)}</p><p class="soft">Error: ${escapeHtml(code)}</p></main>`,
    STYLE,
  );
