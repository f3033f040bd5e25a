import { Inject, Injectable } from '@nestjs/common';
import type { FieldFault } from '../errors.js';
import type { Interval } from '../time/interval.js';
import { HolidayCalendar } from './holiday-calendar.service.js';
import { holidayRegion, holidayRules, yearsTouched } from './holidays.js';
import type { HolidaysView } from './holidays.schema.js';
import type { HolidayRule, Rule } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

/** Regions, years and exceptions in memory; more than are asked about in a day. */
const MOST_LISTS = 1000;

/** A client's holidays. */
@Injectable()
export class Holidays {
  /** The engine keeps what it has read of a list with the list, so that the clients of a region share it. */
  private readonly lists = new Map<string, readonly HolidayRule[]>();

  constructor(@Inject(HolidayCalendar) private readonly calendar: HolidayCalendar) {}

  /** The holidays that a client keeps in the years that a question touches. Without rules nothing is open anyway. */
  async kept(
    settings: AvailabilitySettings,
    rules: readonly Rule[],
    window: Interval,
    now: number,
  ): Promise<readonly HolidayRule[]> {
    const region = holidayRegion(settings);
    if (region === null || rules.length === 0) return [];
    const years = yearsTouched(settings, window, now);
    const except = settings.holidays?.except ?? [];
    // Neither a region nor a key has a line break.
    const name = [region, years[0], years.length, ...except].join('\n');
    const known = this.lists.get(name);
    if (known !== undefined) return known;
    const holidays = [];
    for (const year of years) holidays.push(...(await this.calendar.of(region, year)));
    const made = holidayRules(holidays, region, except);
    const [oldest] = this.lists.keys();
    if (this.lists.size >= MOST_LISTS && oldest !== undefined) this.lists.delete(oldest);
    this.lists.set(name, made);
    return made;
  }

  async list(settings: AvailabilitySettings, year: number): Promise<HolidaysView> {
    const region = holidayRegion(settings);
    const holidays = region === null ? [] : await this.calendar.of(region, year);
    const except = settings.holidays?.except ?? [];
    return {
      region,
      year,
      holidays: holidays.map((holiday) => ({ ...holiday, kept: !except.includes(holiday.key) })),
    };
  }

  /** What is wrong with the holidays of settings that are to be stored. */
  async check(settings: AvailabilitySettings): Promise<FieldFault[]> {
    const { region, except = [] } = settings.holidays ?? {};
    const named = region ?? holidayRegion({ ...settings, holidays: {} });
    const keys = named === null ? null : await this.calendar.keysOf(named);
    if (region !== undefined && keys === null) {
      const detail = 'Give a country such as LV, or one of its regions such as DE-BY.';
      return [{ pointer: '/settings/holidays/region', detail }];
    }
    return except.flatMap((key, i): FieldFault[] => {
      if (keys?.has(key) === true) return [];
      const detail = 'There is no such holiday; name one by the `key` that the list of holidays gives.';
      return [{ pointer: `/settings/holidays/except/${i}`, detail }];
    });
  }
}
