import { useMemo } from 'react';
import { getSlots, listTravel } from '../../api/availability.js';
import { listBusy } from '../../api/calendars.js';
import { type Live, useLive } from '../../api/live.js';
import { listMeetings } from '../../api/meetings.js';
import type {
  Busy,
  Client,
  Instruction,
  MeetingSummary,
  Place,
  Slots,
  TravelBlock,
} from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { dayStart, plusDays } from '../../time/zone-time.js';
import type { Draft } from './draft.js';
import { useInstructions } from './said.js';
import { saidSpan, saidText } from './said-text.js';
import { overlap, type Span } from './spans.js';
import type { Mark } from './week-grid.js';

export interface WeekData {
  readonly slots: Live<Slots>;
  readonly marks: readonly Mark[];
  /** Busy times are not there yet: an empty week says nothing until then. */
  readonly loading: boolean;
  readonly problem: Live<unknown>['problem'];
}

/** Everything that stands in the days from `first` on the clocks of the client. */
export const useWeek = (
  client: Client,
  first: string,
  days: number,
  draft: Draft,
  places: readonly Place[],
): WeekData => {
  const { t } = useTexts();
  const { clientId, zone } = client;
  const from = dayStart(first, zone);
  const to = dayStart(plusDays(first, days), zone);
  const durationMinutes = draft.durationMinutes ?? undefined;
  const slots = useLive(
    `slots ${clientId} ${from} ${to} ${durationMinutes ?? ''} ${draft.placeId ?? ''}`,
    () => getSlots(clientId, { from, to, durationMinutes, placeId: draft.placeId ?? undefined }),
  );
  const busy = useLive(`busy ${clientId} ${from} ${to}`, () => listBusy(clientId, from, to));
  const meetings = useLive(`meetings ${clientId}`, () => listMeetings({ clientId }));
  const travel = useLive(`travel ${clientId} ${from} ${to}`, () => listTravel(clientId, from, to));
  const said = useInstructions(clientId);

  const marks = useMemo(() => {
    const range = { start: from, end: to };
    const held = commitmentMarks(meetings.data ?? [], range);
    const picked = draft.options
      .filter((option) => overlap(option, range))
      .map(
        (option): Mark => ({
          ...option,
          id: `picked ${option.start}`,
          kind: 'picked',
          title: t('week.chosenLabel'),
          allDay: false,
        }),
      );
    return [
      ...saidMarks(said.data ?? [], range, zone, places, t),
      ...busyMarks(busy.data ?? [], t('week.busy')),
      ...travelMarks(travel.data ?? [], t('week.travel')),
      ...held,
      ...picked,
    ];
  }, [busy.data, meetings.data, travel.data, said.data, places, draft.options, from, to, zone, t]);

  return {
    slots,
    marks,
    loading: busy.loading || meetings.loading,
    problem: slots.problem ?? busy.problem ?? meetings.problem,
  };
};

/** Ways lie beside their meetings, and move with them. */
const travelMarks = (blocks: readonly TravelBlock[], title: string): Mark[] =>
  blocks.map(({ meetingId, side, start, end }) => ({
    id: `travel ${meetingId} ${side}`,
    kind: 'travel',
    title,
    allDay: false,
    start,
    end,
  }));

const saidMarks = (
  said: readonly Instruction[],
  range: Span,
  zone: string,
  places: readonly Place[],
  t: ReturnType<typeof useTexts>['t'],
): Mark[] =>
  said
    .filter(({ state }) => state !== 'withdrawn')
    .map((told) => ({ told, span: saidSpan(told, zone) }))
    .filter(({ span }) => overlap(span, range))
    .map(({ told, span }) => ({
      ...span,
      id: `said ${told.instructionId}`,
      kind: 'said',
      title: saidText(told, places, t),
      allDay: false,
    }));

/** What the client's calendars say. Our own entries in them are drawn as the meetings that they are. */
export const busyMarks = (rows: readonly Busy[], busy: string): Mark[] =>
  rows
    .filter((row) => row.meetingId === null)
    .map((row) => ({
      id: `busy ${row.calendarId} ${row.start} ${row.end} ${row.title ?? ''}`,
      kind: row.blocking,
      title: row.title ?? busy,
      allDay: row.allDay,
      start: row.dates?.from ?? row.start,
      end: row.dates?.until ?? row.end,
    }));

export const commitmentMarks = (meetings: readonly MeetingSummary[], range: Span): Mark[] =>
  meetings.flatMap((meeting) =>
    meeting.options
      .filter((option) => option.state !== 'withdrawn' && isOpen(meeting) && overlap(option, range))
      .map((option) => ({
        id: `meeting ${meeting.meetingId} ${option.optionId}`,
        kind: option.state === 'confirmed' ? 'meeting' : 'hold',
        title: meeting.title,
        allDay: false,
        start: option.start,
        end: option.end,
      })),
  );

const isOpen = (meeting: MeetingSummary): boolean =>
  meeting.state === 'proposed' || meeting.state === 'confirmed' || meeting.state === 'questioned';

/** The meeting that a mark stands for, if it is one. */
export const meetingOf = (mark: Mark): string | null =>
  mark.id.startsWith('meeting ') ? (mark.id.split(' ')[1] ?? null) : null;
