import { Inject, Injectable } from '@nestjs/common';
import type { Signed } from '../auth/signed.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound } from '../errors.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { BackgroundStore } from './background.store.js';
import { ClashStore } from './clash.store.js';
import { EffectListStore } from './effect-list.store.js';
import { JournalStore } from './journal.store.js';
import { MeetingStore } from './meeting.store.js';
import { MeetingAccess } from './meeting-access.service.js';
import { MeetingListStore } from './meeting-list.store.js';
import type { EffectView, MeetingDetails, MeetingSummary } from './meeting-view.schema.js';
import { MessageListStore } from './message-list.store.js';
import { SubstituteTimes } from './substitute-times.service.js';

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
    @Inject(ClashStore) private readonly clashes: ClashStore,
    @Inject(BackgroundStore) private readonly backgrounds: BackgroundStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MeetingStore) private readonly meetingStore: MeetingStore,
    @Inject(SubstituteTimes) private readonly substitutes: SubstituteTimes,
  ) {}

  /** @throws Refusal `not-found`. */
  async get(who: Signed, meetingId: string): Promise<MeetingDetails> {
    const { agencyId } = who;
    return this.db.inAgency(agencyId, async (tx) => {
      const clientId = await this.access.require(tx, who, meetingId);
      const filter = { clientIds: [clientId], meetingId, limit: 1 };
      const [summary] = await this.meetings.list(tx, agencyId, filter, who.locale);
      const background = await this.backgrounds.load(tx, agencyId, meetingId, this.clock.now());
      if (summary === undefined || background === null) throw notFound('meeting');
      const { note, zone, place, secretary } = background;
      const effects = await this.effects.ofMeeting(tx, agencyId, meetingId);
      const takenOptionIds = await this.taken(tx, agencyId, summary);
      const sight = { clientIds: [clientId], owner: false };
      return {
        ...summary,
        note,
        zone,
        place: place && { name: place.name, address: place.address },
        meetingKind: await this.kindOf(tx, agencyId, meetingId),
        secretary: { name: secretary.name, email: secretary.email },
        takenOptionIds,
        suggestedTimes: await this.suggested(tx, agencyId, meetingId, takenOptionIds),
        undoUntil: undoUntil(summary, effects),
        effects,
        journal: await this.journal.ofMeeting(tx, agencyId, meetingId),
        messages: await this.messages.list(tx, agencyId, sight, { meetingId, limit: 200 }),
      };
    });
  }

  private async kindOf(tx: Tx, agencyId: string, meetingId: string): Promise<MeetingDetails['meetingKind']> {
    const [row]: { kindId: string; name: string }[] = await tx.query(
      `select k.kind_id as "kindId", k.name
       from meeting m join meeting_kind k on k.agency_id = m.agency_id and k.kind_id = m.kind_id
       where m.agency_id = $1 and m.meeting_id = $2`,
      [agencyId, meetingId],
    );
    return row ?? null;
  }

  private async suggested(tx: Tx, agencyId: string, meetingId: string, takenOptionIds: readonly string[]) {
    if (takenOptionIds.length === 0) return [];
    const loaded = await this.meetingStore.load(tx, agencyId, meetingId);
    const lost = loaded?.meeting.options
      .filter(({ optionId }) => takenOptionIds.includes(optionId))
      .toSorted((a, b) => a.start - b.start)[0];
    if (loaded === null || lost === undefined) return [];
    const found = await this.substitutes.suggest(tx, agencyId, loaded.meeting, lost);
    return found.map(({ start, end }) => ({
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
    }));
  }

  /** Of a proposal: the offered times at which the client has something else by now. */
  private async taken(tx: Tx, agencyId: string, { clientId, meetingId, options }: MeetingSummary) {
    const taken: string[] = [];
    for (const { optionId, state, start, end } of options) {
      if (state !== 'offered') continue;
      const range = { start: Date.parse(start), end: Date.parse(end) };
      const found = await this.clashes.find(tx, agencyId, clientId, range, meetingId);
      if (found.length > 0) taken.push(optionId);
    }
    return taken;
  }
}

/** Null once anything has happened to the meeting, or anything of it has been tried. */
const undoUntil = (
  { createdAt, updatedAt }: MeetingSummary,
  effects: readonly EffectView[],
): string | null => {
  const untouched = effects.every(({ state, attempts }) => state === 'pending' && attempts === 0);
  const [first] = effects.flatMap(({ nextTryAt }) => nextTryAt ?? []).toSorted();
  return createdAt === updatedAt && untouched && first !== undefined && first > createdAt ? first : null;
};
