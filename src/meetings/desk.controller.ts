import { Controller, Get, Inject } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Signed } from '../auth/signed.decorator.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase } from '../db/tenant.js';
import { Reception } from '../mail/reception.service.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { EffectListStore } from './effect-list.store.js';
import { MeetingListStore } from './meeting-list.store.js';
import { type DeskView, deskView } from './meeting-view.schema.js';
import { MessageListStore } from './message-list.store.js';

const MOST = 100;
const DAY = 24 * 60 * 60 * 1_000;

/** What waits for whom, at a glance. */
@ApiTags('desk')
@Controller('api/desk')
export class DeskController {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(MeetingListStore) private readonly meetings: MeetingListStore,
    @Inject(EffectListStore) private readonly effects: EffectListStore,
    @Inject(MessageListStore) private readonly messages: MessageListStore,
    @Inject(Reception) private readonly reception: Reception,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'Of the clients that are yours now', standardSchema: deskView })
  async desk(@Signed() who: Signed): Promise<DeskView> {
    const { agencyId, locale } = who;
    const notices = who.role === 'owner' ? (await this.reception.view(agencyId, locale)).notices : [];
    return this.db.inAgency(agencyId, async (tx) => {
      const clientIds = await this.access.visibleClientIds(tx, who);
      const of = (more: { state?: string; questioned?: boolean }) =>
        this.meetings.list(tx, agencyId, { clientIds, limit: MOST, ...more }, locale);
      const questions = await of({ questioned: true });
      const waiting = await of({ state: 'proposed' });
      const sight = { clientIds, owner: who.role === 'owner' };
      const soon = this.clock.now() + DAY;
      return {
        questions,
        waiting,
        messages: await this.messages.list(tx, agencyId, sight, {
          states: ['review', 'unmatched'],
          limit: MOST,
        }),
        expiring: waiting
          .filter(({ expiresAt }) => expiresAt !== null && Date.parse(expiresAt) <= soon)
          .map(({ meetingId }) => meetingId),
        notices,
        troubled: await this.effects.troubled(tx, agencyId, clientIds, MOST),
      };
    });
  }
}
