import { AnswerService } from '../../../src/meetings/answer.service.js';
import type { Meeting } from '../../../src/meetings/meeting.js';
import { MeetingStore } from '../../../src/meetings/meeting.store.js';
import { MeetingsHouse, rangeAt } from '../../support/meetings-fixtures.js';

/** Two partners, one time: whatever runs at once, one has it and nobody has half of it. */
describe('acceptances of overlapping times at once', () => {
  let house: MeetingsHouse;
  beforeAll(async () => {
    house = await MeetingsHouse.open();
  });
  afterAll(() => house.close());

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

  const overlaps = async (): Promise<number> => {
    const [row] = await house.database.asOwner<{ n: number }>(
      `select count(*)::integer as n from commitment a join commitment b
         on a.agency_id = b.agency_id and a.client_id = b.client_id and a.option_id < b.option_id
         and a.during && b.during`,
    );
    return row?.n ?? -1;
  };

  it('gives a time offered to 32 partners to exactly one, and tells the others what is left', async () => {
    const { who, clientId } = await house.agency();
    const meetings: Meeting[] = [];
    for (let i = 0; i < 32; i++) {
      // Half of them half an hour later, all overlapping; each has a second time of its own.
      const start = Date.parse(rangeAt(2, 10).start) + (i % 2) * 1_800_000;
      const first = { start: new Date(start).toISOString(), end: new Date(start + 3_600_000).toISOString() };
      const own = rangeAt(3 + i, 10);
      meetings.push(await house.propose(who, clientId, [], { options: [first, own], alsoOffered: true }));
    }
    const results = await Promise.all(meetings.map((meeting) => accept(who.agencyId, meeting)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const lost = results.filter((result) => !result.ok);
    expect(new Set(lost.map((result) => (result.ok ? null : result.refusal)))).toEqual(
      new Set(['time-taken']),
    );
    expect(lost.every(({ meeting }) => meeting.options.some(({ state }) => state === 'offered'))).toBe(true);
    expect(await overlaps()).toBe(0);
    const taken = await house.database.asOwner(
      `select 1 from effect where payload ->> 'template' = 'taken' and jsonb_array_length(payload -> 'offered') = 1`,
    );
    expect(taken).toHaveLength(31);
  });

  it('offered to three on purpose goes to the first who accepts; the others get other times by priority, in the same transaction', async () => {
    const { who, clientId } = await house.agency();
    await house.openHours(who, clientId);
    const shared = { alsoOffered: true, override: true };
    const last = await house.propose(who, clientId, [[2, 10]], shared);
    const third = await house.propose(who, clientId, [[2, 10]], { ...shared, priority: 3 });
    const second = await house.propose(who, clientId, [[2, 10]], { ...shared, priority: 2 });
    // The one who comes first in time, not by priority: nobody waits for anybody.
    expect(await accept(who.agencyId, third)).toMatchObject({ ok: true, meeting: { state: 'confirmed' } });

    const offered = async ({ meetingId }: Meeting) => {
      const loaded = await house.database.db.inAgency(who.agencyId, (tx) =>
        house.app.get(MeetingStore, { strict: false }).load(tx, who.agencyId, meetingId),
      );
      expect(loaded?.meeting).toMatchObject({ state: 'proposed', question: null });
      expect(loaded?.meeting.options[0]?.state).toBe('withdrawn');
      return (loaded?.meeting.options ?? []).filter(({ state }) => state === 'offered');
    };
    const lost = Date.parse(rangeAt(2, 10).start);
    const distance = (options: readonly { start: number }[]) =>
      Math.max(...options.map(({ start }) => Math.abs(start - lost)));
    const [ofLast, ofSecond] = [await offered(last), await offered(second)];
    expect(ofLast).toHaveLength(3);
    expect(ofSecond).toHaveLength(3);
    // `last` was there first and is number 1: it chooses first.
    expect(distance(ofLast)).toBeLessThan(distance(ofSecond));
    expect(await overlaps()).toBe(0);
    for (const { meetingId } of [last, second]) {
      const told = await house.database.asOwner<{ template: string }>(
        `select payload ->> 'template' as template from effect where meeting_id = $1 and payload ->> 'kind' = 'mail'
         order by effect_id`,
        [meetingId],
      );
      expect(told.map(({ template }) => template)).toEqual(['invitation', 'taken']);
    }
  });

  it('does not book over what is there even for one who never asked whether it is free', async () => {
    const { who, clientId } = await house.agency();
    const meeting = await house.propose(who, clientId, [[2, 10]]);
    const other = await house.propose(who, clientId, [[3, 10]]);
    const [there] = meeting.options;
    const onto = {
      ...other,
      options: other.options.map((option) => ({ ...option, start: there?.start ?? 0, end: there?.end ?? 0 })),
    };
    const saved = await house.database.db.inAgency(who.agencyId, (tx) =>
      house.app.get(MeetingStore, { strict: false }).saveTimes(tx, who.agencyId, onto, house.now),
    );
    expect(saved).toBe(false);
    expect(await overlaps()).toBe(0);
    const kept = await house.database.asOwner(
      'select lower(during) as start from commitment where meeting_id = $1',
      [other.meetingId],
    );
    expect(kept).toEqual([{ start: new Date(other.options[0]?.start ?? 0) }]);
  });

  it('counts one acceptance when the same partner presses twice and mails as well', async () => {
    const { who, clientId } = await house.agency();
    const meeting = await house.propose(who, clientId, [
      [2, 10],
      [3, 10],
    ]);
    const results = await Promise.all(Array.from({ length: 8 }, () => accept(who.agencyId, meeting)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const puts = await house.database.asOwner(
      `select 1 from effect where meeting_id = $1 and kind = 'calendar-put'`,
      [meeting.meetingId],
    );
    expect(puts).toHaveLength(1);
  });

  it('lets acceptances, further proposals and refusals of one client run together', async () => {
    const { who, clientId } = await house.agency();
    const meetings: Meeting[] = [];
    for (let i = 0; i < 8; i++) {
      meetings.push(
        await house.propose(
          who,
          clientId,
          [
            [5, 8],
            [6 + i, 10],
          ],
          { alsoOffered: true },
        ),
      );
    }
    const outcomes = await Promise.allSettled([
      ...meetings.map((meeting) => accept(who.agencyId, meeting)),
      ...meetings.map((meeting) => accept(who.agencyId, meeting, 1)),
      ...meetings.map((_, i) =>
        house.propose(who, clientId, [
          [5, 8],
          [30 + i, 9],
        ]),
      ),
    ]);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'time-taken' });
    }
    expect(await overlaps()).toBe(0);
  });

  it('refuses a time that an outside event took meanwhile', async () => {
    const { who, clientId } = await house.agency();
    const meeting = await house.propose(who, clientId, [
      [2, 10],
      [3, 10],
    ]);
    await house.link(who, clientId);
    const { start, end } = rangeAt(2, 10);
    await house.database.asOwner(
      `insert into busy (agency_id, calendar_id, client_id, external_id, starts_at, ends_at, blocking)
       select agency_id, calendar_id, client_id, 'dentist', $2, $3, 'busy' from calendar where client_id = $1`,
      [clientId, start, end],
    );
    expect(await accept(who.agencyId, meeting)).toMatchObject({ ok: false, refusal: 'time-taken' });
    expect(await accept(who.agencyId, meeting, 1)).toMatchObject({ ok: true });
  });

  it('names what is in the way of a proposal, and lets the secretary offer it twice on purpose', async () => {
    const { who, clientId } = await house.agency();
    const first = await house.propose(who, clientId, [[2, 10]]);
    await expect(
      house.propose(who, clientId, [
        [4, 10],
        [2, 10],
      ]),
    ).rejects.toMatchObject({
      code: 'time-taken',
      more: { fields: [{ pointer: '/options/1/start' }] },
    });
    const second = await house.propose(who, clientId, [[2, 10]], { alsoOffered: true });
    expect(second.options[0]?.exclusive).toBe(false);
    expect(await accept(who.agencyId, first)).toMatchObject({ ok: true });
    await expect(
      house.propose(who, clientId, [[2, 10]], { alsoOffered: true, override: true }),
    ).rejects.toMatchObject({ code: 'time-taken' });
  });
});
