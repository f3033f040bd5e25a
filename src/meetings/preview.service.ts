import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { MailDesignStore } from '../agencies/mail-design.store.js';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { Refusal } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AttendeeAddressBook } from './attendee-addresses.service.js';
import { BackgroundStore } from './background.store.js';
import { Invitees } from './invitees.service.js';
import { letterOf } from './letter.js';
import type { ProposalBody } from './meetings.schema.js';
import { OptionIds } from './option-ids.service.js';
import type { ProposalPreview } from './preview.schema.js';
import { ProposalKinds } from './proposal-kind.store.js';
import { propose } from './propose.js';

/** The mails that a proposal would send. Nothing is kept, and its links lead nowhere. */
@Injectable()
export class PreviewProposal {
  constructor(
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(Invitees) private readonly invitees: Invitees,
    @Inject(ProposalKinds) private readonly kinds: ProposalKinds,
    @Inject(OptionIds) private readonly optionIds: OptionIds,
    @Inject(AttendeeAddressBook) private readonly addresses: AttendeeAddressBook,
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
    @Inject(MailDesignStore) private readonly designs: MailDesignStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal: not-found, invalid-input (field by field). Whether the times are free is not asked. */
  async preview(who: Signed, clientId: string, body: ProposalBody): Promise<ProposalPreview> {
    return this.access.within(who, clientId, async (tx, client) => {
      const { agencyId } = who;
      const kind = await this.kinds.of(tx, agencyId, body);
      const invitees = await this.invitees.invite(tx, agencyId, client, body);
      const proposed = propose(
        {
          ...(kind === null ? {} : { kind }),
          agreed: body.agreed === true,
          meetingId: uuidv7(),
          clientId,
          title: body.title,
          options: body.options.map((range) => this.optionIds.offeredTime(range)),
          attendees: invitees.map(({ attendee }) => attendee),
          expiresAt: body.expiresAt === undefined ? null : Date.parse(body.expiresAt),
          onClientDelete: client.onClientDelete,
        },
        this.clock.now(),
      );
      if (!proposed.ok) {
        throw new Refusal('invalid-input', 'The proposal is not right.', { fields: proposed.faults });
      }
      const { meeting, effects } = proposed;
      const background = await this.backgrounds.ofDraft(tx, agencyId, who.userId, clientId, {
        title: meeting.title,
        note: body.note ?? null,
        placeId: body.placeId ?? null,
        placeText: body.placeText ?? null,
      });
      const look = await this.designs.of(tx, agencyId);
      const mails = effects.flatMap((effect) => {
        if (effect.kind !== 'mail') return [];
        const { attendeeId } = effect;
        const attendee = meeting.attendees.find((one) => one.attendeeId === attendeeId);
        if (attendee === undefined) throw new Error('A mail of a proposal goes to nobody.');
        const addresses = this.addresses.of(agencyId, meeting.meetingId, attendeeId);
        const letter = letterOf({ effect, meeting, attendee, background, addresses, look, logoAs: 'data' });
        return {
          template: effect.template,
          to: { name: attendee.name, address: attendee.email },
          from: letter.from,
          ...letter.words,
          calendar: letter.calendar?.ok === true ? letter.calendar.text : null,
          refusal:
            letter.calendar?.ok === false
              ? `${letter.calendar.field} ${letter.calendar.reason}. ${letter.calendar.remedy}`
              : null,
        };
      });
      return { mails };
    });
  }
}
