import { escapeHtml } from '../http.js';
import { sandboxPage } from '../sandbox-page.js';
import { SCOPE_WORDS } from './scopes.js';
import type { StoredUser } from './world.js';

const STYLE = `
main { max-width: 31rem; margin: 2.5rem auto; padding: 2rem 2.25rem; background: var(--paper); border: 1px solid var(--line); box-shadow: 0 2px 6px #0002 }
h1 { font-size: 1.4rem; margin: 0 0 .35rem }
fieldset { border: 0; border-top: 1px solid var(--line); padding: .5rem 0 0; margin: 1.1rem 0 0 }
legend { padding: 0 .5rem 0 0; color: var(--soft); font-size: .85rem }
label { display: flex; gap: .75rem; align-items: start; padding: .45rem 0 }
label small { display: block; color: var(--soft); overflow-wrap: anywhere }
input[type=checkbox] { margin-top: .25rem; width: 1.1rem; height: 1.1rem; accent-color: var(--accent); flex: none }
.who { display: flex; align-items: center; gap: .9rem; width: 100%; text-align: left; padding: .75rem .5rem; background: none; color: var(--ink); border: 0; border-top: 1px solid var(--line); font: inherit; cursor: pointer }
.who:hover, .who:focus-visible, .who.hint { background: var(--wash) }
.who b { display: block } .who small { color: var(--soft); overflow-wrap: anywhere }
.face { flex: none; display: grid; place-items: center; width: 2.4rem; height: 2.4rem; border-radius: 50%; color: #fff; font-weight: 600 }
.kind { margin-left: auto; color: var(--soft); font-size: .8rem; white-space: nowrap }
.deny { border: 1px solid var(--line); background: var(--ground); color: var(--ink); font: inherit; padding: .5rem 1.4rem; cursor: pointer; margin-top: 1.1rem }
@media (max-width: 40rem) { main { margin: 0; border: 0; box-shadow: none; padding: 1.5rem 1rem } }
`;

const COLORS = ['#0f6cbd', '#8764b8', '#038387', '#ca5010', '#498205', '#c239b3'];

/**
 * The account chooser and the consent in one page: a button for each person, and the permissions, which here can be
 * unticked one by one (the real page takes or leaves them together). Posts to its own address.
 */
export const consentPage = (
  users: readonly StoredUser[],
  scopes: readonly string[],
  appName: string,
  query: URLSearchParams,
): string => {
  const hint = query.get('login_hint');
  const listed = users.toSorted((a, b) => Number(b.address === hint) - Number(a.address === hint));
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
    ) => `<button class="who${user.address === hint ? ' hint' : ''}" name="user" value="${escapeHtml(user.address)}">
<span class="face" style="background:${COLORS[index % COLORS.length]}" aria-hidden="true">${escapeHtml(user.name.slice(0, 1))}</span>
<span><b>${escapeHtml(user.name)}</b><small>${escapeHtml(user.address)}</small></span><span class="kind">${user.kind === 'work' ? 'Work' : 'Personal'}</span></button>`,
  );
  return sandboxPage(
    'Sandbox sign-in',
    `<main><h1>Permissions requested</h1>
<p class="soft">${escapeHtml(appName)} wants access to a calendar. Nobody at Microsoft is asked: these people exist only here.</p>
<form method="post" action="?${escapeHtml(query.toString())}">
${choices.length > 0 ? `<fieldset><legend>This app would like to</legend>${choices.join('\n')}</fieldset>` : ''}
<fieldset><legend>Accept, as</legend>${people.join('\n') || '<p>Nobody of this kind has an account here.</p>'}</fieldset>
<button class="deny" name="decision" value="deny">Cancel</button>
</form></main>`,
    STYLE,
  );
};

export const signInErrorPage = (text: string): string =>
  sandboxPage(
    'Sign in',
    `<main><h1>Sorry, but we’re having trouble signing you in.</h1><p>${escapeHtml(text)}</p></main>`,
    STYLE,
  );

/** response_mode=form_post: the answer travels in a form that sends itself. */
export const formPostPage = (address: string, fields: Record<string, string>): string =>
  sandboxPage(
    'Working',
    `<form method="post" action="${escapeHtml(address)}">${Object.entries(fields)
      .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
      .join(
        '',
      )}<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit()</script>`,
  );
