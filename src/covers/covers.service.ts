import { Inject, Injectable } from '@nestjs/common';
import { AgencyStore } from '../agencies/agency.store.js';
import { UserStore } from '../agencies/user.store.js';
import type { Signed } from '../auth/signed.js';
import { ClientAccess } from '../clients/client-access.service.js';
import { TenantDatabase, type Tx } from '../db/tenant.js';
import { notFound, Refusal } from '../errors.js';
import type { PageQuery } from '../http/fields.schema.js';
import { type Page, pageOfRows } from '../http/page.js';
import { inLocale } from '../sentence.js';
import { CLOCK, type Clock } from '../time/clock.port.js';
import type { CoverPatch, CoverView, HandoverView, NewCover } from './cover.schema.js';
import { type CoverRow, CoverStore } from './cover.store.js';
import { COVER_FAULTS, type CoverWish, planCover, type Share, stateOfCover } from './cover-plan.js';
import { HandoverStore } from './handover.store.js';

/** Covers made, changed and ended by an owner. What they open is read live at each request, as every assignment is. */
@Injectable()
export class Covers {
  constructor(
    @Inject(TenantDatabase) private readonly db: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AgencyStore) private readonly agencies: AgencyStore,
    @Inject(UserStore) private readonly users: UserStore,
    @Inject(ClientAccess) private readonly access: ClientAccess,
    @Inject(CoverStore) private readonly covers: CoverStore,
    @Inject(HandoverStore) private readonly handovers: HandoverStore,
  ) {}

  /** All of the agency to an owner; to a secretary those that are about her. */
  async list(who: Signed, query: PageQuery): Promise<Page<CoverView>> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const ofUser = who.role === 'owner' ? null : who.userId;
      const visible = await this.visible(tx, who);
      const rows = await this.covers.page(tx, who.agencyId, ofUser, query);
      const views = rows.map((row) => viewOf(row, visible, this.clock.now()));
      return pageOfRows(views, query.limit, (row) => row.coverId);
    });
  }

  /** What would go over; nothing is kept. @throws Refusal as `make`. */
  async preview(who: Signed, input: NewCover): Promise<HandoverView> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const shares = await this.plan(tx, who, this.wishOf(input), null);
      return this.handovers.of(tx, who.agencyId, await this.named(tx, who, shares));
    });
  }

  /** @throws Refusal not-found; invalid-input with the field and the remedy (COVER_FAULTS). */
  async make(who: Signed, input: NewCover): Promise<CoverView> {
    const { agencyId } = who;
    return this.db.inAgency(agencyId, async (tx) => {
      const now = this.clock.now();
      const wish = this.wishOf(input);
      const shares = await this.plan(tx, who, wish, null);
      const coverId = await this.covers.insert(tx, agencyId, { ...wish, madeBy: who.userId }, shares, now);
      const cover = await this.found(tx, agencyId, coverId);
      await this.handovers.note(tx, agencyId, cover, 'cover-planned', who.userId, now);
      return viewOf(cover, null, now);
    });
  }

  /** @throws Refusal as `make`. */
  async change(who: Signed, coverId: string, { until }: CoverPatch): Promise<CoverView> {
    const { agencyId } = who;
    return this.db.inAgency(agencyId, async (tx) => {
      const now = this.clock.now();
      const cover = await this.found(tx, agencyId, coverId);
      const clientIds = [...new Set(cover.shares.map(({ clientId }) => clientId))];
      const wish = { ...cover, until: Date.parse(until), clientIds };
      const shares = await this.plan(tx, who, wish, coverId);
      await this.covers.replace(tx, agencyId, cover, wish.until, shares);
      const changed = await this.found(tx, agencyId, coverId);
      await this.handovers.note(tx, agencyId, changed, 'cover-changed', who.userId, now);
      return viewOf(changed, null, now);
    });
  }

  /** Ends it at once, or drops it before it begins. One that is over stays as it was. */
  async end(who: Signed, coverId: string): Promise<void> {
    const { agencyId } = who;
    await this.db.inAgency(agencyId, async (tx) => {
      await this.agencies.lock(tx, agencyId);
      const now = this.clock.now();
      const cover = await this.found(tx, agencyId, coverId);
      const state = stateOfCover({ start: cover.from, end: cover.until }, now);
      if (state === 'over') return;
      await this.handovers.note(
        tx,
        agencyId,
        cover,
        state === 'planned' ? 'cover-dropped' : 'cover-ended',
        who.userId,
        now,
      );
      await this.covers.end(tx, agencyId, coverId, now);
      await this.covers.noted(tx, agencyId, coverId, 'ended', now);
    });
  }

  /** What goes over, as it is now: to an owner all of it, to a secretary of the clients that are hers now. */
  async handover(who: Signed, coverId: string): Promise<HandoverView> {
    return this.db.inAgency(who.agencyId, async (tx) => {
      const cover = await this.found(tx, who.agencyId, coverId);
      const about = cover.absentId === who.userId || cover.userId === who.userId;
      if (who.role !== 'owner' && !about) throw notFound('cover');
      const visible = await this.visible(tx, who);
      const shares = cover.shares.filter(({ clientId }) => visible === null || visible.has(clientId));
      return this.handovers.of(tx, who.agencyId, shares);
    });
  }

  private wishOf(input: NewCover): CoverWish {
    const from = input.from === undefined ? 0 : Date.parse(input.from);
    return {
      absentId: input.absentId,
      userId: input.userId,
      // What was is not changed afterwards: nobody had the client's calendar yesterday because of it.
      from: Math.max(from, this.clock.now()),
      until: Date.parse(input.until),
      clientIds: input.clientIds ?? null,
    };
  }

  private async plan(
    tx: Tx,
    who: Signed,
    wish: CoverWish,
    coverId: string | null,
  ): Promise<readonly Share[]> {
    // Two owners who give one client to two people at the same moment must not both succeed.
    await this.agencies.lock(tx, who.agencyId);
    const absent = await this.users.find(tx, who.agencyId, wish.absentId);
    const covering = await this.users.find(tx, who.agencyId, wish.userId);
    if (absent === null || covering === null) throw notFound('user');
    const facts = {
      disabled: covering.disabled,
      work: await this.covers.workOf(tx, who.agencyId, wish.absentId),
      covers: await this.covers.others(tx, who.agencyId, wish.from, coverId),
    };
    const plan = planCover(wish, facts, this.clock.now());
    if (plan.ok) return plan.shares;
    const { pointer, said } = COVER_FAULTS[plan.fault];
    const detail = inLocale(said, who.locale);
    throw new Refusal('invalid-input', detail, {
      fields: [{ pointer, detail }],
      extra: { refusal: plan.fault, ...(plan.clientId === undefined ? {} : { clientId: plan.clientId }) },
    });
  }

  private async named(tx: Tx, who: Signed, shares: readonly Share[]) {
    const names: { clientId: string; name: string }[] = await tx.query(
      'select client_id as "clientId", name from client where agency_id = $1',
      [who.agencyId],
    );
    const nameOf = new Map(names.map(({ clientId, name }) => [clientId, name]));
    return shares.map((share) => ({ ...share, name: nameOf.get(share.clientId) ?? '' }));
  }

  /** Null: all. Whose client it is not yet, or not any more, does not learn its name here. */
  private async visible(tx: Tx, who: Signed): Promise<ReadonlySet<string> | null> {
    return who.role === 'owner' ? null : new Set(await this.access.visibleClientIds(tx, who));
  }

  private async found(tx: Tx, agencyId: string, coverId: string): Promise<CoverRow> {
    const cover = await this.covers.find(tx, agencyId, coverId);
    if (cover === null) throw notFound('cover');
    return cover;
  }
}

const viewOf = (cover: CoverRow, visible: ReadonlySet<string> | null, now: number): CoverView => ({
  coverId: cover.coverId,
  absentId: cover.absentId,
  absentName: cover.absentName,
  userId: cover.userId,
  userName: cover.userName,
  from: iso(cover.from),
  until: iso(cover.until),
  state: stateOfCover({ start: cover.from, end: cover.until }, now),
  clients: cover.shares
    .filter(({ clientId }) => visible === null || visible.has(clientId))
    .map(({ clientId, name, start, end }) => ({ clientId, name, from: iso(start), until: iso(end) })),
});

const iso = (ms: number): string => new Date(ms).toISOString();
