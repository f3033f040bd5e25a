import { hasDrifted, isAuditDue } from '../../../src/calendars/audit.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const midnight = (zone: string): number =>
  Temporal.PlainDate.from('2026-03-29').toZonedDateTime(zone).epochMilliseconds;

describe('the nightly comparison', () => {
  const ids = Array.from({ length: 400 }, (_, n) => `0198f000-0000-7000-8000-${String(n).padStart(12, '0')}`);
  const due = (zone: string, at: number, auditedAt: number | null = null) =>
    ids.filter((calendarId) => isAuditDue({ calendarId, zone, auditedAt }, at)).length;

  // The night on which Riga's clocks go from three to four.
  it.each(['Europe/Riga', 'America/New_York', 'Pacific/Apia'])(
    'falls into the night of %s, spread',
    (zone) => {
      const night = midnight(zone);
      expect(due(zone, night + 59 * MINUTE)).toBe(0);
      const wall = (hour: number, minute = 0) =>
        Temporal.PlainDateTime.from(`2026-03-29T0${hour}:${String(minute).padStart(2, '0')}`).toZonedDateTime(
          zone,
        ).epochMilliseconds;
      const halfPastTwo = due(zone, wall(2, 30));
      expect(halfPastTwo).toBeGreaterThan(120);
      expect(halfPastTwo).toBeLessThan(240);
      expect(due(zone, wall(4, 45))).toBe(400);
      expect(due(zone, wall(5))).toBe(0);
      expect(due(zone, night + 13 * HOUR)).toBe(0);
    },
  );

  it('comes once a night', () => {
    const late = midnight('Europe/Riga') + 3.75 * HOUR;
    expect(due('Europe/Riga', late, late - 2 * HOUR)).toBe(0);
    expect(due('Europe/Riga', late, late - 24 * HOUR)).toBe(400);
  });

  it('knows drift', () => {
    const same = { compared: 5, absent: 0, outdated: 0, extra: 0 };
    expect(hasDrifted(same)).toBe(false);
    expect(hasDrifted({ ...same, absent: 1 })).toBe(true);
    expect(hasDrifted({ ...same, outdated: 1 })).toBe(true);
    expect(hasDrifted({ ...same, extra: 1 })).toBe(true);
  });
});
