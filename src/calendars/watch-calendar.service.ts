import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { QUEUE, type Queue } from '../jobs/queue.port.js';
import { SecretsService } from '../secrets/secrets.service.js';
import { hashSecret, parseToken } from '../secrets/token.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import { AccessTokens } from './access-token.service.js';
import { type CalendarRow, CalendarStore } from './calendar.store.js';
import { Providers } from './providers.service.js';
import {
  ended,
  type Notice,
  needsWatch,
  noWatch,
  pushAddress,
  WATCH_TTL_MS,
  type WatchState,
} from './watch-plan.js';

/**
 * Push channels. They make the mirror quick; polling alone makes it right, so nothing here fails a sync. A channel's
 * token names the agency and carries a secret of which the table keeps the hash.
 */
@Injectable()
export class WatchCalendar {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(SecretsService) private readonly secrets: SecretsService,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
  ) {}

  /** Makes a channel when there is none or it ends soon: the new one first, so that no change falls between. */
  async ensure(agencyId: string, calendarId: string): Promise<void> {
    const found = await this.db.inAgency(agencyId, async (tx) => {
      const calendar = await this.calendars.find(tx, agencyId, calendarId);
      return calendar === null ? null : { calendar, state: await this.state(tx, agencyId, calendarId) };
    });
    if (found === null || found.calendar.accountId === null) return;
    const { calendar, state } = found;
    const { accountId, provider: name, externalId } = calendar;
    const watching = this.providers.find(name)?.watching ?? null;
    const settings = name === 'microsoft' ? this.config.microsoft : this.config.google;
    const address = pushAddress(this.config.publicUrl, name, settings?.apiUrl ?? '');
    const now = this.clock.now();
    if (watching === null || address === null || accountId === null) return;
    if (!needsWatch(state, address, now)) return;

    const { token, hash } = this.secrets.newToken(agencyId);
    const wish = { channelId: randomUUID(), token, address, ttlMs: WATCH_TTL_MS };
    const made = await this.tokens.call(agencyId, accountId, (access) =>
      watching.watch(access, externalId, wish),
    );
    const next: WatchState = made.ok
      ? {
          kind: 'open',
          channelId: made.value.channelId,
          resourceId: made.value.resourceId,
          tokenHash: hash.toString('hex'),
          address,
          openedAt: now,
          expiresAt: made.value.expiresAt,
        }
      : noWatch(made.fault.detail, now);
    // A failed renewal must not cost the channel that still works.
    if (!made.ok && state?.kind === 'open' && state.expiresAt > now) return;
    await this.db.inAgency(agencyId, (tx) => this.keepWatch(tx, agencyId, calendarId, next));
    if (made.ok && state?.kind === 'open') {
      await this.tokens.call(agencyId, accountId, (access) => watching.unwatch(access, state));
    }
  }

  /**
   * A notification came: it only marks the calendar, and only when channel and token fit together.
   * @returns false for one that is not ours; the sender is told nothing in either case.
   */
  async notified(provider: string, channelId: string, token: string): Promise<boolean> {
    return (await this.told(provider, [{ channelId, token, kind: 'changed' }])) > 0;
  }

  /**
   * Several at once, as providers bundle them: each is looked at by itself, and a calendar is marked once.
   * @returns how many were ours.
   */
  async told(provider: string, notices: readonly Notice[]): Promise<number> {
    const byAgency = Map.groupBy(notices, ({ token }) => parseToken(token)?.agencyId ?? null);
    let ours = 0;
    for (const [agencyId, some] of byAgency) {
      if (agencyId === null) continue;
      ours += await this.db.inAgency(agencyId, (tx) => this.mark(tx, agencyId, provider, some));
    }
    return ours;
  }

  private async mark(
    tx: Tx,
    agencyId: string,
    provider: string,
    notices: readonly Notice[],
  ): Promise<number> {
    const rows: { calendarId: string; watch: WatchState }[] = await tx.query(
      // In one order, so that two bundles do not wait for each other.
      `select calendar_id as "calendarId", watch from calendar
       where agency_id = $1 and provider = $2 and watch->>'channelId' = any($3::text[]) order by calendar_id`,
      [agencyId, provider, notices.map(({ channelId }) => channelId)],
    );
    let ours = 0;
    for (const { calendarId, watch } of rows) {
      const good = notices.filter((notice) => watch.kind === 'open' && isOf(watch, notice));
      if (watch.kind !== 'open' || good.length === 0) continue;
      ours += good.length;
      const kinds = new Set(good.map(({ kind }) => kind));
      const now = this.clock.now();
      if (kinds.has('ended')) await this.keepWatch(tx, agencyId, calendarId, ended(now));
      else if (kinds.has('renew')) await this.keepWatch(tx, agencyId, calendarId, { ...watch, renewAt: now });
      // Whatever it was: changes may have been lost with it, and after the sync the channel is seen to.
      await this.wish(tx, agencyId, calendarId);
    }
    return ours;
  }

  /** Marks a calendar and sees to it that somebody comes. */
  async wish(tx: Tx, agencyId: string, calendarId: string): Promise<void> {
    await this.calendars.raiseDirty(tx, agencyId, calendarId);
    await this.queue.send(tx, 'sync-calendar', { agencyId, calendarId }, { singletonKey: calendarId });
  }

  private async keepWatch(tx: Tx, agencyId: string, calendarId: string, watch: WatchState): Promise<void> {
    await tx.query('update calendar set watch = $3 where agency_id = $1 and calendar_id = $2', [
      agencyId,
      calendarId,
      JSON.stringify(watch),
    ]);
  }

  private async state(
    tx: Tx,
    agencyId: string,
    calendarId: CalendarRow['calendarId'],
  ): Promise<WatchState | null> {
    const [row]: { watch: WatchState | null }[] = await tx.query(
      'select watch from calendar where agency_id = $1 and calendar_id = $2',
      [agencyId, calendarId],
    );
    return row?.watch ?? null;
  }
}

/** In constant time: whoever guesses must not learn how much of a guess was right. */
const isOf = (watch: Extract<WatchState, { kind: 'open' }>, { channelId, token }: Notice): boolean => {
  const secret = parseToken(token)?.secret;
  if (secret === undefined || channelId !== watch.channelId) return false;
  const known = Buffer.from(watch.tokenHash, 'hex');
  const given = hashSecret(secret);
  return known.length === given.length && timingSafeEqual(known, given);
};
