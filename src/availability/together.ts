/**
 * Times for several people: everyone who is required can come, each by their own rules, calendars
 * and zone. The sets of possible starts of all required people are intersected before anything is
 * cut, so the cost is the sum of single searches and one merge.
 *
 * Starts are cut on one clock that all share (`grid`): a start is offered when that zone's wall
 * clock, in minutes after midnight, is divisible by the step.
 */
import type { Interval } from '../time/interval.js';
import { LocalDays } from '../time/local-days.js';
import { intersectSpans, Spans } from '../time/spans.js';
import { clockAnchors, cut } from './cut.js';
import { explain } from './explain.js';
import type { AvailabilityInput, Wanted } from './input.js';
import { badRow } from './occupied.js';
import { readQuery } from './query.js';
import type { Reason } from './reason.js';
import { type Closure, calendarTrouble, FreeSlots } from './slots.js';
import { findStarts, Workspace } from './starts.js';

/** One person: all that a single search needs but the question itself. */
export interface Person extends Omit<AvailabilityInput, 'window' | 'now' | 'wanted'> {
  readonly personId: string;
  readonly required: boolean;
}

export interface CommonQuestion {
  readonly people: readonly Person[];
  readonly window: Interval;
  readonly now: number;
  /** The same meeting for all, so its length must be said. */
  readonly wanted: Wanted & { readonly durationMinutes: number };
  /** The clock starts are cut on, and the step: 1 to 1440 minutes. */
  readonly grid: { readonly zone: string; readonly stepMinutes: number };
}

export interface CommonSlots {
  /** Times at which every required person can come; none when nobody is required (see `mostCommon`). */
  readonly free: FreeSlots;
  /** For each optional person, whether they can come at each of those times (1) or not (0). */
  readonly optional: readonly { readonly personId: string; readonly canCome: Uint8Array }[];
  /** Set when there are no times because one person's input or calendar gives no answer. */
  readonly closedBy?: { readonly personId: string; readonly closure: Closure };
}

const work = new Workspace();
const anchors = new Spans(512);

export function commonSlots(question: CommonQuestion): CommonSlots {
  const { people, grid, wanted } = question;
  const required = people.filter((person) => person.required);
  let common: Spans | undefined;
  for (const person of required) {
    const found = startsOf(question, person);
    if ('because' in found) return closed(question, person.personId, found);
    if (common === undefined) common = copyOf(found);
    else {
      const both = new Spans(common.length / 2 + 1);
      intersectSpans(common, found, both);
      common = both;
    }
  }
  const minutes = common === undefined ? NO_MINUTES : onGrid(question, common);
  if (minutes === undefined) return closed(question, grid.zone, wrongGrid(grid));
  const optional = people
    .filter((person) => !person.required)
    .map((person) => ({ personId: person.personId, canCome: among(minutes, startsOf(question, person)) }));
  return { free: new FreeSlots(minutes, wanted.durationMinutes), optional };
}

/**
 * The first time at which every required person can come, or undefined. The whole window is
 * searched at once: twelve weeks of five people cost less than asking for them week by week.
 */
export function firstCommon(question: CommonQuestion): Interval | undefined {
  return commonSlots(question).free.slots[0];
}

/** A time at which not everyone can come, and who cannot. */
export interface PartlyCommon {
  readonly slot: Interval;
  readonly missing: readonly string[];
}

/** The first of the times at which most people can come, required or not: what to offer when nothing is common. */
export function mostCommon(question: CommonQuestion): PartlyCommon | undefined {
  const { people, wanted } = question;
  const come = new Map<number, string[]>();
  for (const person of people) {
    const found = startsOf(question, person);
    if ('because' in found) continue;
    for (const minute of onGrid(question, found) ?? []) {
      const others = come.get(minute);
      if (others === undefined) come.set(minute, [person.personId]);
      else others.push(person.personId);
    }
  }
  let best: { minute: number; ids: readonly string[] } | undefined;
  for (const [minute, ids] of come) {
    const more = ids.length - (best?.ids.length ?? 0);
    if (more > 0 || (more === 0 && best !== undefined && minute < best.minute)) best = { minute, ids };
  }
  if (best === undefined) return undefined;
  const { minute, ids } = best;
  return {
    slot: { start: minute * 60_000, end: (minute + wanted.durationMinutes) * 60_000 },
    missing: people.map(({ personId }) => personId).filter((id) => !ids.includes(id)),
  };
}

