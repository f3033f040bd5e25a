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
  /** Meetings by day number, and by the day number of the week's Monday. */
  readonly byDay: ReadonlyMap<number, ReadonlySet<string>>;
  readonly byWeek: ReadonlyMap<number, ReadonlySet<string>>;
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
  const byDay = new Map<number, Set<string>>();
  const byWeek = new Map<number, Set<string>>();
  for (const row of input.busy) {
    if (row.kind === 'event' || !counts(row, settings.policies, input.wanted?.reschedules)) continue;
    if (limit.meetingKind !== undefined && row.meetingKind !== limit.meetingKind) continue;
    const start = rowStart(query, row);
    if (start < from - REACH || start > until + REACH) continue;
    const day = days.dayOf(start);
    const meeting = row.meetingId ?? row.sourceId;
    add(byDay, day, meeting);
    add(byWeek, mondayOf(day), meeting);
  }
  return { byDay, byWeek };
}

function add(map: Map<number, Set<string>>, key: number, meeting: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([meeting]));
  else known.add(meeting);
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
      if (meetings.size >= perDay) holes.push(days.start(day), days.start(day + 1));
    }
    for (const [monday, meetings] of byWeek) {
      if (meetings.size >= perWeek) holes.push(days.start(monday), days.start(monday + 7));
    }
  }
  holes.sortAndJoin();
}
