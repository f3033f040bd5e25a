import type { Signed } from '../../../src/auth/signed.js';
import { ChangeCalendar } from '../../../src/calendars/change-calendar.service.js';
import type { StoredCalendar } from '../../../src/calendars/memory/memory-store.js';
import { SyncCalendar } from '../../../src/calendars/sync-calendar.service.js';
import { UnlinkAccount } from '../../../src/calendars/unlink-account.service.js';
import { AnswerService } from '../../../src/meetings/answer.service.js';
import { DecideByHand } from '../../../src/meetings/decide-by-hand.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { MeetingDetailsService } from '../../../src/meetings/meeting-details.service.js';
import { HOUR, MeetingsHouse, rangeAt } from '../../support/meetings-fixtures.js';

/** Something of the client's own lands on a time that partners may still choose. */
describe('an offered time that is taken on the client’s own calendar', () => {
  let house: MeetingsHouse;
  let who: Signed;
  let clientId: string;
  let calendar: StoredCalendar;
  beforeAll(async () => {
    house = await MeetingsHouse.open();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    ({ who, clientId } = await house.agency());
    calendar = await house.link(who, clientId);
  });

  const at = (day: number, hour: number) => Date.parse(rangeAt(day, hour).start);
  const put = (id: string, start: number): void => {
    const zone = 'Europe/Riga';
    house.calendar.store.put(calendar, {
      id,
      start: { kind: 'instant', at: start, zone },
      end: { kind: 'instant', at: start + HOUR, zone },
    });
  };
  const sync = async () => {
    const [row] = await house.database.asOwner<{ id: string }>(
      'select calendar_id as id from calendar where client_id = $1',
      [clientId],
    );
    return house.app.get(SyncCalendar, { strict: false }).sync(who.agencyId, row?.id ?? '');
  };
  const blocking = (blocks: boolean) =>
    house.database.db.inAgency(who.agencyId, async (tx) => {
      const change = house.app.get(ChangeCalendar, { strict: false });
      const [row]: { id: string }[] = await tx.query(
        'select calendar_id as id from calendar where client_id = $1',
        [clientId],
      );
      await change.change(tx, who, await change.find(tx, who, clientId, row?.id ?? ''), { blocks });
    });
  const details = ({ meetingId }: Meeting) =>
    house.app.get(MeetingDetailsService, { strict: false }).get(who, meetingId);
  const accept = (meeting: Meeting, i = 0) =>
    house.app.get(AnswerService, { strict: false }).answer({
      agencyId: who.agencyId,
      meetingId: meeting.meetingId,
      attendeeId: meeting.attendees[0]?.attendeeId ?? '',
      optionId: meeting.options[i]?.optionId ?? '',
      partstat: 'ACCEPTED',
      via: 'page',
      comment: null,
    });
  it('asks the secretary, with other times beside it, and asks no more when the event has gone', async () => {
    await house.openHours(who, clientId);
    const meeting = await house.propose(who, clientId, [
      [2, 10],
      [3, 10],
    ]);
    await sync();
    put('dentist', at(2, 10));
    await sync();
    const asked = await details(meeting);
    expect(asked).toMatchObject({ state: 'proposed', question: 'offered-time-taken' });
    expect(asked.takenOptionIds).toEqual([meeting.options[0]?.optionId]);
    expect(asked.suggestedTimes).toHaveLength(3);
    for (const { start, end } of asked.suggestedTimes) {
      const range = { start: Date.parse(start), end: Date.parse(end) };
      expect(range.end - range.start).toBe(HOUR);
      for (const taken of [at(2, 10), at(3, 10)]) {
        expect(range.start < taken + HOUR && taken < range.end).toBe(false);
      }
    }

    house.calendar.store.remove(calendar, 'dentist');
    await sync();
    expect(await details(meeting)).toMatchObject({ question: null, takenOptionIds: [], suggestedTimes: [] });
    expect(await accept(meeting)).toMatchObject({ ok: true, meeting: { state: 'confirmed' } });
  });

  it('asks once of one event, and again when it comes back', async () => {
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await sync();
    put('dentist', at(2, 10));
    await sync();
    await house.app.get(DecideByHand, { strict: false }).decide(who, meeting.meetingId, { kind: 'settle' });
    await sync();
    expect(await details(meeting)).toMatchObject({ question: null });
    put('dentist', at(5, 10));
    await sync();
    put('dentist', at(2, 10));
    await sync();
    expect(await details(meeting)).toMatchObject({ question: 'offered-time-taken' });
  });

  it('asks no more when the calendar stops counting, and again when it counts', async () => {
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await sync();
    put('dentist', at(2, 10));
    await sync();
    await blocking(false);
    expect(await details(meeting)).toMatchObject({ question: null, takenOptionIds: [] });
    await blocking(true);
    expect(await details(meeting)).toMatchObject({
      question: 'offered-time-taken',
      takenOptionIds: [meeting.options[0]?.optionId],
    });
  });

  it('asks no more when the calendar is unlinked; another question stays', async () => {
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    const agreed = await house.propose(who, clientId, [[3, 10]]);
    await accept(agreed);
    await sync();
    put('dentist', at(2, 10));
    put('school', at(3, 10));
    await sync();
    expect(await details(agreed)).toMatchObject({ question: 'event-landed' });
    const touched = await house.propose(who, clientId, [[4, 10]]);
    put('trip', at(4, 10));
    await sync();
    await house.database.asOwner(`update meeting set question = 'holds-aged' where meeting_id = $1`, [
      touched.meetingId,
    ]);
    const [account] = await house.database.asOwner<{ id: string }>(
      'select account_id as id from account where client_id = $1',
      [clientId],
    );
    await house.app.get(UnlinkAccount, { strict: false }).unlink(who, clientId, account?.id ?? '');
    expect(await details(meeting)).toMatchObject({ question: null, takenOptionIds: [] });
    expect(await details(agreed)).toMatchObject({ state: 'confirmed', question: null });
    expect(await details(touched)).toMatchObject({ question: 'holds-aged' });
    expect(await accept(meeting)).toMatchObject({ ok: true, meeting: { state: 'confirmed' } });
  });

  it('still asks when one of two events is left, and of what is offered to two partners asks for both', async () => {
    const first = await house.propose(who, clientId, [[2, 10]]);
    const second = await house.propose(who, clientId, [[2, 10]], { alsoOffered: true, title: 'Second' });
    await sync();
    put('dentist', at(2, 10));
    put('school', at(2, 10) + HOUR / 2);
    await sync();
    house.calendar.store.remove(calendar, 'dentist');
    await sync();
    for (const meeting of [first, second]) {
      expect(await details(meeting)).toMatchObject({ question: 'offered-time-taken' });
    }
  });

  it('with an acceptance at the same moment: the time is refused, or the secretary is told of both', async () => {
    for (let day = 2; day < 10; day++) {
      const meeting = await house.propose(who, clientId, [[day, 10]], { override: true });
      await sync();
      put(`event-${day}`, at(day, 10));
      // The look before the acceptance is young, so it brings nothing itself.
      const [answered] = await Promise.all([accept(meeting), sync()]);
      const { state, question, options } = await details(meeting);
      if (answered.ok) {
        expect({ state, question }).toEqual({ state: 'confirmed', question: 'event-landed' });
      } else {
        expect(answered.refusal).toBe('time-taken');
        expect(options.map((option) => option.state)).toEqual(['withdrawn']);
      }
    }
  });
});
