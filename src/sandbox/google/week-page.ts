import { escapeHtml } from '../http.js';
import { sandboxPage } from '../sandbox-page.js';
import type { EventResource } from './resource.js';
import type { PlacedEvent, WeekDay } from './week.js';
import type { StoredCalendar } from './world.js';

const HOUR_REM = 3;

const STYLE = `
.top { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; padding: 1rem 1.25rem; max-width: 96rem; margin: 0 auto }
.top h1 { font-size: 1.35rem; margin: 0 } .top .soft { font-size: .9rem } .top .grow { flex: 1 1 auto }
.steps { display: flex; gap: .4rem } .steps a, .add button, .act button { display: inline-block; padding: .4rem .9rem; border: 1px solid var(--line); border-radius: 2rem; background: var(--paper); color: var(--ink); text-decoration: none; font: inherit; cursor: pointer }
.steps a:hover, .add button:hover, .act button:hover { border-color: var(--accent) }
.week { max-width: 96rem; margin: 0 auto; padding: 0 1.25rem 1.25rem }
.grid { display: grid; grid-template-columns: 3.2rem repeat(7, minmax(0, 1fr)); background: var(--paper); border: 1px solid var(--line); border-radius: .9rem }
.day-head { padding: .6rem .4rem .4rem; text-align: center; border-left: 1px solid var(--line) } .day-head b { display: block; font-size: 1.25rem; font-weight: 500 }
.day-head.today b { color: var(--accent); font-weight: 700 } .corner { color: var(--soft); font-size: .7rem; align-self: end; padding: .3rem; text-align: right }
.whole { border-left: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: .15rem; min-height: 1.9rem; display: grid; gap: .15rem; align-content: start } .whole.side { border-left: 0 } .whole > *, .small-only > * { min-width: 0 }
.hours, .day { position: relative; height: calc(var(--rows) * ${HOUR_REM}rem) } .hours span { position: absolute; right: .4rem; transform: translateY(-50%); font-size: .72rem; color: var(--soft) }
.day { border-left: 1px solid var(--line); background-image: linear-gradient(to bottom, var(--line) 1px, transparent 1px); background-size: 100% ${HOUR_REM}rem }
.day.today { background-color: color-mix(in srgb, var(--wash) 55%, transparent) }
.hold { display: contents }
.now { position: absolute; left: 0; right: 0; border-top: 2px solid #d93025; z-index: 3 }
details.event { position: absolute; padding-right: 2px }
details.event > summary, .chip-event > summary { list-style: none; height: 100%; overflow: hidden; cursor: pointer; border-radius: .4rem; padding: .12rem .4rem; font-size: .78rem; line-height: 1.25; background: var(--tone); color: #fff; border: 1px solid var(--tone); overflow-wrap: anywhere }
details > summary::-webkit-details-marker { display: none }
details.event > summary:focus-visible, .chip-event > summary:focus-visible { outline: 2px solid var(--ink); outline-offset: 1px }
.free > summary { background: var(--paper) !important; color: var(--ink) !important } .maybe > summary { background: repeating-linear-gradient(135deg, var(--paper) 0 6px, var(--wash) 6px 12px) !important; color: var(--ink) !important }
.no > summary { background: var(--paper) !important; color: var(--soft) !important; text-decoration: line-through; border-style: dashed !important }
.chip-event { position: relative } .chip-event > summary { white-space: nowrap; text-overflow: ellipsis }
.act { position: absolute; z-index: 9; top: calc(100% + .2rem); left: 0; width: 17rem; max-width: calc(100vw - 2rem); padding: .85rem; background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-radius: .75rem; box-shadow: 0 .5rem 1.6rem #0004; font-size: .88rem }
.late .act { left: auto; right: 0 } .low .act { top: auto; bottom: calc(100% + .2rem) }
.act h3 { margin: 0 0 .2rem; font-size: 1rem; overflow-wrap: anywhere } .act p { margin: .1rem 0 .5rem } .act form { display: flex; gap: .4rem; align-items: end; margin-top: .5rem }
.act label, .add label { display: grid; gap: .15rem; font-size: .78rem; color: var(--soft) } .act input { width: 4.2rem }
.act input, .add input { font: inherit; padding: .3rem .4rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--paper); color: var(--ink) }
.act .danger { color: #b3261e; border-color: #e6b5b1 } details[open] { z-index: 8 }
.add { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; max-width: 96rem; margin: 0 auto; padding: 0 1.25rem 1.5rem } .add .wide { flex: 1 1 14rem }
.told { max-width: 93.5rem; margin: 0 auto 1rem; padding: .6rem .9rem; border-radius: .6rem; background: #fbe3e1; color: #7d1a12 }
.owners { max-width: 60rem; margin: 2rem auto; padding: 0 1.25rem } .owners ul { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem }
.owners a { display: block; padding: 1rem 1.1rem; background: var(--paper); border: 1px solid var(--line); border-radius: .9rem; color: inherit; text-decoration: none } .owners a:hover { border-color: var(--accent) } .owners b { display: block; font-size: 1.1rem } .owners span { color: var(--soft); overflow-wrap: anywhere }
@media (max-width: 50rem) {
  .top { padding: .9rem .75rem .5rem } .week { padding: 0 .75rem 1rem } .add { padding: 0 .75rem 1.5rem } .add label { flex: 1 1 6rem } .add .wide { flex-basis: 100% } .add input { width: 100%; min-width: 0 }
  .grid { display: block; border: 0; background: none } .corner, .hours, .whole.side, .day-heads { display: none }
  .day { height: auto; background: var(--paper); border: 1px solid var(--line); border-radius: .9rem; padding: .6rem; margin-bottom: .7rem; background-image: none } .day.bare { color: var(--soft) }
  .day .small-head { display: block; font-weight: 600; margin: 0 .2rem .35rem } .day.today .small-head { color: var(--accent) } .small-only { display: grid !important; gap: .3rem; margin-bottom: .3rem } .now, .wholes { display: none !important }
  details.event { position: relative; inset: auto !important; width: auto !important; height: auto !important; margin: .3rem 0; padding: 0 } details.event > summary, .chip-event > summary { padding: .45rem .6rem; font-size: .9rem } details.event > summary br { display: none }
  .act, .late .act, .low .act { position: static; width: auto; max-width: none; margin-top: .3rem; box-shadow: none }
}
@media (min-width: 50.01rem) { .small-head, .small-only { display: none } }
`;

