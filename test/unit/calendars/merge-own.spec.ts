import type { RemoteEvent } from '../../../src/calendars/calendar.port.js';
import { mergeOwn, type OwnFields } from '../../../src/calendars/merge-own.js';

const HOUR = 3_600_000;
const NOON = Date.UTC(2027, 2, 1, 12);
const wrote: OwnFields = {
  start: NOON,
  end: NOON + HOUR,
  title: 'Visit',
  description: 'Words',
  location: 'Rīga',
  status: 'confirmed',
};
const stands = (change: Partial<OwnFields> = {}): RemoteEvent => {
  const { start, end, ...rest } = { ...wrote, ...change };
  return {
    ...rest,
    id: 'e',
    etag: '"2"',
    icalUid: null,
    blocking: 'busy',
    start: { kind: 'instant', at: start, zone: 'Europe/Riga' },
    end: { kind: 'instant', at: end, zone: 'Europe/Riga' },
    recurrence: [],
    recurringEventId: null,
    originalStart: null,
    mark: null,
  };
};
const moved = { start: NOON + 5 * HOUR, end: NOON + 6 * HOUR };
const rescheduled: OwnFields = { ...wrote, start: NOON + 24 * HOUR, end: NOON + 25 * HOUR };

describe('three versions of an own event', () => {
  test('nothing changed anywhere: nothing to write', () => {
    expect(mergeOwn(wrote, wrote, stands())).toEqual({
      fields: wrote,
      write: false,
      base: wrote,
      moved: null,
    });
  });

  test('only we changed: ours is written', () => {
    const merge = mergeOwn(wrote, rescheduled, stands());
    expect(merge).toMatchObject({ fields: rescheduled, write: true, moved: null });
  });

  test('only the client moved it: it stays there, and the meetings hear of it', () => {
    const merge = mergeOwn(wrote, wrote, stands(moved));
    expect(merge).toMatchObject({ fields: moved, write: false, moved, base: { ...wrote, ...moved } });
  });

  test('the client moved it while we rescheduled: the client’s calendar is the client’s', () => {
    const merge = mergeOwn(wrote, rescheduled, stands(moved));
    expect(merge).toMatchObject({ fields: moved, moved, write: false });
  });

  test('both moved it to the same time: agreed', () => {
    const merge = mergeOwn(wrote, rescheduled, stands({ start: rescheduled.start, end: rescheduled.end }));
    expect(merge).toMatchObject({ write: false, moved: null });
  });

  test('a title of the client’s stays while we move the meeting, now and the next time', () => {
    const first = mergeOwn(wrote, rescheduled, stands({ title: 'My visit' }));
    expect(first.fields).toEqual({ ...rescheduled, title: 'My visit' });
    const again = { ...rescheduled, start: NOON + 48 * HOUR, end: NOON + 49 * HOUR };
    const second = mergeOwn(first.base, again, stands({ ...rescheduled, title: 'My visit' }));
    expect(second.fields).toEqual({ ...again, title: 'My visit' });
  });

  test('a text that we changed, too, is ours', () => {
    const mine = { ...wrote, location: 'Liepāja' };
    expect(mergeOwn(wrote, mine, stands({ location: 'home' })).fields.location).toBe('Liepāja');
  });

  test('not knowing what we wrote, ours counts: it is our own older payload', () => {
    expect(mergeOwn(null, rescheduled, stands({ title: 'Old' }))).toMatchObject({
      fields: rescheduled,
      write: true,
      moved: null,
    });
  });

  test('made into a whole day by the client: ours is put back', () => {
    const allDay: RemoteEvent = {
      ...stands(),
      start: { kind: 'date', date: '2027-03-01' },
      end: { kind: 'date', date: '2027-03-02' },
    };
    expect(mergeOwn(wrote, wrote, allDay)).toMatchObject({ fields: wrote, write: true, moved: null });
  });
});
