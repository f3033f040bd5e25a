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

export interface Tally {
  /** Meetings by day number, and by the day number of the week's Monday; no more than make it full. */
  readonly byDay: ReadonlyMap<number, readonly string[]>;
  readonly byWeek: ReadonlyMap<number, readonly string[]>;
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
  const byDay = new Map<number, string[]>();
  const byWeek = new Map<number, string[]>();
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
      today = entry(byDay, day);
      if (mondayOf(day) !== monday) {
        monday = mondayOf(day);
        thisWeek = entry(byWeek, monday);
      }
    }
    const meeting = row.meetingId ?? row.sourceId;
    // Full is full: what comes after need not be told apart.
    if (today.length < perDay && !today.includes(meeting)) today.push(meeting);
    if (thisWeek.length < perWeek && !thisWeek.includes(meeting)) thisWeek.push(meeting);
  }
  return { byDay, byWeek };
}

function entry(map: Map<number, string[]>, key: number): string[] {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made: string[] = [];
  map.set(key, made);
  return made;
}

/** Fills `holes` with the days and weeks that take no further meeting: no start in them is allowed. */
export function fullHoles(query: Query, holes: Spans): void {
  holes.clear();
  if (query.settings.limits === undefined) return;
  const { days, from, until } = query;
  for (const limit of limitsFor(query)) {
    const { perDay = Infinity, perWeek = Infinity } = limit;
    if (perDay === 0 || perWeek === 0) holes.push(from, until);
    const { byDay, byWeek } = tally(query, limit, from, until);
    for (const [day, meetings] of byDay) {
      if (meetings.length >= perDay) holes.push(days.start(day), days.start(day + 1));
    }
    for (const [monday, meetings] of byWeek) {
      if (meetings.length >= perWeek) holes.push(days.start(monday), days.start(monday + 7));
    }
  }
  holes.sortAndJoin();
}
