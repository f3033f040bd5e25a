/** A client's week as an SVG: opening hours, what cuts them, what occupies them, and what is offered. */
import { civilDate, formatClock, parseDate, weekday } from '../../time/civil.js';
import type { AvailabilityInput } from '../input.js';
import type { RuleFault } from '../rule.js';
import { element, escapeXml, label, wrapped } from './svg.js';
import { type Block, type DayFacts, type Mark, weekFacts } from './week-facts.js';

export interface WeekQuestion {
  readonly input: AvailabilityInput;
  /** First date, YYYY-MM-DD. */
  readonly from: string;
  readonly title: string;
  /** Names of places, events and meetings, by id; what has none is named by its kind. */
  readonly names: ReadonlyMap<string, string>;
}

const COLUMN = 160;
/** The part of a column in which starts are marked. */
const LANE = 58;
const LEFT = 52;
const TOP = 92;
const HOUR = 58;
const LEGEND = 74;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const STYLE = `
  text { font: 11px 'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif; fill: #22303c }
  .title { font-size: 17px; font-weight: bold } .day { font-size: 13px; font-weight: bold }
  .hour { fill: #64748b; text-anchor: end } .small { font-size: 10px } .light { fill: #fff }
  .slot { fill: #fff; font-size: 10px; font-weight: bold; text-anchor: middle }
  .why { fill: #4b5866; font-size: 10px; text-anchor: middle; paint-order: stroke; stroke: #ffffffb0; stroke-width: 3 }
  .halo { paint-order: stroke; stroke: #fff; stroke-width: 4 }
  .page { fill: #fff } .shut { fill: #eef1f4 } .line { stroke: #d5dce3; stroke-width: 1 }
  .open { fill: #dcf1e4 } .closed { fill: url(#closed) } .off { fill: url(#closed) }
  .instruction { fill: #fde7b0; stroke: #d39b1d } .event { fill: #7d8896 } .meeting { fill: #1f5fa8 }
  .hold { fill: #d9e8fa; stroke: #1f5fa8; stroke-dasharray: 4 3 } .travel { fill: url(#travel); stroke: #9a5b1a }
  .offered { fill: #1a7f4b }`;

/** The picture, or what is wrong with the question. The same question always makes the same text. */
export function weekPicture({ input, from, title, names }: WeekQuestion): string | readonly RuleFault[] {
  const days = weekFacts(input, parseDate(from) ?? 0);
  if (!isWeek(days)) return days;
  const [first, last] = hoursShown(days);
  const width = LEFT + 7 * COLUMN + 12;
  const bottom = TOP + ((last - first) / 60) * HOUR;
  const y = (minute: number) => TOP + ((Math.min(Math.max(minute, first), last) - first) / 60) * HOUR;
  const height = bottom + LEGEND;
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
    },
    [
      element('title', {}, [escapeXml(title)]),
      `<style>${STYLE}\n</style>`,
      PATTERNS,
      element('rect', { class: 'page', width, height }),
      label(16, 32, 'title', title),
      ...days.map((day, i) => ground(day, LEFT + i * COLUMN, y, [first, last])),
      ...hourLines(first, last, width, y),
      ...days.map((day, i) => column(day, LEFT + i * COLUMN, y, first, names)),
      ...legend(bottom + 24),
    ],
  )}\n`;
}

const isWeek = (days: readonly DayFacts[] | readonly RuleFault[]): days is readonly DayFacts[] =>
  days.every((day) => 'marks' in day) && days.length === 7;

const hatch = (id: string, ground: string, ink: string): string =>
  `<pattern id="${id}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
  `<rect width="7" height="7" fill="${ground}"/><rect width="2" height="7" fill="${ink}"/></pattern>`;

const PATTERNS = `<defs>${hatch('closed', '#eef1f4', '#c9d1da')}${hatch('travel', '#fbeadb', '#e0b48a')}</defs>`;

/** Whole hours around everything but days that are closed as a whole. */
function hoursShown(days: readonly DayFacts[]): [number, number] {
  const shown = days.flatMap(({ blocks }) => blocks).filter(({ from, to }) => from > 0 && to < 1440);
  if (shown.length === 0) return [8 * 60, 18 * 60];
  const first = Math.min(...shown.map(({ from }) => from));
  const last = Math.max(...shown.map(({ to }) => to));
  return [Math.floor(first / 60) * 60, Math.ceil(last / 60) * 60];
}

type Height = (minute: number) => number;
type Names = ReadonlyMap<string, string>;

/** What lies under the lines of the hours. */
function ground(
  { off, blocks }: DayFacts,
  x: number,
  y: Height,
  [first, last]: readonly [number, number],
): string {
  const at = { x: x + 1, width: COLUMN - 2 };
  const whole = { ...at, y: y(first), height: y(last) - y(first) };
  const areas = [...blocks]
    .filter(({ kind }) => isGround(kind))
    .sort((a, b) => LAYERS.indexOf(a.kind) - LAYERS.indexOf(b.kind))
    .map(({ kind, from, to }) =>
      element('rect', { ...at, y: y(from), height: y(to) - y(from), class: kind }),
    );
  return element('g', {}, [element('rect', { ...whole, class: off === null ? 'shut' : 'off' }), ...areas]);
}

