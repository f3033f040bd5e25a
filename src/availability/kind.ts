/** Kinds of meeting as a client has them, and as the engine wants them. */
import type { Wanted } from './input.js';
import type { AvailabilitySettings, KindSettings, MeetingLimit } from './settings.js';

/** What is null is as the client's settings say. */
export interface MeetingKind {
  readonly kindId: string;
  readonly mode: NonNullable<Wanted['mode']>;
  /** 1 to 1440. */
  readonly durationMinutes: number | null;
  /** 0 to 1440. */
  readonly bufferBeforeMinutes: number | null;
  readonly bufferAfterMinutes: number | null;
  /** At most so many meetings of this kind, beside the limits for all meetings. */
  readonly mostADay: number | null;
  readonly mostAWeek: number | null;
  /** Where such meetings mostly are. */
  readonly placeId: string | null;
}

/** Of a kind, what counts for meetings that stand already. */
export type KindBuffers = Pick<MeetingKind, 'kindId' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'>;

/** The settings with the buffers of the meetings' kinds, and with all that the wanted kind brings. */
export function withKinds(
  settings: AvailabilitySettings,
  standing: readonly KindBuffers[],
  wanted: MeetingKind | null,
): AvailabilitySettings {
  if (standing.length === 0 && wanted === null) return settings;
  const kinds: Record<string, KindSettings> = {};
  for (const kind of standing) kinds[kind.kindId] = buffersOf(kind);
  if (wanted === null) return { ...settings, kinds };
  const { kindId, durationMinutes } = wanted;
  kinds[kindId] = { ...buffersOf(wanted), ...(durationMinutes === null ? {} : { durationMinutes }) };
  return { ...settings, kinds, limits: [...(settings.limits ?? []), ...limitOf(wanted)] };
}

/** The question with what its kind says where the question is silent; a place is for meetings in person. */
export function asItsKind(wanted: Wanted, kind: MeetingKind | null): Wanted {
  if (kind === null) return wanted;
  const mode = wanted.mode ?? kind.mode;
  const placeId = wanted.placeId ?? (mode === 'in_person' ? kind.placeId : null);
  return { ...wanted, meetingKind: kind.kindId, mode, ...(placeId === null ? {} : { placeId }) };
}

function buffersOf({ bufferBeforeMinutes, bufferAfterMinutes }: KindBuffers): KindSettings {
  return {
    ...(bufferBeforeMinutes === null ? {} : { bufferBeforeMinutes }),
    ...(bufferAfterMinutes === null ? {} : { bufferAfterMinutes }),
  };
}

function limitOf({ kindId, mostADay, mostAWeek }: MeetingKind): MeetingLimit[] {
  if (mostADay === null && mostAWeek === null) return [];
  const perDay = mostADay === null ? {} : { perDay: mostADay };
  return [
    { id: kindId, meetingKind: kindId, ...perDay, ...(mostAWeek === null ? {} : { perWeek: mostAWeek }) },
  ];
}
