import { checkSettings } from '../../../src/availability/check-settings.js';
import { defaultSettings } from '../../../src/availability/default-settings.js';
import { fieldPointer } from '../../../src/availability/field-pointer.js';
import { reasonView } from '../../../src/availability/reason-view.js';

describe('fieldPointer', () => {
  it.each([
    ['rules[2].windows[0].to', '/rules/2/windows/0/to'],
    ['settings.stepMinutes', '/settings/stepMinutes'],
    ['rules', '/rules'],
    ['settings.kinds.a/b~c.durationMinutes', '/settings/kinds/a~1b~0c/durationMinutes'],
  ])('of %s is %s', (field, pointer) => expect(fieldPointer(field)).toBe(pointer));
});

describe('defaultSettings', () => {
  it('are settings that the engine takes', () => {
    expect(checkSettings(defaultSettings('Europe/Riga'))).toEqual([]);
  });
});

describe('reasonView', () => {
  const at = Date.parse('2026-03-02T08:00:00Z');

  it('says instants as ISO 8601 in UTC', () => {
    expect(reasonView({ because: 'notice', by: 'minutes', earliest: at })).toEqual({
      because: 'notice',
      by: 'minutes',
      earliest: '2026-03-02T08:00:00.000Z',
    });
    expect(reasonView({ because: 'notice', by: 'working_days', earliest: null }).earliest).toBeNull();
    expect(reasonView({ because: 'calendar', sourceId: 'c', trouble: 'stale', syncedAt: at }).syncedAt).toBe(
      '2026-03-02T08:00:00.000Z',
    );
    const instruction = {
      kind: 'unreachable',
      id: 'i',
      date: '2026-03-02',
      from: '13:00',
      to: '16:00',
      said: { by: 'Anna', at, how: 'phone' },
      withdrawnAt: at,
    } as const;
    expect(reasonView({ because: 'instruction', sourceId: 'i', instruction }).instruction).toEqual({
      ...instruction,
      said: { by: 'Anna', at: '2026-03-02T08:00:00.000Z', how: 'phone' },
      withdrawnAt: '2026-03-02T08:00:00.000Z',
    });
  });

  it('leaves the rest as it is', () => {
    const reason = { because: 'hours', date: '2026-03-02' } as const;
    expect(reasonView(reason)).toBe(reason);
  });
});
