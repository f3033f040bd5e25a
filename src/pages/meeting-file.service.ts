import { Inject, Injectable } from '@nestjs/common';
import { composeInvitation } from '../itip/compose.js';
import { AttendeeAddressBook } from '../meetings/attendee-addresses.service.js';
import { invitationOf } from '../meetings/invitation.js';
import type { InvitationFacts, MeetingOption } from '../meetings/meeting.js';
import type { PageView } from '../meetings/page-view.service.js';
import { partstatOf } from '../meetings/replies.js';
import { CLOCK, type Clock } from '../time/clock.port.js';

/**
 * The confirmed meeting as a calendar file: the same invitation that the mail carries, with the same UID, so that
 * whoever opens both has one entry.
 */
@Injectable()
export class MeetingFile {
  constructor(
    @Inject(AttendeeAddressBook) private readonly addresses: AttendeeAddressBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  of(view: PageView, option: MeetingOption): string {
    const { agencyId, meeting, attendee, client, secretary, place, title, note } = view;
    const invitation: InvitationFacts = {
      method: 'REQUEST',
      status: 'CONFIRMED',
      uid: option.uid,
      sequence: option.sequence,
      dtstamp: this.clock.now(),
      start: option.start,
      end: option.end,
      partstat: partstatOf(meeting, attendee.attendeeId, option),
    };
    const background = {
      clientId: meeting.clientId,
      zone: attendee.zone,
      client,
      secretary,
      place,
      title,
      note,
    };
    const addresses = this.addresses.of(agencyId, meeting.meetingId, attendee.attendeeId);
    const composed = composeInvitation(
      invitationOf({ detail: null }, invitation, attendee, background, addresses),
    );
    if (composed.ok) return composed.text;
    throw new Error(`The calendar file was not made: ${composed.field} ${composed.reason}`);
  }
}
