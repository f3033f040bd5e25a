import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { ContactStore } from '../contacts/contact.store.js';
import type { Tx } from '../db/tenant.js';
import { Refusal } from '../errors.js';
import { MS_A_DAY, MS_A_MINUTE } from '../time/civil.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { closedOf, timeView, travelOf, wantedBy, warningsView } from './answer-view.js';
import { type Asked, AvailabilityService } from './availability.service.js';
import { type Partner, type RankedSlot, rankSlots } from './rank.js';
import { freeSlots } from './slots.js';
import { substitute, suggest } from './suggest.js';
import {
  DAYS_BESIDE,
  type SubstitutesQuery,
  type SuggestionsQuery,
  type SuggestionsView,
} from './suggestions.schema.js';

/** Ranks a client's free times for a partner. */
@Injectable()
export class Suggestions {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AvailabilityService) private readonly availability: AvailabilityService,
    @Inject(ContactStore) private readonly contacts: ContactStore,
  ) {}

  async suggest(who: Signed, clientId: string, query: SuggestionsQuery): Promise<SuggestionsView> {
    const window = { start: Date.parse(query.from), end: Date.parse(query.to) };
    const partner = this.partner(who, clientId, query.contactId);
    const asked = await this.availability.ask(who, clientId, window, wantedBy(query), partner);
    return answer(asked, (ranked) => suggest(ranked, query.n));
  }

  async substitutes(who: Signed, clientId: string, query: SubstitutesQuery): Promise<SuggestionsView> {
    const option = { start: Date.parse(query.start), end: Date.parse(query.end) };
    const window = {
      start: Math.max(this.clock.now(), option.start - DAYS_BESIDE * MS_A_DAY),
      end: option.end + DAYS_BESIDE * MS_A_DAY,
    };
    if (window.start >= window.end) {
      const detail = 'Give a time that lies ahead, or not long ago.';
      throw new Refusal('invalid-input', detail, { fields: [{ pointer: '/start', detail }] });
    }
    const durationMinutes = (option.end - option.start) / MS_A_MINUTE;
    const partner = this.partner(who, clientId, query.contactId);
    const wanted = wantedBy({ ...query, durationMinutes });
    const asked = await this.availability.ask(who, clientId, window, wanted, partner);
    return answer(asked, (ranked) => substitute(option, ranked, [], query.n));
  }

  /** @throws Refusal invalid-input when the contact is none of the client's. */
  private partner(who: Signed, clientId: string, contactId: string | undefined) {
    return async (tx: Tx): Promise<Partner | null> => {
      if (contactId === undefined) return null;
      const contact = await this.contacts.find(tx, who.agencyId, clientId, contactId);
      if (contact !== null) return { zone: contact.zone };
      const detail = 'The client has no such contact; choose one of the client’s contacts.';
      throw new Refusal('invalid-input', detail, { fields: [{ pointer: '/contactId', detail }] });
    };
  }
}

const answer = (
  { input, travel, more: partner }: Asked & { readonly more: Partner | null },
  choose: (ranked: readonly RankedSlot[]) => readonly RankedSlot[],
): SuggestionsView => {
  const found = freeSlots(input);
  const ranked = rankSlots(input, partner ?? undefined);
  return {
    zone: input.settings.zone,
    partnerZone: partner?.zone ?? null,
    durationMinutes: found.durationMinutes,
    suggestions: choose(ranked).map(({ slot, score, daypart, reasons }) => ({
      ...timeView(slot),
      score,
      daypart,
      reasons: [...reasons],
    })),
    closed: closedOf(found),
    warnings: warningsView(input),
    ...travelOf(travel),
  };
};
