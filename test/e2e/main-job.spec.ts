import { DAV, playDemo, SCENES } from '../../src/demo/play-demo.js';
import { hasRadicale } from '../../src/demo/radicale.js';
import type { Told } from '../../src/demo/teller.js';

/** The main job as `npm run demo` plays it. What is promised is listed here, so that no step goes missing quietly. */
const PROMISED = [
  'the first sync ends with every entry of the calendar',
  'the mirrored busy times are those that the calendar itself reports',
  'none of them touches what is busy on the calendar',
  'three invitations arrive, one a time, each with a UID of its own',
  'each is a mail that mail programs show with buttons',
  'the three times are held: nobody else is offered them',
  "it stands on the client's calendar exactly once, under our id",
  'the partner gets the confirming update of the same UID',
  'the other two times are withdrawn from the partner’s calendar',
  'their holds are released, and the confirmed time is not offered',
  'looking at it changes nothing, nor does a button without a choice',
  'the partner chooses a time and sends the answer',
  'both are declined: the proposal is over, and the secretary is told',
  'exactly one of them gets the time',
  'the other is told, and offered what is still open',
  'the partner gets an update of the same UID',
  'Alfa Būve SIA (policy ask) deletes it: the secretary is asked',
  'Zeta Design AB (policy cancel) deletes it: the meeting is off',
  'the partner is told',
  'the partner gets the CANCEL with the reason',
  'it is kept as it came and shown as unmatched',
  'an answer whose sender is not proven changes nothing and waits for a person',
  'a link that nobody was ever sent leads to a kind page',
  'the third one is sent as it is: confirmed for that time',
  'one of two says yes: the meeting is still proposed, and nothing is entered',
  'the other says yes: confirmed, entered once, and both have the update',
  'of two others one says yes and one no: not confirmed, the secretary is asked',
  'the secretary takes it: confirmed at the partner’s time, who gets the update of the same UID',
  'another one is refused with a reason: the partner gets a DECLINECOUNTER, and the offer stands',
  'an answer in plain words waits for a person, in the meeting that it belongs to',
  'Accept on the taken one makes no meeting there: the partner is told, and has the other',
  'the partner’s calendar gets the update: the same UID, a higher SEQUENCE, asked again',
  'the mirror agrees with what the simulated Outlook itself answers',
  'the client moves it there, and the meeting follows',
  'the secretary cancels: it is gone there, and the partner has the CANCEL',
  'the client deletes another one there: the secretary is asked (policy ask)',
  'the partner’s server refuses the mail with 550: shown at the attendee, and on the desk',
  'a delivery status says later that the mailbox is full: shown at the attendee, and no answer',
  'after a working day without an answer the partner is asked again, in working hours',
];
/** Where Radicale is there; without it the demo says so, and fails when peers are required. */
const PROMISED_WITH_RADICALE = [
  'the mirror agrees with what Radicale itself answers',
  'the client deletes another one there: the meeting is off (policy cancel)',
];

describe('the main job', () => {
  let told: readonly Told[];
  let notPlayed: readonly string[];
  beforeAll(async () => {
    const peersRequired = process.env.PEERS === 'required';
    const teller = await playDemo({ outage: false, peersRequired, say: () => undefined });
    ({ told, notPlayed } = teller);
  }, 180_000);

  it('is played to its end without a step that fails', () => {
    expect(told.filter(({ ok }) => !ok)).toEqual([]);
    expect(new Set([...told.map(({ scene }) => scene), ...notPlayed])).toEqual(
      new Set(SCENES.map(([title]) => title)),
    );
    expect(notPlayed).toEqual(hasRadicale() ? [] : [DAV]);
  });

  const seen = (step: string) => told.filter((one) => one.step === step && one.ok && one.seen !== '');
  it.each(hasRadicale() ? [...PROMISED, ...PROMISED_WITH_RADICALE] : PROMISED)('%s', (step) => {
    expect(seen(step)).not.toEqual([]);
  });
});
