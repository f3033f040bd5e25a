import { composeInvitation } from '../itip/compose.js';
import type { ComposeRefusal } from '../itip/invitation-input.js';
import { designFor, type StoredDesign } from '../mail/templates/design.js';
import { languageOf } from '../mail/templates/language.js';
import { renderMail } from '../mail/templates/render-mail.js';
import type { MeetingBackground } from './background.js';
import { type AttendeeAddresses, invitationOf, mailInputOf, organizerName } from './invitation.js';
import type { Attendee, InvitationFacts, MailEffect, Meeting } from './meeting.js';
import { optionOf } from './options.js';

export interface LetterInput {
  readonly effect: MailEffect;
  readonly meeting: Meeting;
  readonly attendee: Attendee;
  readonly background: MeetingBackground;
  readonly addresses: AttendeeAddresses;
  readonly look: { readonly design: StoredDesign; readonly agencyName: string };
  /** In a mail a part of it, in a preview the picture itself. */
  readonly logoAs: 'cid' | 'data';
}

/** What a mail of a meeting says: to be sent, or to be looked at before. */
export interface Letter {
  /** The name in From. */
  readonly from: string;
  readonly words: { readonly subject: string; readonly text: string; readonly html: string };
  readonly calendar: CalendarPart;
}

export type CalendarPart =
  | { readonly ok: true; readonly method: InvitationFacts['method']; readonly text: string }
  | ComposeRefusal
  | null;

export const letterOf = (input: LetterInput): Letter => {
  const { effect, meeting, attendee, background, addresses, look, logoAs } = input;
  const uidOf = (optionId: string) => optionOf(meeting, optionId)?.uid;
  const design = designFor(look.design, languageOf(attendee.locale), look.agencyName, logoAs);
  return {
    from: organizerName(background, attendee.locale),
    words: renderMail(mailInputOf(effect, attendee, background, addresses, { uidOf, design })),
    calendar: calendarOf(effect, attendee, background, addresses),
  };
};

const calendarOf = (
  effect: MailEffect,
  attendee: Attendee,
  background: MeetingBackground,
  addresses: AttendeeAddresses,
): CalendarPart => {
  const { invitation } = effect;
  if (invitation === null) return null;
  const composed = composeInvitation(invitationOf(effect, invitation, attendee, background, addresses));
  return composed.ok ? { ok: true, method: invitation.method, text: composed.text } : composed;
};
