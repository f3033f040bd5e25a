import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { freePort } from '../support/app.js';
import { createEmptyDatabase } from '../support/database.js';
import { Program } from '../support/program.js';
import { speak } from '../support/speak.js';

/** The console in a real browser, against the built program with its sandbox and its seeded agency. */
const CHROMIUM = '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OWNER = 'vita@vizite.example';
const SECRETARY = 'anna@vizite.example';
const CLIENT = 'Alfa Būve SIA';
const RAW_KEY = /\b(?:common|nav|desk|client|week|said|health|propose|meeting|palette)\.[A-Za-z]\w*/g;

if (existsSync(CHROMIUM)) {
  describe('the console in a real browser', inABrowser);
} else {
  test('the console in a real browser needs the Debian package chromium', () => {
    console.warn('Not tried: the Debian package chromium is missing.');
    expect(process.env.PEERS).not.toBe('required');
  });
}

function inABrowser(): void {
  let folder: string;
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let program: Program;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let url: string;
  let password: string;
  /** What the browser complained of: broken scripts, and whatever the policy of the server refused. */
  let complaints: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meetbroker-console-'));
    await chmod(folder, 0o755);
    database = await createEmptyDatabase();
    const port = String(await freePort());
    url = `http://localhost:${port}`;
    program = Program.start({ PORT: port, DATA_DIR: folder, DATABASE_URL: database.url });
    await program.ready();
    [, password = ''] = /password (\S+)/.exec(program.stdout) ?? [];
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    complaints = [];
  });
  afterEach(async () => {
    await context.close();
  });

  const open = async (size: { width: number; height: number }, locale = 'en-GB'): Promise<void> => {
    context = await browser.newContext({ viewport: size, locale, timezoneId: 'Europe/Riga' });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Asking who is signed in is answered 401 before anybody is.
      if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
    });
    const language = locale === 'lv-LV' ? 'lv' : 'en';
    // In front of the door the browser's choice counts, behind it the person's own.
    await page.addInitScript(`localStorage.setItem('meetbroker.language', '${language}')`);
    await speak(url, SECRETARY, password, language);
  };

  const signIn = async (): Promise<void> => {
    await page.goto(url);
    await page.getByLabel('E-mail').fill(SECRETARY);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    const desk = page.getByRole('heading', { name: 'Desk', level: 1 });
    // What stands there instead says more than that the desk did not come.
    await desk.waitFor().catch(async (error: Error) => {
      throw new Error(
        `${error.message}\n${await page.locator('body').textContent()}\n${complaints.join('\n')}`,
      );
    });
  };

  const propose = async (title: string): Promise<void> => {
    await page.getByRole('combobox', { name: 'With whom' }).fill('vitola');
    await page.getByRole('option', { name: /Dace Vītola/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('What it is about').fill(title);
    await page.getByRole('button', { name: /^Take all/ }).click();
    await page.getByRole('button', { name: 'Send the proposal' }).click();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  };

  const desktop = { width: 1440, height: 900 };
  const telephone = { width: 390, height: 844 };

  it('says that a wrong password is wrong, and lets nobody in', async () => {
    await open(desktop);
    await page.goto(url);
    await page.getByLabel('E-mail').fill(SECRETARY);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'is not right' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Desk' }).count()).toBe(0);
  });

  it('goes from a client’s week to a proposal that stands on the desk', async () => {
    await open(desktop);
    await signIn();
    await page
      .getByRole('navigation', { name: 'Main navigation' })
      .getByRole('link', { name: CLIENT })
      .click();
    const free = page.getByRole('button', { name: /^Take / });
    await free.first().waitFor();
    await page.getByRole('button', { name: 'Later' }).click();
    await free.first().waitFor();
    const time = (await free.first().getAttribute('aria-label'))?.replace('Take ', '') ?? '';
    await free.first().click();
    await page.getByText('1 time chosen').waitFor();
    await page.getByRole('button', { name: 'Propose', exact: true }).click();

    // Chosen in the week, still there in the proposal.
    await page.getByRole('listitem').filter({ hasText: time }).first().waitFor();
    expect(await page.getByRole('button', { name: 'Send the proposal' }).isDisabled()).toBe(true);
    await propose('Talk about the roof');

    expect(await page.getByRole('region', { name: 'Chosen client' }).textContent()).toContain(CLIENT);
    expect(await page.getByRole('rowheader').filter({ hasText: time }).count()).toBe(1);
    await page.getByText('Mail to Dace Vītola', { exact: false }).first().waitFor();
    await page.getByRole('link', { name: 'Desk' }).click();
    await page
      .getByRole('region', { name: 'Waits for the partner' })
      .getByText('Talk about the roof · Dace Vītola')
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it('takes an answer by phone, and shows the meeting in the week', async () => {
    await open(desktop);
    await signIn();
    await page.getByLabel('Arrange a meeting').selectOption({ label: CLIENT });
    await propose('Agreed on the phone');
    await page.getByRole('button', { name: 'Agreed by phone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Agreed by phone' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Confirmed', { exact: true }).first().waitFor();
    expect(await page.getByRole('rowheader').filter({ hasText: 'Confirmed' }).count()).toBe(1);

    await page.getByRole('link', { name: 'Desk' }).click();
    await page.getByRole('region', { name: 'Confirmed next' }).getByText('Agreed on the phone').waitFor();
    expect(complaints).toEqual([]);
  });

  it('says why a time is not offered', async () => {
    await open(desktop);
    await signIn();
    await page
      .getByRole('navigation', { name: 'Main navigation' })
      .getByRole('link', { name: CLIENT })
      .click();
    await page.getByLabel('Time', { exact: true }).fill('3');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByText(/03:00 is not offered/).waitFor();
    await page.getByText('Outside the opening hours.').waitFor();
  });

  it('goes anywhere and begins a proposal in words, and shows its keys', async () => {
    await open(desktop);
    await signIn();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('book vitola alfa next week');
    await page.getByRole('option', { name: /Propose times to Dace Vītola/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `${CLIENT}: Propose times`, level: 1 }).waitFor();
    await page.getByText('dace@arhitekti.example').waitFor();
    expect(new URL(page.url()).searchParams.get('on')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.getByRole('heading', { name: 'All clients', level: 1 }).waitFor({ state: 'attached' });
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Later').waitFor();
    expect(complaints).toEqual([]);
  });

  it('lets what the client said count at once, in every window that is open', async () => {
    await open(desktop);
    await signIn();
    const week = page
      .getByRole('navigation', { name: 'Main navigation' })
      .getByRole('link', { name: 'Beta Dental SIA' });
    await week.click();
    const other = await context.newPage();
    await other.goto(page.url());
    const instructions = other.getByRole('region', { name: 'Instructions' });
    await instructions.getByText('Nothing was said').waitFor();

    await page.getByRole('region', { name: 'Instructions' }).getByRole('button', { name: 'Add' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Instruction', { exact: true }).selectOption('nothing_before');
    // Tomorrow: what was said about this morning is over by noon, and listed no more.
    await dialog.getByLabel('Date').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
    await dialog.getByLabel('Time').fill('10:00');
    await dialog.getByText('Nothing before 10:00').waitFor();
    await dialog.getByRole('button', { name: 'It counts from now on' }).click();
    await dialog.waitFor({ state: 'detached' });
    // The other window is told, and asks again: nobody presses anything there.
    await instructions.getByText('Nothing before 10:00').waitFor();
    await instructions.getByRole('button', { name: /^Take back/ }).click();
    await page.getByRole('region', { name: 'Instructions' }).getByText('Nothing was said').waitFor();
    expect(complaints).toEqual([]);
  });

  it('takes a time that is drawn in the week, moves it and lets it go', async () => {
    await open(desktop);
    await signIn();
    await page.getByLabel('Arrange a meeting').selectOption({ label: 'Gamma Auto SIA' });
    await page.getByRole('button', { name: 'Later' }).click();
    await page.locator('.loading').first().waitFor({ state: 'detached' });
    const rowOf = async (hour: string) => {
      const box = await page.getByText(hour, { exact: true }).first().boundingBox();
      if (box === null) throw new Error(`there is no row ${hour}`);
      return box.y + box.height / 2;
    };
    const column = await page.locator('[role=columnheader]').nth(3).boundingBox();
    if (column === null) throw new Error('there is no third day');
    const x = column.x + column.width / 2;
    const [ten, eleven] = [await rowOf('10:00'), await rowOf('11:00')];
    const draw = async (from: number, to: number) => {
      await page.mouse.move(x, from);
      await page.mouse.down();
      await page.mouse.move(x, (from + to) / 2, { steps: 6 });
      await page.mouse.move(x, to, { steps: 6 });
      await page.mouse.up();
    };
    const chosen = page.locator('.chosen li');
    await draw(ten + 3, eleven - 3);
    await chosen.filter({ hasText: '10:00–11:00' }).waitFor();
    const mark = await page.locator('.mark-picked').first().boundingBox();
    if (mark === null) throw new Error('the chosen time is not drawn');
    await draw(mark.y + 14, mark.y + 14 + (eleven - ten));
    await chosen.filter({ hasText: '11:00–12:00' }).waitFor();
    await page.locator('.mark-picked').first().click();
    await chosen.first().waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('shows nobody else’s client', async () => {
    await open(desktop);
    await signIn();
    const seen = await page
      .getByRole('navigation', { name: 'Main navigation' })
      .getByRole('listitem')
      .allInnerTexts();
    expect(seen.some((text) => text.includes('Zeta Design AB'))).toBe(false);
    await page.goto(`${url}/clients/01900000-0000-7000-8000-000000000000`);
    await page.getByText('it is not yours to see', { exact: false }).waitFor();
  });

  it('fits a telephone, in Latvian', async () => {
    await open(telephone, 'lv-LV');
    const answer = await page.request.post(`${url}/api/session`, {
      data: { email: SECRETARY, password },
      headers: { origin: url },
    });
    expect(answer.ok()).toBe(true);
    const { items } = await (await page.request.get(`${url}/api/clients`)).json();
    const clientId: string = items[0].clientId;
    const meetings = await (await page.request.get(`${url}/api/meetings`)).json();
    const screens = [
      '/',
      `/clients/${clientId}`,
      `/clients/${clientId}/propose`,
      `/clients/${clientId}/meetings`,
      `/meetings/${meetings.items[0].meetingId}`,
      ...['calendars', 'availability', 'places', 'contacts', 'profile'].map(
        (section) => `/clients/${clientId}/settings/${section}`,
      ),
      '/messages',
    ];
    const tooWide: string[] = [];
    for (const screen of screens) {
      await page.goto(url + screen);
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      if (await page.evaluate('document.documentElement.scrollWidth > window.innerWidth'))
        tooWide.push(screen);
      expect(await page.evaluate('document.documentElement.lang')).toBe('lv');
    }
    expect(tooWide).toEqual([]);
    expect(complaints).toEqual([]);
  }, 120_000);

  it('has a sentence for everything on the desk and in a filled proposal, in each language', async () => {
    await open(desktop);
    const answer = await page.request.post(`${url}/api/session`, {
      data: { email: SECRETARY, password },
      headers: { origin: url },
    });
    expect(answer.ok()).toBe(true);
    const { items } = await (await page.request.get(`${url}/api/clients`)).json();
    // What is begun stays in the window, so it stands there in every language.
    await page.goto(`${url}/clients/${items[0].clientId}/propose`);
    const contact = page.locator('input[role=combobox]');
    await contact.fill('vitola');
    await page.getByRole('option', { name: /Dace Vītola/ }).waitFor();
    await contact.press('Enter');
    await page.locator('section[aria-labelledby=times-title] .spread button').click();
    const shown: Record<string, string[]> = {};
    for (const language of ['lv', 'en', 'ru', 'de']) {
      await speak(url, SECRETARY, password, language);
      await page.goto(url);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      const desk: string = await page.evaluate('document.body.innerText');
      await page.goto(`${url}/clients/${items[0].clientId}/propose`);
      await page.getByText('dace@', { exact: false }).last().waitFor();
      const panel: string = await page.evaluate('document.body.innerText');
      expect(await page.evaluate('document.documentElement.lang')).toBe(language);
      // A key without a sentence is shown as it is: "week.freeCount".
      shown[language] = `${desk}\n${panel}`.match(RAW_KEY) ?? [];
    }
    expect(shown).toEqual({ lv: [], en: [], ru: [], de: [] });
    expect(complaints).toEqual([]);
  }, 60_000);

  it.each(['light', 'dark'] as const)(
    'has nothing that shuts anybody out, %s',
    async (scheme) => {
      context = await browser.newContext({ viewport: desktop, colorScheme: scheme, bypassCSP: true });
      page = await context.newPage();
      await page.addInitScript(`localStorage.setItem('meetbroker.language', 'en')`);
      await page.goto(url);
      await page.getByLabel('E-mail').waitFor();
      const found = await violations('sign-in');
      const answer = await page.request.post(`${url}/api/session`, {
        data: { email: OWNER, password },
        headers: { origin: url },
      });
      expect(answer.ok()).toBe(true);
      const { items } = await (await page.request.get(`${url}/api/clients`)).json();
      const meetings = await (await page.request.get(`${url}/api/meetings`)).json();
      const client = `/clients/${items[0].clientId}`;
      const screens = [
        '/',
        '/week',
        client,
        `${client}/propose`,
        `${client}/meetings`,
        `/meetings/${meetings.items[0].meetingId}`,
        ...['calendars', 'availability', 'places', 'contacts', 'profile'].map(
          (part) => `${client}/settings/${part}`,
        ),
        '/messages',
        '/agency',
      ];
      for (const screen of screens) {
        await page.goto(url + screen);
        await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
        await page.locator('.loading').first().waitFor({ state: 'detached' });
        found.push(...(await violations(screen.replace(client, '/client'))));
      }
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('option').first().waitFor();
      found.push(...(await violations('palette')));
      expect(found).toEqual([]);
    },
    180_000,
  );

  /** What axe finds against WCAG 2.2 AA in what is in view. */
  const violations = async (screen: string): Promise<string[]> => {
    await page.evaluate(`${AXE}\n;0`);
    const found: { id: string; html: string }[] = await page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
        .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ id, html }))))`,
    );
    return found.map(({ id, html }) => `${screen}: ${id} ${html}`);
  };
}