/** Why a time is not among the common ones: what concerns all, and what each person has against it. */
export interface CommonReasons {
  /** The step of the shared grid, or a grid that is wrong. */
  readonly shared: readonly Reason[];
  readonly people: readonly {
    readonly personId: string;
    readonly required: boolean;
    readonly reasons: readonly Reason[];
  }[];
}

/** The reasons against a start (epoch ms). A person's own step does not count beside the shared grid. */
export function explainTogether(question: CommonQuestion, time: number): CommonReasons {
  const minute = Math.floor(time / 60_000);
  const instant = new Spans(1);
  instant.push(minute, minute + 1);
  const window = { start: minute * 60_000, end: (minute + 1) * 60_000 };
  const onIt = onGrid({ ...question, window }, instant);
  const { grid } = question;
  const offStep: Reason = { because: 'step', stepMinutes: grid.stepMinutes };
  const onStep = onIt !== undefined && onIt.length === 1 && time % 60_000 === 0;
  return {
    shared: onIt === undefined ? [wrongGrid(grid)] : onStep ? [] : [offStep],
    people: question.people.map((person) => ({
      personId: person.personId,
      required: person.required,
      reasons: explain(inputOf(question, person), time).filter(({ because }) => because !== 'step'),
    })),
  };
}

const NO_MINUTES = new Int32Array(0);

function inputOf({ window, now, wanted }: CommonQuestion, person: Person): AvailabilityInput {
  const { settings, rules, holidays, instructions, busy, calendars, travel } = person;
  return {
    settings,
    rules,
    busy,
    window,
    now,
    wanted,
    ...(holidays === undefined ? {} : { holidays }),
    ...(instructions === undefined ? {} : { instructions }),
    ...(calendars === undefined ? {} : { calendars }),
    ...(travel === undefined ? {} : { travel }),
  };
}

/** A person's possible starts, valid until the next call, or why there is no answer. */
function startsOf(question: CommonQuestion, person: Person): Spans | Closure {
  const input = inputOf(question, person);
  const query = readQuery(input);
  if (!('days' in query)) return { because: 'faults', faults: query };
  const trouble = calendarTrouble(input);
  if (trouble !== undefined) return trouble;
  const bad = findStarts(query, work);
  return bad >= 0 ? { because: 'faults', faults: [badRow(bad)] } : work.starts;
}

function onGrid({ window, grid }: CommonQuestion, starts: Spans): Int32Array | undefined {
  const from = Math.ceil(window.start / 60_000);
  const until = Math.floor(window.end / 60_000);
  const days = LocalDays.of([{ fromDay: 0, zone: grid.zone }], from, until);
  const { stepMinutes: step } = grid;
  if ('refused' in days || !Number.isInteger(step) || step < 1 || step > 1440) return undefined;
  if (starts.length === 0) return NO_MINUTES;
  clockAnchors(days, from, until, anchors);
  return cut(starts, anchors, step);
}

function wrongGrid(grid: CommonQuestion['grid']): Closure {
  const remedy = `Give an IANA zone and a step from 1 to 1440 minutes; got ${grid.zone} and ${grid.stepMinutes}.`;
  return { because: 'faults', faults: [{ field: 'grid', problem: 'bad_number', remedy }] };
}

function closed({ wanted }: CommonQuestion, personId: string, closure: Closure): CommonSlots {
  const free = new FreeSlots(NO_MINUTES, wanted.durationMinutes, closure);
  return { free, optional: [], closedBy: { personId, closure } };
}

function copyOf(spans: Spans): Spans {
  const copy = new Spans(spans.length / 2 + 1);
  copy.data.set(spans.data.subarray(0, spans.length));
  copy.length = spans.length;
  return copy;
}

/** Which of the ascending minutes lie in the spans. */
function among(minutes: Int32Array, spans: Spans | Closure): Uint8Array {
  const inside = new Uint8Array(minutes.length);
  if ('because' in spans) return inside;
  let i = 0;
  for (const [n, minute] of minutes.entries()) {
    while (i < spans.length && (spans.data[i + 1] ?? 0) <= minute) i += 2;
    if (i < spans.length && (spans.data[i] ?? 0) <= minute) inside[n] = 1;
  }
  return inside;
}
