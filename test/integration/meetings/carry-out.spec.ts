import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerService } from '../../../src/meetings/answer.service.js';
import { BEAT, LEASE } from '../../../src/meetings/backoff.js';
import { CarryOut } from '../../../src/meetings/carry-out.service.js';
import { DecideByHand } from '../../../src/meetings/decide-by-hand.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { DAY, HOUR, MeetingsHouse, standing } from '../../support/meetings-fixtures.js';

const ANNA = 'anna@partner.example';

describe('carrying out', () => {
  let house: MeetingsHouse;
  beforeEach(async () => {
    house = await MeetingsHouse.open();
  });
  afterEach(() => house.close());

  const accept = (agencyId: string, meeting: Meeting, i = 0) =>
    house.app.get(AnswerService, { strict: false }).answer({
      agencyId,
      meetingId: meeting.meetingId,
      attendeeId: meeting.attendees[0]?.attendeeId ?? '',
      optionId: meeting.options[i]?.optionId ?? '',
      partstat: 'ACCEPTED',
      via: 'page',
      comment: null,
    });

  const effects = (meeting: Meeting) =>
    house.database.asOwner<{ kind: string; state: string; reason: string | null; attempts: number }>(
      'select kind, state, reason, attempts from effect where meeting_id = $1 order by seq',
      [meeting.meetingId],
    );
  const states = async (meeting: Meeting) =>
    (await effects(meeting)).map(({ kind, state }) => `${kind} ${state}`);
  const again = (agencyId: string, meeting: Meeting) =>
    house.app.get(CarryOut, { strict: false }).run(agencyId, meeting.meetingId);

  const confirmed = async () => {
    const { who, clientId } = await house.agency();
    const calendar = await house.link(who, clientId);
    const meeting = await house.propose(who, clientId, [
      [2, 10],
      [3, 10],
    ]);
    await house.work();
    await accept(who.agencyId, meeting);
    return { who, clientId, calendar, meeting };
  };

  it('invites, confirms, withdraws and writes the calendar, each once and in order', async () => {
    const { calendar, meeting } = await confirmed();
    await house.work();
    const [first, second] = meeting.options;
    expect(house.sentTo(ANNA).map(({ method, sequence, uid }) => `${method} ${sequence} ${uid}`)).toEqual([
      `REQUEST 0 ${first?.uid}`,
      `REQUEST 0 ${second?.uid}`,
      `REQUEST 1 ${first?.uid}`,
      `CANCEL 1 ${second?.uid}`,
    ]);
    expect(standing(calendar)).toEqual([{ title: 'Site visit', icalUid: first?.uid }]);
    expect(new Set((await effects(meeting)).map(({ state }) => state))).toEqual(new Set(['done']));
  });

  it('keeps one ORGANIZER, one conversation and the names through all mails', async () => {
    await confirmed();
    await house.work();
    const mails = house.sender.sent.map(({ mail }) => mail);
    expect(new Set(mails.map(({ from }) => from.address)).size).toBe(1);
    expect(mails[0]?.from).toMatchObject({ name: 'Sigrid for Kalni Ltd' });
    expect(mails[0]?.from.address).toMatch(/^m\+[0-9a-z]{52}@meet\.example$/);
    expect(mails.map(({ references }) => references.length)).toEqual([0, 1, 2, 3]);
    expect(mails[3]?.references).toEqual(mails.slice(0, 3).map(({ messageId }) => messageId));
    for (const { calendar, from } of mails)
      expect(calendar?.text.replace(/\r\n /g, '')).toContain(from.address);
  });

  it('keeps what left as messages of the meeting', async () => {
    const { meeting } = await confirmed();
    await house.work();
    const kept = await house.database.asOwner<{ state: string; subject: string; bytes: number }>(
      `select state, subject, length(raw) as bytes from message where meeting_id = $1 and direction = 'out'`,
      [meeting.meetingId],
    );
    expect(kept).toHaveLength(4);
    for (const { state, bytes } of kept) expect(state === 'sent' && bytes > 500).toBe(true);
  });

  it('survives a worker that dies before the call: one event, written by the next', async () => {
    const { who, calendar, meeting } = await confirmed();
    house.line.before = () => {
      throw new Error('killed before the call');
    };
    await expect(house.work()).rejects.toThrow('killed before the call');
    delete house.line.before;
    expect(standing(calendar)).toEqual([]);
    expect(await states(meeting)).toContain('calendar-put unknown');

    await again(who.agencyId, meeting);
    expect(standing(calendar)).toEqual([]); // the dead worker's lease still counts
    house.now += 5 * 60_000;
    await house.work();
    expect(standing(calendar)).toHaveLength(1);
    expect(await states(meeting)).toContain('calendar-put done');
  });

  it('survives a worker that dies after the call: the event is adopted, not made again', async () => {
    const { calendar, meeting } = await confirmed();
    house.line.after = () => {
      delete house.line.after;
      throw new Error('killed after the call');
    };
    await expect(house.work()).rejects.toThrow('killed after the call');
    expect(standing(calendar)).toHaveLength(1);
    house.now += 5 * 60_000;
    await house.app.get(CarryOut, { strict: false }).wakeDue((await tenants())[0] ?? '');
    await house.work();
    expect(standing(calendar)).toHaveLength(1);
    expect(calendar.events.size).toBe(1);
    expect(await states(meeting)).toContain('calendar-put done');
  });

  const tenants = async () =>
    (await house.database.asOwner<{ agency_id: string }>('select agency_id from agency')).map(
      (row) => row.agency_id,
    );

  it('sends a mail whose fate is unknown again under the same Message-ID', async () => {
    const { who, clientId } = await house.agency();
    house.sender.answer(ANNA, { kind: 'unknown', answer: 'connection lost after DATA' });
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await house.work();
    expect(await effects(meeting)).toMatchObject([{ state: 'unknown', attempts: 1 }]);
    house.sender.answerNormally(ANNA);
    house.now += 10 * 60_000;
    await house.work();
    const [effect] = await house.database.asOwner<{ effect_id: string; state: string }>(
      'select effect_id, state from effect where meeting_id = $1',
      [meeting.meetingId],
    );
    expect(effect?.state).toBe('done');
    expect(house.sentTo(ANNA)).toMatchObject([{ messageId: `${effect?.effect_id}@meet.example` }]);
  });

  it('does not send a mail a second time while the first is still on its way', async () => {
    const { who, clientId } = await house.agency();
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    const send = house.sender.send.bind(house.sender);
    house.sender.send = async (mail) => {
      house.sender.send = send;
      // A mail may take three minutes, a lease has twenty seconds: whoever is alive renews it meanwhile.
      house.now += LEASE - 1_000;
      await sleep(BEAT + 500);
      house.now += LEASE - 1_000;
      await again(who.agencyId, meeting);
      return send(mail);
    };
    await house.work();
    expect(house.sentTo(ANNA)).toHaveLength(1);
  });

  it('lets a worker that was taken for dead say nothing about what another one has taken over', async () => {
    const { who, clientId } = await house.agency();
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    const send = house.sender.send.bind(house.sender);
    house.sender.send = async () => {
      house.sender.send = send;
      house.now += 10 * 60_000;
      await again(who.agencyId, meeting);
      return { kind: 'refused', answer: '550 the late word of the first worker' };
    };
    await house.work();
    expect(await effects(meeting)).toMatchObject([{ state: 'done', reason: null, attempts: 2 }]);
  });

  it('tries a mail that is wanted later for days, then gives up and says so at the attendee', async () => {
    const { who, clientId } = await house.agency();
    house.sender.answer(ANNA, { kind: 'later', answer: '451 greylisted' });
    const meeting = await house.propose(who, clientId, [[20, 10]]);
    for (let hour = 0; hour < 4 * 24; hour += 1) {
      await house.work();
      house.now += HOUR;
    }
    expect(await effects(meeting)).toMatchObject([{ state: 'pending', reason: '451 greylisted' }]);
    house.now += 2 * DAY;
    await house.work();
    expect(await effects(meeting)).toMatchObject([{ state: 'failed', reason: '451 greylisted' }]);
    const people = await house.database.asOwner('select undeliverable from attendee where meeting_id = $1', [
      meeting.meetingId,
    ]);
    expect(people).toEqual([{ undeliverable: '451 greylisted' }]);
  });

  it('goes on with the next mail after one was refused', async () => {
    const { who, clientId } = await house.agency();
    house.sender.answer(ANNA, { kind: 'refused', answer: '550 no such user' });
    const meeting = await house.propose(who, clientId, [
      [2, 10],
      [3, 10],
    ]);
    await house.work();
    expect(await states(meeting)).toEqual(['mail failed', 'mail failed']);
  });

  it('parks what has no calendar to go to, and writes it when there is one', async () => {
    const { who, clientId } = await house.agency();
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    await accept(who.agencyId, meeting);
    await house.work();
    expect(await states(meeting)).toEqual(['mail done', 'calendar-put parked', 'mail done']);
    const calendar = await house.link(who, clientId);
    house.now += HOUR;
    await house.work();
    expect(standing(calendar)).toHaveLength(1);
  });

  it('lets a meeting that was never written be cancelled without touching the calendar', async () => {
    const { who, calendar, meeting } = await confirmed();
    await house.app
      .get(DecideByHand, { strict: false })
      .decide(who, meeting.meetingId, { kind: 'cancel', reason: null });
    await house.work();
    expect(calendar.events.size).toBe(0);
    const calendarEffects = (await effects(meeting)).filter(({ kind }) => kind !== 'mail');
    expect(calendarEffects).toMatchObject([
      { kind: 'calendar-put', state: 'done', reason: 'superseded', attempts: 0 },
      { kind: 'calendar-delete', state: 'done', reason: 'nothing-written', attempts: 0 },
    ]);
  });

  it('deletes what was written, and moves it where the secretary moves it', async () => {
    const { who, calendar, meeting } = await confirmed();
    await house.work();
    const byHand = house.app.get(DecideByHand, { strict: false });
    const start = Date.UTC(2026, 8, 9, 10);
    await byHand.decide(who, meeting.meetingId, { kind: 'reschedule', start, end: start + HOUR });
    await house.work();
    const [event] = calendar.events.values();
    expect(event?.event.start).toMatchObject({ at: start });
    await byHand.decide(who, meeting.meetingId, { kind: 'cancel', reason: 'Illness' });
    await house.work();
    expect(standing(calendar)).toEqual([]);
    expect(
      house
        .sentTo(ANNA)
        .map(({ method, sequence }) => `${method} ${sequence}`)
        .slice(-2),
    ).toEqual(['REQUEST 2', 'CANCEL 3']);
  });

  it('asks the secretary when the client deleted the event before it was moved, and makes it anew on her word', async () => {
    const { who, calendar, meeting } = await confirmed();
    await house.work();
    const [event] = calendar.events.values();
    house.calendar.store.remove(calendar, event?.event.id ?? '');
    const byHand = house.app.get(DecideByHand, { strict: false });
    const start = Date.UTC(2026, 8, 9, 10);
    await byHand.decide(who, meeting.meetingId, { kind: 'reschedule', start, end: start + HOUR });
    await house.work();
    const [row] = await house.database.asOwner<{ state: string; question: string }>(
      'select state, question from meeting where meeting_id = $1',
      [meeting.meetingId],
    );
    expect(row).toEqual({ state: 'questioned', question: 'client-deleted' });
    expect(standing(calendar)).toEqual([]);
    await byHand.decide(who, meeting.meetingId, { kind: 'restore' });
    await house.work();
    expect(standing(calendar)).toHaveLength(1);
    expect(calendar.events.size).toBe(2);
  });
});
