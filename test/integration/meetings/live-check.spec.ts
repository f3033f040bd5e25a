import type { Signed } from '../../../src/auth/signed.js';
import type { StoredCalendar } from '../../../src/calendars/memory/memory-store.js';
import { SyncCalendar } from '../../../src/calendars/sync-calendar.service.js';
import { AnswerService } from '../../../src/meetings/answer.service.js';
import { DecideByHand } from '../../../src/meetings/decide-by-hand.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { HOUR, MeetingsHouse, rangeAt } from '../../support/meetings-fixtures.js';

const MINUTE = 60_000;

/** The client's calendar is asked before a time is given away, and read again after the entry. */
describe('the last look at the client’s calendar', () => {
  let house: MeetingsHouse;
  let who: Signed;
  let clientId: string;
  let calendar: StoredCalendar;
  let original: MeetingsHouse['calendar']['listChanges'];

  beforeAll(async () => {
    house = await MeetingsHouse.open();
    original = house.calendar.listChanges.bind(house.calendar);
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    ({ who, clientId } = await house.agency());
    calendar = await house.link(who, clientId);
    house.sender.sent.length = 0;
  });
  afterEach(() => {
    house.calendar.listChanges = original;
    delete house.line.after;
  });
  const at = (day: number, hour: number) => Date.parse(rangeAt(day, hour).start);
  const event = (id: string, start: number): void => {
    const zone = 'Europe/Riga';
    house.calendar.store.put(calendar, {
      id,
      start: { kind: 'instant', at: start, zone },
      end: { kind: 'instant', at: start + HOUR, zone },
    });
  };
  const silence = (): void => {
    house.calendar.listChanges = async () => ({ ok: false, fault: { kind: 'unknown', detail: 'no answer' } });
  };
  const accept = (meeting: Meeting) =>
    house.app.get(AnswerService, { strict: false }).answer({
      agencyId: who.agencyId,
      meetingId: meeting.meetingId,
      attendeeId: meeting.attendees[0]?.attendeeId ?? '',
      optionId: meeting.options[0]?.optionId ?? '',
      partstat: 'ACCEPTED',
      via: 'page',
      comment: null,
    });
  const sync = async () => {
    const [row] = await house.database.asOwner<{ id: string }>(
      'select calendar_id as id from calendar where client_id = $1',
      [clientId],
    );
    return house.app.get(SyncCalendar, { strict: false }).sync(who.agencyId, row?.id ?? '');
  };
  const meetingRow = async ({ meetingId }: Meeting) => {
    const [row] = await house.database.asOwner<{ state: string; question: string | null }>(
      'select state, question from meeting where meeting_id = $1',
      [meetingId],
    );
    return row;
  };
  const journal = async ({ meetingId }: Meeting, kind: string) =>
    (
      await house.database.asOwner<{ detail: Record<string, unknown> }>(
        'select detail from journal where meeting_id = $1 and kind = $2 order by at, entry_id',
        [meetingId, kind],
      )
    ).map(({ detail }) => detail);

  it('sees what no push has told of: the time is gone, and the partner hears it', async () => {
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await sync();
    event('dentist', at(2, 10));
    house.now += 3 * MINUTE;
    expect(await accept(meeting)).toMatchObject({ ok: false, refusal: 'time-taken' });
    house.now -= 3 * MINUTE;
  });

  it('is not taken while the mirror is young', async () => {
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await sync();
    let asked = 0;
    house.calendar.listChanges = (...args) => {
      asked++;
      return original(...args);
    };
    expect(await accept(meeting)).toMatchObject({ ok: true, meeting: { state: 'confirmed' } });
    expect(asked).toBe(0);
  });

  it('without an answer, a mirror of minutes counts; the journal says since when nobody looked', async () => {
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await sync();
    const since = house.now;
    silence();
    house.now += 20 * MINUTE;
    expect(await accept(meeting)).toMatchObject({ ok: true, meeting: { state: 'confirmed' } });
    expect(await journal(meeting, 'not-checked')).toMatchObject([{ calendar: 'Main', since }]);
    house.now = since;
  });

  it('without an answer for too long, nothing is given away: the answer is kept, and the secretary is asked', async () => {
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await sync();
    const since = house.now;
    silence();
    house.now += 61 * MINUTE;
    expect(await accept(meeting)).toMatchObject({ ok: true, meeting: { state: 'proposed' } });
    expect(await meetingRow(meeting)).toEqual({ state: 'proposed', question: 'calendar-unchecked' });
    expect(await journal(meeting, 'not-checked')).toMatchObject([{ since }]);

    const byHand = house.app.get(DecideByHand, { strict: false });
    const confirm = {
      kind: 'confirm-by-hand',
      optionId: meeting.options[0]?.optionId ?? '',
      attendeeId: null,
    } as const;
    const refused = byHand.decide(who, meeting.meetingId, confirm);
    await expect(refused).rejects.toMatchObject({ code: 'time-taken' });
    await byHand.decide(who, meeting.meetingId, confirm, { despiteEvents: true });
    expect(await meetingRow(meeting)).toEqual({ state: 'confirmed', question: null });
    house.now = since;
  });

  it('without an answer for too long, a client may want meetings confirmed all the same', async () => {
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await sync();
    const since = house.now;
    await house.database.asOwner(`update calendar set when_unchecked = 'confirm' where client_id = $1`, [
      clientId,
    ]);
    silence();
    house.now += 61 * MINUTE;
    expect(await accept(meeting)).toMatchObject({ ok: true, meeting: { state: 'confirmed' } });
    expect(await journal(meeting, 'not-checked')).toHaveLength(1);
    house.now = since;
  });

  it('is taken before a time is held, too', async () => {
    await sync();
    const since = house.now;
    event('dentist', at(3, 10));
    house.now += 3 * MINUTE;
    await expect(house.propose(who, clientId, [[3, 10]])).rejects.toMatchObject({ code: 'time-taken' });
    silence();
    house.now += 61 * MINUTE;
    await expect(house.propose(who, clientId, [[4, 10]])).rejects.toMatchObject({ code: 'time-taken' });
    const meeting = await house.propose(who, clientId, [[4, 10]], { override: true });
    expect(await journal(meeting, 'not-checked')).toMatchObject([{ calendar: 'Main' }]);
    house.now = since;
  });

  it('keeps nobody waiting for long: two seconds, then it counts as unanswered', async () => {
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await sync();
    const since = house.now;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    house.calendar.listChanges = async (...args) => {
      await held;
      return original(...args);
    };
    house.now += 20 * MINUTE;
    const begun = performance.now();
    expect(await accept(meeting)).toMatchObject({ ok: true, meeting: { state: 'confirmed' } });
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(await journal(meeting, 'not-checked')).toHaveLength(1);
    release();
    house.now = since;
    // What still runs may end before its database goes.
    for (let n = 0; n < 100 && (await sync()).kind === 'busy'; n++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  describe('and the one after the entry', () => {
    it('finds what landed between the two: the secretary is asked, nobody outside hears of it', async () => {
      const meeting = await house.propose(who, clientId, [[2, 10]]);
      await sync();
      house.line.after = () => {
        delete house.line.after;
        event('dentist', at(2, 10));
      };
      await accept(meeting);
      await house.work();
      expect(await meetingRow(meeting)).toEqual({ state: 'confirmed', question: 'event-landed' });
      expect(await journal(meeting, 'event-landed')).toMatchObject([
        { start: at(2, 10), end: at(2, 10) + HOUR },
      ]);
      const mails = house.sentTo('anna@partner.example').filter(({ uid }) => uid === meeting.options[0]?.uid);
      expect(mails.length).toBeGreaterThan(0);
      expect(mails.filter(({ method }) => method !== 'REQUEST')).toEqual([]);
    });

    it('is made by every later sync as well, and tells of each event once', async () => {
      const meeting = await house.propose(who, clientId, [[2, 10]]);
      await sync();
      await accept(meeting);
      await house.work();
      expect(await meetingRow(meeting)).toEqual({ state: 'confirmed', question: null });
      event('dentist', at(2, 10) + HOUR / 2);
      await sync();
      expect(await meetingRow(meeting)).toMatchObject({ question: 'event-landed' });
      await house.app.get(DecideByHand, { strict: false }).decide(who, meeting.meetingId, { kind: 'settle' });
      house.calendar.store.put(calendar, {
        ...[...calendar.events.values()].find((one) => one.event.id === 'dentist')?.event,
        ...{ id: 'dentist', title: 'Dentist, renamed' },
        start: { kind: 'instant', at: at(2, 10) + HOUR / 2, zone: 'Europe/Riga' },
        end: { kind: 'instant', at: at(2, 10) + HOUR * 1.5, zone: 'Europe/Riga' },
      });
      await sync();
      expect(await meetingRow(meeting)).toMatchObject({ question: null });
      event('another', at(2, 10));
      await sync();
      expect(await meetingRow(meeting)).toMatchObject({ question: 'event-landed' });
      expect(await journal(meeting, 'event-landed')).toHaveLength(2);
    });

    it('leaves alone what occupies nothing, and what the secretary had seen', async () => {
      event('seen', at(2, 10));
      await sync();
      const meeting = await house.propose(who, clientId, [[2, 10]], { override: true });
      await accept(meeting);
      await house.work();
      house.calendar.store.put(calendar, {
        id: 'free',
        blocking: 'free',
        start: { kind: 'instant', at: at(2, 10), zone: 'Europe/Riga' },
        end: { kind: 'instant', at: at(2, 10) + HOUR, zone: 'Europe/Riga' },
      });
      await sync();
      expect(await meetingRow(meeting)).toEqual({ state: 'confirmed', question: null });
    });
  });
});
