import { Injectable } from '@nestjs/common';
import type { Holiday } from './holidays.js';

type Library = typeof import('date-holidays')['default'];

/** Years and regions in memory; more than any agency has. */
const MOST_KEPT = 500;
const DAY_MS = 86_400_000;

/**
 * Public holidays by country and region, from the package date-holidays. Observances on which people work are left out;
 * one that begins at noon counts as a whole day, because a client who is at home by then is worse to be sent to than
 * one whose morning nobody asked for.
 */
@Injectable()
export class HolidayCalendar {
  private readonly years = new Map<string, readonly Holiday[]>();
  private readonly keys = new Map<string, ReadonlySet<string> | null>();
  private loading: Promise<Library> | undefined;

  /** The holidays of one year, in order of their dates. @throws for a region that `keysOf` does not know. */
  async of(region: string, year: number): Promise<readonly Holiday[]> {
    const name = `${region} ${year}`;
    const known = this.years.get(name);
    if (known !== undefined) return known;
    const made = (await this.open(region)).getHolidays(year).flatMap((one): Holiday[] => {
      if (one.type !== 'public') return [];
      const days = Math.max(1, Math.round((one.end.getTime() - one.start.getTime()) / DAY_MS));
      return [{ key: one.rule, date: one.date.slice(0, 10), days, name: one.name }];
    });
    keep(this.years, name, made);
    return made;
  }

  /** The keys of all the public holidays that a region ever has; null when there is no such region. */
  async keysOf(region: string): Promise<ReadonlySet<string> | null> {
    const known = this.keys.get(region);
    if (known !== undefined) return known;
    const exists = await this.exists(region);
    // The package's types say less of a rule than its documentation does.
    const rules: readonly object[] = exists ? (await this.open(region)).getRules() : [];
    const made = exists ? new Set(rules.flatMap(publicKey)) : null;
    keep(this.keys, region, made);
    return made;
  }

  /** The package takes a region that it does not know for its country as a whole. */
  private async exists(region: string): Promise<boolean> {
    const [country = '', state, part, ...rest] = region.split('-');
    const all = new (await this.library())();
    if (rest.length > 0 || !Object.hasOwn(all.getCountries(), country)) return false;
    if (state === undefined) return true;
    if (!Object.hasOwn(all.getStates(country) ?? {}, state)) return false;
    return part === undefined || Object.hasOwn(all.getRegions(country, state) ?? {}, part);
  }

  private async open(region: string) {
    const Holidays = await this.library();
    const [country = '', state = '', part = ''] = region.split('-');
    return new Holidays(country, state, part);
  }

  /** Loaded when first needed: the world's holidays take longer to read than the rest of a start. */
  private library(): Promise<Library> {
    this.loading ??= import('date-holidays').then((loaded) => loaded.default);
    return this.loading;
  }
}

const keep = <Value>(map: Map<string, Value>, name: string, value: Value): void => {
  const [oldest] = map.keys();
  if (map.size >= MOST_KEPT && oldest !== undefined) map.delete(oldest);
  map.set(name, value);
};

const publicKey = (rule: object): string[] =>
  'rule' in rule && typeof rule.rule === 'string' && 'type' in rule && rule.type === 'public'
    ? [rule.rule]
    : [];
