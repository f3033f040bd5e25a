import { Logger } from '@nestjs/common';
import type { Clock } from '../time/clock.port.js';
import { osrmPoint, osrmTableUrl, readOsrmTable } from './osrm-table.js';
import type { TravelTable } from './travel.js';
import type { TravelSource } from './travel.port.js';
import type { TravelTrouble } from './travel-answer.js';
import type { TravelFacts } from './travel-facts.js';

/** A person waits for the slots meanwhile; the estimate is there at once. */
const PATIENCE_MS = 1500;
/** After a failure nobody waits for the server again so soon. */
const REST_MS = 30_000;
/** Roads are built slowly; their times are asked for anew once a day. */
const FRESH_MS = 86_400_000;
/** While the server is down, what it said a month ago is still better than an estimate. */
const USABLE_MS = 30 * 86_400_000;
/** As many places as one question may have; OSRM's own limit is 100 by default. The rest is estimated. */
const MOST_PLACES = 40;
/** A table of 40 by 40 and its 80 places take some 30 KB. */
const MOST_BYTES = 262_144;
const MOST_KEPT = 50_000;

interface Known {
  /** Null: there is no way that can be believed. */
  readonly minutes: number | null;
  /** Epoch ms. */
  readonly askedAt: number;
}

/**
 * Road times from an OSRM server (OSRM_URL), kept in memory with their age. Its troubles are nobody's but its own: the
 * sources behind it serve meanwhile.
 */
export class OsrmTravel implements TravelSource {
  readonly name = 'router';
  private readonly logger = new Logger('Osrm');
  private readonly known = new Map<string, Known>();
  private restsUntil = -Infinity;
  private lastTrouble: TravelTrouble = { detail: '' };

  constructor(
    private readonly server: string,
    private readonly clock: Clock,
  ) {}

  atHand({ coordinates, mode }: TravelFacts): TravelTable {
    const now = this.clock.now();
    return (from, to) => {
      const a = coordinates.get(from);
      const b = coordinates.get(to);
      if (mode !== 'car' || a === undefined || b === undefined) return undefined;
      const known = this.known.get(pair(osrmPoint(a), osrmPoint(b)));
      if (known === undefined || known.minutes === null || now - known.askedAt > USABLE_MS) return undefined;
      return { minutes: known.minutes, source: 'router' };
    };
  }

  async fetch({ coordinates, mode, between }: TravelFacts): Promise<TravelTrouble | null> {
    if (mode !== 'car') return null;
    const spots = between.flatMap((id) => coordinates.get(id) ?? []).map(osrmPoint);
    const points = [...new Set(spots)].slice(0, MOST_PLACES);
    const now = this.clock.now();
    if (points.length < 2 || this.allFresh(points, now)) return null;
    if (now < this.restsUntil) return this.lastTrouble;
    const trouble = await this.ask(points, now);
    if (trouble === null) return null;
    this.restsUntil = now + REST_MS;
    this.lastTrouble = trouble;
    this.logger.warn(`The road router does not answer, so that estimates serve: ${trouble.detail}`);
    return trouble;
  }

  private async ask(points: readonly string[], now: number): Promise<TravelTrouble | null> {
    let text: string;
    try {
      const response = await fetch(osrmTableUrl(this.server, points), {
        headers: { accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      // A refusal is JSON, too, and says why; what else answers with an error says nothing that helps.
      text = await boundedText(response);
    } catch (error) {
      return { detail: causeOf(error) };
    }
    const answer = readOsrmTable(text, points.length);
    if (!answer.ok) return { detail: answer.problem };
    for (const [i, from] of points.entries()) {
      for (const [j, to] of points.entries()) this.keep(from, to, answer.durations[i]?.[j] ?? null, now);
    }
    return null;
  }

  private keep(from: string, to: string, seconds: number | null, askedAt: number): void {
    const name = pair(from, to);
    // Deleted first, so that the oldest answers stand in front.
    this.known.delete(name);
    const [oldest] = this.known.keys();
    if (this.known.size >= MOST_KEPT && oldest !== undefined) this.known.delete(oldest);
    this.known.set(name, { minutes: seconds === null ? null : Math.ceil(seconds / 60), askedAt });
  }

  private allFresh(points: readonly string[], now: number): boolean {
    return points.every((from) =>
      points.every((to) => {
        const known = this.known.get(pair(from, to));
        return known !== undefined && now - known.askedAt <= FRESH_MS;
      }),
    );
  }
}

const pair = (from: string, to: string): string => `${from};${to}`;

/** @throws when the body is longer than any table. */
const boundedText = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Error(`the answer is longer than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** The words of the error behind fetch's own "fetch failed". */
const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
};
