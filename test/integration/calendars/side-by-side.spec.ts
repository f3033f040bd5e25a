import { SyncLeases } from '../../../src/calendars/sync-lease.store.js';
import { WriteBack } from '../../../src/calendars/write-back.service.js';
import { ANNA, type CalendarRoom, openCalendarRoom } from '../../support/calendar-fixtures.js';
import { meetingToWrite } from '../../support/confirmed-meeting.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PAGE = 10;

describe('syncs and writes side by side', () => {
  let room: CalendarRoom;
  let calendarId: string;
  let noon: number;
  beforeEach(async () => {
    room = await openCalendarRoom({ pageSize: PAGE });
    noon = Math.ceil(room.now() / DAY) * DAY + 12 * HOUR;
    calendarId = await room.link();
  });
  afterEach(() => room.close());

  const add = (n: number) => {
    const when = (ms: number) => ({ dateTime: new Date(ms).toISOString() });
    const start = noon + n * DAY;
    room.google.calendars.addEvent(ANNA, {
      ...{ summary: `Event ${n}`, start: when(start), end: when(start + HOUR) },
    });
  };

  test('two instances of the service never list one calendar at once, and miss nothing', async () => {
    const other = await room.another();
    const original = room.provider.listChanges.bind(room.provider);
    let [running, most] = [0, 0];
    let others = Promise.withResolvers<void>();
    room.provider.listChanges = async (...args) => {
      most = Math.max(most, ++running);
      if (running > 1) others.resolve();
      // It takes until the other ones have come and gone.
      await others.promise;
      const answer = await original(...args);
      running--;
      return answer;
    };
    try {
      for (let round = 1; round <= 3; round++) {
        for (let n = 1; n <= 2 * PAGE; n++) add(round * 100 + n);
        await room.t.asOwner('update calendar set dirty = dirty + 1 where calendar_id = $1', [calendarId]);
        others = Promise.withResolvers();
        const ends: string[] = [];
        const end = (kind: string) => {
          if (ends.push(kind) === 3) others.resolve();
        };
        await Promise.all([room, other, room, other].map(({ sync }) => sync(calendarId).then(end)));
        expect(ends).toEqual(['busy', 'busy', 'busy', 'done']);
        expect(await room.busy(calendarId)).toHaveLength(round * 2 * PAGE);
      }
    } finally {
      await other.close();
    }
    expect(most).toBe(1);
  });

  test('between two pages a sync gives way to a write of the same account', async () => {
    for (let n = 1; n <= 5 * PAGE; n++) add(n);
    const order: string[] = [];
    const entered = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const create = room.provider.createEvent.bind(room.provider);
    room.provider.createEvent = async (...args) => {
      entered.resolve();
      await release.promise;
      order.push('written');
      return create(...args);
    };
    // The sync looks several times whether somebody still writes.
    const leases = room.get(SyncLeases);
    const looked = leases.writing.bind(leases);
    let looks = 0;
    leases.writing = async (...args) => {
      if (++looks === 3) release.resolve();
      return looked(...args);
    };
    const put = await meetingToWrite(room, noon + 200 * DAY);
    let written: Promise<{ kind: string }> | null = null;
    const list = room.provider.listChanges.bind(room.provider);
    room.provider.listChanges = async (...args) => {
      const answer = await list(...args);
      order.push('page');
      if (written === null) {
        written = room.get(WriteBack).put(room.agencyId, put);
        await entered.promise;
      }
      return answer;
    };
    expect(await room.sync(calendarId)).toBe('done');
    // A sync that did not look would have come to its end with the write still waiting.
    release.resolve();
    expect(await written).toMatchObject({ kind: 'done' });
    // The page that was under way when the write began comes first, and no other.
    expect(order.indexOf('written')).toBeLessThanOrEqual(2);
    expect(order.filter((one) => one === 'page').length).toBeGreaterThanOrEqual(5);
    expect(looks).toBeGreaterThanOrEqual(3);
    await room.sync(calendarId);
    expect(await room.busy(calendarId)).toHaveLength(5 * PAGE + 1);
  });
});
