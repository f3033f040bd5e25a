import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { AttendeeAddressBook } from '../../src/meetings/attendee-addresses.service.js';
import type { Meeting } from '../../src/meetings/meeting.js';
import { MeetingStore } from '../../src/meetings/meeting.store.js';
import { PagesModule } from '../../src/pages/pages.module.js';
import { MeetingsHouse } from '../support/meetings-fixtures.js';

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

if (existsSync(CHROMIUM)) {
  describe('the answer page in a real browser', inABrowser);
} else {
  test('the answer page in a real browser needs the Debian package chromium', () => {
    console.warn('Not tried: the Debian package chromium is missing.');
    expect(process.env.PEERS).not.toBe('required');
  });
}

function inABrowser(): void {
  let house: MeetingsHouse;
  let browser: Browser;
  let origin: string;
  let page: Page;

  beforeAll(async () => {
    house = await MeetingsHouse.open([PagesModule]);
    await house.app.listen(0, '127.0.0.1');
    origin = (await house.app.getUrl()).replace('[::1]', '127.0.0.1');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(async () => {
    await browser.close();
    await house.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 800 } });
  });
  afterEach(async () => {
    await page.close();
  });

  const propose = async () => {
    const { who, clientId } = await house.agency();
    const meeting = await house.propose(who, clientId, [
      [1, 7],
      [2, 12],
    ]);
    const book = house.app.get(AttendeeAddressBook, { strict: false });
    const address = book.of(who.agencyId, meeting.meetingId, meeting.attendees[0]?.attendeeId ?? '').page;
    const now = async (): Promise<Meeting> => {
      const loaded = await house.database.db.inAgency(who.agencyId, (tx) =>
        house.app.get(MeetingStore, { strict: false }).load(tx, who.agencyId, meeting.meetingId),
      );
      if (loaded === null) throw new Error('the meeting is gone');
      return loaded.meeting;
    };
    return { url: origin + new URL(address).pathname, now };
  };

  /** What programs that look for harm in mails do: open, let scripts run, press what can be pressed, send every form. */
  const robot = async (url: string): Promise<void> => {
    for (const press of ['first button', 'every button', 'every form']) {
      await page.goto(url);
      const count = press === 'first button' ? 1 : await page.locator('button').count();
      for (let i = 0; i < count; i++) {
        const sent = page.waitForNavigation();
        await page.evaluate(
          press === 'every form'
            ? `document.forms[${i}]?.submit()`
            : `document.querySelectorAll('button')[${i}]?.click()`,
        );
        await sent;
        await page.goto(url);
      }
    }
  };

  test('a robot answers nothing, and calls nothing off', async () => {
    const { url, now } = await propose();
    const offered = await now();
    await robot(url);
    expect(await now()).toEqual(offered);

    await page.goto(url);
    await page.getByRole('radio').first().check();
    await page.getByRole('button').click();
    const confirmed = await now();
    expect(confirmed.state).toBe('confirmed');
    await robot(url);
    expect(await now()).toEqual(confirmed);
  });

  test('a person answers with the keyboard alone', async () => {
    const { url, now } = await propose();
    await page.goto(url);
    const focused = (): Promise<unknown> => page.evaluate('document.activeElement?.getAttribute("type")');
    for (let i = 0; i < 12 && (await focused()) !== 'radio'; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The meeting is confirmed' }).waitFor();
    const meeting = await now();
    expect(meeting.confirmedOptionId).toBe(meeting.options[1]?.optionId);
    expect(meeting.replies[0]?.comment).toBe('By keyboard');
  });

  test('works without scripts, sends no address on, and fits a phone in both languages', async () => {
    const { url } = await propose();
    const plain = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    const asked: { url: string; referer: string | undefined }[] = [];
    plain.on('request', (request) => asked.push({ url: request.url(), referer: request.headers().referer }));
    for (const name of ['Latviešu', 'English']) {
      await plain.goto(url);
      await plain.getByRole('link', { name, exact: true }).click();
      await plain.getByRole('button').click();
      await plain.getByRole('alert').waitFor();
      const box = await plain.locator('main').boundingBox();
      expect(box?.width).toBeLessThanOrEqual(390);
      for (const label of await plain.locator('label.card').all()) {
        expect((await label.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      }
    }
    expect(asked.filter(({ referer }) => (referer ?? '') !== '')).toEqual([]);
    expect(asked.every((request) => request.url.startsWith(origin))).toBe(true);
    await plain.close();
  });
}
