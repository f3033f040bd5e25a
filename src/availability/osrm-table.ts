/**
 * OSRM's table service (http://project-osrm.org/docs, "Table service"): how to ask for the durations between places, and
 * what its answer says.
 *
 *   GET /table/v1/driving/{lon},{lat};{lon},{lat}...?annotations=duration
 *   200 {"code": "Ok", "durations": [[0, 612.3], [598.1, 0]], "sources": [{"distance": 4.1, ...}], ...}
 *   400 {"code": "TooBig", "message": "..."}
 *
 * Durations are seconds, `durations[i][j]` from place i to place j, null where no road leads. The word `driving` is a
 * form only: a server answers for the one profile that its data was prepared with.
 */
import type { Coordinates } from './travel-estimate.js';

/** A place further than this from any road of the server's data lies outside of it, and its times are nonsense. */
const FAR_FROM_ROADS_METRES = 2000;
const LONGEST_SECONDS = 86_400;

/** OSRM reads longitude first. Six decimals are a tenth of a metre. */
export const osrmPoint = ({ latitude, longitude }: Coordinates): string =>
  `${longitude.toFixed(6)},${latitude.toFixed(6)}`;

export const osrmTableUrl = (server: string, points: readonly string[]): string =>
  `${server.replace(/\/+$/, '')}/table/v1/driving/${points.join(';')}?annotations=duration`;

/** Seconds, by source and destination; null where the server knows no way that can be believed. */
export type OsrmDurations = readonly (readonly (number | null)[])[];

export type OsrmAnswer =
  | { readonly ok: true; readonly durations: OsrmDurations }
  /** It does not want to answer, or this is not what OSRM answers. */
  | { readonly ok: false; readonly problem: string };

/** Reads an answer about `count` places; never throws. */
export function readOsrmTable(text: string, count: number): OsrmAnswer {
  const answer = parse(text);
  if (answer === undefined) return { ok: false, problem: 'the answer is no JSON object' };
  const { code, message, durations, sources } = answer;
  if (code !== 'Ok') {
    const why = typeof message === 'string' ? `: ${message.slice(0, 200)}` : '';
    return { ok: false, problem: `code ${String(code).slice(0, 40)}${why}` };
  }
  if (!isMatrix(durations, count)) {
    return { ok: false, problem: `durations is no table of ${count} by ${count} numbers` };
  }
  const lost = Array.from({ length: count }, (_, i) => farFromRoads(sources, i));
  return {
    ok: true,
    durations: durations.map((row, i) =>
      row.map((seconds, j) => (lost[i] === true || lost[j] === true ? null : believable(seconds))),
    ),
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isMatrix(value: unknown, count: number): value is (number | null)[][] {
  const isNumber = (one: unknown) => one === null || typeof one === 'number';
  const isRow = (row: unknown) => Array.isArray(row) && row.length === count && row.every(isNumber);
  return Array.isArray(value) && value.length === count && value.every(isRow);
}

function believable(seconds: number | null): number | null {
  return seconds !== null && seconds >= 0 && seconds <= LONGEST_SECONDS ? seconds : null;
}

/** How far a place was moved to the nearest road, where the answer says so. */
function farFromRoads(sources: unknown, i: number): boolean {
  const source: unknown = Array.isArray(sources) ? sources[i] : undefined;
  if (typeof source !== 'object' || source === null || !('distance' in source)) return false;
  return typeof source.distance === 'number' && source.distance > FAR_FROM_ROADS_METRES;
}
