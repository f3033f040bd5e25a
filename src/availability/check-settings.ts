/** Faults of the settings and of a request, by field and with the remedy. Beside check-rules.ts. */
import { parseClock, parseDate } from '../time/civil.js';
import { isKnownZone } from '../time/wall-clock.js';
import type { AvailabilityInput } from './input.js';
import type { RuleFault } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

const LONGEST_WINDOW_MS = 400 * 86_400_000;
/** Zone offsets are whole minutes from here on; before, a slot could not begin on one. */
const EARLIEST = Date.UTC(1973, 0, 1);
const LATEST = Date.UTC(2199, 0, 1);

const checked = new WeakMap<AvailabilitySettings, readonly RuleFault[]>();

/** All faults of the settings; fields begin with `settings`. Kept with the object, like a plan. */
export function checkSettings(settings: AvailabilitySettings): readonly RuleFault[] {
  const known = checked.get(settings);
  if (known !== undefined) return known;
  const faults = findFaults(settings);
  checked.set(settings, faults);
  return faults;
}

function findFaults(settings: AvailabilitySettings): RuleFault[] {
  const faults: RuleFault[] = [];
  const add = (field: string, problem: RuleFault['problem'], remedy: string) => {
    faults.push({ field: `settings.${field}`, problem, remedy });
  };
  const whole = (field: string, value: number | undefined, low: number, high: number) => {
    if (value === undefined || (Number.isInteger(value) && value >= low && value <= high)) return;
    add(field, 'bad_number', `Give a whole number from ${low} to ${high}.`);
  };
  const zone = (field: string, name: string) => {
    if (!isKnownZone(name)) add(field, 'unknown_zone', 'Name an IANA zone such as Europe/Riga.');
  };

  zone('zone', settings.zone);
  whole('durationMinutes', settings.durationMinutes, 1, 1440);
  whole('stepMinutes', settings.stepMinutes, 1, 1440);
  if (settings.alignment !== 'window' && settings.alignment !== 'clock') {
    add('alignment', 'bad_number', 'Choose window or clock.');
  }
  whole('horizonDays', settings.horizonDays, 0, 800);
  whole('bufferBeforeMinutes', settings.bufferBeforeMinutes, 0, 1440);
  whole('bufferAfterMinutes', settings.bufferAfterMinutes, 0, 1440);
  whole('minimumGapMinutes', settings.minimumGapMinutes, 0, 1440);
  whole('minimumNoticeMinutes', settings.minimumNoticeMinutes, 0, 366 * 1440);
  whole('noticeWorkingDays', settings.noticeWorkingDays, 0, 366);
  whole('travel.unknownMinutes', settings.travel?.unknownMinutes, 0, 1440);

  for (const [name, kind] of Object.entries(settings.kinds ?? {})) {
    whole(`kinds.${name}.durationMinutes`, kind.durationMinutes, 1, 1440);
    whole(`kinds.${name}.bufferBeforeMinutes`, kind.bufferBeforeMinutes, 0, 1440);
    whole(`kinds.${name}.bufferAfterMinutes`, kind.bufferAfterMinutes, 0, 1440);
  }
  for (const [i, limit] of (settings.limits ?? []).entries()) {
    whole(`limits[${i}].perDay`, limit.perDay, 0, 1000);
    whole(`limits[${i}].perWeek`, limit.perWeek, 0, 1000);
    if (limit.perDay === undefined && limit.perWeek === undefined) {
      add(`limits[${i}]`, 'never_matches', 'Give perDay or perWeek, or remove the limit.');
    }
  }
  for (const [i, { from, to, minutes }] of (settings.breaks ?? []).entries()) {
    const start = parseClock(from);
    const end = parseClock(to);
    whole(`breaks[${i}].minutes`, minutes, 1, 1440);
    if (start === undefined || start >= 1440)
      add(`breaks[${i}].from`, 'bad_time', 'Write HH:MM, 00:00 to 23:59.');
    else if (end === undefined) add(`breaks[${i}].to`, 'bad_time', 'Write HH:MM, up to 48:00.');
    else if (end <= start) add(`breaks[${i}].to`, 'ends_before_start', `End after ${from}.`);
    else if (minutes > end - start) {
      add(`breaks[${i}].minutes`, 'never_matches', 'Make the break fit between from and to.');
    }
  }
  let last = -Infinity;
  for (const [i, change] of (settings.zoneChanges ?? []).entries()) {
    zone(`zoneChanges[${i}].zone`, change.zone);
    const day = parseDate(change.from);
    if (day === undefined || day <= last) {
      add(`zoneChanges[${i}].from`, 'bad_date', 'Give dates that exist, as YYYY-MM-DD, in ascending order.');
    } else last = day;
  }
  return faults;
}

/** Faults of what is asked: window, now, duration and busy times are looked at when they are used. */
export function checkRequest({ window, now, wanted }: AvailabilityInput): RuleFault[] {
  const faults: RuleFault[] = [];
  const { start, end } = window;
  if (!(start >= EARLIEST && end <= LATEST)) {
    faults.push({ field: 'window', problem: 'bad_date', remedy: 'Keep the window between 1973 and 2199.' });
  } else if (!(end > start)) {
    faults.push({
      field: 'window.end',
      problem: 'ends_before_start',
      remedy: 'End the window after its start.',
    });
  } else if (end - start > LONGEST_WINDOW_MS) {
    faults.push({ field: 'window', problem: 'too_many', remedy: 'Ask for at most 400 days at a time.' });
  }
  if (!(now >= EARLIEST && now <= LATEST)) {
    faults.push({ field: 'now', problem: 'bad_date', remedy: 'Give the present as epoch milliseconds.' });
  }
  const minutes = wanted?.durationMinutes;
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440)) {
    const remedy = 'Give a whole number from 1 to 1440.';
    faults.push({ field: 'wanted.durationMinutes', problem: 'bad_number', remedy });
  }
  return faults;
}
