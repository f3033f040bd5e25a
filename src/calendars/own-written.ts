import type { OwnEvent } from './calendar.port.js';
import type { OwnFields } from './merge-own.js';
import type { WritePlace } from './write-place.service.js';

/** What is to be written of an option, and under which key. */

export interface PutEvent extends OwnFields {
  readonly meetingId: string;
  readonly optionId: string;
  readonly icalUid: string;
  readonly zone: string;
  readonly generation: number;
  /** An earlier try may have been carried out: look before sending again. */
  readonly probeFirst: boolean;
  /** Epoch ms of that try: soon after it, what is not there yet may still be on its way. */
  readonly sentAt?: number | null;
}

/** What was recorded counts, so that an event stays the same one when keys are made in another way some day. */
export const keyOf = (event: { optionId: string; generation: number }, place: WritePlace): string => {
  const { written, provider, calendar } = place;
  return written.key !== null &&
    written.keyGeneration === event.generation &&
    written.calendarId === calendar.calendarId
    ? written.key
    : provider.ownKey(event.optionId, calendar.externalId, event.generation);
};

export const fieldsOf = ({ start, end, title, description, location, status }: PutEvent): OwnFields => ({
  start,
  end,
  title,
  description,
  location,
  status,
});

export const ownEvent = (event: PutEvent, key: string): OwnEvent => ({
  ...fieldsOf(event),
  key,
  mark: { meetingId: event.meetingId, optionId: event.optionId },
  icalUid: event.icalUid,
  zone: event.zone,
});