/** Tones that white text can stand on. */
const TONES: Partial<Record<EventResource['eventType'], string>> = {
  outOfOffice: '#8a3b12',
  focusTime: '#5b3fa6',
  workingLocation: '#3c6e71',
  birthday: '#9c2f6b',
};

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const look = (event: EventResource, calendar: StoredCalendar): string => {
  const answer = event.attendees?.find((one) => one.email === calendar.id)?.responseStatus;
  if (answer === 'declined') return 'no';
  if (event.status === 'tentative' || answer === 'needsAction' || answer === 'tentative') return 'maybe';
  return event.transparency === 'transparent' ? 'free' : 'busy';
};

const WORDS: Record<string, string> = {
  no: 'declined',
  maybe: 'tentative or unanswered',
  free: 'does not block time',
  busy: 'busy',
};

/** The little form behind an event: move by hours and days, or delete. */
const actions = (event: EventResource, calendar: StoredCalendar, week: string, when: string): string => {
  const at = `/calendar/${encodeURIComponent(calendar.id)}/events/${encodeURIComponent(event.id)}`;
  const kept = `<input type="hidden" name="week" value="${week}">`;
  const own = Object.entries(event.extendedProperties?.private ?? {});
  return `<div class="act"><h3>${escapeHtml(event.summary ?? '(no title)')}</h3><p class="soft">${when}, ${WORDS[look(event, calendar)]}${event.recurringEventId ? ', one of a series' : ''}</p>
${event.location ? `<p>${escapeHtml(event.location)}</p>` : ''}${event.description ? `<p>${escapeHtml(event.description.slice(0, 300))}</p>` : ''}
${(event.attendees ?? []).map((one) => `<p class="soft">${escapeHtml(one.displayName ?? one.email)}: ${escapeHtml(one.responseStatus)}</p>`).join('')}
${own.length > 0 ? `<p class="soft">${own.map(([key, value]) => `${escapeHtml(key)}=${escapeHtml(value)}`).join('<br>')}</p>` : ''}
<form method="post" action="${at}/move">${kept}<label>Hours<input type="number" name="hours" value="1"></label><label>Days<input type="number" name="days" value="0"></label><button>Move</button></form>
<form method="post" action="${at}/delete">${kept}<button class="danger">Delete</button></form></div>`;
};

const chip = (event: EventResource, calendar: StoredCalendar, week: string, late: boolean): string =>
  `<details class="chip-event ${look(event, calendar)}${late ? ' late' : ''}" name="event" style="--tone:${TONES[event.eventType] ?? '#1d6f42'}"><summary>${escapeHtml(event.summary ?? '(no title)')}</summary>${actions(event, calendar, week, 'all day')}</details>`;

const block = (
  { event, startMinute, endMinute, lane, lanes }: PlacedEvent,
  calendar: StoredCalendar,
  week: string,
  late: boolean,
): string => {
  const rem = (minutes: number) => ((minutes / 60) * HOUR_REM).toFixed(2);
  const length = Math.max(endMinute - startMinute, 20);
  const when = `${clock(startMinute)}–${clock(endMinute)}`;
  const place = `top:calc(${rem(startMinute)}rem - var(--above));height:${rem(length)}rem;left:${((lane / lanes) * 100).toFixed(2)}%;width:${(100 / lanes).toFixed(2)}%`;
  return `<details class="event ${look(event, calendar)}${late ? ' late' : ''}${startMinute > 960 ? ' low' : ''}" name="event" style="${place};--tone:${TONES[event.eventType] ?? '#1a56c4'}"><summary><b>${escapeHtml(event.summary ?? '(no title)')}</b><br> ${when}${event.location ? ` · ${escapeHtml(event.location)}` : ''}</summary>${actions(event, calendar, week, when)}</details>`;
};

