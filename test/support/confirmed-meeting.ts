import { v7 as uuidv7 } from 'uuid';
import type { CalendarProvider } from '../../src/calendars/calendar.port.js';
import type { PutEvent } from '../../src/calendars/own-written.js';
import { WriteBack } from '../../src/calendars/write-back.service.js';
import type { CalendarHouse } from './calendar-house.js';

const HOUR = 3_600_000;

/** A confirmed meeting of an hour in the tables, and what is to be written of it. */
export const meetingToWrite = async (
  room: Pick<CalendarHouse<CalendarProvider>, 't' | 'agencyId' | 'clientId' | 'who'>,
  start: number,
): Promise<PutEvent> => {
  const [meetingId, optionId] = [uuidv7(), uuidv7()];
  const icalUid = `${optionId}@meet.example`;
  const during = [new Date(start), new Date(start + HOUR)];
  const { agencyId, clientId, who } = room;
  await room.t.asOwner(
    `insert into meeting (agency_id, meeting_id, client_id, state, title, zone, created_by)
     values ($1, $2, $3, 'confirmed', 'Visit', 'Europe/Riga', $4)`,
    [agencyId, meetingId, clientId, who.userId],
  );
  await room.t.asOwner(
    `insert into meeting_option (agency_id, option_id, meeting_id, ordinal, uid, during, state)
     values ($1, $2, $3, 1, $4, tstzrange($5, $6), 'confirmed')`,
    [agencyId, optionId, meetingId, icalUid, ...during],
  );
  return {
    meetingId,
    optionId,
    icalUid,
    title: 'Visit',
    description: 'Words',
    location: 'Rīga',
    start,
    end: start + HOUR,
    zone: 'Europe/Riga',
    status: 'confirmed',
    generation: 1,
    probeFirst: false,
  };
};

/** The same, written to the client's calendar. */
export const makeConfirmed = async (
  room: CalendarHouse<CalendarProvider>,
  start: number,
): Promise<PutEvent & { readonly eventId: string }> => {
  const event = await meetingToWrite(room, start);
  const outcome = await room.get(WriteBack).put(room.agencyId, event);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return { ...event, eventId: outcome.eventId };
};
