import type { InvitationInput } from '../itip/invitation-input.js';
import { markCode, preparedAnswer } from '../itip/prepared-answer.js';
import { sayRange } from '../mail/templates/dates.js';
import { languageOf } from '../mail/templates/language.js';
import { textsOf } from '../mail/templates/mail-blocks.js';
import type { MailDesign, MailInput } from '../mail/templates/mail-input.js';
import type { MeetingBackground, MeetingPlace } from './background.js';
import type { Attendee, InvitationFacts, MailEffect, TimeRange } from './meeting.js';

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
  effect: Pick<MailEffect, 'detail'>,
  invitation: InvitationFacts,
  attendee: Attendee,
  background: MeetingBackground,
  addresses: AttendeeAddresses,
): InvitationInput => {
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
  more: { readonly uidOf?: (optionId: string) => string | undefined; readonly design?: MailDesign } = {},
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
  option: effect.invitation === null ? (effect.about ?? null) : rangeOf(effect.invitation),
  calendar: effect.invitation !== null,
  ...choices(effect, attendee, background, addresses, more.uidOf),
  ...(more.design === undefined ? {} : { design: more.design }),
  pageUrl: addresses.page,
  detail: effect.detail,
});

/**
 * The open times, each with the prepared answer that accepts it. Where each time is an invitation with buttons of its own,
 * the buttons are the better way.
 */
const choices = (
  effect: MailEffect,
  attendee: Attendee,
  background: MeetingBackground,
  { organizer }: AttendeeAddresses,
  uidOf?: (optionId: string) => string | undefined,
): Pick<MailInput, 'offered' | 'noneUrl'> => {
  if (effect.invitation !== null && effect.invitation.method === 'REQUEST')
    return { offered: effect.offered };
  const language = languageOf(attendee.locale);
  const { answer } = textsOf(language);
  const { title } = background;
  const offered = effect.offered.map((time) => {
    const uid = time.optionId === undefined ? undefined : uidOf?.(time.optionId);
    if (uid === undefined) return rangeOf(time);
    const said = sayRange(time, attendee.zone, language);
    const words = { subject: answer.yesSubject(title, said.short), body: answer.yesBody(said.full) };
    return {
      ...rangeOf(time),
      answerUrl: preparedAnswer(organizer, { says: 'yes', code: markCode(uid) }, words),
    };
  });
  const none = { subject: answer.noneSubject(title), body: answer.noneBody };
  const noneUrl = preparedAnswer(organizer, { says: 'no', code: markCode(organizer) }, none);
  return { offered, noneUrl };
};

const rangeOf = ({ start, end }: TimeRange): TimeRange => ({ start, end });

/** The name that the partner's mail program shows: the person they know, on whose behalf. */
export const organizerName = ({ secretary, client }: MeetingBackground, locale: string): string => {
  switch (languageOf(locale)) {
    case 'en':
      return `${secretary.name} for ${client.name}`;
    case 'de':
      return `${secretary.name} für ${client.name}`;
    // Latvian and Russian would have to decline the client's name.
    default:
      return `${secretary.name} (${client.name})`;
  }
};

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
