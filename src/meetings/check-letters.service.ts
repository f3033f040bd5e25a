import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import type { Tx } from '../db/tenant.js';
import { type FieldFault, Refusal } from '../errors.js';
import { composeInvitation } from '../itip/compose.js';
import type { ComposeRefusal } from '../itip/invitation-input.js';
import { AttendeeAddressBook } from './attendee-addresses.service.js';
import { BackgroundStore } from './background.store.js';
import { invitationOf } from './invitation.js';
import type { Meeting } from './meeting.js';
import type { ProposalBody } from './meetings.schema.js';

/**
 * Whether the invitations of a proposal can be written, before anything is kept or sent: what a calendar could not show as
 * it was typed is better mended by whoever typed it than found as a failed mail.
 */
@Injectable()
export class CheckLetters {
  constructor(
    @Inject(AttendeeAddressBook) private readonly addresses: AttendeeAddressBook,
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
  ) {}

  /**
   * Of a list to choose from, too: its invitation comes with the answer, when nobody sits at the form any more.
   * @throws Refusal `invalid-input` with the fields.
   */
  async require(tx: Tx, who: Signed, clientId: string, body: ProposalBody, meeting: Meeting): Promise<void> {
    const background = await this.backgrounds.ofDraft(tx, who.agencyId, who.userId, clientId, {
      title: meeting.title,
      note: body.note ?? null,
      placeId: body.placeId ?? null,
      placeText: body.placeText ?? null,
    });
    const [option] = meeting.options;
    if (option === undefined) return;
    const { uid, start, end } = option;
    const invitation = {
      ...({ uid, start, end, method: 'REQUEST', sequence: 0, dtstamp: meeting.offeredAt } as const),
      ...({ status: 'TENTATIVE', partstat: 'NEEDS-ACTION' } as const),
    };
    const fields = meeting.attendees.flatMap((attendee, i): FieldFault[] => {
      const addresses = this.addresses.of(who.agencyId, meeting.meetingId, attendee.attendeeId);
      const composed = composeInvitation(
        invitationOf({ detail: null }, invitation, attendee, background, addresses),
      );
      return composed.ok ? [] : [{ pointer: pointerOf(composed, i), detail: sentence(composed) }];
    });
    if (fields.length > 0) throw new Refusal('invalid-input', 'The proposal is not right.', { fields });
  }
}

const POINTERS: Readonly<Record<string, string>> = {
  summary: '/title',
  description: '/note',
  location: '/placeText',
  geo: '/placeId',
  start: '/options/0/start',
  end: '/options/0/end',
};

const pointerOf = ({ field }: ComposeRefusal, i: number): string => {
  const own = /^attendees\.0\.(name|address)$/.exec(field)?.[1];
  if (own !== undefined) return `/attendees/${i}/${own === 'address' ? 'email' : 'name'}`;
  return POINTERS[field] ?? '/title';
};

const sentence = ({ field, reason, remedy }: ComposeRefusal): string =>
  `${field.replace(/^attendees\.0\./, '')} ${reason}. ${remedy}`;
