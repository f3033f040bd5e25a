import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../db/tenant.js';
import type { AvailabilityBody } from './availability.schema.js';
import type { BusyRow } from './busy.js';
import type { Rule } from './rule.js';
import type { AvailabilitySettings } from './settings.js';

/** Rules, settings and our own commitments. Plain SQL, as in every store of this house (clients/client.store.ts says why). */
@Injectable()
export class AvailabilityStore {
  async settings(
    tx: Tx,
    agencyId: string,
    clientId: string,
  ): Promise<{ settings: AvailabilitySettings; version: number } | null> {
    const [row]: { settings: AvailabilitySettings; version: number }[] = await tx.query(
      'select settings, version from availability where agency_id = $1 and client_id = $2',
      [agencyId, clientId],
    );
    return row ?? null;
  }

  /** Rules in the order in which they were given, in one look with the settings, since every search begins with them; null where nobody has said anything. */
  async all(
    tx: Tx,
    agencyId: string,
    clientId: string,
  ): Promise<{ settings: AvailabilitySettings; version: number; rules: Rule[] } | null> {
    const [row]: { settings: AvailabilitySettings; version: number; rules: Rule[] }[] = await tx.query(
      `select a.settings, a.version, coalesce((
         select jsonb_agg(r.spec || jsonb_build_object('id', r.rule_id, 'kind', r.kind) order by r.position, r.rule_id)
         from availability_rule r where r.agency_id = a.agency_id and r.client_id = a.client_id), '[]') as rules
       from availability a where a.agency_id = $1 and a.client_id = $2`,
      [agencyId, clientId],
    );
    return row ?? null;
  }

  /** Makes writers of one client's rules wait for each other; also before there are any. */
  async lock(tx: Tx, agencyId: string, clientId: string): Promise<void> {
    await tx.query('select 1 from client where agency_id = $1 and client_id = $2 for no key update', [
      agencyId,
      clientId,
    ]);
  }

  /** Puts these settings and rules in the place of the old ones, under the next version. */
  async replace(
    tx: Tx,
    agencyId: string,
    clientId: string,
    userId: string,
    input: AvailabilityBody,
  ): Promise<void> {
    await tx.query(
      `insert into availability as a (agency_id, client_id, settings, version) values ($1, $2, $3, 1)
       on conflict (agency_id, client_id) do update set settings = excluded.settings, version = a.version + 1`,
      [agencyId, clientId, JSON.stringify(input.settings)],
    );
    // Who made a rule, and when, stays with it as long as it keeps its id.
    const rows = input.rules.map(({ id, kind, ...spec }) => ({ id: id ?? uuidv7(), kind, spec }));
    await tx.query(
      `delete from availability_rule where agency_id = $1 and client_id = $2 and rule_id <> all($3::uuid[])`,
      [agencyId, clientId, rows.map((row) => row.id)],
    );
    await tx.query(
      `insert into availability_rule as r (agency_id, rule_id, client_id, kind, spec, position, created_by)
       select $1, (item->>'id')::uuid, $2, item->>'kind', item->'spec', position, $4
       from jsonb_array_elements($3::jsonb) with ordinality as given(item, position)
       on conflict (agency_id, rule_id) do update
         set kind = excluded.kind, spec = excluded.spec, position = excluded.position
         where r.client_id = excluded.client_id`,
      [agencyId, clientId, JSON.stringify(rows), userId],
    );
  }

  /** Which of these rule ids are another client's. */
  async foreignRuleIds(
    tx: Tx,
    agencyId: string,
    clientId: string,
    ids: readonly string[],
  ): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select rule_id as id from availability_rule
       where agency_id = $1 and client_id <> $2 and rule_id = any($3::uuid[])`,
      [agencyId, clientId, ids],
    );
    return rows.map((row) => row.id);
  }

  async placeIds(tx: Tx, agencyId: string, clientId: string): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      'select place_id as id from place where agency_id = $1 and client_id = $2',
      [agencyId, clientId],
    );
    return rows.map((row) => row.id);
  }

  /** Our meetings and holds that touch [from, to), epoch ms. */
  async commitments(
    tx: Tx,
    agencyId: string,
    clientId: string,
    from: number,
    to: number,
  ): Promise<BusyRow[]> {
    const rows: {
      start: Date;
      end: Date;
      kind: 'meeting' | 'hold';
      sourceId: string;
      meetingId: string;
      placeId: string | null;
    }[] = await tx.query(
      `select lower(c.during) as start, upper(c.during) as "end", c.kind, c.option_id as "sourceId",
              c.meeting_id as "meetingId", m.place_id as "placeId"
       from commitment c join meeting m using (agency_id, meeting_id)
       where c.agency_id = $1 and c.client_id = $2 and c.during && tstzrange($3, $4)
       order by lower(c.during)`,
      [agencyId, clientId, new Date(from), new Date(to)],
    );
    return rows.map(({ start, end, placeId, ...rest }) => ({
      ...rest,
      start: start.getTime(),
      end: end.getTime(),
      ...(placeId === null ? {} : { placeId }),
    }));
  }
}
