import { explain } from '../../../src/availability/explain.js';
import { freeSlots } from '../../../src/availability/slots.js';
import { MS_A_DAY, parseDate } from '../../../src/time/civil.js';
import { formatLocal } from '../../../src/time/local-format.js';
import { settings } from './support.js';

/** What the engine says around changes of the clocks in several zones, as text. */
export function answers(): string[] {
  const scenes = [
    ['Europe/Riga', '2026-03-29'],
    ['America/New_York', '2026-11-01'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['Africa/Cairo', '2026-04-24'],
  ] as const;
  return scenes.flatMap(([zone, date]) => {
    const start = (parseDate(date) ?? 0) * MS_A_DAY - MS_A_DAY;
    const input = {
      settings: { ...settings, zone, stepMinutes: 45, bufferBeforeMinutes: 10 },
      rules: [
        {
          kind: 'weekly' as const,
          id: 'w',
          windows: [
            { days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const, from: '00:15', to: '24:00' },
          ],
        },
      ],
      busy: [
        { start: start + 9e6, end: start + 12e6, kind: 'event' as const, sourceId: 'e' },
        { start: 0, end: 0, kind: 'event' as const, sourceId: 'd', dates: { from: date, until: date } },
      ],
      window: { start, end: start + 3 * MS_A_DAY },
      now: start - MS_A_DAY,
    };
    return [
      ...freeSlots(input).slots.map((slot) => `${zone} ${String(formatLocal(zone, slot.start))}`),
      JSON.stringify(explain(input, start + 8e6)),
    ];
  });
}