export interface WeekView {
  calendar: StoredCalendar;
  owner: string;
  monday: Temporal.PlainDate;
  days: WeekDay[];
  now: number;
  trouble: string | undefined;
}

/** A week as a grid; on narrow screens one list a day. All text English, the events in their owner's language. */
export const weekPage = ({ calendar, owner, monday, days, now, trouble }: WeekView): string => {
  const week = monday.toString();
  const href = (day: Temporal.PlainDate) => `?week=${day}`;
  const wall = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(calendar.timeZone);
  const isToday = (day: WeekDay) => day.date.equals(wall.toPlainDate());
  const named = (day: WeekDay, options: Intl.DateTimeFormatOptions) =>
    day.date.toLocaleString('en-GB', options);
  const sunday = monday.add({ days: 6 });
  const title = `${monday.toLocaleString('en-GB', { day: 'numeric', month: 'short' })} – ${sunday.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}`;
  // The working day is always shown, the night only when something is in it.
  const timed = days.flatMap((day) => day.timed);
  const first = Math.min(7, ...timed.map((one) => Math.floor(one.startMinute / 60)));
  const last = Math.max(19, ...timed.map((one) => Math.ceil(one.endMinute / 60)));
  const heads = days.map(
    (day) =>
      `<div class="day-head day-heads${isToday(day) ? ' today' : ''}"><span class="soft">${named(day, { weekday: 'short' })}</span><b>${day.date.day}</b></div>`,
  );
  const wholes = days.map(
    (day, index) =>
      `<div class="whole wholes">${day.allDay.map((event) => chip(event, calendar, week, index > 3)).join('')}</div>`,
  );
  const columns = days.map((day, index) => {
    const marker =
      isToday(day) && wall.hour >= first && wall.hour < last
        ? `<div class="now" style="top:calc(${(((wall.hour * 60 + wall.minute) / 60) * HOUR_REM).toFixed(2)}rem - var(--above))"></div>`
        : '';
    const bare = day.allDay.length + day.timed.length === 0;
    return `<section class="day${isToday(day) ? ' today' : ''}${bare ? ' bare' : ''}" aria-label="${named(day, { weekday: 'long', day: 'numeric', month: 'long' })}"><span class="small-head">${named(day, { weekday: 'long', day: 'numeric', month: 'short' })}</span><div class="small-only">${day.allDay.map((event) => chip(event, calendar, week, false)).join('')}</div>${marker}${day.timed.map((event) => block(event, calendar, week, index > 3)).join('')}</section>`;
  });
  const hours = Array.from(
    { length: last - first - 1 },
    (_, i) => `<span style="top:${(i + 1) * HOUR_REM}rem">${clock((first + i + 1) * 60)}</span>`,
  );
  return sandboxPage(
    `${owner}, ${title}`,
    `<header class="top"><h1>${escapeHtml(owner)}</h1><span class="soft">${escapeHtml(calendar.id)} · ${escapeHtml(calendar.timeZone)}</span><span class="grow"></span><strong>${title}</strong>
<nav class="steps" aria-label="Weeks"><a href="/">All calendars</a><a href="${href(monday.subtract({ days: 7 }))}" aria-label="Week before">←</a><a href="?">Today</a><a href="${href(monday.add({ days: 7 }))}" aria-label="Week after">→</a></nav></header>
${trouble === undefined ? '' : `<p class="told" role="alert">${escapeHtml(trouble)}</p>`}
<main class="week"><div class="grid" style="--rows:${last - first};--above:${first * HOUR_REM}rem"><div class="corner">all day</div>${heads.join('')}<div class="whole side"></div>${wholes.join('')}
<div class="hold"><div class="hours">${hours.join('')}</div>${columns.join('')}</div></div></main>
<form class="add" method="post" action="/calendar/${encodeURIComponent(calendar.id)}/events"><input type="hidden" name="week" value="${week}"><label class="wide">New event, as its owner would enter it<input name="summary" required maxlength="300" placeholder="Title"></label><label>Day<input type="date" name="date" required value="${week}"></label><label>From<input type="time" name="from" required value="10:00"></label><label>To<input type="time" name="to" required value="11:00"></label><button>Add</button></form>`,
    STYLE,
  );
};

export const ownersPage = (users: { email: string; name: string }[], calendars: StoredCalendar[]): string => {
  const items = calendars.map((calendar) => {
    const name = calendar.primary
      ? (users.find((user) => user.email === calendar.owner)?.name ?? calendar.owner)
      : calendar.summary;
    return `<li><a href="/calendar/${encodeURIComponent(calendar.id)}"><b>${escapeHtml(name)}</b><span>${escapeHtml(calendar.id)}<br>${escapeHtml(calendar.timeZone)}</span></a></li>`;
  });
  return sandboxPage(
    'Calendars',
    `<main class="owners"><h1>Sandbox calendars</h1><p class="soft">A stand-in for Google Calendar. Change an event here as its owner would, and see what Meetbroker makes of it.</p><ul>${items.join('')}</ul></main>`,
    STYLE,
  );
};
