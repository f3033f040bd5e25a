/**
 * The oracle of the availability engine: the rules of src/availability, as their documentation
 * states them, asked minute by minute. It is slow, plain, and shares nothing with the engine but
 * the types of the question, so that a fault would have to be made twice to go unseen.
 *
 * A time is offered when no question below objects to it. Minutes are epoch minutes; a meeting
 * takes the minutes [start, end).
 */
import rr from 'rrule';
import type { BusyRow } from '../../src/availability/busy.js';
import type { AvailabilityInput, CalendarState } from '../../src/availability/input.js';
import type { Instruction } from '../../src/availability/instruction.js';
import type { ClockWindow, RecurringRule, WeeklyRule } from '../../src/availability/rule.js';
import type { FloatingBreak, MeetingLimit } from '../../src/availability/settings.js';
import { clockMinutes, dateNumber, type OracleClock, oracleClock, plainDate } from './oracle-clock.js';

const MINUTE = 60_000;
const MIDNIGHT = '24:00';

interface OpeningWindow extends ClockWindow {
  readonly placeId?: string | undefined;
}

/** Minutes [from, until) that a busy row takes; a minute that is begun is taken. */
interface Taken {
  readonly from: number;
  readonly until: number;
  readonly row: BusyRow;
}

interface Meeting {
  readonly start: number;
  readonly end: number;
}

interface Question {
  readonly about: string;
  readonly isFine: (meeting: Meeting) => boolean;
}

export class AvailabilityOracle {
  private readonly clock: OracleClock;
  private readonly duration: number;
  private readonly before: number;
  private readonly after: number;
  private readonly placeId: string | undefined;
  private readonly taken: readonly Taken[];
  private readonly kept = {
    open: new Map<number, boolean>(),
    closed: new Map<number, boolean>(),
    forbidden: new Map<number, boolean>(),
    beginning: new Map<number, boolean>(),
    latestBeginning: new Map<number, number>(),
    windows: new Map<number, OpeningWindow[]>(),
    workingDate: new Map<number, number | undefined>(),
    freeForBreak: new Map<string, number[]>(),
  };

  constructor(private readonly input: AvailabilityInput) {
    const { settings, wanted, busy } = input;
    this.clock = oracleClock(settings);
    const kind = settings.kinds?.[wanted?.meetingKind ?? ''];
    this.duration = wanted?.durationMinutes ?? kind?.durationMinutes ?? settings.durationMinutes;
    this.before = this.bufferOf(wanted?.meetingKind, 'bufferBeforeMinutes');
    this.after = this.bufferOf(wanted?.meetingKind, 'bufferAfterMinutes');
    this.placeId = (wanted?.mode ?? 'in_person') === 'in_person' ? wanted?.placeId : undefined;
    this.taken = busy.filter((row) => this.counts(row)).map((row) => this.minutesOf(row));
  }

  /** The starts of all slots that lie wholly in the window, ascending. */
  starts(): number[] {
    const { window } = this.input;
    const starts: number[] = [];
    for (let start = Math.ceil(window.start / MINUTE); ; start++) {
      if ((start + this.duration) * MINUTE > window.end) return starts;
      if (this.objection(start) === undefined) starts.push(start);
    }
  }

  /** The first question that objects to a start at this minute, window aside; or none. */
  objection(start: number): string | undefined {
    const meeting = { start, end: start + this.duration };
    return this.questions.find((question) => !question.isFine(meeting))?.about;
  }

  /** Whether a meeting may start at this minute if the person's own step is left out of account. */
  couldStart(start: number): boolean {
    const meeting = { start, end: start + this.duration };
    return this.questions.every(({ about, isFine }) => about === 'step' || isFine(meeting));
  }

  // What choosing among free times asks

  dateAt(minute: number): number {
    return this.clock.dateAt(minute);
  }

  /** What the clocks show, in minutes after midnight. */
  shownAt(minute: number): number {
    return this.clock.shownAt(minute);
  }

  minutesIntoTheDay(minute: number): number {
    return minute - this.clock.beginOf(this.clock.dateAt(minute));
  }

  /** Local days from today. */
  daysAhead(minute: number): number {
    return this.clock.dateAt(minute) - this.today();
  }

  /** Open wherever the client is, and nothing in it: time that a meeting could use. */
  isFree(minute: number): boolean {
    const isOpenSomewhere = this.datesAround(minute).some((date) =>
      this.windowsOf(date).some((window) => this.isInside(minute, date, window)),
    );
    return (
      isOpenSomewhere &&
      !this.isClosed(minute) &&
      !this.isForbidden(minute) &&
      !this.taken.some(({ from, until }) => from <= minute && minute < until)
    );
  }

