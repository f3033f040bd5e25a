import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { BackgroundStore } from './background.store.js';
import { EffectListStore } from './effect-list.store.js';
import { JournalStore } from './journal.store.js';
import { MeetingAccess } from './meeting-access.service.js';
import { MeetingListStore } from './meeting-list.store.js';
import type { MeetingDetails } from './meeting-view.schema.js';
import { MessageListStore } from './message-list.store.js';

/** All that is known of one meeting: what it is, what was said, what was done about it. */
@Injectable()
export class MeetingDetailsService {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingAccess) private readonly access: MeetingAccess,
    @Inject(MeetingListStore) private readonly meetings: MeetingListStore,
    @Inject(EffectListStore) private readonly effects: EffectListStore,
    @Inject(JournalStore) private readonly journal: JournalStore,
    @Inject(MessageListStore) private readonly messages: MessageListStore,
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
  ) {}

  /** @throws Refusal `not-found`. */
  async get(who: Signed, meetingId: string): Promise<MeetingDetails> {
    const { agencyId } = who;
    return this.db.inAgency(agencyId, async (tx) => {
      const clientId = await this.access.require(tx, who, meetingId);
      const filter = { clientIds: [clientId], meetingId, limit: 1 };
      const [summary] = await this.meetings.list(tx, agencyId, filter, who.locale);
      const background = await this.backgrounds.load(tx, agencyId, meetingId);
      if (summary === undefined || background === null) throw notFound('meeting');
      const { note, zone, place, secretary } = background;
      const sight = { clientIds: [clientId], owner: false };
      return {
        ...summary,
        note,
        zone,
        place: place && { name: place.name, address: place.address },
        secretary: { name: secretary.name, email: secretary.email },
        effects: await this.effects.ofMeeting(tx, agencyId, meetingId),
        journal: await this.journal.ofMeeting(tx, agencyId, meetingId),
        messages: await this.messages.list(tx, agencyId, sight, { meetingId, limit: 200 }),
      };
    });
  }
}
