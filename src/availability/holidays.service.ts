import { Inject, Injectable } from '@nestjs/common';
import type { FieldFault } from '../errors.js';
import type { Interval } from '../time/interval.js';
import { HolidayCalendar } from './holiday-calendar.service.js';
import { holidayRegion, holidayRules, withHolidays, yearsTouched } from './holidays.js';
import type { HolidaysView } from './holidays.schema.js';
import type { Rule } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

/** A client's holidays. */
@Injectable()
export class Holidays {
  constructor(@Inject(HolidayCalendar) private readonly calendar: HolidayCalendar) {}

  /** The rules with the holidays of the years that a question touches. Without rules nothing is open anyway. */
  async joined(
    settings: AvailabilitySettings,
    rules: readonly Rule[],
    window: Interval,
    now: number,
  ): Promise<readonly Rule[]> {
    const region = holidayRegion(settings);
    if (region === null || rules.length === 0) return rules;
    const holidays = [];
    for (const year of yearsTouched(settings, window, now)) {
      holidays.push(...(await this.calendar.of(region, year)));
    }
    return withHolidays(rules, holidayRules(holidays, region, settings.holidays?.except ?? []));
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
