import { AccessTokens } from '../../../src/calendars/access-token.service.js';
import { BusyStore } from '../../../src/calendars/busy.store.js';
import { ChangeCalendar } from '../../../src/calendars/change-calendar.service.js';
import type { PutEvent } from '../../../src/calendars/own-written.js';
import { WriteBack } from '../../../src/calendars/write-back.service.js';
import type { WriteOutcome } from '../../../src/calendars/write-outcome.js';
import { meetingToWrite } from '../../support/confirmed-meeting.js';
import type { Failure, WriteWorld } from '../../support/write-world.js';

/**
 * Rows that hold for some providers only. Where one does not apply, the spec gives the reason, which is shown in the
 * row's name, and the row checks that the reason is true.
 */
export type Special = 'taken-key' | 'expiring-token' | 'tombstone';

const HOUR = 3_600_000;
const SECOND = 1_000;

/**
 * Every way in which a write to a client's calendar can fail, and what has to come of it, for each provider. What holds
 * above the providers (effects, lanes, mails) is in meetings/.
 */
export const describeWriting = (
  name: string,
  open: () => Promise<WriteWorld>,
  elsewhere: Partial<Record<Special, string>> = {},
): void => {
  const row = (special: Special, title: string): string => {
    const reason = elsewhere[special];
    return reason === undefined ? title : `${title} (not with ${name}: ${reason})`;
  };
  describe(`writing to ${name}`, () => {
    let world: WriteWorld;
    let writeBack: WriteBack;
    let event: PutEvent;
    let noon: number;

    beforeEach(async () => {
      world = await open();
      writeBack = world.room.get(WriteBack);
      noon = Math.ceil(world.room.now() / (24 * HOUR)) * 24 * HOUR + 36 * HOUR;
      event = await meetingToWrite(world.room, noon);
      Object.assign(later, { start: noon + HOUR, end: noon + 2 * HOUR });
    });
    afterEach(() => world.room.close());

    const put = (change: Partial<PutEvent> = {}) =>
      writeBack.put(world.room.agencyId, { ...event, ...change });
    const again = (change: Partial<PutEvent> = {}) => put({ probeFirst: true, ...change });
    const remove = () => writeBack.remove(world.room.agencyId, event);
    const settle = (change: Partial<PutEvent> = {}) =>
      writeBack.settle(world.room.agencyId, { ...event, probeFirst: true, ...change });
    const idOf = (outcome: WriteOutcome): string => {
      if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
      return outcome.eventId;
    };
    const later = { start: 0, end: 0 };
    const sync = (calendarId = world.calendarId) => world.room.sync(calendarId);
    const option = async () => {
      const [row] = await world.room.t.asOwner('select * from meeting_option where option_id = $1', [
        event.optionId,
      ]);
      return row ?? {};
    };
    /** The process died before it could record what the provider answered. */
    const forgetRecord = () =>
      world.room.t.asOwner(
        `update meeting_option set calendar_id = null, calendar_event_id = null, calendar_etag = null,
           calendar_base = null, calendar_key = null, calendar_key_generation = null`,
      );
    const openEffect = () =>
      world.room.t.asOwner(
        `insert into effect (agency_id, effect_id, meeting_id, client_id, kind, lane, payload)
         values ($1, gen_random_uuid(), $2, $3, 'calendar-put', 'x', $4)`,
        [
          world.room.agencyId,
          event.meetingId,
          world.room.clientId,
          JSON.stringify({ kind: 'calendar-put', optionId: event.optionId }),
        ],
      );

    test('a write stands there once, with id and etag kept; sent again it changes nothing', async () => {
      const id = idOf(await put());
      expect(await world.standing()).toEqual([{ id, title: 'Visit', location: 'Rīga', start: noon }]);
      expect(await option()).toMatchObject({ calendar_id: world.calendarId, calendar_event_id: id });
      expect(idOf(await put())).toBe(id);
      expect(world.calls('create') + world.calls('update')).toBe(1);
    });

    test('crash before the call: sent again with the same key', async () => {
      world.fail('request-lost', 'create', 1);
      expect(await put()).toMatchObject({ kind: 'unknown' });
      await forgetRecord();
      expect(await again()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toHaveLength(1);
    });

    test('crash after the call, before our commit: what is there is adopted, with id and etag', async () => {
      const id = idOf(await put());
      await forgetRecord();
      const before = world.calls('create');
      expect(idOf(await again())).toBe(id);
      expect(world.calls('create')).toBe(before);
      expect(await option()).toMatchObject({ calendar_event_id: id });
      expect((await option()).calendar_etag).not.toBeNull();
      // Without a look first, the same key makes no second one either.
      await forgetRecord();
      expect(idOf(await put())).toBe(id);
      expect(await world.standing()).toHaveLength(1);
    });

    test.each<[Failure, number]>([
      ['answer-lost', 1],
      ['error-after', 1],
      ['request-lost', 0],
      ['error', 0],
    ])('a create whose end nobody knows (%s): unknown, then one event', async (failure, made) => {
      world.fail(failure, 'create', 1);
      expect(await put()).toMatchObject({ kind: 'unknown' });
      expect(await world.standing()).toHaveLength(made);
      expect(await again()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toHaveLength(1);
    });

    test.each<Failure>(['answer-lost', 'error-after', 'request-lost', 'error'])(
      'an update whose end nobody knows (%s): unknown, then as it should be',
      async (failure) => {
        const id = idOf(await put());
        world.fail(failure, 'update', 1);
        expect(await put(later)).toMatchObject({ kind: 'unknown' });
        expect(idOf(await again(later))).toBe(id);
        expect(await world.standing()).toMatchObject([{ id, start: later.start }]);
        expect(world.room.told).toEqual([]);
      },
    );

    test.each<Failure>(['answer-lost', 'error-after', 'request-lost', 'error'])(
      'a delete whose end nobody knows (%s): unknown, then gone',
      async (failure) => {
        await put();
        world.fail(failure, 'delete', 1);
        expect(await remove()).toMatchObject({ kind: 'unknown' });
        expect(await remove()).toMatchObject({ kind: 'done' });
        expect(await world.standing()).toEqual([]);
      },
    );

    test('a provider slower than we wait: unknown, and one event in the end', async () => {
      world.fail('slow', 'create', 1);
      expect(await put()).toMatchObject({ kind: 'unknown' });
      expect(await again()).toMatchObject({ kind: 'done' });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(await world.standing()).toHaveLength(1);
    });

    test('not there right after a lost request: it may be on its way, so it is waited for; then the same key again', async () => {
      world.fail('request-lost', 'create', 1);
      await put();
      const sentAt = world.room.now();
      const before = world.calls('create');
      expect(await again({ sentAt })).toMatchObject({ kind: 'unknown', sent: false });
      expect(world.calls('create')).toBe(before);
      world.room.pass(30 * SECOND);
      expect(await again({ sentAt })).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toHaveLength(1);
    });

    test('the client deleted it: said so, never brought back by us; a person’s word makes it anew', async () => {
      const id = idOf(await put());
      await world.remove(id);
      const gone = { kind: 'gone', reason: 'deleted-by-client' };
      expect(await put(later)).toEqual(gone);
      expect(await again(later)).toEqual(gone);
      expect(await world.standing()).toEqual([]);
      expect(await put({ generation: 2 })).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toHaveLength(1);
    });

    const tombstone = 'deleted by the client before it was recorded: seen by its key, and not made again';
    test(row('tombstone', tombstone), async () => {
      const id = idOf(await put());
      await world.remove(id);
      await forgetRecord();
      expect(world.remembersDeleted).toBe(elsewhere.tombstone === undefined);
      if (!world.remembersDeleted) {
        const { externalId } = await calendarRow();
        const access = await world.room.get(AccessTokens).get(world.room.agencyId, await accountOf());
        if (!access.ok) throw new Error(access.fault.detail);
        const looked = await world.room.provider.getEvent(access.value, externalId, id);
        expect(looked).toMatchObject({ ok: false, fault: { kind: 'not-found' } });
        return;
      }
      const gone = { kind: 'gone', reason: 'deleted-by-client' };
      expect(await put()).toEqual(gone);
      expect(await again()).toEqual(gone);
      expect(await world.standing()).toEqual([]);
    });
    const accountOf = async (): Promise<string> => {
      const [row] = await world.room.t.asOwner<{ id: string }>(
        'select account_id as id from calendar where calendar_id = $1',
        [world.calendarId],
      );
      return row?.id ?? '';
    };

    test('our older words stand under the key: brought up to date', async () => {
      const id = idOf(await put());
      await forgetRecord();
      expect(idOf(await put({ title: 'Visit, second floor' }))).toBe(id);
      expect(await world.standing()).toMatchObject([{ id, title: 'Visit, second floor' }]);
    });

    const taken =
      'somebody else’s event stands under the key: a conflict, left alone; the next key is ours, and a removal too leaves it';
    test(row('taken-key', taken), async () => {
      expect(world.keysCanBeTaken).toBe(elsewhere['taken-key'] === undefined);
      if (!world.keysCanBeTaken) {
        expect(world.room.provider.ownId('c', 'key')).toBeNull();
        return;
      }
      const { externalId } = await calendarRow();
      const key = world.room.provider.ownKey(event.optionId, externalId, 1);
      const foreign = await world.add({ title: 'Not ours', start: noon, key });
      expect(await put()).toMatchObject({ kind: 'conflict' });
      expect(await remove()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toMatchObject([{ id: foreign, title: 'Not ours' }]);
      expect(await put({ generation: 2 })).toMatchObject({ kind: 'done' });
      expect((await world.standing()).map(({ title }) => title).sort()).toEqual(['Not ours', 'Visit']);
    });
    const calendarRow = async () => {
      const [row] = await world.room.t.asOwner<{ externalId: string }>(
        'select external_id as "externalId" from calendar where calendar_id = $1',
        [world.calendarId],
      );
      return row ?? { externalId: '' };
    };

    test('our own write comes back: adopted, nobody is told', async () => {
      const id = idOf(await put());
      expect(await sync()).toBe('done');
      expect(world.room.told).toEqual([]);
      expect(world.room.outside).toEqual([]);
      expect(await mirrored(id)).toEqual([{ event: event.optionId, busy: event.meetingId }]);
    });

    test('it comes back before it was recorded: taken for what it is once it is recorded', async () => {
      const id = idOf(await put());
      await forgetRecord();
      await world.room.t.asOwner('delete from event');
      await sync();
      expect(await again()).toMatchObject({ kind: 'done' });
      expect(await mirrored(id)).toEqual([{ event: event.optionId, busy: event.meetingId }]);
      await sync();
      expect(await mirrored(id)).toEqual([{ event: event.optionId, busy: event.meetingId }]);
    });
    const mirrored = (id: string) =>
      world.room.t.asOwner(
        `select e.option_id as event, b.meeting_id as busy from event e
         join busy b on b.calendar_id = e.calendar_id and b.external_id = e.external_id where e.external_id = $1`,
        [id],
      );

    test(
      row('expiring-token', 'the access token expires in the middle: one refresh, the same key'),
      async () => {
        expect(world.expireToken !== null).toBe(elsewhere['expiring-token'] === undefined);
        if (world.expireToken === null) {
          expect(world.room.provider.linking.kind).toBe('credentials');
          return;
        }
        world.expireToken();
        expect(await put()).toMatchObject({ kind: 'done' });
        expect(await world.standing()).toHaveLength(1);
      },
    );

    test('the grant is gone: parked, nothing offered; the same account again: read anew, woken, done', async () => {
      await openEffect();
      await world.room.t.asOwner(
        `update effect set state = 'parked', next_try_at = now() + interval '1 day'`,
      );
      world.revoke();
      world.expireToken?.();
      expect(await put()).toMatchObject({ kind: 'parked', reason: 'reconnect' });
      expect(await put()).toMatchObject({ kind: 'parked', reason: 'reconnect' });
      expect(await freshness()).toMatchObject([{ state: 'unreadable' }]);
      await world.room.t.asOwner('delete from pgboss.job');
      await world.relink();
      const { agencyId } = world.room;
      expect(await world.room.jobs('carry-out')).toEqual([{ agencyId, meetingId: event.meetingId }]);
      expect(await world.room.jobs('sync-calendar')).toContainEqual({
        agencyId,
        calendarId: world.calendarId,
      });
      expect(await sync()).toBe('done');
      expect(await put()).toMatchObject({ kind: 'done' });
      expect(await freshness()).toMatchObject([{ state: 'readable', stale: false }]);
    });
    const freshness = () =>
      world.room.t.db.inAgency(world.room.agencyId, (tx) =>
        world.room.get(BusyStore).freshness(tx, world.room.clientId, world.room.now()),
      );

    test('429: later, with the provider’s own time', async () => {
      world.fail('slow-down', 'create', 1);
      expect(await put()).toMatchObject({ kind: 'retry', afterMs: 7 * SECOND });
      expect(await put()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toHaveLength(1);
    });

    test('down for hours: after five silences it is left alone, then one call tries, and all goes on', async () => {
      world.fail('error', 'create');
      world.fail('error', 'look');
      for (let n = 0; n < 5; n++) expect(await again()).toMatchObject({ kind: 'unknown' });
      const calls = () => world.calls('create') + world.calls('look');
      const before = calls();
      const quiet = await again();
      expect(quiet).toMatchObject({ kind: 'unknown' });
      expect(quiet.kind === 'unknown' && quiet.afterMs).toBeGreaterThan(20 * SECOND);
      expect(await sync()).toBe('failed');
      expect(calls()).toBe(before);
      world.room.pass(60 * SECOND);
      expect(await again()).toMatchObject({ kind: 'unknown' });
      expect(calls()).toBe(before + 1);
      expect(await again()).toMatchObject({ kind: 'unknown' });
      expect(calls()).toBe(before + 1);
      world.mend();
      world.room.pass(3 * 60 * SECOND);
      expect(await again()).toMatchObject({ kind: 'done' });
      expect(await sync()).toBe('done');
      expect(await world.standing()).toHaveLength(1);
    });

    test('the client edits at the same time: texts of theirs stay, what is new from us is written', async () => {
      const id = idOf(await put());
      await world.retitle(id, 'My visit');
      expect(await put(later)).toMatchObject({ kind: 'done', moved: null });
      expect(await world.standing()).toMatchObject([{ id, title: 'My visit', start: later.start }]);
      expect(world.room.told).toEqual([]);
    });

    test('the client moved it meanwhile: it stays there, and the meetings are told, once', async () => {
      const id = idOf(await put());
      const moved = { start: noon + 3 * HOUR, end: noon + 4 * HOUR };
      await world.move(id, moved.start);
      expect(await put({ location: 'Liepāja' })).toMatchObject({ kind: 'done', moved });
      expect(await world.standing()).toMatchObject([{ id, start: moved.start, location: 'Liepāja' }]);
      const { meetingId, optionId } = event;
      expect(world.room.told).toMatchObject([
        { meetingId, optionId, externalId: id, change: { kind: 'moved', ...moved } },
      ]);
      expect(await put({ ...moved, location: 'Liepāja' })).toMatchObject({ kind: 'done', moved: null });
      expect(world.room.told).toHaveLength(1);
    });

    test('the client drags it: a sync tells where to, once; the next write starts from there', async () => {
      const id = idOf(await put());
      await sync();
      await world.move(id, noon + 2 * HOUR);
      await sync();
      await sync();
      expect(world.room.told).toMatchObject([
        { externalId: id, change: { kind: 'moved', start: noon + 2 * HOUR, end: noon + 3 * HOUR } },
      ]);
      const on = { start: noon + 5 * HOUR, end: noon + 6 * HOUR };
      expect(await put(on)).toMatchObject({ kind: 'done', moved: null });
      expect(await world.standing()).toMatchObject([{ id, start: on.start }]);
    });

    test('the client deletes it: a sync tells, once, after asking for it by its id', async () => {
      const id = idOf(await put());
      await sync();
      await world.remove(id);
      const before = world.calls('look');
      await sync();
      await sync();
      expect(world.room.told).toMatchObject([{ externalId: id, change: { kind: 'deleted' } }]);
      expect(world.calls('look')).toBe(before + 1);
    });

    test('the client deletes while we patch: seen by a look, never brought back', async () => {
      const id = idOf(await put());
      await world.remove(id);
      expect(await put({ location: 'Elsewhere' })).toEqual({ kind: 'gone', reason: 'deleted-by-client' });
      expect(world.calls('create')).toBe(1);
    });

    test('made and deleted by the client before the write is recorded: the write looks again', async () => {
      await openEffect();
      const id = idOf(await put());
      await forgetRecord();
      await sync();
      await world.remove(id);
      await sync();
      const [effect] = await world.room.t.asOwner<{ look: boolean }>(
        `select payload ? 'look' as look from effect`,
      );
      expect(effect).toEqual({ look: true });
      expect(world.room.told).toEqual([]);
    });

    test('while a write is still to be done, a sync tells nothing of the client’s hand: the write looks', async () => {
      const id = idOf(await put());
      await sync();
      await openEffect();
      await world.move(id, noon + 2 * HOUR);
      await sync();
      expect(world.room.told).toEqual([]);
    });

    test('a cancellation races an unknown create: settled first, then deleted', async () => {
      world.fail('answer-lost', 'create', 1);
      await put();
      await world.room.t.asOwner(`update meeting_option set state = 'withdrawn'`);
      expect(await settle()).toMatchObject({ kind: 'done' });
      expect(await remove()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toEqual([]);
    });

    test('a meeting that is off before its late write: looked for, never made', async () => {
      world.fail('request-lost', 'create', 1);
      await put();
      await world.room.t.asOwner(`update meeting_option set state = 'withdrawn'`);
      const before = world.calls('create');
      const sentAt = world.room.now();
      expect(await settle({ sentAt })).toMatchObject({ kind: 'unknown', sent: false });
      world.room.pass(30 * SECOND);
      expect(await settle({ sentAt })).toMatchObject({ kind: 'done', eventId: '' });
      expect(await remove()).toMatchObject({ kind: 'done' });
      expect(world.calls('create')).toBe(before);
      expect(await world.standing()).toEqual([]);
    });

    test('deleting is done once, twice, after the client, and for what was never there', async () => {
      expect(await remove()).toMatchObject({ kind: 'done' });
      await world.remove(idOf(await put()));
      expect(await remove()).toMatchObject({ kind: 'done' });
      expect(await remove()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toEqual([]);
    });

    test('our own deletion is no news', async () => {
      await put();
      await sync();
      await world.room.t.asOwner(`update meeting_option set state = 'withdrawn'`);
      await remove();
      expect(await sync()).toBe('done');
      expect(world.room.told).toEqual([]);
      expect(await world.room.busy(world.calendarId)).toEqual([]);
    });

    test('the calendar is taken away from us: parked, closed, and no meeting is taken for deleted', async () => {
      await put();
      await sync();
      await world.takeAway();
      expect(await put(later)).toMatchObject({ kind: 'parked', reason: 'calendar-gone' });
      expect(await sync()).toBe('failed');
      expect(await freshness()).toMatchObject([{ state: 'unreadable' }]);
      expect(world.room.told).toEqual([]);
    });

    test('a copy carries the mark and is not ours', async () => {
      const id = idOf(await put());
      await world.copy(id, noon + 30 * HOUR);
      await sync();
      expect(world.room.told).toEqual([]);
      expect(await world.room.t.asOwner('select 1 from event where option_id is not null')).toHaveLength(1);
      await world.remove(id);
      expect(await put(later)).toEqual({ kind: 'gone', reason: 'deleted-by-client' });
    });

    test('ten at once make one event', async () => {
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => put()));
      expect(outcomes.map(({ kind }) => kind)).toEqual(Array(10).fill('done'));
      expect(await world.standing()).toHaveLength(1);
    });

    test('a writer whose right ran out sends nothing more', async () => {
      const held = world.room.provider.createEvent.bind(world.room.provider);
      let calls = 0;
      world.room.provider.createEvent = async (...args) => {
        const answer = await held(...args);
        if (++calls > 1) return answer;
        // So slow that another one was let in meanwhile.
        await world.room.t.asOwner('update calendar set write_lease = gen_random_uuid()');
        return { ok: false, fault: { kind: 'exists', detail: 'taken' } };
      };
      const outcome = await put();
      expect(outcome).toMatchObject({ kind: 'unknown' });
      expect(world.calls('look') + world.calls('update')).toBe(0);
    });

    describe('another calendar is chosen', () => {
      let second: { calendarId: string; externalId: string };
      const choose = async (calendarId: string) =>
        world.room.t.db.inAgency(world.room.agencyId, async (tx) => {
          const verbs = world.room.get(ChangeCalendar);
          const { who, clientId } = world.room;
          await verbs.change(tx, who, await verbs.find(tx, who, clientId, calendarId), { writeTarget: true });
        });

      test('the new entry is made, then the old one goes', async () => {
        const old = idOf(await put());
        await sync();
        second = await world.second();
        await choose(second.calendarId);
        const anew = idOf(await put());
        expect(await world.standing()).toEqual([]);
        expect(await world.standing(second.externalId)).toMatchObject([{ id: anew, title: 'Visit' }]);
        expect(await option()).toMatchObject({ calendar_id: second.calendarId, calendar_left: [] });
        await sync();
        await sync(second.calendarId);
        expect(world.room.told).toEqual([]);
        expect(old).not.toBe(anew);
        await world.room.t.asOwner(`update meeting_option set state = 'withdrawn'`);
        expect(await remove()).toMatchObject({ kind: 'done' });
        expect(await world.standing(second.externalId)).toEqual([]);
      });

      test('and back again, nothing doubled', async () => {
        await put();
        second = await world.second();
        await choose(second.calendarId);
        await put();
        await choose(world.calendarId);
        expect(await put()).toMatchObject({ kind: 'done' });
        await choose(second.calendarId);
        expect(await put()).toMatchObject({ kind: 'done' });
        await choose(world.calendarId);
        world.fail('answer-lost', 'create', 1);
        expect(await put()).toMatchObject({ kind: 'unknown' });
        expect(await again()).toMatchObject({ kind: 'done' });
        expect(await option()).toMatchObject({ calendar_id: world.calendarId, calendar_left: [] });
        expect(world.room.told).toEqual([]);
        expect(await world.standing()).toHaveLength(1);
        expect(await world.standing(second.externalId)).toEqual([]);
      });

      test('the old entry cannot be taken off now: the new one stands, and it is tried again', async () => {
        await put();
        second = await world.second();
        await choose(second.calendarId);
        world.fail('request-lost', 'delete', 1);
        expect(await put()).toMatchObject({ kind: 'unknown' });
        expect(await world.standing(second.externalId)).toHaveLength(1);
        expect(await again()).toMatchObject({ kind: 'done' });
        expect(await world.standing()).toEqual([]);
        expect(await world.standing(second.externalId)).toHaveLength(1);
      });

      test('the client deleted the old entry: it is not made again elsewhere', async () => {
        const id = idOf(await put());
        second = await world.second();
        await choose(second.calendarId);
        await world.remove(id);
        expect(await put()).toEqual({ kind: 'gone', reason: 'deleted-by-client' });
        expect(await world.standing(second.externalId)).toEqual([]);
      });

      test('the new entry’s request was lost, and the client deleted the old one: it is not made again', async () => {
        const id = idOf(await put());
        second = await world.second();
        await choose(second.calendarId);
        world.fail('request-lost', 'create', 1);
        expect(await put()).toMatchObject({ kind: 'unknown' });
        await world.remove(id);
        expect(await again()).toEqual({ kind: 'gone', reason: 'deleted-by-client' });
        expect(await world.standing(second.externalId)).toEqual([]);
      });

      test('the client moved the old entry: the new one stands where it was put, and the meetings are told', async () => {
        const id = idOf(await put());
        second = await world.second();
        await choose(second.calendarId);
        await world.move(id, noon + 2 * HOUR);
        const moved = { start: noon + 2 * HOUR, end: noon + 3 * HOUR };
        expect(await put()).toMatchObject({ kind: 'done', moved });
        expect(await world.standing(second.externalId)).toMatchObject([{ start: moved.start }]);
        expect(world.room.told).toMatchObject([{ change: { kind: 'moved', ...moved } }]);
      });

      test('a create that was lost on the old one leaves nothing behind there', async () => {
        world.fail('answer-lost', 'create', 1);
        expect(await put()).toMatchObject({ kind: 'unknown' });
        second = await world.second();
        await choose(second.calendarId);
        expect(await again()).toMatchObject({ kind: 'done' });
        expect(await world.standing()).toEqual([]);
        expect(await world.standing(second.externalId)).toHaveLength(1);
      });
    });
  });
};
