/** What is known of a client's places before anybody is asked how long the ways between them take. */
import type { BusyRow } from './busy.js';
import type { TravelSettings } from './settings.js';
import type { TravelTable } from './travel.js';
import type { Coordinates, TravelMode } from './travel-estimate.js';

/** Minutes from one place to another that somebody has put down. */
export interface AgreedLeg {
  readonly fromPlaceId: string;
  readonly toPlaceId: string;
  /** 0 to 1440. */
  readonly minutes: number;
}

export interface TravelFacts {
  readonly mode: TravelMode;
  /** Where places are; those whose coordinates nobody gave are left out. */
  readonly coordinates: ReadonlyMap<string, Coordinates>;
  readonly agreed: readonly AgreedLeg[];
  /** The places between which ways are asked for, the one that matters most in front. */
  readonly between: readonly string[];
}

export interface PlaceSpot {
  readonly placeId: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export function travelFacts(
  travel: TravelSettings | undefined,
  spots: readonly PlaceSpot[],
  agreed: readonly AgreedLeg[],
  busy: readonly BusyRow[],
  target: string | undefined,
): TravelFacts {
  const coordinates = new Map<string, Coordinates>();
  for (const { placeId, latitude, longitude } of spots) {
    if (latitude !== null && longitude !== null) coordinates.set(placeId, { latitude, longitude });
  }
  const ids = [
    target,
    travel?.dayStartPlaceId,
    travel?.dayEndPlaceId,
    ...busy.map(({ placeId }) => placeId),
  ].filter((id) => id !== undefined);
  return { mode: travel?.mode ?? 'car', coordinates, agreed, between: [...new Set(ids)] };
}

/** Agreed minutes as a table. The way back takes as long as the way there, unless it was agreed on by itself. */
export function agreedTable(agreed: readonly AgreedLeg[]): TravelTable {
  const minutes = new Map<string, number>();
  for (const leg of agreed) {
    const back = `${leg.toPlaceId} ${leg.fromPlaceId}`;
    if (!minutes.has(back)) minutes.set(back, leg.minutes);
  }
  for (const leg of agreed) minutes.set(`${leg.fromPlaceId} ${leg.toPlaceId}`, leg.minutes);
  return (from, to) => {
    const known = minutes.get(`${from} ${to}`);
    return known === undefined ? undefined : { minutes: known, source: 'fixed' };
  };
}
