/**
 * Pictures of every screen, to be looked at: `node src/web/screenshots.mjs FOLDER URL EMAIL PASSWORD [WORD ...]`.
 * The service has to run at URL with its seeded agency. Words narrow it down: `1440`, `390`, `lv`, `en`, `ru`, `de`,
 * `light`, `dark`, or the name of a screen.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [folder, base, email, password, ...words] = process.argv.slice(2);
if (password === undefined) {
  console.error('Give a folder, the address of the service, an e-mail address and a password.');
  process.exit(1);
}

const SIZES = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];

const wanted = (kind, all) => {
  const chosen = all.filter((name) => words.includes(name));
  return chosen.length > 0 || kind === undefined ? chosen : all;
};

const settle = async (page) => {
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  await page
    .locator('.loading')
    .first()
    .waitFor({ state: 'detached', timeout: 8000 })
    .catch(() => undefined);
  await page.waitForTimeout(250);
};

/** Every screen: its name, and how to get there. `ids` has a client and, when there are any, a meeting and a message. */
const SCREENS = {
  desk: (page) => page.goto(`${base}/`),
  week: async (page, ids) => {
    await page.goto(`${base}/clients/${ids.clientId}`);
    await settle(page);
    for (const button of (await page.locator('.free-time').all()).slice(2, 4)) await button.click();
  },
  why: async (page, ids) => {
    await page.goto(`${base}/clients/${ids.clientId}`);
    await settle(page);
    await page.locator('.why-ask .time-input').fill('07:00');
    await page.locator('.why-ask button').click();
    await page.locator('.why-ask').scrollIntoViewIfNeeded();
  },
  propose: async (page, ids) => {
    await page.goto(`${base}/clients/${ids.clientId}/propose`);
    await settle(page);
    await page.locator('input[role=combobox]').fill('a');
    await page.locator('.combo-option').first().waitFor();
    await page.keyboard.press('Enter');
    const suggest = page.locator('section[aria-labelledby=times-title] .spread button');
    if (await suggest.isVisible()) await suggest.click();
  },
  contact: async (page, ids) => {
    await page.goto(`${base}/clients/${ids.clientId}/propose`);
    await settle(page);
    const change = page.locator('.picked-contact .button');
    if (await change.isVisible()) await change.click();
    await page.locator('input[role=combobox]').fill('an');
  },
  phone: (page, ids) => page.goto(`${base}/clients/${ids.clientId}/phone`),
  requests: (page) => page.goto(`${base}/requests`),
  meetings: (page, ids) => page.goto(`${base}/clients/${ids.clientId}/meetings`),
  meeting: (page, ids) => page.goto(`${base}/meetings/${ids.meetingId}`),
  confirm: async (page, ids) => {
    await page.goto(`${base}/meetings/${ids.meetingId}`);
    await settle(page);
    await page.locator('.screen-head .button').first().click();
  },
  calendars: (page, ids) => page.goto(`${base}/clients/${ids.clientId}/settings/calendars`),
  availability: (page, ids) => page.goto(`${base}/clients/${ids.clientId}/settings/availability`),
  exception: async (page, ids) => {
    await page.goto(`${base}/clients/${ids.clientId}/settings/availability`);
    await settle(page);
    await page.locator('.card-head .button').first().click();
  },
  kinds: (page, ids) => page.goto(`${base}/clients/${ids.clientId}/settings/kinds`),
  proposals: (page, ids) => page.goto(`${base}/clients/${ids.clientId}/settings/proposals`),
  places: (page, ids) => page.goto(`${base}/clients/${ids.clientId}/settings/places`),
  contacts: (page, ids) => page.goto(`${base}/clients/${ids.clientId}/settings/contacts`),
  profile: (page, ids) => page.goto(`${base}/clients/${ids.clientId}/settings/profile`),
  agency: (page) => page.goto(`${base}/agency`),
  messages: (page, ids) =>
    page.goto(`${base}/messages${ids.messageId === undefined ? '' : `/${ids.messageId}`}`),
  navigation: async (page) => {
    await page.goto(`${base}/`);
    await settle(page);
    const menu = page.locator('.shell-bar button');
    if (await menu.isVisible()) await menu.click();
  },
};

const GATE = {
  'sign-in': (page) => page.goto(`${base}/`),
  setup: (page) => page.goto(`${base}/setup#token`),
  invitation: (page) => page.goto(`${base}/invitation#token`),
};

const names = [...Object.keys(GATE), ...Object.keys(SCREENS)];
const screens = wanted('screen', names);

const idsOf = async (page) => {
  const ask = (path) => page.request.get(base + path).then((answer) => answer.json());
  const clients = await ask('/api/clients');
  const meetings = await ask('/api/meetings');
  const messages = await ask('/api/messages');
  const meeting = meetings.items.find(({ state }) => state === 'proposed') ?? meetings.items[0];
  return {
    clientId: (meeting ?? clients.items[0])?.clientId,
    meetingId: meeting?.meetingId,
    messageId: messages.items[0]?.messageId,
  };
};

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: FLAGS,
});
try {
  for (const size of wanted('size', Object.keys(SIZES))) {
    for (const colorScheme of wanted('scheme', ['light', 'dark'])) {
      for (const language of wanted('language', ['lv', 'en', 'ru', 'de'])) {
        const context = await browser.newContext({
          viewport: SIZES[size],
          colorScheme,
          locale: language === 'en' ? 'en-GB' : language,
          timezoneId: 'Europe/Riga',
          reducedMotion: 'reduce',
        });
        await context.addInitScript(
          (chosen) => localStorage.setItem('meetbroker.language', chosen),
          language,
        );
        const page = await context.newPage();
        page.on('pageerror', (error) => console.error(`${page.url()}: ${error.message}`));
        page.on('console', (message) => {
          if (message.type() === 'error') console.error(`${page.url()}: ${message.text()}`);
        });
        const shoot = async (name) => {
          await settle(page);
          const file = join(folder, `${name}-${size}-${colorScheme}-${language}.png`);
          await page.screenshot({ path: file, fullPage: true });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          if (wide > 0) console.error(`${file}: ${wide} px too wide`);
        };
        for (const name of screens.filter((known) => known in GATE)) {
          await GATE[name](page);
          await shoot(name);
        }
        const signedIn = await page.request.post(`${base}/api/session`, {
          data: { email, password },
          headers: { origin: base },
        });
        if (!signedIn.ok()) throw new Error(`Signing in failed: ${await signedIn.text()}`);
        await page.request.patch(`${base}/api/me`, { data: { locale: language }, headers: { origin: base } });
        const ids = await idsOf(page);
        for (const name of screens.filter((known) => known in SCREENS)) {
          if ((name === 'meeting' || name === 'confirm') && ids.meetingId === undefined) continue;
          await SCREENS[name](page, ids).catch((error) =>
            console.error(`${name}: ${error.message.split('\n')[0]}`),
          );
          await shoot(name);
        }
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
}