  /** What counts and begins on the local date of a minute. */
  rowsThatDay(minute: number): BusyRow[] {
    const date = this.clock.dateAt(minute);
    return this.taken
      .filter(({ from, until }) => from < until && this.clock.dateAt(from) === date)
      .map(({ row }) => row);
  }

  /** The way to the meeting's place, in minutes; undefined when places or ways are not known at all. */
  minutesFrom(placeId: string): number | undefined {
    if (this.placeId === undefined || this.input.travel === undefined) return undefined;
    return this.leg(placeId, this.placeId);
  }

  /** The ways that a meeting at this minute needs: `[start, end)` in minutes, empty ones left out. */
  waysOf(start: number): { start: number; end: number }[] {
    const meeting = { start, end: start + this.duration };
    const whole = this.withTravel(meeting);
    return [
      { start: whole.start, end: meeting.start - this.before },
      { start: meeting.end + this.after, end: whole.end },
    ].filter((way) => way.start < way.end);
  }

  private readonly questions: readonly Question[] = [
    { about: 'step', isFine: ({ start }) => this.liesOnAStep(start) },
    { about: 'notice', isFine: ({ start }) => this.isFarEnoughAhead(start) },
    { about: 'horizon', isFine: ({ start }) => this.isWithinTheHorizon(start) },
    { about: 'hours', isFine: (meeting) => !someMinute(meeting, (minute) => !this.isOpen(minute)) },
    { about: 'closed', isFine: (meeting) => !someMinute(meeting, (minute) => this.isClosed(minute)) },
    { about: 'instruction', isFine: (meeting) => !someMinute(meeting, (minute) => this.isForbidden(minute)) },
    { about: 'calendar', isFine: (meeting) => this.everyCalendarVouchesFor(meeting) },
    { about: 'busy', isFine: (meeting) => this.taken.every((taken) => this.keepsClearOf(taken, meeting)) },
    {
      about: 'limit',
      isFine: ({ start }) => (this.input.settings.limits ?? []).every((limit) => this.isBelow(limit, start)),
    },
    { about: 'travel', isFine: (meeting) => this.leavesTimeToTravel(meeting) },
    { about: 'break', isFine: (meeting) => this.leavesTheBreaks(meeting) },
  ];

  // Opening hours

  private isOpen(minute: number): boolean {
    return once(this.kept.open, minute, () =>
      this.datesAround(minute).some((date) =>
        this.windowsForThePlace(date).some((window) => this.isInside(minute, date, window)),
      ),
    );
  }

  /** Whether the clocks have come to the window's beginning, and not yet to its end. */
  private isInside(minute: number, date: number, { from, to }: ClockWindow): boolean {
    return (
      this.clock.hasReached(minute, date, clockMinutes(from)) &&
      !this.clock.hasReached(minute, date, clockMinutes(to))
    );
  }

  /** A window may run to the end of the next day; one more, because a date may have been left out. */
  private datesAround(minute: number): number[] {
    const date = this.clock.dateAt(minute);
    return [date - 2, date - 1, date];
  }

  private windowsForThePlace(date: number): OpeningWindow[] {
    return this.windowsOf(date).filter(
      ({ placeId }) => placeId === undefined || this.placeId === undefined || placeId === this.placeId,
    );
  }

  private windowsOf(date: number): OpeningWindow[] {
    return once(this.kept.windows, date, () => {
      const { rules } = this.input;
      const windows: OpeningWindow[] = [];
      const regularHoursFallAway = rules.some(
        (rule) =>
          (rule.kind === 'holiday' && dateNumber(rule.date) === date) ||
          (rule.kind === 'vacation' && isWithin(date, rule.from, rule.until)) ||
          (rule.kind === 'open' && rule.instead === true && dateNumber(rule.date) === date),
      );
      for (const rule of rules) {
        if (rule.kind === 'open' && dateNumber(rule.date) === date) {
          windows.push(...rule.windows.map((window) => ({ ...window, placeId: rule.placeId })));
        }
        if (regularHoursFallAway) continue;
        if (rule.kind === 'weekly' && weeklyRuleHolds(rule, date)) {
          const today = rule.windows.filter(({ days }) => days.includes(weekdayOf(date)));
          windows.push(...today.map((window) => ({ ...window, placeId: rule.placeId })));
        }
        if (rule.kind === 'recurring' && recursOn(rule, date)) {
          windows.push(...rule.windows.map((window) => ({ ...window, placeId: rule.placeId })));
        }
      }
      return windows;
    });
  }

