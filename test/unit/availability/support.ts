import type { BusyRow } from '../../../src/availability/busy.js';
import type { AvailabilityInput } from '../../../src/availability/input.js';
import type { Rule, WeeklyRule } from '../../../src/availability/rule.js';
import type { AvailabilitySettings } from '../../../src/availability/settings.js';
import { formatLocal } from '../../../src/time/local-format.js';

/** A reading on the clocks of a zone as epoch ms, by Temporal and not by the code under test. */
export function at(reading: string, zone = 'Europe/Riga'): number {
  return Temporal.PlainDateTime.from(reading).toZonedDateTime(zone).epochMilliseconds;
}

export const officeHours: WeeklyRule = {
  kind: 'weekly',
  id: 'office-hours',
  windows: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '17:00' }],
};

export const settings: AvailabilitySettings = {
  zone: 'Europe/Riga',
  durationMinutes: 60,
  stepMinutes: 60,
  alignment: 'window',
  horizonDays: 365,
};

export function busy(from: string, to: string, more: Partial<BusyRow> = {}): BusyRow {
  return { start: at(from), end: at(to), kind: 'event', sourceId: `event ${from}`, ...more };
}

interface Ask extends Partial<Omit<AvailabilityInput, 'settings' | 'window' | 'now'>> {
  readonly from: string;
  readonly to: string;
  readonly now?: string;
  readonly set?: Partial<AvailabilitySettings>;
  readonly rules?: readonly Rule[];
}

/** A question with office hours in Riga unless it says otherwise. */
export function ask({ from, to, now, set, ...rest }: Ask): AvailabilityInput {
  const zone = set?.zone ?? settings.zone;
  return {
    settings: { ...settings, ...set },
    rules: [officeHours],
    busy: [],
    window: { start: at(from, zone), end: at(to, zone) },
    now: at(now ?? '2026-01-01T00:00', zone),
    ...rest,
  };
}

/** Starts as `06-01 09:00` on the clocks of a zone. */
export function shown(starts: Iterable<{ readonly start: number }>, zone = 'Europe/Riga'): string[] {
  return Array.from(starts, ({ start }) => String(formatLocal(zone, start)).slice(5, 16).replace('T', ' '));
}
