import { openStage, type Stage } from './stage.js';
import { acceptByMail } from './steps/accept-by-mail.js';
import { acceptOnPage } from './steps/accept-on-page.js';
import { clientDeletes } from './steps/client-deletes.js';
import { clientMoves } from './steps/client-moves.js';
import { decline } from './steps/decline.js';
import { freeTimesAvoidBusy } from './steps/free-times.js';
import { linkCalendars } from './steps/link-calendar.js';
import { outage } from './steps/outage.js';
import { overlapping } from './steps/overlapping.js';
import { secretaryCancels } from './steps/secretary-cancels.js';
import { staleLink } from './steps/stale-link.js';
import { strayMail } from './steps/stray-mail.js';
import { Teller } from './teller.js';

type Scene = (stage: Stage, teller: Teller) => Promise<void>;

/** The main job, scene by scene. Each has a meeting and a partner of its own; only the first two come before others. */
export const SCENES: readonly (readonly [title: string, scene: Scene])[] = [
  ['The clients link their calendars', linkCalendars],
  ['Free times', freeTimesAvoidBusy],
  ['Three times are proposed, one is accepted by mail', acceptByMail],
  ['A time is accepted on the page', acceptOnPage],
  ['All times are declined', decline],
  ['Two partners accept overlapping times at once', overlapping],
  ['The client moves the meeting on the own calendar', clientMoves],
  ['The client deletes the meeting from the own calendar', clientDeletes],
  ['The secretary cancels', secretaryCancels],
  ['Mails that are no proven answer', strayMail],
  ['Links that open nothing', staleLink],
];

const OUTAGE: readonly [string, Scene] = ['PostgreSQL goes away for twenty seconds', outage];
/** In the middle: what was there before has to be there after it, and the job has to go on. */
const OUTAGE_AFTER = 6;

/** Plays the demo on a fresh database and clears everything away. @param say told line by line. */
export const playDemo = async (options: {
  readonly outage: boolean;
  readonly say: (line: string) => void;
  /** Told how to clear everything away when the demo is broken off. */
  readonly onOpen?: (close: () => Promise<void>) => void;
}): Promise<Teller> => {
  const teller = new Teller(options.say);
  const stage = await openStage();
  options.onOpen?.(stage.close);
  try {
    const { running, google, mailbox, database } = stage;
    options.say(`service   ${running.url}`);
    options.say(`calendars ${google.url} (simulated Google)`);
    options.say(`mail      ${mailbox.smtpUrl} out, smtp://127.0.0.1:${running.mailListener?.port} in`);
    options.say(`database  ${new URL(database.url).host}, fresh`);
    const scenes = options.outage
      ? [...SCENES.slice(0, OUTAGE_AFTER), OUTAGE, ...SCENES.slice(OUTAGE_AFTER)]
      : SCENES;
    for (const [title, scene] of scenes) await teller.play(title, () => scene(stage, teller));
  } finally {
    await stage.close();
  }
  return teller;
};
