import { ianaZone, type Observance, offsetAt } from '../../itip/zone.js';
import { zoneTable } from '../../time/wall-clock.js';
import { ZoneTable } from '../../time/zone-table.js';

/**
 * The zones of a calendar file. A name that is known wins over the VTIMEZONE beside it, because programs write
 * shortened rules into that. A private name is known by its rules alone: the zone that shows the same clocks through
 * the year stands for it, so that its series can be expanded.
 */
export class IcsZones {
  private readonly observances = new Map<string, Observance[]>();
  private readonly hints = new Map<string, string>();
  private readonly found = new Map<string, string | null>();

  /** @param home the zone that is tried first, and that times without a zone live in. */
  constructor(readonly home: string) {}

  /** A VTIMEZONE of the file; `hint` is its X-LIC-LOCATION. */
  declare(tzid: string, observances: Observance[], hint: string | null): void {
    this.observances.set(tzid, observances);
    if (hint !== null) this.hints.set(tzid, hint);
    this.found.clear();
  }

  /** The IANA zone behind a name, for the clocks of `year`; null when nothing fits. */
  resolve(tzid: string, year: number): string | null {
    const key = `${year}/${tzid}`;
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const zone = ianaZone(tzid) ?? this.byHint(tzid) ?? this.byClocks(tzid, year);
    this.found.set(key, zone);
    return zone;
  }

  /** The instant of a wall reading (ms as if UTC) by the rules of a private zone; null when they say nothing. */
  instantBy(tzid: string, wall: number): number | null {
    const observances = this.observances.get(tzid);
    if (observances === undefined) return null;
    const offset = offsetAt(observances, plain(wall));
    return offset === null || Number.isNaN(offset) ? null : wall - offset * 1000;
  }

  private byHint(tzid: string): string | null {
    const hint = this.hints.get(tzid);
    return hint === undefined ? null : ianaZone(hint);
  }

  private byClocks(tzid: string, year: number): string | null {
    const observances = this.observances.get(tzid);
    if (observances === undefined) return null;
    // The middle of each month, at noon: every rule of a real zone shows itself there.
    const probes = Array.from({ length: 12 }, (_, month) => Date.UTC(year, month, 15, 12));
    const offsets = probes.map((wall) => offsetAt(observances, plain(wall)));
    if (offsets.some((offset) => offset === null || Number.isNaN(offset))) return null;
    const fits = (zone: string): boolean => {
      const table = zoneTable(zone);
      if (!(table instanceof ZoneTable)) return false;
      return probes.every((wall, month) => wall - table.instantOf(wall) === (offsets[month] ?? 0) * 1000);
    };
    return [this.home, 'UTC', ...Intl.supportedValuesOf('timeZone')].find(fits) ?? null;
  }
}

const plain = (wall: number): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
