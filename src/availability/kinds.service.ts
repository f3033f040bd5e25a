import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../db/tenant.js';
import { type FieldFault, notFound, Refusal } from '../errors.js';
import { AvailabilityStore } from './availability.store.js';
import type { KindPatch, KindRow, NewKind } from './kind.schema.js';
import { KindStore } from './kind.store.js';

/** The kinds of meeting that a client has: visits, calls, fittings. */
@Injectable()
export class Kinds {
  constructor(
    @Inject(KindStore) private readonly store: KindStore,
    @Inject(AvailabilityStore) private readonly availability: AvailabilityStore,
  ) {}

  /** @throws Refusal invalid-input with a pointer to each fault. */
  async create(tx: Tx, agencyId: string, clientId: string, body: NewKind): Promise<KindRow> {
    await this.check(tx, agencyId, clientId, body, null);
    return this.store.insert(tx, agencyId, clientId, body);
  }

  /** @throws Refusal not-found for one of another client; invalid-input. */
  async change(
    tx: Tx,
    agencyId: string,
    clientId: string,
    kindId: string,
    patch: KindPatch,
  ): Promise<KindRow> {
    await this.get(tx, agencyId, clientId, kindId);
    await this.check(tx, agencyId, clientId, patch, kindId);
    await this.store.update(tx, agencyId, clientId, kindId, patch);
    return this.get(tx, agencyId, clientId, kindId);
  }

  /** @throws Refusal not-found. */
  async get(tx: Tx, agencyId: string, clientId: string, kindId: string): Promise<KindRow> {
    const kind = await this.store.find(tx, agencyId, clientId, kindId);
    if (kind === null) throw notFound('kind of meeting');
    return kind;
  }

  private async check(
    tx: Tx,
    agencyId: string,
    clientId: string,
    { name, placeId }: KindPatch,
    kindId: string | null,
  ): Promise<void> {
    // Two that are made at once must not get one name: the index would tell the second one nothing.
    await this.availability.lock(tx, agencyId, clientId);
    const fields: FieldFault[] = [];
    if (name !== undefined && (await this.store.isNamed(tx, agencyId, clientId, name, kindId))) {
      fields.push({ pointer: '/name', detail: 'The client has a kind of meeting of this name already.' });
    }
    if (placeId !== undefined && placeId !== null) {
      const places = await this.availability.placeIds(tx, agencyId, clientId);
      if (!places.includes(placeId)) {
        const detail = 'The client has no such place; choose one of the client’s places.';
        fields.push({ pointer: '/placeId', detail });
      }
    }
    if (fields.length === 0) return;
    const names = fields.map(({ pointer }) => pointer).join(', ');
    throw new Refusal('invalid-input', `The kind of meeting is not right: see ${names}.`, { fields });
  }
}
