/**
 * How many meetings a day or a week already has. A meeting belongs to the local day on which it
 * starts; weeks run from Monday. Several holds of one meeting (the options of a proposal) will
 * become at most one visit, so they count once in each day and each week they lie in.
 */
import { mondayOf } from '../time/civil.js';
import type { Spans } from '../time/spans.js';
import { counts } from './busy.js';
import { rowStart } from './occupied.js';
import type { Query } from './query.js';
import type { MeetingLimit } from './settings.js';

/** Rows further away than this lie in no week that the window touches. */
const REACH = 9 * 1440;

/** Meetings by day and by week, counted from a first day and Monday; no more of them than make it full. */
export interface Tally {
  readonly firstDay: number;
  readonly byDay: readonly (readonly string[] | undefined)[];
  readonly firstMonday: number;
  readonly byWeek: readonly (readonly string[] | undefined)[];
}

/** The limits that concern the wanted meeting. */
export function limitsFor({ settings, input }: Query): readonly MeetingLimit[] {
  const kind = input.wanted?.meetingKind;
  return (settings.limits ?? []).filter(
    ({ meetingKind }) => meetingKind === undefined || meetingKind === kind,
  );
}

/** What a limit has to count between two epoch minutes and in the weeks around them. */
export function tally(query: Query, limit: MeetingLimit, from: number, until: number): Tally {
  const { input, settings, days } = query;
  const { perDay = 0, perWeek = 0 } = limit;
  const firstDay = days.dayOf(from - REACH);
  const firstMonday = mondayOf(firstDay);
  const byDay: (string[] | undefined)[] = [];
  const byWeek: (string[] | undefined)[] = [];
  let day = Number.NaN;
  let monday = Number.NaN;
  let today: string[] = [];
  let thisWeek: string[] = [];
  for (const row of input.busy) {
    if (row.kind === 'event' || !counts(row, settings.policies, input.wanted?.reschedules)) continue;
    if (limit.meetingKind !== undefined && row.meetingKind !== limit.meetingKind) continue;
    const start = rowStart(query, row);
    if (start < from - REACH || start > until + REACH) continue;
    const rowDay = days.dayOf(start);
    if (rowDay !== day) {
      day = rowDay;
      today = byDay[day - firstDay] ??= [];
      if (mondayOf(day) !== monday) {
        monday = mondayOf(day);
        thisWeek = byWeek[(monday - firstMonday) / 7] ??= [];
      }
    }
    const meeting = row.meetingId ?? row.sourceId;
    // Full is full: what comes after need not be told apart.
    if (today.length < perDay && !today.includes(meeting)) today.push(meeting);
    if (thisWeek.length < perWeek && !thisWeek.includes(meeting)) thisWeek.push(meeting);
  }
  return { firstDay, byDay, firstMonday, byWeek };
}

/** Fills `holes` with the days and weeks that take no further meeting: no start in them is allowed. */
export function fullHoles(query: Query, holes: Spans): void {
  holes.clear();
  if (query.settings.limits === undefined) return;
  const { days, from, until } = query;
  for (const limit of limitsFor(query)) {
    const { perDay = Infinity, perWeek = Infinity } = limit;
    if (perDay === 0 || perWeek === 0) holes.push(from, until);
    const { firstDay, byDay, firstMonday, byWeek } = tally(query, limit, from, until);
    for (let i = 0; i < byDay.length; i++) {
      if ((byDay[i]?.length ?? 0) < perDay) continue;
      holes.push(days.start(firstDay + i), days.start(firstDay + i + 1));
    }
    for (let i = 0; i < byWeek.length; i++) {
      if ((byWeek[i]?.length ?? 0) < perWeek) continue;
      holes.push(days.start(firstMonday + 7 * i), days.start(firstMonday + 7 * i + 7));
    }
  }
  holes.sortAndJoin();
}
