import { playDemo, SCENES } from '../../src/demo/play-demo.js';
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
];

describe('the main job', () => {
  let told: readonly Told[];
  beforeAll(async () => {
    const teller = await playDemo({ outage: false, say: () => undefined });
    told = teller.told;
  }, 180_000);

  it('is played to its end without a step that fails', () => {
    expect(told.filter(({ ok }) => !ok)).toEqual([]);
    expect(new Set(told.map(({ scene }) => scene))).toEqual(new Set(SCENES.map(([title]) => title)));
  });

  it.each(PROMISED)('%s', (step) => {
    expect(told.filter((one) => one.step === step && one.ok && one.seen !== '')).not.toEqual([]);
  });
});
