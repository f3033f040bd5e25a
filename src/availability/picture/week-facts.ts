/**
 * One week of a client as things to draw: everything in minutes after the midnight of its day, on the client's clocks.
 * All of it is asked of the engine, so that the picture shows what would be offered, and not what somebody thinks.
 */
import { MS_A_MINUTE } from '../../time/civil.js';
import { LocalDays } from '../../time/local-days.js';
import { explain } from '../explain.js';
import type { AvailabilityInput } from '../input.js';
import { timesOf } from '../instruction.js';
import { rowEnd, rowStart } from '../occupied.js';
import { statedWindows } from '../opening.js';
import { type Query, readQuery } from '../query.js';
import type { Reason } from '../reason.js';
import type { RuleFault } from '../rule.js';
import { standingTravel } from '../standing-travel.js';

export interface Block {
  readonly kind: 'open' | 'closed' | 'instruction' | 'event' | 'meeting' | 'hold' | 'travel';
  readonly from: number;
  readonly to: number;
  /** Of the rule, instruction, row or place it comes from; of travel, its minutes and source. */
  readonly id: string;
  readonly placeId?: string;
  readonly says?: string;
}

/** A start on the step within opening hours: offered, or the first reason why not. */
export interface Mark {
  readonly at: number;
  readonly reason: Reason['because'] | null;
}

export interface DayFacts {
  /** Day number. */
  readonly day: number;
  readonly off: { readonly because: string; readonly title: string } | null;
  readonly blocks: readonly Block[];
  readonly marks: readonly Mark[];
}

const MINUTES_A_WEEK_DAY = 1440;

/** The seven days from `firstDay` (day number). `input.window` is replaced by them. */
export function weekFacts(
  asked: AvailabilityInput,
  firstDay: number,
): readonly DayFacts[] | readonly RuleFault[] {
  const week = Array.from({ length: 7 }, (_, i) => firstDay + i);
  const days = LocalDays.of(
    [{ fromDay: 0, zone: asked.settings.zone }],
    (firstDay - 2) * MINUTES_A_WEEK_DAY,
    (firstDay + 9) * MINUTES_A_WEEK_DAY,
  );
  if ('refused' in days) return [];
  const window = {
    start: days.start(firstDay) * MS_A_MINUTE,
    end: days.start(firstDay + 7) * MS_A_MINUTE,
  };
  const input = { ...asked, window };
  const query = readQuery(input);
  if (!('days' in query)) return query;
  const travel = standingTravel(input);
  return week.map((day) => ({
    day,
    off: dayOff(query, day),
    blocks: [
      ...statedWindows(query.plan, day).map(({ ruleId, placeId, from, to }) => ({
        kind: 'open' as const,
        from,
        to,
        id: ruleId,
        ...(placeId === undefined ? {} : { placeId }),
      })),
      ...closures(query, day),
      ...instructions(query, day),
      ...busy(query, day),
      ...travel.flatMap(({ start, end, leg, toPlaceId }) =>
        within(query, day, start / MS_A_MINUTE, end / MS_A_MINUTE, {
          kind: 'travel' as const,
          id: toPlaceId,
          says: `${leg.minutes} min`,
        }),
      ),
    ],
    marks: marks(query, input, day),
  }));
}

function dayOff({ plan }: Query, day: number): DayFacts['off'] {
  const off = plan.daysOff.get(day);
  return off === undefined ? null : { because: off.because, title: off.title ?? off.because };
}

function closures({ plan }: Query, day: number): Block[] {
  return plan.closed.flatMap(({ id, title, fromDay, untilDay, window }): Block[] => {
    if (day < fromDay || day > untilDay) return [];
    const { from, to } = window ?? { from: 0, to: MINUTES_A_WEEK_DAY };
    return [{ kind: 'closed', id, from, to, ...(title === undefined ? {} : { says: title }) }];
  });
}

function instructions({ input }: Query, day: number): Block[] {
  return (input.instructions ?? []).flatMap((instruction): Block[] => {
    const times = timesOf(instruction);
    if (times.day !== day || instruction.withdrawnAt !== undefined) return [];
    const says = instruction.said.words ?? instruction.kind;
    return [{ kind: 'instruction', id: instruction.id, from: times.from, to: times.to, says }];
  });
}

function busy(query: Query, day: number): Block[] {
  return query.input.busy.flatMap((row) =>
    within(query, day, rowStart(query, row), rowEnd(query, row), {
      kind: row.kind,
      id: row.sourceId,
      ...(row.placeId === undefined ? {} : { placeId: row.placeId }),
    }),
  );
}

/** The part of [start, end), epoch minutes, that lies on the day. */
function within(
  { days }: Query,
  day: number,
  start: number,
  end: number,
  what: Omit<Block, 'from' | 'to'>,
): Block[] {
  const from = Math.max(start, days.start(day));
  const to = Math.min(end, days.start(day + 1));
  const reading = (minute: number) => minute + days.offsetAt(minute) - day * MINUTES_A_WEEK_DAY;
  return from < to ? [{ ...what, from: reading(from), to: reading(to - 1) + 1 }] : [];
}

function marks({ plan, days, settings }: Query, input: AvailabilityInput, day: number): Mark[] {
  const step = settings.stepMinutes;
  const found = new Map<number, Mark>();
  for (const { from, to } of statedWindows(plan, day)) {
    for (let at = Math.ceil(from / step) * step; at < to; at += step) {
      const [first] = explain(input, days.bound(day, at) * MS_A_MINUTE);
      found.set(at, { at, reason: first?.because ?? null });
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}
