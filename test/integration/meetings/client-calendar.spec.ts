import type { Signed } from '../../../src/auth/signed.js';
import type { StoredCalendar } from '../../../src/calendars/memory/memory-store.js';
import { SyncCalendar } from '../../../src/calendars/sync-calendar.service.js';
import { TenantDatabase } from '../../../src/db/tenant.js';
import { AnswerService } from '../../../src/meetings/answer.service.js';
import { DecideByHand } from '../../../src/meetings/decide-by-hand.service.js';
import { FollowCalendar } from '../../../src/meetings/follow-calendar.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { HOUR, MeetingsHouse } from '../../support/meetings-fixtures.js';

const ANNA = 'anna@partner.example';

/** What the client does on the own calendar, seen by the sync, told to the partner. */
describe('the client on the own calendar', () => {
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
    house.sender.sent.length = 0;
  });

  const confirmed = async (day: number, hour = 10): Promise<Meeting> => {
    const meeting = await house.propose(who, clientId, [[day, hour]]);
    await accept(meeting);
    await house.work();
    return meeting;
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

  const sync = async (): Promise<void> => {
    await syncAlone();
    await house.work();
  };

  const syncAlone = async (): Promise<void> => {
    const [row] = await house.database.asOwner<{ calendar_id: string }>(
      'select calendar_id from calendar where client_id = $1',
      [clientId],
    );
    await house.app.get(SyncCalendar, { strict: false }).sync(who.agencyId, row?.calendar_id ?? '');
  };

  const eventOf = (meeting: Meeting) => {
    const found = [...calendar.events.values()].find(
      ({ event }) => event.mark?.meetingId === meeting.meetingId,
    );
    if (found === undefined) throw new Error('not on the calendar');
    return found.event;
  };
  const drag = (meeting: Meeting, start: number): void => {
    const { id } = eventOf(meeting);
    const zone = 'Europe/Riga';
    house.calendar.store.put(calendar, {
      id,
      start: { kind: 'instant', at: start, zone },
      end: { kind: 'instant', at: start + HOUR, zone },
    });
  };
  const row = async (meeting: Meeting) => {
    const [found] = await house.database.asOwner<{ state: string; question: string | null; start: Date }>(
      `select m.state, m.question, lower(o.during) as start
       from meeting m join meeting_option o using (agency_id, meeting_id) where m.meeting_id = $1`,
      [meeting.meetingId],
    );
    return found && { ...found, start: found.start.getTime() };
  };
  const sent = () => house.sentTo(ANNA).map(({ method, sequence }) => `${method} ${sequence}`);

  it('moves a meeting: the partner gets the update, once', async () => {
    calendar = await house.link(who, clientId);
    const meeting = await confirmed(2);
    await sync();
    const to = Date.UTC(2026, 8, 4, 12);
    drag(meeting, to);
    await sync();
    await sync();
    expect(await row(meeting)).toEqual({ state: 'confirmed', question: null, start: to });
    expect(sent()).toEqual(['REQUEST 0', 'REQUEST 1', 'REQUEST 2']);
  });

  it('keeps the last word over a write of the secretary’s that was still waiting', async () => {
    calendar = await house.link(who, clientId);
    const meeting = await confirmed(2);
    await sync();
    const optionId = meeting.options[0]?.optionId ?? '';
    const byUs = Date.UTC(2026, 8, 4, 12);
    await house.app
      .get(DecideByHand, { strict: false })
      .decide(who, meeting.meetingId, { kind: 'reschedule', start: byUs, end: byUs + HOUR });
    // Before that is written the client drags the event elsewhere, and a sync tells of it.
    const byClient = Date.UTC(2026, 8, 4, 15);
    drag(meeting, byClient);
    const { id, etag } = eventOf(meeting);
    await house.app.get(TenantDatabase, { strict: false }).inAgency(who.agencyId, async (tx) => {
      await house.app.get(FollowCalendar, { strict: false }).onOwnEvent(tx, {
        ...{ agencyId: who.agencyId, clientId, meetingId: meeting.meetingId, optionId },
        ...{ calendarId: '', externalId: id, etag },
        change: { kind: 'moved', start: byClient, end: byClient + HOUR },
      });
      await tx.query(
        `update meeting_option set calendar_base = calendar_base || jsonb_build_object('start', $2::float8, 'end', $3::float8)
         where option_id = $1`,
        [optionId, byClient, byClient + HOUR],
      );
    });
    await house.work();
    await sync();
    expect(eventOf(meeting).start).toMatchObject({ at: byClient });
    expect(await row(meeting)).toEqual({ state: 'confirmed', question: null, start: byClient });
  });

  it('deletes a meeting: the secretary is asked, the partner hears nothing yet', async () => {
    calendar = await house.link(who, clientId);
    const meeting = await confirmed(2);
    await sync();
    house.calendar.store.remove(calendar, eventOf(meeting).id);
    await sync();
    expect(await row(meeting)).toMatchObject({ state: 'questioned', question: 'client-deleted' });
    expect(sent()).toEqual(['REQUEST 0', 'REQUEST 1']);
  });

  it('deletes a meeting, which means calling it off for this client: the partner is told', async () => {
    clientId = await house.client(who, 'cancel');
    calendar = await house.link(who, clientId);
    const meeting = await confirmed(2);
    await sync();
    house.calendar.store.remove(calendar, eventOf(meeting).id);
    await sync();
    expect(await row(meeting)).toMatchObject({ state: 'cancelled', question: 'client-cancelled' });
    expect(sent()).toEqual(['REQUEST 0', 'REQUEST 1', 'CANCEL 2']);
  });

  it('moves a meeting onto another one: nobody is told, the secretary is asked', async () => {
    calendar = await house.link(who, clientId);
    const meeting = await confirmed(2);
    const other = await confirmed(3);
    await sync();
    drag(meeting, other.options[0]?.start ?? 0);
    await sync();
    expect(await row(meeting)).toMatchObject({
      state: 'confirmed',
      question: 'moved-onto-another',
      start: meeting.options[0]?.start,
    });
  });

  it('drags a meeting about on the time of another one: the time that the secretary then gives it counts', async () => {
    calendar = await house.link(who, clientId);
    const meeting = await confirmed(2);
    const other = await confirmed(3);
    await sync();
    const taken = other.options[0]?.start ?? 0;
    drag(meeting, taken);
    await sync();
    // Asked already: the meeting refuses this news. It is known all the same, and no news to the write that follows.
    drag(meeting, taken + HOUR / 2);
    await sync();
    expect(await row(meeting)).toMatchObject({ question: 'moved-onto-another' });
    const byUs = Date.UTC(2026, 8, 4, 12);
    await house.app
      .get(DecideByHand, { strict: false })
      .decide(who, meeting.meetingId, { kind: 'reschedule', start: byUs, end: byUs + HOUR });
    await house.work();
    await sync();
    expect(await row(meeting)).toEqual({ state: 'confirmed', question: null, start: byUs });
    expect(eventOf(meeting).start).toMatchObject({ at: byUs });
  });

  it('leaves a meeting on the time of another one: the time stays taken when that one is cancelled', async () => {
    calendar = await house.link(who, clientId);
    const meeting = await confirmed(2);
    const other = await confirmed(3);
    await sync();
    drag(meeting, other.options[0]?.start ?? 0);
    await sync();
    await house.app
      .get(DecideByHand, { strict: false })
      .decide(who, other.meetingId, { kind: 'cancel', reason: null });
    await house.work();
    await sync();
    await expect(house.propose(who, clientId, [[3, 10]])).rejects.toMatchObject({ code: 'time-taken' });
  });

  it('moves a meeting onto a time that is only offered: that offer is taken back', async () => {
    calendar = await house.link(who, clientId);
    const meeting = await confirmed(2);
    await sync();
    const proposal = await house.propose(
      who,
      clientId,
      [
        [5, 10],
        [6, 10],
      ],
      { attendees: [{ name: 'Bert', email: 'bert@other.example', role: 'required' }] },
    );
    await house.work();
    drag(meeting, proposal.options[0]?.start ?? 0);
    await sync();
    expect(await row(meeting)).toMatchObject({ question: null, start: proposal.options[0]?.start });
    expect(house.sentTo('bert@other.example').map(({ method, sequence }) => `${method} ${sequence}`)).toEqual(
      ['REQUEST 0', 'REQUEST 0', 'CANCEL 1'],
    );
  });

  it('takes the calendar away from us: the meeting that is moved meanwhile is not taken for deleted', async () => {
    clientId = await house.client(who, 'cancel');
    calendar = await house.link(who, clientId);
    const meeting = await confirmed(2);
    await sync();
    house.calendar.store.people.get(clientId)?.calendars.delete('main');
    const start = Date.UTC(2026, 8, 7, 12);
    await house.app
      .get(DecideByHand, { strict: false })
      .decide(who, meeting.meetingId, { kind: 'reschedule', start, end: start + HOUR });
    await house.work();
    expect(await row(meeting)).toEqual({ state: 'confirmed', question: null, start });
    expect(sent()).toEqual(['REQUEST 0', 'REQUEST 1', 'REQUEST 2']);
    const [put] = await house.database.asOwner<{ state: string; reason: string }>(
      `select state, reason from effect where meeting_id = $1 and kind = 'calendar-put' order by seq desc limit 1`,
      [meeting.meetingId],
    );
    expect(put).toMatchObject({ state: 'parked', reason: expect.stringContaining('calendar-gone') });
  });

  it.each([
    ['moves', { state: 'confirmed', start: Date.UTC(2026, 8, 4, 12) }, ['REQUEST 3']],
    ['deletes', { state: 'questioned', question: 'client-deleted' }, []],
  ])(
    '%s the event before our own write has ended: the meeting follows all the same',
    async (what, end, mails) => {
      calendar = await house.link(who, clientId);
      const meeting = await confirmed(2);
      await sync();
      // The provider has our change, the client sees it at once, and the sync is quicker than our bookkeeping.
      house.line.after = async () => {
        delete house.line.after;
        if (what === 'moves') drag(meeting, Date.UTC(2026, 8, 4, 12));
        else house.calendar.store.remove(calendar, eventOf(meeting).id);
        await syncAlone();
      };
      const start = Date.UTC(2026, 8, 3, 9);
      await house.app
        .get(DecideByHand, { strict: false })
        .decide(who, meeting.meetingId, { kind: 'reschedule', start, end: start + HOUR });
      await house.work();
      expect(await row(meeting)).toMatchObject(end);
      expect(sent()).toEqual(['REQUEST 0', 'REQUEST 1', 'REQUEST 2', ...mails]);
    },
  );

  it('moves a meeting that we are just entering: the partner gets the update', async () => {
    calendar = await house.link(who, clientId);
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await house.work();
    const to = Date.UTC(2026, 8, 4, 12);
    house.line.after = async () => {
      delete house.line.after;
      drag(meeting, to);
      await syncAlone();
    };
    await accept(meeting);
    await house.work();
    expect(await row(meeting)).toMatchObject({ state: 'confirmed', start: to });
    expect(sent()).toEqual(['REQUEST 0', 'REQUEST 1', 'REQUEST 2']);
  });

  it('has an event where a time is offered on purpose: the partner can have it, unless another one came', async () => {
    calendar = await house.link(who, clientId);
    const at = (day: number) => Date.UTC(2026, 7, 31 + day, 10);
    const event = (id: string, start: number): void => {
      const zone = 'Europe/Riga';
      house.calendar.store.put(calendar, {
        id,
        start: { kind: 'instant', at: start, zone },
        end: { kind: 'instant', at: start + HOUR, zone },
      });
    };
    for (const day of [2, 3]) event(`lunch-${day}`, at(day));
    await sync();
    await expect(house.propose(who, clientId, [[2, 10]])).rejects.toMatchObject({ code: 'time-taken' });
    const meeting = await house.propose(who, clientId, [[2, 10]], { override: true });
    expect(await accept(meeting)).toMatchObject({ ok: true, meeting: { state: 'confirmed' } });
    const other = await house.propose(who, clientId, [[3, 10]], { override: true });
    event('later', at(3) + HOUR / 2);
    await sync();
    expect(await accept(other)).toMatchObject({ ok: false, refusal: 'time-taken' });
  });
});