  private isClosed(minute: number): boolean {
    return once(this.kept.closed, minute, () =>
      this.input.rules.some(
        (rule) =>
          rule.kind === 'closed' &&
          this.datesAround(minute).some(
            (date) =>
              isWithin(date, rule.from, rule.until) &&
              this.isInside(minute, date, rule.window ?? { from: '00:00', to: MIDNIGHT }),
          ),
      ),
    );
  }

  private isForbidden(minute: number): boolean {
    const { instructions = [], now } = this.input;
    return once(this.kept.forbidden, minute, () =>
      instructions.some(
        (said) =>
          !(said.withdrawnAt !== undefined && said.withdrawnAt <= now) &&
          this.isAbout(said) &&
          this.isInside(minute, dateNumber(said.date), hoursOf(said)),
      ),
    );
  }

  private isAbout(said: Instruction): boolean {
    const mode = this.input.wanted?.mode ?? 'in_person';
    if (said.kind === 'only_by_phone') return mode !== 'phone';
    if (said.kind === 'at_place') return this.placeId !== undefined && this.placeId !== said.placeId;
    return true;
  }

  // Steps

  private liesOnAStep(start: number): boolean {
    const { alignment, stepMinutes } = this.input.settings;
    if (alignment === 'clock') return this.clock.shownAt(start) % stepMinutes === 0;
    return this.isOpen(start) && (start - this.latestBeginning(start)) % stepMinutes === 0;
  }

  /** The latest minute up to this one with which an opening window begins; it is open, so there is one. */
  private latestBeginning(minute: number): number {
    return once(this.kept.latestBeginning, minute, () => {
      let earlier = minute;
      while (!this.isABeginning(earlier)) {
        earlier--;
        const known = this.kept.latestBeginning.get(earlier);
        if (known !== undefined) return known;
      }
      return earlier;
    });
  }

  private isABeginning(minute: number): boolean {
    return once(this.kept.beginning, minute, () =>
      this.datesAround(minute).some((date) =>
        this.windowsForThePlace(date).some(
          (window) => this.isInside(minute, date, window) && !this.isInside(minute - 1, date, window),
        ),
      ),
    );
  }

  // Notice and horizon

  private isFarEnoughAhead(start: number): boolean {
    const { minimumNoticeMinutes = 0, noticeWorkingDays = 0 } = this.input.settings;
    if (start * MINUTE < this.input.now + minimumNoticeMinutes * MINUTE) return false;
    if (noticeWorkingDays === 0) return true;
    const earliest = this.nthWorkingDate(noticeWorkingDays);
    return earliest !== undefined && this.clock.dateAt(start) >= earliest;
  }

  private nthWorkingDate(n: number): number | undefined {
    return once(this.kept.workingDate, n, () => {
      let left = n;
      for (let date = this.today() + 1; date <= this.lastDate(); date++) {
        if (this.isAWorkingDate(date)) left--;
        if (left === 0) return date;
      }
      return undefined;
    });
  }

  private isAWorkingDate(date: number): boolean {
    const day = { start: this.clock.beginOf(date), end: this.clock.beginOf(date + 2) };
    return this.windowsOf(date).some((window) =>
      someMinute(day, (minute) => this.isInside(minute, date, window)),
    );
  }

  private today(): number {
    return this.clock.dateAt(Math.floor(this.input.now / MINUTE));
  }

  private lastDate(): number {
    return this.today() + this.input.settings.horizonDays;
  }

  private isWithinTheHorizon(start: number): boolean {
    return this.clock.dateAt(start) <= this.lastDate();
  }

  // Busy times

  private counts(row: BusyRow): boolean {
    const { settings, wanted } = this.input;
    const { tentative, unanswered, allDay } = settings.policies ?? {};
    if (row.meetingId !== undefined && row.meetingId === wanted?.reschedules) return false;
    if (row.kind !== 'event') return true;
    if (row.answer === 'declined') return false;
    if (row.dates !== undefined && allDay === 'busy') return true;
    if (row.dates !== undefined && allDay === 'free') return false;
    if (row.showAs === 'free') return false;
    if (row.showAs === 'tentative' && tentative === 'free') return false;
    if (row.answer === 'tentative' && tentative === 'free') return false;
    if (row.answer === 'needs_action' && unanswered === 'free') return false;
    return true;
  }

  private minutesOf(row: BusyRow): Taken {
    if (row.dates === undefined) {
      const from = Math.floor(row.start / MINUTE);
      return { from, until: row.end > row.start ? Math.ceil(row.end / MINUTE) : from, row };
    }
    const from = this.clock.beginOf(dateNumber(row.dates.from));
    return { from, until: this.clock.beginOf(dateNumber(row.dates.until)), row };
  }

