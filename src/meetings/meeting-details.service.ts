import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { BackgroundStore } from './background.store.js';
import { MeetingAccess } from './meeting-access.service.js';
import { MeetingListStore } from './meeting-list.store.js';
import { type EffectRow, toEffectView } from './meeting-view.js';
import type { MeetingDetails } from './meeting-view.schema.js';
import { MessageListStore } from './message-list.store.js';

interface JournalRow {
  at: Date;
  actor: string;
  user_name: string | null;
  kind: string;
  detail: Record<string, unknown>;
}

/** All that is known of one meeting: what it is, what was said, what was done about it. */
@Injectable()
export class MeetingDetailsService {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(MeetingAccess) private readonly access: MeetingAccess,
    @Inject(MeetingListStore) private readonly meetings: MeetingListStore,
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
        effects: (await this.effects(tx, agencyId, meetingId)).map(toEffectView),
        journal: (await this.journal(tx, agencyId, meetingId)).map(({ at, user_name, ...entry }) => ({
          ...entry,
          at: at.toISOString(),
          userName: user_name,
        })),
        messages: await this.messages.list(tx, agencyId, sight, { meetingId, limit: 200 }),
      };
    });
  }

  private effects(tx: Tx, agencyId: string, meetingId: string): Promise<EffectRow[]> {
    return tx.query('select * from effect where agency_id = $1 and meeting_id = $2 order by seq', [
      agencyId,
      meetingId,
    ]);
  }

  private journal(tx: Tx, agencyId: string, meetingId: string): Promise<JournalRow[]> {
    return tx.query(
      `select j.at, j.actor, u.name as user_name, j.kind, j.detail
       from journal j left join app_user u on u.agency_id = j.agency_id and u.user_id = j.user_id
       where j.agency_id = $1 and j.meeting_id = $2 order by j.at, j.entry_id`,
      [agencyId, meetingId],
    );
  }
}
