import type { InvitationInput } from '../itip/invitation-input.js';
import type { MailInput } from '../mail/templates/mail-input.js';
import type { MeetingBackground, MeetingPlace } from './background.js';
import type { Attendee, MailEffect } from './meeting.js';

/** Addresses made for one attendee of one meeting. */
export interface AttendeeAddresses {
  /** ORGANIZER, From and Reply-To: the same through updates and cancellation, since some programs refuse a change. */
  readonly organizer: string;
  readonly page: string;
}

/**
 * The calendar part of a mail: frozen facts, and who and where. Each attendee's invitation names that attendee alone:
 * partners do not learn each other's addresses, and a reply can only speak for the one whose token it answers.
 */
export const invitationOf = (
  effect: MailEffect,
  attendee: Attendee,
  background: MeetingBackground,
  addresses: AttendeeAddresses,
): InvitationInput => {
  const { invitation } = effect;
  const geo = geoOf(background.place);
  return {
    method: invitation.method,
    uid: invitation.uid,
    sequence: invitation.sequence,
    dtstamp: invitation.dtstamp,
    start: invitation.start,
    end: invitation.end,
    status: invitation.status,
    summary: background.title,
    description: descriptionOf(background),
    location: locationOf(background.place),
    ...(geo === null ? {} : { geo }),
    organizer: { name: organizerName(background, attendee.locale), address: addresses.organizer },
    attendees: [
      {
        name: attendee.name,
        address: attendee.email,
        role: attendee.role === 'required' ? 'REQ-PARTICIPANT' : 'OPT-PARTICIPANT',
        partstat: invitation.partstat,
      },
    ],
    ...(effect.detail === null ? {} : { comment: effect.detail }),
  };
};

/** What the words of the mail are made of. */
export const mailInputOf = (
  effect: MailEffect,
  attendee: Attendee,
  background: MeetingBackground,
  addresses: AttendeeAddresses,
): MailInput => ({
  template: effect.template,
  locale: attendee.locale,
  zone: attendee.zone,
  attendee: { name: attendee.name },
  client: background.client,
  secretary: background.secretary,
  meeting: { title: background.title, note: background.note },
  place: background.place && {
    name: background.place.name,
    address: background.place.address,
    mapUrl: mapUrlOf(background.place),
  },
  option: { start: effect.invitation.start, end: effect.invitation.end },
  offered: effect.offered,
  pageUrl: addresses.page,
  detail: effect.detail,
});

/** The name that the partner's mail program shows: the person they know, on whose behalf. */
export const organizerName = ({ secretary, client }: MeetingBackground, locale: string): string =>
  locale.toLowerCase().startsWith('lv')
    ? `${secretary.name} (${client.name})`
    : `${secretary.name} for ${client.name}`;

/** Without words of any language: names, numbers and the note stand for themselves. */
export const descriptionOf = ({ client, secretary, note }: MeetingBackground): string => {
  const who = client.name === client.person ? client.name : `${client.person}, ${client.name}`;
  const reach = [secretary.name, secretary.phone, secretary.email].filter((part) => part !== null).join(', ');
  return [who, ...(note === null ? [] : ['', note]), '', reach].join('\n');
};

export const locationOf = (place: MeetingPlace | null): string =>
  place === null ? '' : [place.name, place.address].filter((part) => part !== '').join(', ');

const geoOf = (place: MeetingPlace | null): { lat: number; lon: number } | null =>
  place === null || place.latitude === null || place.longitude === null
    ? null
    : { lat: place.latitude, lon: place.longitude };

/** OpenStreetMap: no key, no account, opens everywhere. */
export const mapUrlOf = (place: MeetingPlace): string | null => {
  const geo = geoOf(place);
  if (geo !== null) return `https://www.openstreetmap.org/?mlat=${geo.lat}&mlon=${geo.lon}&zoom=17`;
  if (place.address === '') return null;
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(place.address)}`;
};