  private bufferOf(kind: string | undefined, side: 'bufferBeforeMinutes' | 'bufferAfterMinutes'): number {
    const { settings } = this.input;
    return settings.kinds?.[kind ?? '']?.[side] ?? settings[side] ?? 0;
  }

  /** The row's own buffer: mirrored events have none. */
  private bufferOfRow({ row }: Taken, side: 'bufferBeforeMinutes' | 'bufferAfterMinutes'): number {
    return row.kind === 'event' ? 0 : this.bufferOf(row.meetingKind, side);
  }

  private keepsClearOf(taken: Taken, { start, end }: Meeting): boolean {
    const gap = taken.row.kind === 'event' ? 0 : (this.input.settings.minimumGapMinutes ?? 0);
    const behindTheRow = Math.max(this.bufferOfRow(taken, 'bufferAfterMinutes') + this.before, gap);
    const aheadOfTheRow = Math.max(this.bufferOfRow(taken, 'bufferBeforeMinutes') + this.after, gap);
    const kept = { start: start - behindTheRow, end: end + aheadOfTheRow };
    return !someMinute(kept, (minute) => taken.from <= minute && minute < taken.until);
  }

  private everyCalendarVouchesFor({ start, end }: Meeting): boolean {
    const { calendars = [], now } = this.input;
    const withBuffers = { start: start - this.before, end: end + this.after };
    return calendars.every(
      (calendar) =>
        isReadAndFresh(calendar, now) &&
        !someMinute(
          withBuffers,
          (minute) =>
            minute * MINUTE < calendar.mirrored.start || (minute + 1) * MINUTE > calendar.mirrored.end,
        ),
    );
  }

  // Limits

  private isBelow({ meetingKind, perDay, perWeek }: MeetingLimit, start: number): boolean {
    if (meetingKind !== undefined && meetingKind !== this.input.wanted?.meetingKind) return true;
    const meetings = this.taken.filter(
      ({ row }) => row.kind !== 'event' && (meetingKind === undefined || row.meetingKind === meetingKind),
    );
    const date = this.clock.dateAt(start);
    const howMany = (those: Taken[]) => new Set(those.map(({ row }) => row.meetingId ?? row.sourceId)).size;
    const thatDay = meetings.filter(({ from }) => this.clock.dateAt(from) === date);
    const thatWeek = meetings.filter(({ from }) => mondayOf(this.clock.dateAt(from)) === mondayOf(date));
    return howMany(thatDay) < (perDay ?? Infinity) && howMany(thatWeek) < (perWeek ?? Infinity);
  }

  // Travel and breaks

  private leavesTimeToTravel(meeting: Meeting): boolean {
    const { start, end } = this.withTravel(meeting);
    const way = { start, end: meeting.start - this.before };
    const wayOn = { start: meeting.end + this.after, end };
    return this.taken.every((taken) => {
      if (taken.from === taken.until) return true;
      const behind = taken.until + this.bufferOfRow(taken, 'bufferAfterMinutes');
      const ahead = taken.from - this.bufferOfRow(taken, 'bufferBeforeMinutes');
      return (
        !someMinute(way, (minute) => taken.from <= minute && minute < behind) &&
        !someMinute(wayOn, (minute) => ahead <= minute && minute < taken.until)
      );
    });
  }

  /** The meeting with its buffers and the legs outside them. */
  private withTravel({ start, end }: Meeting): Meeting {
    const { dayStartPlaceId, dayEndPlaceId } = this.input.settings.travel ?? {};
    const inOrder = this.taken
      .filter(({ from, until, row }) => row.placeId !== undefined && from < until)
      .sort((a, b) => a.from - b.from);
    const startOfDay = this.clock.beginOf(this.clock.dateAt(start));
    const endOfDay = this.clock.beginOf(this.clock.dateAt(end - 1) + 1);
    // Of those that end last, the last in order; of those that start first, the first.
    const previous = inOrder
      .filter(({ until }) => until <= start && until > startOfDay)
      .reverse()
      .sort((a, b) => b.until - a.until)[0];
    const next = inOrder.find(({ from }) => from >= end && from < endOfDay);
    return {
      start: start - this.before - this.leg(previous?.row.placeId ?? dayStartPlaceId, this.placeId),
      end: end + this.after + this.leg(this.placeId, next?.row.placeId ?? dayEndPlaceId),
    };
  }

  private leg(from: string | undefined, to: string | undefined): number {
    if (from === undefined || to === undefined || from === to) return 0;
    const { travel, settings } = this.input;
    return travel?.(from, to)?.minutes ?? settings.travel?.unknownMinutes ?? 0;
  }

