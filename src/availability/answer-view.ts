/** Between the words of the API and those of the engine. */
import type { Interval } from '../time/interval.js';
import type { WarningView } from './availability.schema.js';
import type { AvailabilityInput, Wanted } from './input.js';
import { type ReasonView, reasonView } from './reason-view.js';
import type { FreeSlots } from './slots.js';
import type { Leg } from './travel.js';
import type { TravelAnswer } from './travel-answer.js';
import { warningsOf } from './warnings.js';

export const isoOf = (ms: number): string => new Date(ms).toISOString();

export const timeView = ({ start, end }: Interval): { readonly start: string; readonly end: string } => ({
  start: isoOf(start),
  end: isoOf(end),
});

export const closedOf = ({ closed }: FreeSlots): ReasonView | null =>
  closed === undefined ? null : reasonView(closed);

export const warningsView = ({ calendars = [] }: AvailabilityInput): WarningView[] =>
  warningsOf(calendars).map((warning) =>
    warning.because === 'calendar-failing' ? { ...warning, syncedAt: isoOf(warning.syncedAt) } : warning,
  );

export const travelOf = (
  travel: TravelAnswer | null,
): { readonly travel?: { sources: Leg['source'][]; router: TravelAnswer['router'] } } =>
  travel === null ? {} : { travel: { ...travel, sources: [...travel.sources] } };

/** What every question about times may say. */
export interface AskedBy {
  readonly durationMinutes?: number | undefined;
  readonly placeId?: string | undefined;
  readonly mode?: 'in_person' | 'phone' | 'video' | undefined;
  readonly kindId?: string | undefined;
  readonly excludeMeetingId?: string | undefined;
}

export const wantedBy = ({ durationMinutes, placeId, mode, kindId, excludeMeetingId }: AskedBy): Wanted => ({
  ...(durationMinutes === undefined ? {} : { durationMinutes }),
  ...(placeId === undefined ? {} : { placeId }),
  ...(mode === undefined ? {} : { mode }),
  ...(kindId === undefined ? {} : { meetingKind: kindId }),
  ...(excludeMeetingId === undefined ? {} : { reschedules: excludeMeetingId }),
});