const isGround = (kind: Block['kind']): boolean => kind === 'open' || kind === 'closed';

function column(
  { day, off, blocks, marks }: DayFacts,
  x: number,
  y: Height,
  first: number,
  names: Names,
): string {
  const { month, day: date } = civilDate(day);
  const heading = `${DAYS[weekday(day)] ?? ''} ${date} ${MONTHS[month - 1] ?? ''}`;
  const why = off === null ? [] : wrapped(`${off.because}: ${off.title}`, 25, 3);
  return element('g', {}, [
    label(x + 6, TOP - 26, 'day', heading),
    ...why.map((line, i) => label(x + 8, y(first) + 22 + i * 14, 'small halo', line)),
    ...LAYERS.flatMap((kind) => blocks.filter((block) => block.kind === kind)).map((block) =>
      drawn(block, x, y, names),
    ),
    ...placesOf(blocks, names).map((place) => label(x + 6, TOP - 10, 'small', place)),
    ...marks.map((mark) => marked(mark, x + COLUMN - LANE / 2 - 3, y)),
  ]);
}

const LAYERS: readonly Block['kind'][] = [
  'open',
  'closed',
  'instruction',
  'travel',
  'event',
  'hold',
  'meeting',
];

function placesOf(blocks: readonly Block[], names: Names): string[] {
  const places = blocks.flatMap(({ kind, placeId }) =>
    kind === 'open' && placeId !== undefined ? [`at the ${names.get(placeId) ?? 'place'}`] : [],
  );
  return [...new Set(places)].slice(0, 1);
}

function drawn(block: Block, x: number, y: Height, names: Names): string {
  const { kind, from, to } = block;
  const top = y(from);
  const height = y(to) - top;
  // Opening hours fill the column; what lies in them leaves the lane of the starts free.
  const full = isGround(kind);
  const box = { x: x + 4, y: top, width: COLUMN - LANE - 8, height, rx: 3, class: kind };
  const style = kind === 'event' || kind === 'meeting' ? 'small light' : full ? 'small halo' : 'small';
  const room = Math.max(1, Math.floor((height - 4) / 12));
  const lines = height < 12 ? [] : wrapped(textOf(block, names), 16, room);
  return element('g', {}, [
    ...(full ? [] : [element('rect', box)]),
    ...lines.map((line, i) => label(x + 9, top + 12 + i * 12, style, line)),
  ]);
}

function textOf({ kind, id, placeId, says }: Block, names: Names): string {
  if (kind === 'open') return '';
  if (kind === 'travel') return `to ${names.get(id) ?? 'place'} ${says ?? ''}`;
  const name = says ?? names.get(id) ?? kind;
  return placeId === undefined ? name : `${name} (${names.get(placeId) ?? 'place'})`;
}

function marked({ at, reason }: Mark, x: number, y: Height): string {
  const top = y(at);
  if (reason !== null) return label(x, top + 14, 'why', reason);
  return element('g', {}, [
    element('rect', { x: x - 22, y: top + 3, width: 44, height: 16, rx: 8, class: 'offered' }),
    label(x, top + 15, 'slot', formatClock(at)),
  ]);
}

function hourLines(first: number, last: number, width: number, y: Height): string[] {
  const lines: string[] = [];
  for (let minute = first; minute <= last; minute += 60) {
    const at = y(minute);
    lines.push(element('line', { x1: LEFT, x2: width - 12, y1: at, y2: at, class: 'line' }));
    lines.push(label(LEFT - 8, at + 4, 'hour', formatClock(minute)));
  }
  return lines;
}

const KEY: readonly (readonly [style: string, text: string])[] = [
  ['open', 'opening hours'],
  ['closed', 'closed, holiday'],
  ['instruction', 'instruction of the day'],
  ['event', "event of the client's calendar"],
  ['meeting', 'meeting'],
  ['hold', 'hold, not answered yet'],
  ['travel', 'travel'],
];

function legend(top: number): string[] {
  let x = LEFT;
  const entries = KEY.map(([style, text]) => {
    const at = x;
    x += 34 + text.length * 6;
    return (
      element('rect', { x: at, y: top, width: 16, height: 12, rx: 2, class: style }) +
      label(at + 22, top + 10, 'small', text)
    );
  });
  return [
    ...entries,
    element('rect', { x: LEFT, y: top + 22, width: 44, height: 16, rx: 8, class: 'offered' }),
    label(LEFT + 22, top + 34, 'slot', '09:30'),
    label(
      LEFT + 52,
      top + 34,
      'small',
      'a start that is offered; where there is none, the first reason why not',
    ),
  ];
}
