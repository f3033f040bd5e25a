/** One event as a person sees it in a sandbox's week; all text is plain. Instants are ms UTC, the end excluded. */
export interface ShownEvent {
  id: string;
  title: string;
  startMs: number;
  endMs: number;
  allDay: boolean;
  /** How it counts: blocking, not blocking, perhaps, or declined. */
  look: 'busy' | 'free' | 'maybe' | 'no';
  words: string;
  /** A colour that white text can stand on, when the usual one is not meant. */
  tone?: string;
  inSeries: boolean;
  place?: string;
  note?: string;
  small: string[];
}

/** One event on one day; minutes are wall clock since midnight, `lane` of `lanes` side by side. */
export interface PlacedEvent {
  event: ShownEvent;
  startMinute: number;
  endMinute: number;
  lane: number;
  lanes: number;
}

export interface WeekDay {
  date: Temporal.PlainDate;
  allDay: ShownEvent[];
  timed: PlacedEvent[];
}

const midnight = (day: Temporal.PlainDate, zone: string): number =>
  day.toZonedDateTime(zone).epochMilliseconds;

/** The Monday of the week of a date, or of the present. */
export const mondayOf = (date: string | undefined, now: number, zone: string): Temporal.PlainDate => {
  const day =
    date === undefined
      ? Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
      : Temporal.PlainDate.from(date);
  return day.subtract({ days: day.dayOfWeek - 1 });
};

/** The instants, [from, to) in ms UTC, of the seven days from a Monday in a zone. */
export const weekSpan = (monday: Temporal.PlainDate, zone: string): { from: number; to: number } => ({
  from: midnight(monday, zone),
  to: midnight(monday.add({ days: 7 }), zone),
});

/** Lays a week's events out, in the calendar's zone; what crosses midnight is cut and appears on both days. */
export const layWeek = (
  shown: readonly ShownEvent[],
  monday: Temporal.PlainDate,
  zone: string,
): WeekDay[] => {
  const events = shown.toSorted((a, b) => a.startMs - b.startMs || b.endMs - a.endMs);
  return Array.from({ length: 7 }, (_, index) => {
    const date = monday.add({ days: index });
    const dayStart = midnight(date, zone);
    const dayEnd = midnight(date.add({ days: 1 }), zone);
    const today = events.filter(({ startMs, endMs }) => startMs < dayEnd && endMs > dayStart);
    const whole = ({ allDay, startMs, endMs }: ShownEvent) =>
      allDay || (startMs <= dayStart && endMs >= dayEnd);
    const minute = (ms: number) => {
      const wall = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      return wall.hour * 60 + wall.minute;
    };
    return {
      date,
      allDay: today.filter(whole),
      timed: lanes(
        today
          .filter((one) => !whole(one))
          .map((event) => ({
            event,
            startMinute: event.startMs <= dayStart ? 0 : minute(event.startMs),
            endMinute: event.endMs >= dayEnd ? 1440 : minute(event.endMs),
          })),
      ),
    };
  });
};

/** Overlapping events share the width: each cluster gets as many lanes as it needs. */
const lanes = (events: Omit<PlacedEvent, 'lane' | 'lanes'>[]): PlacedEvent[] => {
  const placed: PlacedEvent[] = [];
  let cluster: PlacedEvent[] = [];
  let clusterEnd = 0;
  const close = () => {
    const count = Math.max(0, ...cluster.map((one) => one.lane)) + 1;
    for (const one of cluster) one.lanes = count;
    placed.push(...cluster);
    cluster = [];
  };
  for (const event of events) {
    if (event.startMinute >= clusterEnd) close();
    const busy = new Set(cluster.filter((one) => one.endMinute > event.startMinute).map((one) => one.lane));
    let lane = 0;
    while (busy.has(lane)) lane++;
    cluster.push({ ...event, lane, lanes: 1 });
    clusterEnd = Math.max(clusterEnd, event.endMinute);
  }
  close();
  return placed;
};
