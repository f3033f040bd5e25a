import { escapeHtml } from '../http.js';
import { sandboxPage } from '../sandbox-page.js';
import type { PlacedEvent, ShownEvent, WeekDay } from './layout.js';
import { HOUR_REM, WEEK_STYLE } from './style.js';

export interface WeekCalendar {
  id: string;
  /** Whose calendar it is, or its own name. */
  name: string;
  /** What is said under the name: an address, for instance. */
  detail: string;
  zone: string;
}

/** A further choice on the form for a new event. */
export interface Choice {
  name: string;
  label: string;
  options: readonly (readonly [value: string, words: string])[];
}

export interface WeekView {
  calendar: WeekCalendar;
  monday: Temporal.PlainDate;
  days: WeekDay[];
  now: number;
  choices: readonly Choice[];
  /** Whether a series can be deleted as a whole from one of its days. */
  wholeSeries: boolean;
  trouble: string | undefined;
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const address = (calendar: WeekCalendar): string => `/calendar/${encodeURIComponent(calendar.id)}`;

/** The little form behind an event: move by hours and days, or delete. */
const actions = (event: ShownEvent, view: WeekView, when: string): string => {
  const at = `${address(view.calendar)}/events/${encodeURIComponent(event.id)}`;
  const kept = `<input type="hidden" name="week" value="${view.monday}">`;
  const series =
    event.inSeries && view.wholeSeries
      ? `<form method="post" action="${at}/delete-series">${kept}<button class="danger">Delete the series</button></form>`
      : '';
  return `<div class="act"><h3>${escapeHtml(event.title)}</h3><p class="soft">${when}, ${event.words}${event.inSeries ? ', one of a series' : ''}</p>
${event.place ? `<p>${escapeHtml(event.place)}</p>` : ''}${event.note ? `<p>${escapeHtml(event.note.slice(0, 300))}</p>` : ''}
${event.small.map((line) => `<p class="soft">${escapeHtml(line)}</p>`).join('')}
<form method="post" action="${at}/move">${kept}<label>Hours<input type="number" name="hours" value="1"></label><label>Days<input type="number" name="days" value="0"></label><button>Move</button></form>
<form method="post" action="${at}/delete">${kept}<button class="danger">Delete</button></form>${series}</div>`;
};

const chip = (event: ShownEvent, view: WeekView, late: boolean): string =>
  `<details class="chip-event ${event.look}${late ? ' late' : ''}" name="event" style="--tone:${event.tone ?? '#1d6f42'}"><summary>${escapeHtml(event.title)}</summary>${actions(event, view, 'all day')}</details>`;

const block = (placed: PlacedEvent, view: WeekView, late: boolean): string => {
  const { event, startMinute, endMinute, lane, lanes } = placed;
  const rem = (minutes: number) => ((minutes / 60) * HOUR_REM).toFixed(2);
  const length = Math.max(endMinute - startMinute, 20);
  const when = `${clock(startMinute)}–${clock(endMinute)}`;
  const place = `top:calc(${rem(startMinute)}rem - var(--above));height:${rem(length)}rem;left:${((lane / lanes) * 100).toFixed(2)}%;width:${(100 / lanes).toFixed(2)}%`;
  return `<details class="event ${event.look}${late ? ' late' : ''}${startMinute > 960 ? ' low' : ''}" name="event" style="${place};--tone:${event.tone ?? '#1a56c4'}"><summary><b>${escapeHtml(event.title)}</b><br> ${when}${event.place ? ` · ${escapeHtml(event.place)}` : ''}</summary>${actions(event, view, when)}</details>`;
};

const addForm = (view: WeekView): string => {
  const choices = view.choices.map(
    ({ name, label, options }) =>
      `<label>${escapeHtml(label)}<select name="${escapeHtml(name)}">${options.map(([value, words]) => `<option value="${escapeHtml(value)}">${escapeHtml(words)}</option>`).join('')}</select></label>`,
  );
  return `<form class="add" method="post" action="${address(view.calendar)}/events"><input type="hidden" name="week" value="${view.monday}"><label class="wide">New event, as its owner would enter it<input name="summary" required maxlength="300" placeholder="Title"></label><label>Day<input type="date" name="date" required value="${view.monday}"></label><label>From<input type="time" name="from" required value="10:00"></label><label>To<input type="time" name="to" required value="11:00"></label>${choices.join('')}<button>Add</button></form>`;
};

/** A week as a grid; on narrow screens one list a day. All text English, the events in their owner's language. */
export const weekPage = (view: WeekView): string => {
  const { calendar, monday, days, now, trouble } = view;
  const href = (day: Temporal.PlainDate) => `?week=${day}`;
  const wall = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(calendar.zone);
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
      `<div class="whole wholes">${day.allDay.map((event) => chip(event, view, index > 3)).join('')}</div>`,
  );
  const columns = days.map((day, index) => {
    const marker =
      isToday(day) && wall.hour >= first && wall.hour < last
        ? `<div class="now" style="top:calc(${(((wall.hour * 60 + wall.minute) / 60) * HOUR_REM).toFixed(2)}rem - var(--above))"></div>`
        : '';
    const bare = day.allDay.length + day.timed.length === 0;
    return `<section class="day${isToday(day) ? ' today' : ''}${bare ? ' bare' : ''}" aria-label="${named(day, { weekday: 'long', day: 'numeric', month: 'long' })}"><span class="small-head">${named(day, { weekday: 'long', day: 'numeric', month: 'short' })}</span><div class="small-only">${day.allDay.map((event) => chip(event, view, false)).join('')}</div>${marker}${day.timed.map((event) => block(event, view, index > 3)).join('')}</section>`;
  });
  const hours = Array.from(
    { length: last - first - 1 },
    (_, i) => `<span style="top:${(i + 1) * HOUR_REM}rem">${clock((first + i + 1) * 60)}</span>`,
  );
  return sandboxPage(
    `${calendar.name}, ${title}`,
    `<header class="top"><h1>${escapeHtml(calendar.name)}</h1><span class="soft">${escapeHtml(calendar.detail)} · ${escapeHtml(calendar.zone)}</span><span class="grow"></span><strong>${title}</strong>
<nav class="steps" aria-label="Weeks"><a href="/">All calendars</a><a href="${href(monday.subtract({ days: 7 }))}" aria-label="Week before">←</a><a href="?">Today</a><a href="${href(monday.add({ days: 7 }))}" aria-label="Week after">→</a></nav></header>
${trouble === undefined ? '' : `<p class="told" role="alert">${escapeHtml(trouble)}</p>`}
<main class="week"><div class="grid" style="--rows:${last - first};--above:${first * HOUR_REM}rem"><div class="corner">all day</div>${heads.join('')}<div class="whole side"></div>${wholes.join('')}
<div class="hold"><div class="hours">${hours.join('')}</div>${columns.join('')}</div></div></main>
${addForm(view)}`,
    WEEK_STYLE,
  );
};

/** @param intro one sentence on what these calendars stand in for. */
export const ownersPage = (intro: string, calendars: readonly WeekCalendar[]): string => {
  const items = calendars.map(
    (calendar) =>
      `<li><a href="${address(calendar)}"><b>${escapeHtml(calendar.name)}</b><span>${escapeHtml(calendar.detail)}<br>${escapeHtml(calendar.zone)}</span></a></li>`,
  );
  return sandboxPage(
    'Calendars',
    `<main class="owners"><h1>Sandbox calendars</h1><p class="soft">${escapeHtml(intro)}</p><ul>${items.join('')}</ul></main>`,
    WEEK_STYLE,
  );
};
