import { ChangeCalendar } from '../../../src/calendars/change-calendar.service.js';
import type { PutEvent } from '../../../src/calendars/own-written.js';
import { WriteBack } from '../../../src/calendars/write-back.service.js';
import { openCaldavWorld } from '../../support/caldav-world.js';
import { meetingToWrite } from '../../support/confirmed-meeting.js';
import { describeWriting } from './write-back-rows.js';

describeWriting('CalDAV', openCaldavWorld, {
  'expiring-token': 'each request carries the password, which is taken or not',
  tombstone: 'a deleted object cannot be seen any more, and its name is free',
});

const HOUR = 3_600_000;

describe('writing to CalDAV servers with ways of their own', () => {
  let world: Awaited<ReturnType<typeof openCaldavWorld>>;
  let event: PutEvent;
  let noon: number;
  beforeEach(async () => {
    world = await openCaldavWorld();
    noon = Math.ceil(world.room.now() / (24 * HOUR)) * 24 * HOUR + 36 * HOUR;
    event = await meetingToWrite(world.room, noon);
  });
  afterEach(() => world.room.close());

  const writeBack = () => world.room.get(WriteBack);
  const put = (change: Partial<PutEvent> = {}) =>
    writeBack().put(world.room.agencyId, { ...event, ...change });
  const again = (change: Partial<PutEvent> = {}) => put({ probeFirst: true, ...change });
  const remove = () => writeBack().remove(world.room.agencyId, event);
  const choose = async (calendarId: string) =>
    world.room.t.db.inAgency(world.room.agencyId, async (tx) => {
      const verbs = world.room.get(ChangeCalendar);
      const { who, clientId } = world.room;
      await verbs.change(tx, who, await verbs.find(tx, who, clientId, calendarId), { writeTarget: true });
    });

  describe('objects are kept under other names than they were put', () => {
    beforeEach(() => {
      world.server.renames = true;
    });

    test('an entry is found by its UID, and stands once', async () => {
      expect(await put()).toMatchObject({ kind: 'unknown' });
      expect(await again()).toMatchObject({ kind: 'done', eventId: expect.stringContaining('kept-') });
      expect(await world.standing()).toHaveLength(1);
    });

    test('an entry whose create was never answered is taken off, though its id was never known', async () => {
      world.fail('answer-lost', 'create', 1);
      expect(await put()).toMatchObject({ kind: 'unknown' });
      expect(await world.standing()).toHaveLength(1);
      expect(await remove()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toEqual([]);
    });

    test('such an entry is taken off when another calendar is chosen', async () => {
      world.fail('answer-lost', 'create', 1);
      await put();
      const second = await world.second();
      await choose(second.calendarId);
      await again();
      expect(await again()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toEqual([]);
      expect(await world.standing(second.externalId)).toHaveLength(1);
    });

    test('what may be left under an old key is not mistaken for the entry that stands beside it', async () => {
      await put();
      await again();
      const left = [{ calendarId: world.calendarId, eventId: null, key: 'f'.repeat(64) }];
      await world.room.t.asOwner('update meeting_option set calendar_left = $1', [JSON.stringify(left)]);
      expect(await put()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toHaveLength(1);
    });
  });

  describe('a UID is taken once in all calendars of a person', () => {
    let second: Awaited<ReturnType<typeof world.second>>;
    beforeEach(async () => {
      world.server.uniqueInHome = true;
      await put();
      second = await world.second();
      await choose(second.calendarId);
    });

    test('when another one is chosen the old entry makes room, and nobody is told that it was deleted', async () => {
      expect(await put()).toMatchObject({ kind: 'done', calendarId: second.calendarId });
      expect(await world.standing()).toEqual([]);
      expect(await world.standing(second.externalId)).toHaveLength(1);
      await world.room.sync(world.calendarId);
      await world.room.sync(second.calendarId);
      expect(world.room.told).toEqual([]);
      expect(await remove()).toMatchObject({ kind: 'done' });
      expect(await world.standing(second.externalId)).toEqual([]);
    });

    test('the old entry cannot be taken off now: it stands, and is tried again', async () => {
      world.fail('error', 'delete', 1);
      expect(await put()).toMatchObject({ kind: 'unknown' });
      expect(await world.standing()).toHaveLength(1);
      expect(await again()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toEqual([]);
      expect(await world.standing(second.externalId)).toHaveLength(1);
    });

    test('the old entry is off, and the new one was not made: it is made later', async () => {
      // The fourth create: three are refused because of the old entry.
      world.server.fail({ kind: 'drop-before', verb: 'create', skip: 3, times: 1 });
      expect(await put()).toMatchObject({ kind: 'unknown' });
      expect([await world.standing(), await world.standing(second.externalId)]).toEqual([[], []]);
      await world.room.sync(world.calendarId);
      expect(world.room.told).toEqual([]);
      expect(await again()).toMatchObject({ kind: 'done' });
      expect(await world.standing(second.externalId)).toHaveLength(1);
    });

    test('a client who moved the old entry finds the new one where it was put', async () => {
      const [old] = await world.standing();
      await world.move(old?.id ?? '', noon + 2 * HOUR);
      expect(await put()).toMatchObject({ kind: 'done' });
      expect(await world.standing()).toEqual([]);
      expect(await world.standing(second.externalId)).toMatchObject([{ start: noon + 2 * HOUR }]);
      await world.room.sync(second.calendarId);
      expect(world.room.told).toMatchObject([{ change: { kind: 'moved', start: noon + 2 * HOUR } }]);
    });

    test('a client who deleted the old entry is heard', async () => {
      const [old] = await world.standing();
      await world.remove(old?.id ?? '');
      expect(await put()).toEqual({ kind: 'gone', reason: 'deleted-by-client' });
    });
  });
});
