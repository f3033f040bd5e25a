import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signed } from '../../src/auth/signed.js';
import { AUTHSERV, DAY, MeetingsHouse } from '../support/meetings-fixtures.js';

/**
 * Two programs that know nothing of us take the invitation that our service sent and answer it, and the mail that they
 * would send makes the meeting: Gnus (emacs-nox) and Horde (php-horde-itip). They are the two whose packages install
 * lightest; KDE's and Thunderbird's are a compiler or a desktop away.
 */
const ANNA = { name: 'Anna "Ozo" Ozoliņa', email: 'anna@partner.example' };
type Answer = 'ACCEPTED' | 'DECLINED' | 'TENTATIVE';

interface Invited {
  /** The mail as it left us, and the calendar in it. */
  readonly raw: Buffer;
  readonly calendar: string;
}

interface Generator {
  readonly name: string;
  readonly packages: string;
  readonly probe: readonly [string, readonly string[]];
  /** What this program is known for: so that nobody answers in its place. */
  readonly mark: RegExp;
  answer(invited: Invited, answer: Answer): string;
}

const folder = mkdtempSync(join(tmpdir(), 'meetbroker-replies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GENERATORS: readonly Generator[] = [
  {
    name: 'Gnus',
    packages: 'emacs-nox',
    probe: ['emacs', ['--batch', '--eval', "(require 'gnus-icalendar)"]],
    mark: /^PRODID:Gnus\r?$/m,
    answer: ({ raw }, answer) => {
      const file = join(folder, 'invitation.eml');
      // As Gnus keeps a mail: with the line ends of its system.
      writeFileSync(file, raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
      const script = join(import.meta.dirname, 'reply-gnus.el');
      return run('emacs', ['--batch', '-l', script, file, ANNA.email, ANNA.name, answer.toLowerCase()]);
    },
  },
  {
    name: 'Horde',
    packages: 'php-horde-itip, php-cli and php-mbstring',
    probe: [
      'php',
      ['-r', 'exit(is_file("/usr/share/php/Horde/Itip.php") && extension_loaded("mbstring") ? 0 : 1);'],
    ],
    mark: /^PRODID:-\/\/The Horde Project/m,
    answer: ({ calendar }, answer) =>
      run('php', [join(import.meta.dirname, 'reply-horde.php'), ANNA.email, ANNA.name, answer], calendar),
  },
];

const run = (program: string, args: readonly string[], input = ''): string =>
  execFileSync(program, args, { input, stdio: ['pipe', 'pipe', 'pipe'], encoding: 'utf8', timeout: 60_000 });

const found = ({ probe: [program, args] }: Generator): boolean => {
  try {
    execFileSync(program, args, { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
};

const installed = GENERATORS.filter(found);
for (const { name, packages } of GENERATORS.filter((generator) => !installed.includes(generator))) {
  test(`answers by ${name} need the Debian package ${packages}`, () => {
    console.warn(`Not tried: ${packages} is missing.`);
    expect(process.env.PEERS).not.toBe('required');
  });
}
if (installed.length > 0) describe('our invitation, answered by other programs', answered);

function answered(): void {
  let house: MeetingsHouse;
  let who: Signed;
  let clientId: string;
  let day = 1;
  beforeAll(async () => {
    house = await MeetingsHouse.open();
    ({ who, clientId } = await house.agency());
  });
  afterAll(() => house.close());

  const invite = async (): Promise<Invited & { meetingId: string; to: string }> => {
    house.sender.sent.length = 0;
    // Both stamp their answers with the real time.
    house.now = Math.max(house.now, Date.now() - 60_000);
    const start = Math.ceil((house.now + ++day * DAY) / DAY) * DAY;
    const { meetingId } = await house.propose(who, clientId, [], {
      options: [{ start: new Date(start).toISOString(), end: new Date(start + 3_600_000).toISOString() }],
      attendees: [{ ...ANNA, locale: 'lv', role: 'required' }],
    });
    await house.work();
    const [sent] = house.sender.sent;
    if (sent?.mail.calendar === undefined) throw new Error('No invitation was sent.');
    return { meetingId, raw: sent.raw, calendar: sent.mail.calendar.text, to: sent.mail.from.address };
  };

  describe.each(installed.map((generator) => [generator.name, generator] as const))('%s', (_, generator) => {
    it.each<[Answer, string]>([
      ['ACCEPTED', 'confirmed'],
      ['DECLINED', 'declined'],
      ['TENTATIVE', 'proposed'],
    ])('%s', async (partstat, state) => {
      const { meetingId, to, ...invited } = await invite();
      const reply = generator.answer(invited, partstat);
      expect(reply).toMatch(/^METHOD:REPLY\r?$/m);
      expect(reply).toMatch(generator.mark);
      // Sent back to us, whichever of our addresses in the invitation the program took.
      expect(/^To: .*$/m.exec(reply.replaceAll(/\r?\n[ \t]/g, ''))?.[0]).toContain(to);
      house.now = Date.now() + 1_000;
      const verdict = `Authentication-Results: ${AUTHSERV}; dmarc=pass header.from=partner.example\n`;
      const messageId = await house.arrives(to, `${verdict}${reply}`);
      await house.work();
      expect(await house.message(messageId)).toEqual({ state: 'applied', reason: null });
      const [row] = await house.database.asOwner<{ state: string; partstat: string }>(
        `select m.state, r.partstat from meeting m join attendee a using (agency_id, meeting_id)
         join attendee_reply r using (agency_id, attendee_id) where m.meeting_id = $1`,
        [meetingId],
      );
      expect(row).toEqual({ state, partstat });
    });
  });
}
