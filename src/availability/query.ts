/**
 * One question to the engine, checked and turned into numbers: epoch minutes and minutes. What
 * `slots` and `explain` must agree on before either begins stands here, and nothing else.
 */
import { MS_A_MINUTE, parseDate } from '../time/civil.js';
import { LocalDays, type ZonePeriod } from '../time/local-days.js';
import { AFTER_EVERYTHING } from '../time/zone-table.js';
import { checkRequest, checkSettings } from './check-settings.js';
import type { AvailabilityInput } from './input.js';
import { checkInstructions } from './instruction.js';
import { statedWindows } from './opening.js';
import { type Plan, planOf } from './plan.js';
import type { RuleFault } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

export interface Query {
  readonly input: AvailabilityInput;
  readonly settings: AvailabilitySettings;
  readonly plan: Plan;
  readonly days: LocalDays;
  /** Minutes. */
  readonly duration: number;
  readonly before: number;
  readonly after: number;
  readonly gap: number;
  /** The window in epoch minutes, rounded inwards: a slot lies wholly in it. */
  readonly from: number;
  readonly until: number;
  /** First epoch minute at which a meeting may start, and why; AFTER_EVERYTHING when there is none. */
  readonly earliest: number;
  readonly earliestBy: 'past' | 'minutes' | 'working_days';
  /** First epoch minute that lies beyond the horizon, and the last local day before it. */
  readonly beyond: number;
  readonly lastDay: number;
  /** Where the meeting is, if it is in person and its place is known. */
  readonly placeId: string | undefined;
}

/** The question in numbers, or what is wrong with it. */
export function readQuery(input: AvailabilityInput): Query | readonly RuleFault[] {
  const { settings, wanted, window } = input;
  const plan = planOf(input.rules, input.holidays);
  const faults = faultsOf(input, plan);
  if (faults.length > 0) return faults;

  const kind = wanted?.meetingKind === undefined ? undefined : settings.kinds?.[wanted.meetingKind];
  const from = Math.ceil(window.start / MS_A_MINUTE);
  const until = Math.floor(window.end / MS_A_MINUTE);
  const now = Math.ceil(input.now / MS_A_MINUTE);
  const horizonEnd = now + (settings.horizonDays + 3) * 1440;
  const days = LocalDays.of(
    zonePeriods(settings),
    Math.min(from, now) - 10 * 1440,
    Math.max(until, horizonEnd) + 10 * 1440,
  );
  if ('refused' in days) {
    return [
      { field: 'settings.zone', problem: 'unknown_zone', remedy: 'Name an IANA zone such as Europe/Riga.' },
    ];
  }
  const today = days.dayOf(Math.floor(input.now / MS_A_MINUTE));
  const lastDay = today + settings.horizonDays;
  const byMinutes = now + (settings.minimumNoticeMinutes ?? 0);
  const byWorkingDays = workingDaysAhead(plan, days, today, lastDay, settings.noticeWorkingDays ?? 0);
  return {
    input,
    settings,
    plan,
    days,
    duration: wanted?.durationMinutes ?? kind?.durationMinutes ?? settings.durationMinutes,
    before: kind?.bufferBeforeMinutes ?? settings.bufferBeforeMinutes ?? 0,
    after: kind?.bufferAfterMinutes ?? settings.bufferAfterMinutes ?? 0,
    gap: settings.minimumGapMinutes ?? 0,
    from,
    until,
    earliest: Math.max(byMinutes, byWorkingDays),
    earliestBy: byMinutes < byWorkingDays ? 'working_days' : byMinutes > now ? 'minutes' : 'past',
    beyond: days.start(lastDay + 1),
    lastDay,
    placeId: (wanted?.mode ?? 'in_person') === 'in_person' ? wanted?.placeId : undefined,
  };
}

function faultsOf(input: AvailabilityInput, plan: Plan): readonly RuleFault[] {
  const settings = checkSettings(input.settings);
  const request = checkRequest(input);
  const { instructions } = input;
  const said = instructions === undefined || instructions.length === 0 ? [] : checkInstructions(instructions);
  const all = plan.faults.length + settings.length + request.length + said.length;
  return all === 0 ? plan.faults : [...plan.faults, ...settings, ...request, ...said];
}

/** The zones a client's days lie in, one after the other. */
export function zonePeriods({
  zone,
  zoneChanges,
}: Pick<AvailabilitySettings, 'zone' | 'zoneChanges'>): [ZonePeriod, ...ZonePeriod[]] {
  const later = (zoneChanges ?? []).map((change) => ({
    fromDay: parseDate(change.from) ?? 0,
    zone: change.zone,
  }));
  return [{ fromDay: 0, zone }, ...later];
}

/** First minute of the n-th working day after today; a working day has opening windows. */
function workingDaysAhead(plan: Plan, days: LocalDays, today: number, lastDay: number, n: number): number {
  if (n === 0) return -AFTER_EVERYTHING;
  let left = n;
  for (let day = today + 1; day <= lastDay; day++) {
    // A window that lies in hours or a date the clocks skip opens nothing.
    const opens = statedWindows(plan, day).some(
      ({ from, to }) => days.bound(day, from) < days.bound(day, to),
    );
    if (opens && --left === 0) return days.start(day);
  }
  return AFTER_EVERYTHING;
}
