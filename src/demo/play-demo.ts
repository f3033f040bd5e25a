import { RADICALE_PACKAGE } from './radicale.js';
import { openStage, type Stage } from './stage.js';
import { acceptByMail } from './steps/accept-by-mail.js';
import { acceptOnPage } from './steps/accept-on-page.js';
import { bounces } from './steps/bounces.js';
import { chase } from './steps/chase.js';
import { clientDeletes } from './steps/client-deletes.js';
import { clientMoves } from './steps/client-moves.js';
import { counterProposals } from './steps/counter-proposals.js';
import { decline } from './steps/decline.js';
import { freeTimesAvoidBusy } from './steps/free-times.js';
import { linkCalendars } from './steps/link-calendar.js';
import { davClient, outlookClient } from './steps/other-calendar.js';
import { outage } from './steps/outage.js';
import { overlapping } from './steps/overlapping.js';
import { plainWords } from './steps/plain-words.js';
import { preparedAnswer } from './steps/prepared-answer.js';
import { reschedule } from './steps/reschedule.js';
import { secretaryCancels } from './steps/secretary-cancels.js';
import { staleLink } from './steps/stale-link.js';
import { strayMail } from './steps/stray-mail.js';
import { takenMeanwhile } from './steps/taken-meanwhile.js';
import { twoRequired } from './steps/two-required.js';
import { Teller } from './teller.js';

type Scene = (stage: Stage, teller: Teller) => Promise<void>;

/** The one scene that needs a program from outside npm. */
export const DAV = 'A client with a CalDAV server';

/**
 * The main job, scene by scene. Each has a meeting and a partner of its own; only the first two come before others, and
 * the one that puts the clock forward after all.
 */
export const SCENES: readonly (readonly [title: string, scene: Scene])[] = [
  ['The clients link their calendars', linkCalendars],
  ['Free times', freeTimesAvoidBusy],
  ['Three times are proposed, one is accepted by mail', acceptByMail],
  ['A time is accepted on the page', acceptOnPage],
  ['A time is accepted by a prepared mail, without a browser', preparedAnswer],
  ['All times are declined', decline],
  ['Two partners accept overlapping times at once', overlapping],
  ['Two people have to be there', twoRequired],
  ['Partners propose another time', counterProposals],
  ['An answer in plain words', plainWords],
  ['A proposed time is taken on the client’s own calendar', takenMeanwhile],
  ['The secretary moves the meeting', reschedule],
  ['The client moves the meeting on the own calendar', clientMoves],
  ['The client deletes the meeting from the own calendar', clientDeletes],
  ['The secretary cancels', secretaryCancels],
  ['A client with Outlook', outlookClient],
  [DAV, davClient],
  ['Mails that do not arrive', bounces],
  ['Mails that are no proven answer', strayMail],
  ['Links that open nothing', staleLink],
  ['A partner says nothing', chase],
];

const OUTAGE: readonly [string, Scene] = ['PostgreSQL goes away for twenty seconds', outage];
/** In the middle: what was there before has to be there after it, and the job has to go on. */
const OUTAGE_AFTER = 9;

/** Plays the demo on a fresh database and clears everything away. @param say told line by line. */
export const playDemo = async (options: {
  readonly outage: boolean;
  /** Without a program of the machine its scenes fail, instead of being left out with a word. */
  readonly peersRequired: boolean;
  readonly say: (line: string) => void;
  /** Told how to clear everything away when the demo is broken off. */
  readonly onOpen?: (close: () => Promise<void>) => void;
}): Promise<Teller> => {
  const teller = new Teller(options.say);
  const stage = await openStage();
  options.onOpen?.(stage.close);
  try {
    introduce(stage, options.say);
    const scenes = options.outage
      ? [...SCENES.slice(0, OUTAGE_AFTER), OUTAGE, ...SCENES.slice(OUTAGE_AFTER)]
      : SCENES;
    for (const [title, scene] of scenes) {
      if (title === DAV && stage.radicale === null && !options.peersRequired) {
        teller.leaveOut(title, `the Debian package ${RADICALE_PACKAGE} is missing on this machine`);
      } else await teller.play(title, () => scene(stage, teller));
    }
    teller.sumUp();
  } finally {
    await stage.close();
  }
  return teller;
};

const introduce = (stage: Stage, say: (line: string) => void): void => {
  const { running, google, outlook, radicale, mailbox, database } = stage;
  say(`service   ${running.url}`);
  say(`calendars ${google.url} (simulated Google)`);
  say(`          ${outlook.url} (simulated Outlook)`);
  if (radicale !== null) say(`          ${radicale.url} (Radicale, a CalDAV server of Debian)`);
  say(`mail      ${mailbox.smtpUrl} out, smtp://127.0.0.1:${running.mailListener?.port} in`);
  say(`database  ${new URL(database.url).host}, fresh`);
};
