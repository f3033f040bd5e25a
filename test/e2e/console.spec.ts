import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { freePort } from '../support/app.js';
import { createEmptyDatabase } from '../support/database.js';
import { Program } from '../support/program.js';

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
const SECRETARY = 'anna@vizite.example';
const CLIENT = 'Alfa Būve SIA';

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
    await page.addInitScript(
      `localStorage.setItem('meetbroker.language', '${locale === 'lv-LV' ? 'lv' : 'en'}')`,
    );
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
}
