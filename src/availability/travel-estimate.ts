/**
 * How long a leg takes when nobody has agreed on a time and no router answers: the great-circle
 * distance, made longer because roads are not straight, at an ordinary speed, and a few minutes to
 * set out and to park. Rather too long than too short: a client who arrives early can wait, one who
 * arrives late keeps a partner waiting.
 */
import type { Leg, TravelTable } from './travel.js';

/** WGS 84 degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export type TravelMode = 'car' | 'bicycle' | 'foot' | 'transit';

interface Manner {
  /** Road kilometres per kilometre as the crow flies. */
  readonly detour: number;
  readonly kilometresPerHour: number;
  readonly extraMinutes: number;
}

/** Ordinary town traffic; a car is faster in the country, where an hour's leg is then estimated too long. */
const MANNERS: Readonly<Record<TravelMode, Manner>> = {
  car: { detour: 1.35, kilometresPerHour: 35, extraMinutes: 5 },
  bicycle: { detour: 1.25, kilometresPerHour: 15, extraMinutes: 2 },
  foot: { detour: 1.25, kilometresPerHour: 4.8, extraMinutes: 0 },
  transit: { detour: 1.5, kilometresPerHour: 20, extraMinutes: 8 },
};

const EARTH_RADIUS_KM = 6371;

/** Kilometres along the great circle (haversine). */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const radians = Math.PI / 180;
  const sinLat = Math.sin(((b.latitude - a.latitude) * radians) / 2);
  const sinLon = Math.sin(((b.longitude - a.longitude) * radians) / 2);
  const h = sinLat ** 2 + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * sinLon ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Whole minutes, rounded up; 0 between places that are the same to within some fifty metres. */
export function estimateLeg(from: Coordinates, to: Coordinates, mode: TravelMode): Leg {
  const kilometres = distanceKm(from, to);
  if (kilometres < 0.05) return { minutes: 0, source: 'estimate' };
  const { detour, kilometresPerHour, extraMinutes } = MANNERS[mode];
  const minutes = Math.ceil(((kilometres * detour) / kilometresPerHour) * 60 + extraMinutes);
  return { minutes, source: 'estimate' };
}

/** A table that estimates between places whose coordinates are known, and knows nothing of others. */
export function estimateTable(places: ReadonlyMap<string, Coordinates>, mode: TravelMode): TravelTable {
  return (from, to) => {
    const a = places.get(from);
    const b = places.get(to);
    return a === undefined || b === undefined ? undefined : estimateLeg(a, b, mode);
  };
}

/** The first table that knows a leg answers: agreed minutes, then a router, then an estimate. */
export function firstKnown(...tables: readonly TravelTable[]): TravelTable {
  return (from, to) => {
    for (const table of tables) {
      const leg = table(from, to);
      if (leg !== undefined) return leg;
    }
    return undefined;
  };
}