  private leavesTheBreaks(meeting: Meeting): boolean {
    const whole = this.withTravel(meeting);
    const isTaken = (minute: number) => whole.start <= minute && minute < whole.end;
    for (let date = this.clock.dateAt(whole.start) - 2; date <= this.clock.dateAt(whole.end); date++) {
      for (const pause of this.input.settings.breaks ?? []) {
        const free = this.freeMinutesFor(pause, date);
        if (!free.some(isTaken)) continue;
        const wasPossible = longestRun(free) >= pause.minutes;
        if (wasPossible && longestRun(free.filter((minute) => !isTaken(minute))) < pause.minutes)
          return false;
      }
    }
    return true;
  }

  private freeMinutesFor(pause: FloatingBreak, date: number): number[] {
    return once(this.kept.freeForBreak, `${pause.id} ${date}`, () => {
      const free: number[] = [];
      for (let minute = this.clock.beginOf(date); minute < this.clock.beginOf(date + 2); minute++) {
        const isTaken = this.taken.some(({ from, until }) => from <= minute && minute < until);
        if (!isTaken && this.isInside(minute, date, pause)) free.push(minute);
      }
      return free;
    });
  }
}

/** Whether a start of several people lies on the step of the clock they share. */
export function liesOnTheGrid(start: number, grid: { zone: string; stepMinutes: number }): boolean {
  return oracleClock(grid).shownAt(start) % grid.stepMinutes === 0;
}

/** Answers that depend on one minute or one date only are worked out once. */
function once<K, T>(kept: Map<K, T>, key: K, work: () => T): T {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const answer = work();
  kept.set(key, answer);
  return answer;
}

/** Whether there is a minute of [start, end) of which it is true. */
function someMinute({ start, end }: Meeting, isSo: (minute: number) => boolean): boolean {
  for (let minute = start; minute < end; minute++) if (isSo(minute)) return true;
  return false;
}

/** Length of the longest run of consecutive minutes in an ascending list. */
function longestRun(minutes: readonly number[]): number {
  let longest = 0;
  let run = 0;
  for (const [i, minute] of minutes.entries()) {
    run = minutes[i - 1] === minute - 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

function hoursOf(said: Instruction): ClockWindow {
  switch (said.kind) {
    case 'nothing_before':
      return { from: '00:00', to: said.time };
    case 'nothing_after':
      return { from: said.time, to: MIDNIGHT };
    case 'unreachable':
    case 'only_by_phone':
    case 'at_place':
      return { from: said.from ?? '00:00', to: said.to ?? MIDNIGHT };
  }
}

function isReadAndFresh({ state, syncedAt, staleAfterMinutes }: CalendarState, now: number): boolean {
  if (state !== 'readable') return false;
  if (staleAfterMinutes === undefined) return true;
  // Never synchronised is older than anything.
  return syncedAt !== undefined && now - syncedAt <= staleAfterMinutes * MINUTE;
}

function isWithin(date: number, from: string | undefined, until: string | undefined): boolean {
  return (
    (from === undefined || dateNumber(from) <= date) && (until === undefined || date <= dateNumber(until))
  );
}

function weekdayOf(date: number): 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU' {
  const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
  return names[plainDate(date).dayOfWeek - 1] ?? 'MO';
}

function mondayOf(date: number): number {
  return date - (plainDate(date).dayOfWeek - 1);
}

function weeklyRuleHolds({ from, until, everyWeeks = 1, weekOf = from }: WeeklyRule, date: number): boolean {
  if (!isWithin(date, from, until)) return false;
  if (weekOf === undefined) return true;
  const weeks = (mondayOf(date) - mondayOf(dateNumber(weekOf))) / 7;
  return weeks % everyWeeks === 0;
}

const recurrences = new Map<string, Set<number>>();

/** The dates of a recurrence by another program, in floating mode: dates written as midnights UTC. */
function recursOn({ rrule, starts, until }: RecurringRule, date: number): boolean {
  if (!isWithin(date, starts, until)) return false;
  const last = Math.ceil((date + 1) / 1000) * 1000;
  const name = `${rrule} ${starts} ${last}`;
  let dates = recurrences.get(name);
  if (dates === undefined) {
    const midnight = (day: number) => new Date(day * 1440 * MINUTE);
    const rule = new rr.RRule({ ...rr.RRule.parseString(rrule), dtstart: midnight(dateNumber(starts)) });
    const found = rule.between(midnight(dateNumber(starts)), midnight(last), true);
    dates = new Set(found.map((time) => Math.floor(time.getTime() / MINUTE / 1440)));
    recurrences.set(name, dates);
  }
  return dates.has(date);
}
