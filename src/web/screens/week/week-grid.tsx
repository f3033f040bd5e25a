import FullCalendar, { type CalendarRef, type EventInput } from '@fullcalendar/react';
import interactionPlugin from '@fullcalendar/react/interaction';
import lvLocale from '@fullcalendar/react/locales/lv';
import breezyTheme from '@fullcalendar/react/themes/breezy';
import timeGridPlugin from '@fullcalendar/react/timegrid';
import { memo, useEffect, useMemo, useRef } from 'react';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/breezy/theme.css';
import { useTexts } from '../../i18n/texts.js';
import { inZone } from '../../time/zone-time.js';
import { Icon, type IconName } from '../../ui/icon.js';
import type { Span } from './spans.js';
import './week-grid.css';

/** What stands in the week. `closed` paints everything that is not free, `picked` what the proposal will offer. */
export type MarkKind =
  | 'busy'
  | 'tentative'
  | 'unanswered'
  | 'elsewhere'
  | 'hold'
  | 'meeting'
  | 'picked'
  | 'travel'
  | 'said';

export interface Mark extends Span {
  readonly id: string;
  readonly kind: MarkKind;
  readonly title: string;
  readonly allDay: boolean;
  /** Whose it is, where several clients stand in one week. */
  readonly of?: { readonly name: string; readonly colour: string };
}

interface WeekGridProps {
  readonly zone: string;
  /** First day, `YYYY-MM-DD`, and how many. */
  readonly first: string;
  readonly days: number;
  readonly marks: readonly Mark[];
  /** Free stretches; undefined while nobody knows, and then nothing is painted as closed. */
  readonly free: readonly Span[] | undefined;
  /** A moment was pressed, epoch ms. */
  readonly onPress: (moment: number) => void;
  readonly onMark: (mark: Mark) => void;
  /** Somebody drew a time; left out where none can be drawn. */
  readonly onDraw?: (span: Span) => void;
  /** A chosen time was drawn to another place or length. */
  readonly onMove?: (from: Mark, to: Span) => void;
}

const ICONS: Readonly<Record<MarkKind, IconName | null>> = {
  busy: null,
  tentative: 'question',
  unanswered: 'question',
  elsewhere: 'info',
  hold: 'clock',
  meeting: 'check',
  picked: 'send',
  travel: 'route',
  said: 'info',
};

const PLUGINS = [timeGridPlugin, interactionPlugin, breezyTheme];
const TIME = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
/** Intl ends German hours with it ("10:00–10:45 Uhr"), and a day of the week is too narrow for the word. */
const CLOCK_WORD = /\sUhr$/;

/** The calendar of one client on the clocks of the client's zone. */
export const WeekGrid = memo((props: WeekGridProps) => {
  const { zone, first, days, marks, free, onPress, onMark, onDraw, onMove } = props;
  const { t, language, locale } = useTexts();
  const [weekday, date] = useMemo(
    () => [
      new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: zone }),
      new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone }),
    ],
    [locale, zone],
  );
  const calendar = useRef<CalendarRef>(null);
  const byId = useMemo(() => new Map(marks.map((mark) => [mark.id, mark])), [marks]);
  const events = useMemo(() => eventsOf(marks, free, first, days), [marks, free, first, days]);
  const { from, to } = useMemo(() => hoursOf(zone, marks, free ?? []), [zone, marks, free]);

  useEffect(() => calendar.current?.getApi().gotoDate(first), [first]);

  return (
    <div className="week-grid">
      <FullCalendar
        ref={calendar}
        key={`${zone} ${days}`}
        plugins={PLUGINS}
        locales={[lvLocale]}
        locale={language === 'en' ? 'en-gb' : language}
        timeZone={zone}
        initialView="days"
        initialDate={first}
        views={{ days: { type: 'timeGrid', duration: { days }, dateAlignment: 'day' } }}
        headerToolbar={false}
        height="100%"
        expandRows
        firstDay={1}
        nowIndicator
        allDaySlot={marks.some((mark) => mark.allDay)}
        slotMinTime={from}
        slotMaxTime={to}
        slotDuration="00:30:00"
        snapDuration="00:15:00"
        slotHeaderInterval="01:00:00"
        slotHeaderFormat={TIME}
        eventTimeFormat={TIME}
        dayHeaderContent={(info) => (
          <span className="day-head num" data-today={info.isToday || undefined}>
            <span>{weekday.format(info.date)}</span>
            <span className="day-date">{date.format(info.date)}</span>
          </span>
        )}
        eventInteractive
        slotEventOverlap={false}
        eventMinHeight={18}
        eventShortHeight={36}
        events={events}
        selectable={onDraw !== undefined}
        // A press is no drawing: it means the free time that lies there.
        selectMinDistance={8}
        select={(info) => {
          onDraw?.({ start: info.start.toISOString(), end: info.end.toISOString() });
          calendar.current?.getApi().unselect();
        }}
        eventDrop={(info) => moved(info, byId, onMove)}
        eventResize={(info) => moved(info, byId, onMove)}
        dateClick={(info) => onPress(info.date.getTime())}
        eventClick={(info) => {
          const mark = byId.get(info.event.id);
          if (mark !== undefined) onMark(mark);
        }}
        columnEventClass={(info) => classOf(info.event.extendedProps)}
        rowEventClass={(info) => classOf(info.event.extendedProps)}
        eventContent={(info) => {
          const mark = byId.get(info.event.id);
          if (mark === undefined) return null;
          const icon = ICONS[mark.kind];
          return (
            <span className="mark-text">
              {!mark.allDay && <span className="mark-time num">{info.timeText.replace(CLOCK_WORD, '')}</span>}
              <span className="mark-title">
                {icon !== null && <Icon name={icon} />}
                <span className="visually-hidden">{t(`week.${KIND_TEXT[mark.kind]}`)} </span>
                {mark.of === undefined ? mark.title : `${mark.of.name} · ${mark.title}`}
              </span>
            </span>
          );
        }}
      />
    </div>
  );
});

