import { normalAddress } from '../itip/address.js';
import type { ItipRead } from '../itip/message.js';
import type { Meeting } from './meeting.js';

/**
 * Whose answer a mail to an attendee's address is: most programs hand an invitation on as it is, with the ORGANIZER of the
 * one who delegates, so the delegate's REPLY comes to that address (RFC 5546 3.2.2.3 has it go to the organizer, and there
 * is one for each attendee here). It is the delegate's where the attendee has sent them, the mail is from them, and it
 * speaks for them.
 * @param from the addresses of From. @returns the id of an attendee of the meeting.
 */
export const answeringAttendee = (
  meeting: Meeting,
  attendeeId: string,
  from: readonly string[],
  calendars: readonly ItipRead[],
): string => {
  const sent = meeting.attendees.find((attendee) => attendee.attendeeId === attendeeId)?.delegatedTo;
  const delegate = meeting.attendees.find((attendee) => attendee.attendeeId === sent);
  const [sender, ...more] = from.map(normalAddress);
  if (delegate === undefined || more.length > 0 || sender !== normalAddress(delegate.email))
    return attendeeId;
  const messages = calendars.flatMap((calendar) => (calendar.ok ? calendar.messages : []));
  const speaks = messages.some(({ attendees }) => attendees.some(({ address }) => address === sender));
  return speaks ? delegate.attendeeId : attendeeId;
};