/** The calendar puts it back; where it stands then is for the draft to say. */
const moved = (
  info: {
    readonly event: { readonly id: string; readonly start: Date | null; readonly end: Date | null };
    readonly revert: () => void;
  },
  byId: ReadonlyMap<string, Mark>,
  onMove: WeekGridProps['onMove'],
): void => {
  const { id, start, end } = info.event;
  const mark = byId.get(id);
  info.revert();
  if (mark !== undefined && start !== null && end !== null) {
    onMove?.(mark, { start: start.toISOString(), end: end.toISOString() });
  }
};

const classOf = (props: Readonly<Record<string, unknown>>): string =>
  `mark mark-${String(props.kind)}${props.shared === true ? ' mark-shared' : ''}`;

const KIND_TEXT = {
  busy: 'busy',
  tentative: 'tentative',
  unanswered: 'unanswered',
  elsewhere: 'elsewhere',
  hold: 'hold',
  meeting: 'meeting',
  picked: 'chosenLabel',
  travel: 'travel',
  said: 'said',
} as const satisfies Record<MarkKind, string>;

const eventsOf = (
  marks: readonly Mark[],
  free: readonly Span[] | undefined,
  first: string,
  days: number,
): EventInput[] => [
  ...closedEvents(free, first, days),
  ...marks.map((mark) => ({
    id: mark.id,
    title: mark.title,
    start: mark.start,
    end: mark.end,
    allDay: mark.allDay,
    kind: mark.kind,
    editable: mark.kind === 'picked',
    ...(mark.of === undefined ? {} : { color: mark.of.colour, shared: true }),
    // What was said lies under everything: it is about the day, not an entry in it.
    ...(mark.kind === 'said' ? { display: 'background', class: 'said' } : {}),
  })),
];

/** Everything but the free stretches, as one background. */
const closedEvents = (free: readonly Span[] | undefined, first: string, days: number): EventInput[] => {
  if (free === undefined) return [];
  if (free.length === 0) {
    // An inverse background needs something to be the inverse of.
    const end = new Date(Date.parse(`${first}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 19);
    return [{ id: 'closed', display: 'background', start: `${first}T00:00:00`, end, class: 'closed' }];
  }
  return free.map((span) => ({ groupId: 'free', display: 'inverse-background', ...span, class: 'closed' }));
};

/** The hours to show: 8 to 18, and wider as soon as something lies outside. Whole hours of the zone's clocks. */
const hoursOf = (
  zone: string,
  marks: readonly Mark[],
  free: readonly Span[],
): { from: string; to: string } => {
  let from = 8;
  let to = 18;
  for (const span of [...free, ...marks.filter((mark) => !mark.allDay)]) {
    const start = inZone(span.start, zone);
    const end = inZone(span.end, zone);
    const overnight = !start.toPlainDate().equals(end.toPlainDate());
    from = Math.min(from, overnight && end.hour + end.minute > 0 ? 0 : start.hour);
    to = Math.max(to, overnight ? 24 : Math.ceil(end.hour + end.minute / 60));
  }
  const text = (hour: number) => `${String(hour).padStart(2, '0')}:00:00`;
  return { from: text(from), to: text(to) };
};
